"""Which of the names told the lexicon lacks: those a person might add."""

from __future__ import annotations

from collections.abc import Iterable

from briefs.lexicon import Lexicon
from briefs.lexicon.forms import lacks_form
from briefs.store.names_told import Name
from briefs.topics import known_as


def lacking(names: Iterable[Name], lexicon: Lexicon) -> tuple[Name, ...]:
    """Those that no term stands for, or whose material alone has one, in the order given.

    A name added since its flash was read is lacking no more.
    """
    unknown = (one for one in names if known_as(one.mention, lexicon) == one.mention)
    return tuple(
        one for one in unknown if one.term is None or lacks_form(one.mention, one.term, lexicon)
    )
