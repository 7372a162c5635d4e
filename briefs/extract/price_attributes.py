"""Where, when and of what kind a price is: venue, date, kind, and the word added to its name."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from briefs.extract.numbers import Number
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.subjects import Subject
from briefs.types import PriceKind

_EXCHANGE: Final = re.compile(
    r"\b(SHFE|LME|COMEX|NYMEX|CME|DCE|CZCE|ZCE|GFEX|INE|SGX|TOCOM|MCX|SGE)\b|(上期所"
    r"|沪(?=[铜铝铅锌镍锡金银])|伦(?=[铜铝铅锌镍锡]))"
)
_CHINESE_EXCHANGE: Final = {"上期所": "SHFE", "沪": "SHFE", "伦": "LME"}
_TERMS: Final = re.compile(r"\b(FOB|CIF|CFR|DDP|EXW|FCA|DAP|fob|cif|cfr)\b")
_EXW: Final = re.compile(r"\bex-works\b", re.IGNORECASE)
_HOUSE: Final = re.compile(r"\b(SMM|Fastmarkets|Platts|Argus|Mysteel|Benchmark|Asian Metal|CRU)\b")
_NEW_YORK: Final = re.compile(r"\bNew York (?:copper|gold|silver|platinum|palladium)\b")

_TC: Final = re.compile(
    r"\b(?:TCs?|RCs?|TC/RCs?|treatment charges?|processing charges?|refining charges?)\b|加工费"
)
_PREMIUM: Final = re.compile(
    r"\b(?:premiums?|discounts?|backwardation|contango)\b|升水|贴水|升贴水", re.I
)
_DISCOUNT: Final = re.compile(
    r"(?<!/)\b(?:discounts?)\b(?! rate)(?:[^0-9;]{0,30})$|贴水[^0-9，；]{0,6}$", re.IGNORECASE
)
_BOTH: Final = re.compile(r"premiums?(?: or |/)discounts?|升贴水", re.IGNORECASE)
_FUTURES: Final = re.compile(
    r"\b(?:futures|contract|SHFE|LME|COMEX|DCE|CZCE|GFEX|INE|three-month|most-traded|New"
    r" York)\b|主力|合约|期货"
)
_INDEX: Final = re.compile(r"\bindex\b|指数", re.IGNORECASE)
_OFFER: Final = re.compile(
    r"\b(?:offer(?:s|ed)?|ask(?:s|ed|ing)|on offer|bids?|posted|opening at)\b(?! by)|报盘",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(
    r"\b(?:costs?|profits?|margins?|floor|losses|loss|payables?|tender|auction|purchase prices?|"
    r"spread|gap|coefficient|difference)\b|成本|利润",
    re.IGNORECASE,
)
_FORECAST: Final = re.compile(
    r"\b(?:expects?|expected (?:to|at|between|in)|forecasts?|targets?|target price|sees (?:prices?|"
    r"copper|gold|it|the)|now sees|looks for|support (?:level )?(?:at|near|around|of)|support"
    r"|resistance|"
    r"(?:should|may|might|could|will|would|likely to|seen|set to) (?:\w+ ){0,3}(?:test|move"
    r"|trade|rise|"
    r"fall|fluctuate|hover|range|run|reach|climb|drop|stay|hold|continue|average|remain"
    r"|operate|consolidate)|"
    r"price (?:outlook|objective)|getting past|projects?|predicts?|anticipates?|outlook"
    r"|(?:month|price|term) view|view (?:for|on))\b"
    r"|预计|预期|目标价|支撑|压力位",
    re.IGNORECASE,
)

_ROLE_WORDS: Final = (
    ("open", re.compile(r"\b(?:open(?:ed|ing|s)?|began|started)\b(?! interest)|开盘|开于")),
    ("session low", re.compile(
        r"\b(?:session|intraday|day's|daily|overnight) low|\b(?:a|new|fresh|its|the) low (?:of"
        r"|at)|\blowest|\blow point|"
        r"\bdipp(?:ed|ing) below|\bbottomed|最低|探低", re.IGNORECASE)),
    ("session high", re.compile(
        r"\b(?:session|intraday|day's|daily|overnight) high|\bhigh(?:est)? (?:of|at|point)|"
        r"\bbounced only|\btouch(?:ed|ing)|\bpeaked|\bticking up to|最高|摸高", re.IGNORECASE)),
    ("session range", re.compile(
        r"\b(?:swung|fluctuated|moved|traded) between|high and low", re.IGNORECASE)),
    ("profit", re.compile(r"\b(?:profit|margin)s? of|利润")),
    ("loss", re.compile(r"\bloss(?:es)? of|亏损")),
    ("cost", re.compile(r"\bcosts? (?:of|at|was|were|is)\b|成本")),
    ("average", re.compile(r"\b(?:averag(?:e|es|ed|ing)|mean)\b|均价", re.IGNORECASE)),
)  # fmt: skip


def role_word(left: str) -> str | None:
    """The part of the session or the statistic that the words before a number name."""
    for word, pattern in _ROLE_WORDS:
        if pattern.search(left):
            return word
    return None


def is_forecast(left: str) -> bool:
    return _FORECAST.search(left) is not None


def is_discount(left: str) -> bool:
    return _DISCOUNT.search(left) is not None and not _BOTH.search(left)


def names_premium(text: str) -> bool:
    return _PREMIUM.search(text) is not None


def kind_of(name: str, left: str, number: Number, *, premium: bool) -> PriceKind:
    """The kind of a stated level, from its name and the words between name and number."""
    around = f"{name} {left}"
    if _TC.search(around):
        return PriceKind.TC
    if premium or names_premium(around):
        return PriceKind.PREMIUM
    if _OTHER.search(around):
        return PriceKind.OTHER
    if _INDEX.search(around):
        return PriceKind.INDEX
    if _FUTURES.search(name):
        return PriceKind.FUTURES
    return PriceKind.OFFER if _OFFER.search(left) else PriceKind.SPOT


def _first_house(reading: Reading) -> str:
    """SMM where the flash names it at all, else the first price house named; looked up once."""
    house = reading.memo.get("price.house")
    if not isinstance(house, str):
        found = _HOUSE.search(reading.text)
        house = "SMM" if "SMM" in reading.text else found[0] if found else ""
        reading.memo["price.house"] = house
    return house


def venue_of(
    reading: Reading, sentence: Sentence, subject: Subject, around: str, kind: PriceKind
) -> str | None:
    """Exchange, trade term or price house of a price, nearest first."""
    if found := _EXCHANGE.search(subject.mention):
        return _CHINESE_EXCHANGE.get(found[0], found[0])
    if subject.term and subject.term.venue and kind is PriceKind.FUTURES:
        return subject.term.venue
    if _NEW_YORK.search(subject.mention):
        return "COMEX"
    if found := _TERMS.search(around):
        return found[0].upper()
    if kind is PriceKind.FUTURES:
        return None
    house = _first_house(reading)
    if house != "SMM" and _EXW.search(around):
        return "EXW"
    if found := _HOUSE.search(reading.text, sentence.start, sentence.end):
        return found[0]
    if found := _EXCHANGE.search(around):
        return _CHINESE_EXCHANGE.get(found[0], found[0])
    if house:
        return house
    published = reading.flash.publisher == "SMM" or "metal.com" in (reading.flash.url or "")
    return "SMM" if published and kind is PriceKind.SPOT else None


_EXCHANGE_CITIES: Final = {
    "Shanghai": "SHFE", "London": "LME", "Dalian": "DCE", "Guangzhou": "GFEX", "New York": "COMEX",
    "Zhengzhou": "CZCE",
}  # fmt: skip
_CITY: Final = re.compile(
    r"\b(?:Shanghai|London|Dalian|Guangzhou|Zhengzhou|New York|SHFE|LME|COMEX|DCE|GFEX|CZCE|INE)\b"
)
_CONTRACT: Final = re.compile(r"\b(?:contract|futures)\b", re.IGNORECASE)


def exchange_named(reading: Reading, subject: Subject, since: int, until: int) -> str | None:
    """ "the busiest copper contract in Shanghai": the exchange of a contract named by its city."""
    carried = subject.end <= since
    if subject.term is None or (not carried and _EXCHANGE.search(subject.mention)):
        return None
    start = since if carried else max(since, subject.start - 20)
    end = until if carried else min(until, subject.end + 25)
    start = max(start, *(reading.text.rfind(mark, start, end) for mark in ",;:"))
    contract = _CONTRACT.search(reading.text, start, end)
    found = _CITY.search(reading.text, start, end)
    return _EXCHANGE_CITIES.get(found[0], found[0]) if found and contract else None


_DATELINE: Final = 90


def dateline(reading: Reading) -> date | None:
    """The day the body opens with, else the day of publication."""
    body = len(reading.flash.title)
    for mention in reading.within(reading.dates, body, body + _DATELINE):
        if mention.grain == "day" and mention.day and mention.text[0].isupper():
            return mention.day
    return reading.published


def day_behind(reading: Reading, number: Number, end: int) -> date | None:
    """The day stated behind the number up to `end`."""
    for mention in reading.within(reading.dates, number.end, end):
        if mention.grain == "day" and mention.day:
            between = reading.text[number.end : mention.start]
            if re.search(r";| from ", between) or len(between) > 70:
                break
            if not _is_base(reading, mention.start):
                return mention.day
    return None


def day_before(reading: Reading, number: Number, start: int) -> date | None:
    """The last day stated before the number from `start`; it holds for what follows too."""
    for mention in reversed(reading.within(reading.dates, start, number.start)):
        if mention.grain == "day" and mention.day and not _is_base(reading, mention.start):
            return mention.day
    return None


_MARK: Final = re.compile(r"[A-Z][a-z]+\.? [0-9]{1,2} (?:record|high|low|peak|level|meeting)\b")
_BASE: Final = re.compile(
    r"\b(?:from|than|under|over|above|below|against|versus|vs|since|by|of the)"
    r"(?: (?:late|early|the|a))? $"
)


def _is_base(reading: Reading, start: int) -> bool:
    """ "23 yuan/mt under yesterday" compares with yesterday; "on Friday" does not."""
    found = _BASE.search(reading.text[max(0, start - 16) : start])
    return found is not None or _MARK.match(reading.text, start) is not None
