"""One name for a country, however it is told: "Peruvian output" and "Peru's output" are one's.

The words stand in `data/place_words.csv`: an adjective, a capital or a short name, and the place.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "data" / "place_words.csv"
#: What may be such a word: one to three words in capitals, "South Korean", "U.S.".
_CAPITALS: Final = re.compile(r"\b[A-Z][\w.]*(?:[ -](?:of[ ])?[A-Z][\w.]*){0,2}")


def with_places(text: str) -> str:
    """The text with the place itself for each word that stands for one."""
    return _CAPITALS.sub(lambda match: _told(match[0]), text)


def _told(words: str) -> str:
    places = place_words()
    if words in places:
        return places[words]
    parts = re.split(r"([ -])", words)
    for size in (3, 1):  # two words, then one, from the left
        for at in range(0, len(parts) - size + 1, 2):
            if (place := places.get("".join(parts[at : at + size]))) is not None:
                return "".join((*parts[:at], place, *parts[at + size :]))
    return words


@cache
def place_words() -> dict[str, str]:
    """Word → the place it stands for. Raises ValueError for a word that stands for two."""
    found: dict[str, str] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if found.setdefault(row["word"], row["place"]) != row["place"]:
                raise ValueError(f"{_FILE.name}: {row['word']} stands for two places")
    return found
