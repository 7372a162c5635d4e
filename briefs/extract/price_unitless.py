"""Levels without a full unit: "Henan 3,220", "to $1,326.45", "the index stood at 2,031".

A number with money or nothing behind it is a level where the sentence shows its unit.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from briefs.extract.numbers import Measure, Number
from briefs.extract.price_lists import coordinated
from briefs.extract.price_roles import Role
from briefs.extract.price_venues import implied_exchange
from briefs.extract.subject_naming import Subject
from briefs.extract.subjects import runs_in

if TYPE_CHECKING:
    from briefs.extract.price_sentences import SentenceReader

_FIGURE_VERB: Final = re.compile(
    r"(?:\bquoted|\btraded|\boffered|\bpriced|\bstood|\baveraged|\bsettled|\bclosed|\bended"
    r"|\bfetched|\bcost|\bat|\bto|\bof|\bwas|\bwere|\bis|\bare|:|\breached|\btouched|\bhit|"
    r"\blast|\baverage|\bavg\.?|\bmean|\bnear|\baround|"
    r"\babout|\bon offer at|至|报|于|为)[ ]?$"
)
#: A trade of the day, and no mark that somebody watches.
_DEALT: Final = re.compile(
    r"\b(?:touched|hit|reached|trad(?:ed|ing)|closed|settled|finished|ended)"
    r"(?: (?:last|the (?:day|week|session)|higher|lower|up|down))?(?: at)? $"
)
_SCALED: Final = re.compile(r"million|billion|trillion|mln|bn\b|亿", re.IGNORECASE)
_OWN_WORDS: Final = re.compile(r"(?:spot|u\.?s\.?|benchmark|three-month|cash)$", re.IGNORECASE)
_ITEM_END: Final = re.compile(r"[,;.、，；(（]| and |$")
_MONTH_CODE: Final = re.compile(r"[23][0-9](?:0[1-9]|1[0-2])")
_RATIO: Final = re.compile(
    r"\b(?:coefficients?|payables?|payable indicator)\b|计价系数|折扣系数", re.IGNORECASE
)
_INDEXED: Final = re.compile(r"\bindex\b[^,;]{0,60}$", re.IGNORECASE)


def maybe_level(reader: SentenceReader, number: Number) -> None:
    """A number with money or nothing behind it is a level where the sentence shows its unit."""
    before = reader.text[max(reader.cut, number.start - 60) : number.start]
    if (
        number.measure is Measure.BARE
        and number.high < 2
        and _RATIO.search(reader.text, max(reader.cut, number.start - 90), number.start)
    ):
        reader.level(number)
        return
    if number.measure is Measure.PERCENT:
        if not number.grade and _RATIO.search(
            reader.text, max(reader.cut, number.start - 140), number.start
        ):
            reader.level(number, "%")
        return
    if number.measure is Measure.BARE and _INDEXED.search(before) and _FIGURE_VERB.search(before):
        reader.level(number, "points")
        return
    if number.measure not in (Measure.MONEY, Measure.BARE):
        return
    unit = _unit_for(reader, number, before)
    if unit:
        reader.level(number, unit)


def _unit_for(reader: SentenceReader, number: Number, before: str) -> str | None:
    if _SCALED.search(reader.text[number.start : number.end]) or number.low <= 0:
        return None
    sibling = _sibling(reader, number)
    if sibling is not None:
        told = number.ranged or number.measure is Measure.MONEY
        told = told or _FIGURE_VERB.search(before) is not None
        told = told or _follows_level(reader, number) or _is_named(reader, number)
        return sibling.unit if told else None
    if not _FIGURE_VERB.search(before):
        return None
    subject = reader.subject(number)
    if subject is None or subject.term is None or not reader.cut <= subject.start:
        return None
    if unit := _unit_after_change(reader, number, subject):
        return unit
    futures = subject.term.kind.value == "contract" or re.match(
        r"(?:SHFE|LME|COMEX|DCE|GFEX|CZCE|INE)\b", subject.mention
    )
    if not futures:
        return (
            _unit_told(reader, number, subject)
            or _unit_traded(reader, number, subject)
            or _unit_of_ounces(reader, number, subject, before)
        )
    if number.low < 20:
        return None
    for unit in subject.term.units:
        if number.currency in (None, unit.split("/")[0]):
            return unit
    return reader.state.units.get(number.currency or "")


def _unit_told(reader: SentenceReader, number: Number, subject: Subject) -> str | None:
    """The unit this flash gave before, when it is a usual one of the material."""
    told = reader.state.units.get(number.currency or "")
    named = subject.term and subject.term.name.lower() == subject.mention.lower()
    return told if named and subject.term and told in subject.term.units else None


def _unit_traded(reader: SentenceReader, number: Number, subject: Subject) -> str | None:
    """ "Nickel on the LME was $15,345": the unit of the one exchange the flash names for it."""
    assert subject.term is not None
    for unit in subject.term.units if number.currency else ():
        money = unit.split("/")[0] == number.currency
        if money and implied_exchange(reader.reading, subject.term, unit, traded=False):
            return unit
    return None


def _unit_of_ounces(
    reader: SentenceReader, number: Number, subject: Subject, before: str
) -> str | None:
    """ "Platinum touched $1,480.90": dollars for a precious metal are for an ounce of it."""
    assert subject.term is not None
    family = reader.reading.lexicon.ancestors(subject.term.id)
    ounces = "precious-metals" in family and number.currency == "USD" and _DEALT.search(before)
    return "USD/oz" if ounces and "USD/oz" in subject.term.units else None


def _unit_after_change(reader: SentenceReader, number: Number, subject: Subject) -> str | None:
    """ "platinum fell 0.6% to $1,326.45": money after a change, in the metal's usual unit."""
    if not reader.pending or number.measure is not Measure.MONEY or subject.term is None:
        return None
    opening = subject.mention.split()[0]
    own = _OWN_WORDS.match(opening) or subject.term.name.lower().startswith(opening.lower())
    if not own or not reader.connects(reader.pending[-1].number.end, number.start):
        return None
    usual = [u for u in subject.term.units if u.startswith(f"{number.currency}/")]
    told = reader.state.units.get(number.currency or "")
    return told if told in usual or not usual else usual[0]


def _is_named(reader: SentenceReader, number: Number) -> bool:
    """ "Shandong 3,190, Shanxi 3,225, Henan 3,220 yuan/mt": a name right before each figure."""
    if _MONTH_CODE.fullmatch(reader.text[number.digits : number.end]):
        return False
    if not _ITEM_END.match(reader.text, number.end):
        return False
    runs = runs_in(reader.reading, max(reader.cut, number.start - 60), number.start)
    return bool(runs) and not runs[-1].plain and number.start - runs[-1].end == 1


def _follows_level(reader: SentenceReader, number: Number) -> bool:
    last = reader.drafts[-1].number if reader.drafts else None
    return last is not None and coordinated(reader.text, last.end, number.start)


def _sibling(reader: SentenceReader, number: Number) -> Number | None:
    """A level of this sentence of the same size whose unit the number may share."""
    levels = [p.number for p in reader.placed if p.role is Role.LEVEL and p.number.unit]
    told = [d.number._replace(unit=d.unit, currency=d.number.currency) for d in reader.drafts]
    for other in (*levels, *told):
        if other.unit and "/" in other.unit and comparable(number, other):
            return other if number.currency in (None, other.currency) else None
    return None


def comparable(a: Number, b: Number) -> bool:
    small, large = sorted((abs(a.low), abs(b.low)))
    return small > 0 and large / small <= 9
