"""Countries by noun and adjective: "Indonesia" and "Indonesian" are one place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from briefs.extract.cues import read_table

_POSSESSIVE: Final = re.compile(r"(?:'s|’s|')$")


@cache
def _families() -> dict[str, tuple[str, ...]]:
    """Every way to write a place → all ways, its noun first."""
    rows = [(row["place"], *row["adjectives"].split("|")) for row in read_table("place_adjectives")]
    return {name: family for family in rows for name in family}


@cache
def _pattern() -> re.Pattern[str]:
    longest = sorted(_families(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?=[A-Z])(?:{'|'.join(map(re.escape, longest))})(?![\w-])")


def place_noun(word: str) -> str | None:
    """ "Zambian" → "Zambia"; None for what names no country."""
    family = _families().get(_POSSESSIVE.sub("", word))
    return family[0] if family else None


def otherwise_placed(name: str) -> Iterator[str]:
    """The name with its first place written in each other way."""
    found = _pattern().search(name)
    if found:
        for other in _families()[found[0]]:
            if other != found[0]:
                yield f"{name[: found.start()]}{other}{name[found.end() :]}"


def find_place(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the first country of `start:end` stands, noun or adjective."""
    found = _pattern().search(text, start, end)
    return found.span() if found else None


def opening_place(text: str) -> str | None:
    """The country a text opens with: "Zambian MPs back …" → "Zambia"."""
    found = _pattern().match(text)
    return place_noun(found[0]) if found else None
