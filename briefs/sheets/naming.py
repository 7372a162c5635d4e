"""The prices a sheet states, with the lexicon ids of what they are prices of."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from briefs.lexicon import Lexicon, TermKind
from briefs.types import Extraction, Flash, Price

PRICED: Final = frozenset({TermKind.MATERIAL, TermKind.CONTRACT})


def name_prices(flash: Flash, lexicon: Lexicon) -> Extraction:
    """Nothing is left unread: each cell stands under the head that says what it is."""
    return Extraction(tuple(replace(one, term=_term(one, lexicon)) for one in flash.stated))


def _term(price: Price, lexicon: Lexicon) -> str | None:
    """By the whole name, else by the longest name within it."""
    whole = lexicon.find(price.mention, kinds=PRICED, limit=2)
    if len(whole) == 1 and whole[0].how == "exact":
        return whole[0].term.id
    within = [m for m in lexicon.mentions(price.commodity) if m.term.kind in PRICED]
    longest = max(within, key=lambda mention: mention.end - mention.start, default=None)
    return longest.term.id if longest else None
