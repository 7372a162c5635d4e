"""What a fact is about, as lexicon ids: what it is found by, and whose subscription takes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from briefs.lexicon import Lexicon, TermKind
from briefs.types import Fact, Flash

#: Kinds of terms a reader can follow; a unit or a place alone is no topic.
TOPICS: Final = frozenset(
    {TermKind.MATERIAL, TermKind.CONTRACT, TermKind.SECTOR, TermKind.COMPANY, TermKind.AGENCY}
)


def topics_of(fact: Fact, flash: Flash, lexicon: Lexicon) -> frozenset[str]:
    """The fact's own terms, with every group they belong to.

    A fact that names none is about what its sentence names, or else what the headline does.
    """
    own = own_terms(fact) or _named(fact.quote, lexicon) or _named(flash.title, lexicon)
    return with_groups(own, lexicon)


def with_groups(terms: Iterable[str], lexicon: Lexicon) -> frozenset[str]:
    known = (term for term in terms if term in lexicon.terms)
    return frozenset().union(*(lexicon.ancestors(term) for term in known))


def own_terms(fact: Fact) -> tuple[str, ...]:
    """The lexicon ids that reading gave the fact itself."""
    term = getattr(fact, "term", None)
    return (term,) if term else tuple(getattr(fact, "terms", ()))


def known_as(name: str, lexicon: Lexicon) -> str:
    """The lexicon id a name stands for without doubt; else the name itself."""
    hits = lexicon.find(name, limit=2)
    sure = len(hits) == 1 and hits[0].how == "exact"
    return hits[0].term.id if sure else name


def places_in(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The places a text names."""
    found = lexicon.mentions(text)
    return frozenset(mention.term.id for mention in found if mention.term.kind is TermKind.PLACE)


def _named(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(m.term.id for m in lexicon.mentions(text) if m.term.kind in TOPICS)


def named(text: str, lexicon: Lexicon) -> frozenset[str]:
    """Every lexicon id a text names, of whatever kind but units."""
    return frozenset(m.term.id for m in lexicon.mentions(text) if m.term.kind is not TermKind.UNIT)
