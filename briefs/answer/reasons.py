"""Reasons, as the wires state them: what says why, and what only says on which occasion."""

from __future__ import annotations

import re
from typing import Final

from briefs.answer.passages import Passage
from briefs.answer.vocabulary import vocabulary

_REASON: Final = re.compile(
    r"\b(?:because|due to|owing to|driven|behind|thanks to|amid|on the back of|reasons?|caused?|"
    r"kept|pushed|supported|costs?|shortages?|tight|squeezed?|brought|lifted|drags?|dragged|"
    r"weighed|losing|helped)\b|因|由于|受.{0,12}影响|推动|支撑|拖累|提振",
    re.IGNORECASE,
)
_OCCASION: Final = re.compile(r"\b(?:as|after|since|with|following|on)\b", re.IGNORECASE)


def asks_why(question: str) -> bool:
    return "why" in vocabulary().kinds(question)


def gives_reason(passage: Passage) -> bool:
    return _REASON.search(passage.text) is not None


def gives_occasion(passage: Passage) -> bool:
    return _OCCASION.search(passage.text) is not None
