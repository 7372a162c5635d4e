"""What a fact is about, as lexicon ids: what it is found by, and whose subscription takes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from briefs.lexicon import Lexicon, Term, TermKind
from briefs.types import Fact, Flash
from briefs.words import stems

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


def terms_in(text: str, lexicon: Lexicon) -> tuple[Term, ...]:
    """Every term a text names, in its order."""
    return tuple(mention.term for mention in lexicon.mentions(text))


def places_of(terms: Iterable[Term]) -> frozenset[str]:
    return frozenset(term.id for term in terms if term.kind is TermKind.PLACE)


def houses_of(terms: Iterable[Term]) -> frozenset[str]:
    """The research houses and brokers among them."""
    return frozenset(term.id for term in terms if term.kind is TermKind.HOUSE)


def exchanges_of(terms: Sequence[Term]) -> frozenset[str]:
    """The exchanges and price houses among them, and those of the contracts."""
    listing = {term.venue for term in terms if term.kind is TermKind.CONTRACT and term.venue}
    return frozenset(listing | {term.name for term in terms if term.kind is TermKind.VENUE})


def metal_of(term: str, lexicon: Lexicon) -> str:
    """What a contract is on, as a lexicon id; any other term is its own."""
    known = lexicon.terms.get(term)
    return known.parents[0] if known and known.kind is TermKind.CONTRACT and known.parents else term


@lru_cache(maxsize=1000)
def words_of_venue(venue: str, lexicon: Lexicon) -> frozenset[str]:
    """The words by which an exchange or a price house is named, in either language."""
    hits = lexicon.find(venue, kinds=(TermKind.VENUE, TermKind.HOUSE), limit=1) if venue else ()
    names = (hits[0].term.name, hits[0].term.name_zh, *hits[0].term.aliases) if hits else ()
    return frozenset().union(stems(venue), *map(stems, names))


def _named(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(m.term.id for m in lexicon.mentions(text) if m.term.kind in TOPICS)


def named(text: str, lexicon: Lexicon) -> frozenset[str]:
    """Every lexicon id a text names, of whatever kind but units."""
    return frozenset(m.term.id for m in lexicon.mentions(text) if m.term.kind is not TermKind.UNIT)
