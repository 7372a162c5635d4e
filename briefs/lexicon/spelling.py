"""How names are folded so that one spelling in the data files stands for all of them.

`fold` keeps the length, so that offsets in the folded text are offsets in the original. `name_key`
does not: it serves `find`, where only equality counts. `Spellings` holds the words which may stand
for one another (aluminium and aluminum, Pr-Nd and NdPr).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Dashes, exotic spaces and small digits, each replaced by one character.
_SAME_LENGTH = (
    ("-", " "),
    ("‐", " "),
    ("‑", " "),
    ("–", " "),
    ("—", " "),
    ("−", " "),
    ("\u00a0", " "),
    ("\u202f", " "),
    ("\t", " "),
    ("’", "'"),
    ("₂", "2"),
    ("₃", "3"),
    ("₄", "4"),
    ("₅", "5"),
    ("₆", "6"),
    ("（", "("),
    ("）", ")"),
)
_NOT_IN_KEY = re.compile(r"[\s\-‐‑–—−_'’\"()（）,·/]+")
_MAX_FORMS = 64  # of one alias: families multiply


def lower(text: str) -> str:
    """Lower case of the same length: the few letters that would grow stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def fold(text: str) -> str:
    """`text` in lower case with every dash and space a plain space; the length is kept."""
    if text.isascii():
        return text.lower().replace("-", " ").replace("\t", " ")
    folded = lower(text)
    for old, new in _SAME_LENGTH:
        folded = folded.replace(old, new)
    return folded


def name_key(text: str) -> str:
    """What is left of a name when case, spaces, dashes and brackets do not count."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return _NOT_IN_KEY.sub("", plain.lower())


class Spellings:
    """Families of words that may replace one another inside a name."""

    def __init__(self, families: Iterable[tuple[str, ...]]) -> None:
        self._family: dict[str, tuple[str, ...]] = {}
        for family in families:
            folded = tuple(dict.fromkeys(fold(word) for word in family))
            for word in folded:
                self._family[word] = folded
        words = sorted(self._family, key=len, reverse=True)
        inside = "|".join(map(re.escape, words)) or r"(?!)"
        self._pattern = re.compile(rf"(?<![^\W_])(?:{inside})(?![^\W_])")

    def forms(self, folded: str) -> list[str]:
        """Every spelling of a folded name, itself first."""
        if not self._pattern.search(folded):
            return [folded]
        forms = [""]
        at = 0
        for found in self._pattern.finditer(folded):
            family = self._family[found.group()]
            if len(forms) * len(family) > _MAX_FORMS:
                break
            before = folded[at : found.start()]
            ordered = (found.group(), *(word for word in family if word != found.group()))
            forms = [form + before + word for form in forms for word in ordered]
            at = found.end()
        return [form + folded[at:] for form in forms]
