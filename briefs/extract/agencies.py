"""Whose rule it is: the ministry, regulator, exchange or government a sentence names."""

from __future__ import annotations

from briefs.extract.names import Name, names_in, places
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.lexicon import TermKind
from briefs.types import Span

#: Bodies that describe markets and make no rules.
_OBSERVERS = frozenset(("ICSG", "INSG", "ILZSG", "IEA", "USGS", "ITA", "WGC", "APNI", "World Bank"))
_EXCHANGES = frozenset(
    ("SHFE", "LME", "COMEX", "DCE", "GFEX", "INE", "CZCE", "ZCE", "CME", "SGE", "MCX")
)
#: How a body's name ends that the lexicon has not heard of.
_BODIES = (
    "Senate", "Congress", "Parliament", "Ministry", "Government", "Commission", "Court", "Cabinet",
    "Authority", "Council", "Department", "Assembly", "Treasury", "Administration", "Agency",
    "House of Representatives", "Tribunal", "Bureau", "Directorate", "Customs", "Regulator",
)  # fmt: skip


def agency_at(reading: Reading, sentence: Sentence, at: int) -> str | None:
    """The last body named before `at` in the sentence, else the first behind it."""
    found = [
        (name.start, named) for name in _named(reading, sentence) if (named := _canonical(name))
    ]
    before = [name for start, name in found if start < at]
    if before:
        return before[-1]
    return found[0][1] if found else None


def agency_before(reading: Reading, sentence: Sentence, at: int) -> str | None:
    """A body named earlier in the same sentence."""
    head = Sentence(sentence.index, sentence.start, max(at, sentence.start), sentence.kind, 0)
    return agency_at(reading, head, at)


def is_place_before(reading: Reading, sentence: Sentence, at: int) -> bool:
    """ "Tangshan ordered", "Inner Mongolia has ended": a place that acts, right before the verb."""
    near = reading.mentions_in(Span(max(sentence.start, at - 40), at))
    acting = [m for m in near if m.term.kind is TermKind.PLACE]
    gap = reading.text[acting[-1].end : at].strip() if acting else None
    return gap is not None and gap in ("", "has", "have", "had", "will", "province", "city", "also")


def _named(reading: Reading, where: Sentence | Span) -> list[Name]:
    return reading.once(("bodies", where.start, where.end), lambda: _bodies(reading, where))


def _bodies(reading: Reading, where: Sentence | Span) -> list[Name]:
    known = [
        Name(m.start, m.end, m.term.name, m.term.id, m.term.kind)
        for m in reading.mentions_in(where)
        if m.term.kind is TermKind.VENUE and m.term.name in _EXCHANGES
    ]
    names = [
        n
        for n in names_in(reading, where)
        if n.kind is TermKind.AGENCY or n.place or (n.kind is None and n.text.endswith(_BODIES))
    ]
    return sorted([*names, *known], key=lambda name: name.start)


def _canonical(name: Name) -> str | None:
    if name.kind is None and not name.place:
        first = name.text.split(" ", 1)[0]
        return places().get(first, name.text)
    if name.kind in (TermKind.AGENCY, TermKind.VENUE):
        return None if name.text in _OBSERVERS else name.text
    return places().get(name.text)
