"""Moves told in an adjective: "a firmer US dollar index", "as the weaker dollar sent money …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefs.extract.move_clauses import Statement
from briefs.extract.phrases import Phrase
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.types import Direction

_CURRENCY: Final = re.compile(
    r"\b(?P<way>weaker|softer|weakening|firmer|stronger|strengthening) "
    r"(?P<what>(?:US |U\.S\. )?(?:dollar(?: index)?|greenback)|(?:offshore )?yuan|yen)\b(?!-)"
)
_UP: Final = frozenset(("firmer", "stronger", "strengthening"))
_HINT: Final = ("dollar", "greenback", "yuan", "yen")


def attributes_of(reading: Reading, sentence: Sentence) -> Iterator[Statement]:
    """Each currency of a sentence that an adjective says rose or fell."""
    text = reading.text
    if not any(text.find(hint, sentence.start, sentence.end) >= 0 for hint in _HINT):
        return
    for found in _CURRENCY.finditer(text, sentence.start, sentence.end):
        direction = Direction.UP if found["way"] in _UP else Direction.DOWN
        phrase = Phrase(found.start("what"), found.end("what"), "start", False, ())
        yield Statement(
            "attribute", (phrase,), found.start(), found.end(), sentence, direction
        )  # fmt: skip
