"""Where, when and of what kind a price is: venue, date, kind, and the word added to its name."""

from __future__ import annotations

import re
from typing import Final

from briefs.extract.numbers import Number
from briefs.extract.sieve import Sieve, Sieved
from briefs.types import PriceKind

_TC: Final = re.compile(
    r"\b(?:TCs?|RCs?|TC/RCs?|treatment charges?|processing charges?|refining charges?)\b|加工费"
)
PREMIUM: Final = re.compile(
    r"\b(?:premiums?(?![ -](?:hard|low|mid|HCC|coking|coal|grade|steelmaking))|discounts?"
    r"|backwardation|contango)\b|升水|贴水|升贴水",
    re.IGNORECASE,
)
_DISCOUNT: Final = re.compile(
    r"(?<!/)\b(?:discounts?)\b(?! rate)(?:[^0-9;]{0,30})$|贴水[^0-9，；]{0,6}$", re.IGNORECASE
)
_BOTH: Final = re.compile(r"premiums?(?: or |/)discounts?|升贴水", re.IGNORECASE)
_FUTURES: Final = re.compile(
    r"\b(?:futures|contract|SHFE|LME|COMEX|NYMEX|SGX|DCE|CZCE|GFEX|INE|[Tt]hree-month|"
    r"most-traded|New"
    r" York)\b|(?:SHFE|LME|COMEX|DCE|CZCE|GFEX|INE)(?=[\u4e00-\u9fff])|主力|合约|期货"
    r"|^(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" [a-z]|\b[2-3][0-9](?:0[1-9]|1[0-2])\b"
)
_INDEX: Final = re.compile(r"\bindex\b|指数", re.IGNORECASE)
_OFFER: Final = re.compile(
    r"\b(?:offer(?:s|ed)?|ask(?:s|ed|ing)|on offer|bids?|posted|opening at)\b(?! by)|报盘",
    re.IGNORECASE,
)
_OTHER: Final = re.compile(
    r"\b(?:costs?\b(?! $)|profits?|margins?|floor|"
    r"losses|loss|payables?|tender|auction|purchase prices?|"
    r"spread|gap|coefficient|difference)\b|成本|利润|价差|招标|竞拍|竞标|拍卖|计价系数",
    re.IGNORECASE,
)
FORECAST: Final = re.compile(
    r"\b(?:expects?|expected (?:to|at|between|in)|forecasts?|targets?|target price|sees (?:prices?|"
    r"copper|gold|it|the)|now sees|looks for|support (?:level )?(?:at|near|around|of)|support"
    r"|resistance|"
    r"(?:should|may|might|could|will|would|likely to|seen|set to) (?:\w+ ){0,3}(?:test|move"
    r"|trade|rise|"
    r"fall|fluctuate|hover|range|run|reach|climb|drop|stay|hold|continue|average|remain"
    r"|operate|consolidate|lift|push|drive|send|take|bring|pull|drag|top|exceed|hit|touch"
    r"|break|double|slide|slip|sink|recover|rebound|weaken|firm|settle|stabilise|stabilize)|"
    r"price (?:outlook|objective)|getting past"
    r"|projects (?:that|an?|prices)|predicts?|anticipates?|outlook"
    r"|(?:month|price|term) view|view (?:for|on)"
    r"|(?:sees?|seeing|foresees?|reckons?|envisages?|eyeing|eyes) (?:\w+[ -]){1,5}?"
    r"(?:heading|testing|reaching|hitting|rising|falling|climbing|dropping|trading|at|moving"
    r"|averaging|going)|heading (?:for|to|towards?)|on (?:its|the) way to|en route to|set for"
    r"|(?:base|bull|bear|best|worst)[ -]case|upside to|downside to|fair value|price target"
    r"|targeting)\b"
    r"|预计|预期|预测|目标|支撑|压力位",
    re.IGNORECASE,
)
_LIKELY_FORECAST: Final = Sieved(FORECAST)

_ROLE_WORDS: Final = (
    ("open", re.compile(r"\b(?:open(?:ed|ing|s)?|began|started)\b(?! interest)|开盘|开于")),
    ("session low", re.compile(
        r"\b(?:session|intraday|day's|daily|overnight) low|\b(?:a|new|fresh|its|the) low (?:of"
        r"|at)|\b(?:dropped|slipped|dipped|traded|down|fell|sank|slid) (?:to )?as low as"
        r"|\blowest|\blow point|"
        r"\bdipp(?:ed|ing) below|\bbottomed|最低|探低"
        r"|下探|触底|(?:盘中|一度)[^，；0-9]{0,6}跌", re.IGNORECASE)),
    ("session high", re.compile(
        r"\b(?:session|intraday|day's|daily|overnight) high|\bhigh(?:est)? (?:of|at|point)|"
        r"\bbounced only|\btouch(?:ed|ing)|\bpeaked|\bticking up to"
        r"|最高|摸高|上探|冲高至|盘中触|一度[^，；0-9]{0,4}[触涨升破上]", re.IGNORECASE)),
    ("session range", re.compile(
        r"\b(?:swung|fluctuated|moved|traded) between|high and low", re.IGNORECASE)),
    ("profit", re.compile(r"\b[Pp](?:rofit|rofits)\b[^,;0-9]{0,40}$|\bmargins? of|利润")),
    ("loss", re.compile(r"\bloss(?:es)?\b[^,;0-9]{0,30}$|亏损")),
    ("cost", re.compile(r"\bcosts? (?:of|at|was|were|is)\b|成本")),
    ("average", re.compile(r"\b(?:averag(?:e|es|ed|ing)|avg|mean)\b|均价", re.IGNORECASE)),
)  # fmt: skip
_ROLE_SIEVE: Final = Sieve(dict(_ROLE_WORDS))
_KIND_SIEVE: Final = Sieve(
    {
        "tc": _TC,
        "premium": PREMIUM,
        "other": _OTHER,
        "index": _INDEX,
        "futures": _FUTURES,
        "offer": _OFFER,
    }
)


def role_word(left: str) -> str | None:
    """The part of the session or the statistic that the words before a number name."""
    likely = _ROLE_SIEVE.names(left)
    for word, pattern in _ROLE_WORDS if likely else ():
        if word in likely and pattern.search(left):
            return word
    return None


def is_forecast(left: str) -> bool:
    return _LIKELY_FORECAST.search(left) is not None


def is_discount(left: str) -> bool:
    return _DISCOUNT.search(left) is not None and not _BOTH.search(left)


def names_premium(text: str) -> bool:
    return PREMIUM.search(text) is not None


def kind_of(name: str, left: str, number: Number, *, premium: bool) -> PriceKind:
    """The kind of a stated level, from its name and the words between name and number."""
    around = f"{name} {left}"
    likely = _KIND_SIEVE.names(around)
    if "tc" in likely and _TC.search(around):
        return PriceKind.TC
    if premium or ("premium" in likely and names_premium(around)):
        return PriceKind.PREMIUM
    if "other" in likely and _OTHER.search(around):
        return PriceKind.OTHER
    if "index" in likely and _INDEX.search(around):
        return PriceKind.INDEX
    if "futures" in likely and _FUTURES.search(name):
        return PriceKind.FUTURES
    return PriceKind.OFFER if "offer" in likely and _OFFER.search(left) else PriceKind.SPOT
