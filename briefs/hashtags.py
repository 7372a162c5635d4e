"""The materials of a post as hashtags, so that a channel's readers find the others on it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from briefs.lexicon import Lexicon, Term, TermKind
from briefs.topics import own_terms
from briefs.types import Fact, Language

MOST = 5
NOT_IN_A_TAG = re.compile(r"[\W_]+")  # Telegram ends a tag there


def hashtags(
    facts: Iterable[Fact], lexicon: Lexicon, language: Language, *, most: int = MOST
) -> tuple[str, ...]:
    """ "#CopperCathode #Copper": what most facts are about first."""
    told = Counter(tag for fact in facts for tag in _tags(fact, lexicon, language))
    return tuple(tag for tag, _ in told.most_common(most))


def _tags(fact: Fact, lexicon: Lexicon, language: Language) -> Iterator[str]:
    materials = {term: None for id in own_terms(fact) for term in _materials(id, lexicon)}
    tags = (_tag(lexicon.get(id), language) for id in materials)
    yield from (tag for tag in tags if tag is not None)


def _materials(term_id: str, lexicon: Lexicon) -> Iterator[str]:
    """The material, then those it belongs to: copper cathode, copper; of a contract the metal."""
    term = lexicon.terms.get(term_id)
    if term is None:
        return
    if term.kind is TermKind.MATERIAL:
        yield term_id
    for parent in term.parents:
        yield from _materials(parent, lexicon)


def _tag(term: Term, language: Language) -> str | None:
    name = (term.name_zh if language == "zh" else "") or term.name
    words = [word for word in NOT_IN_A_TAG.split(name) if word]
    tag = "".join(word[0].upper() + word[1:] for word in words)
    # A tag of digits alone is none.
    return f"#{tag}" if any(sign.isalpha() for sign in tag) else None
