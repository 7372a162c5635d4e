"""The names of a question that have prices."""

from __future__ import annotations

from typing import Final

from briefs.asked import Query
from briefs.lexicon import Lexicon, TermKind

PRICED: Final = frozenset({TermKind.MATERIAL, TermKind.CONTRACT})
#: A wire need not say these, nor is a price asked of them alone.
UNSAID: Final = frozenset({"china", "smm", "smm-venue", "metals"})


def priced_terms(query: Query, lexicon: Lexicon) -> tuple[str, ...]:
    """The materials and contracts asked for, those that are no group of another one asked for."""
    known = [lexicon.terms[one] for one in query.terms if one in lexicon.terms]
    priced = [one.id for one in known if one.kind in PRICED and one.id not in UNSAID]
    return tuple(
        one
        for one in priced
        if not any(one != other and one in lexicon.ancestors(other) for other in priced)
    )
