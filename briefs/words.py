"""Text → the words it is searched by: folded, without endings, Chinese in pairs of characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# Letters and digits run together ("i2405", "n38"); a decimal or a grouped number is one word.
_WORD: Final = re.compile(
    r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?(?![0-9A-Za-z]))|(?P<latin>[0-9a-zA-ZÀ-ɏ]+)"
    r"|(?P<chinese>[㐀-鿿]+)"
)
_DOUBLED: Final = re.compile(r"([bdfgmnprt])\1$")
_ENDINGS: Final = ("ations", "ation", "ings", "ing", "ments", "ment", "ers", "er", "ed", "es", "s")
_SHORTEST_STEM: Final = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word as searched, and where it stands in the text."""

    stem: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """Every word in order; a run of Chinese gives each pair of neighbours."""
    return (Word(*found) for found in _words(text))


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _WORD.finditer(text):
        kind, start, end = match.lastgroup, match.start(), match.end()
        if kind == "number":
            yield number_key(match[0]), start, end
        elif kind == "latin":
            yield stem(match[0]), start, end
        elif end - start == 1:
            yield match[0], start, end
        else:
            for at in range(start, end - 1):
                yield text[at : at + 2], at, at + 2


def stems(text: str) -> frozenset[str]:
    return frozenset(word for word, _, _ in _words(text))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """One form for "fall", "falls", "falling"; no linguistics, the same on both sides."""
    folded = unicodedata.normalize("NFKD", word).casefold()
    folded = "".join(char for char in folded if not unicodedata.combining(char))
    folded = folded.replace("aluminum", "aluminium").replace("sulfur", "sulphur")
    if any(char.isdigit() for char in folded):
        return folded
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST_STEM:
            if ending == "s" and folded.endswith("ss"):
                break
            folded = _DOUBLED.sub(r"\1", folded[: -len(ending)])
            break
    if folded.endswith("ie") and len(folded) > _SHORTEST_STEM + 1:
        folded = folded[:-2] + "y"
    if folded.endswith("i") and len(folded) > _SHORTEST_STEM:
        folded = folded[:-1] + "y"
    return folded[:-1] if folded.endswith("e") and len(folded) > _SHORTEST_STEM else folded


def number_key(text: str) -> str:
    """ "444,500" and "444500" are one number, "5.40" and "5.4" too."""
    plain = text.replace(",", "")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
