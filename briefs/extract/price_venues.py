"""Where a price is made: the exchange, the trade term or the price house that a text names."""

from __future__ import annotations

import re
from typing import Final

from briefs.extract.numbers import Number
from briefs.extract.ordered import Ordered
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.sieve import Sieve
from briefs.extract.subject_naming import Subject
from briefs.lexicon import Mention, Term, TermKind
from briefs.types import PriceKind

_EXCHANGE: Final = re.compile(
    r"(?<![A-Za-z0-9])(SHFE|LME|COMEX|NYMEX|CME|DCE|CZCE|ZCE|GFEX|INE|SGX|TOCOM|MCX|SGE)"
    r"(?![A-Za-z0-9])|(上期所|上期能源|广期所|大商所|郑商所"
    r"|沪(?=[铜铝铅锌镍锡金银])|伦(?=[铜铝铅锌镍锡]))"
)
_CHINESE_EXCHANGE: Final = {
    "上期所": "SHFE", "上期能源": "INE", "广期所": "GFEX", "大商所": "DCE", "郑商所": "CZCE",
    "沪": "SHFE", "伦": "LME",
}  # fmt: skip
_TERMS: Final = re.compile(r"(?<![A-Za-z])(FOB|CIF|CFR|DDP|EXW|FCA|DAP|fob|cif|cfr)(?![A-Za-z])")
_EXW: Final = re.compile(r"\bex-works\b", re.IGNORECASE)
_NEW_YORK: Final = re.compile(r"\bNew York (?:copper|gold|silver|platinum|palladium)\b")


_HEAD: Final = 160  # characters of the body in which a price house speaks for the whole flash


def _houses(reading: Reading) -> Ordered[Mention]:
    """The price houses a flash names."""
    return reading.once(
        "houses",
        lambda: Ordered(m for m in reading.mentions if m.term.source == "price reporter"),
    )


def _first_house(reading: Reading) -> str:
    """SMM where the flash names it at all, else the first price house named."""
    return reading.once("first house", lambda: _first_of(reading))


def _first_of(reading: Reading) -> str:
    if "SMM" in reading.text:  # glued to a grade as well: "SMM1#电解铜"
        return "SMM"
    head = len(reading.flash.title) + _HEAD
    return next((m.term.name for m in _houses(reading).within(0, head)), "")


#: What of all this a flash names anywhere: most name one exchange or none.
_VENUES: Final = Sieve({"exchange": _EXCHANGE, "New York": _NEW_YORK, "terms": _TERMS})


def venue_of(
    reading: Reading,
    sentence: Sentence,
    subject: Subject,
    around: str,
    kind: PriceKind,
    unit: str | None,
) -> str | None:
    """Exchange, trade term or price house of a price, nearest first."""
    names = reading.once("venues", lambda: _VENUES.names(reading.text))
    if "exchange" in names and (found := _EXCHANGE.search(subject.mention)):
        return _CHINESE_EXCHANGE.get(found[0], found[0])
    if subject.term and subject.term.venue and kind is PriceKind.FUTURES:
        return subject.term.venue
    if "New York" in names and _NEW_YORK.search(subject.mention):
        return "COMEX"
    if "terms" in names and (found := _TERMS.search(around)):
        return found[0].upper()
    if kind is PriceKind.FUTURES:
        return implied_exchange(reading, subject.term, unit, traded=True)
    house = _first_house(reading)
    if house != "SMM" and _EXW.search(around):
        return "EXW"
    if near := _houses(reading).within(sentence.start, sentence.end):
        return near[0].term.name
    measured = kind is PriceKind.PREMIUM and not _SPREAD.search(around)  # against an exchange
    if "exchange" in names and not measured and (found := _EXCHANGE.search(around)):
        return _CHINESE_EXCHANGE.get(found[0], found[0])
    if house:
        return house
    published = reading.flash.publisher == "SMM" or "metal.com" in (reading.flash.url or "")
    return "SMM" if published and kind is PriceKind.SPOT else None


_EXCHANGE_CITIES: Final = {
    "Shanghai": "SHFE", "London": "LME", "Dalian": "DCE", "Guangzhou": "GFEX", "New York": "COMEX",
    "Zhengzhou": "CZCE", "Singapore": "SGX",
}  # fmt: skip
_CITY: Final = re.compile(
    r"\b(?:Shanghai|London|Dalian|Guangzhou|Zhengzhou|Singapore|New York"
    r"|SHFE|LME|COMEX|DCE|GFEX|CZCE|INE)\b"
)
_CONTRACT: Final = re.compile(r"\b(?:contract|futures)\b", re.IGNORECASE)


