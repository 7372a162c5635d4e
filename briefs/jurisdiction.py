"""Whose rules an agency makes: the ministry of a country and the country are one lawgiver."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from briefs.lexicon import Lexicon, TermKind


def country_of(agency: str, lexicon: Lexicon) -> str:
    """The country an agency speaks for, as a lexicon id; the name itself if it is unknown."""
    for hit in lexicon.find(agency, kinds=(TermKind.AGENCY, TermKind.PLACE), limit=1):
        if hit.how == "exact":
            around = lexicon.ancestors(hit.term.id)
            places = (lexicon.get(one) for one in (hit.term.id, *hit.term.parents) if one in around)
            return next((p.id for p in places if p.kind is TermKind.PLACE), hit.term.id)
    return agency.casefold()


def jurisdiction_by(lexicon: Lexicon) -> Callable[[str], str]:
    """`country_of` with the lexicon given. The same few agencies are asked for again and again."""
    return cache(lambda agency: country_of(agency, lexicon))