_NEXT_CLAUSE: Final = (", and ", ", while ", "; ", "；")
_CONTRACT_IN: Final = re.compile(
    r"\b(?:contract|futures)\b[^,;:]{0,12} (?:in|at|on) (?:the )?"
    r"(?P<city>Shanghai|London|Dalian|Guangzhou|Zhengzhou|New York|Singapore)\b"
)
_CLOSE_IN: Final = re.compile(
    r"\b(?:close|closing|trade|trading|session|break) in "
    r"(?P<city>Shanghai|Dalian|Zhengzhou|Guangzhou|London|New York|Singapore)\b"
)


def exchange_of_session(reading: Reading, sentence: Sentence, term: Term | None) -> str | None:
    """ "By the close in Shanghai rebar …, hot-rolled coil …": where all of a sentence is traded."""
    told = _CLOSE_IN.search(reading.text, sentence.start, sentence.end)
    if told is None or term is None:
        return None
    venue = _EXCHANGE_CITIES[told["city"]]
    return venue if venue in _listing(reading, term) else None


def _listing(reading: Reading, term: Term) -> set[str | None]:
    """The exchanges that list a contract on a material."""
    return {
        contract.venue
        for contract in map(reading.lexicon.get, reading.lexicon.members(term.id))
        if contract.kind is TermKind.CONTRACT
    }


def exchange_named(reading: Reading, subject: Subject, since: int, until: int) -> str | None:
    """ "the busiest copper contract in Shanghai": the exchange of a contract named by its city."""
    carried = subject.end <= since
    if subject.term is None:
        return None
    start = since if carried else max(since, subject.start - 20)
    end = until if carried else min(until, subject.end + 25)
    since = max(since, *(reading.text.rfind(mark, since, until) for mark in _NEXT_CLAUSE))
    if told := _CONTRACT_IN.search(reading.text, since, until):
        return _EXCHANGE_CITIES.get(told["city"], told["city"])
    start = max(start, *(reading.text.rfind(mark, start, end) for mark in ",;:"))
    words = reading.lowered[start:end]
    if "contract" not in words and "futures" not in words:
        return None
    if not _CONTRACT.search(reading.text, start, end):
        return None
    if not carried and _EXCHANGE.search(subject.mention):
        return None
    found = _CITY.search(reading.text, start, end)
    return _EXCHANGE_CITIES.get(found[0], found[0]) if found else None


_SPREAD: Final = re.compile(r"\bcash\b|\bthree-month\b|backwardation|contango", re.IGNORECASE)
#: Cities that stand for an exchange in the news of a day's trading.
_LONDON: Final = re.compile(r"\bin London\b|\bLondon (?:copper|aluminium|zinc|nickel|tin|lead)\b")
_NEW_YORK_TRADE: Final = re.compile(r"\bin New York\b|\bNew York (?:gold|silver|copper)\b")


def is_traded(reading: Reading, number: Number, kind: PriceKind) -> bool:
    """Can a price without a venue be an exchange's? One figure, and no price house in the flash."""
    single = not number.ranged and kind in (PriceKind.SPOT, PriceKind.FUTURES)
    return single and not _first_house(reading)


def implied_exchange(
    reading: Reading, term: Term | None, unit: str | None, *, traded: bool
) -> str | None:
    """The one exchange named in the flash that lists a contract on this material in this unit.
    `traded`: the text says that it is a contract."""
    if term is None or unit is None:
        return None
    listed = {
        contract.venue
        for contract in map(reading.lexicon.get, reading.lexicon.members(term.id))
        if contract.kind is TermKind.CONTRACT
        and unit in contract.units
        and (term is contract or term.id in contract.parents)
    }
    if not traded:  # a price on the spot is an exchange's only where wires quote no other
        listed &= {"LME", "COMEX", "NYMEX"}
    named = listed & exchanges_named(reading)
    return named.pop() if len(named) == 1 else None


def exchanges_named(reading: Reading) -> frozenset[str | None]:
    """Every exchange the flash names, by itself, by a contract or by its city."""
    return reading.once("exchanges", lambda: _exchanges(reading))


def _exchanges(reading: Reading) -> frozenset[str | None]:
    found: set[str | None] = {
        _CHINESE_EXCHANGE.get(match[0], match[0]) for match in _EXCHANGE.finditer(reading.text)
    }
    found |= {m.term.venue for m in reading.mentions if m.term.kind is TermKind.CONTRACT}
    found |= {m.term.name for m in reading.mentions if m.term.source == "exchange"}
    if _LONDON.search(reading.text):
        found.add("LME")
    if _NEW_YORK_TRADE.search(reading.text):
        found |= {"COMEX", "NYMEX"}
    return frozenset(found)
