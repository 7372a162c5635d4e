"""A lead that the text under it tells again, nearly word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefs.marks import tokens_of

LOOK_AHEAD = 6  # lines below the lead among which its repetition is looked for
SHORTEST = 12  # tokens; shorter lines are alike by chance
ALIKE = 0.7  # shared tokens of all tokens
CJK = re.compile(r"[\u3400-\u9fff]")


def drop_repeated_lead(lines: Sequence[str]) -> tuple[str, ...]:
    """Without the lead if it is told again below, with every number of it; else as they were.

    The later one is kept: it is worded as the rest of the text is.
    """
    if lines and any(_retells(line, lines[0]) for line in lines[1 : 1 + LOOK_AHEAD]):
        return tuple(lines[1:])
    return tuple(lines)


def _retells(line: str, lead: str) -> bool:
    if not 0.5 <= (len(line) + 1) / (len(lead) + 1) <= 2:
        return False
    said, again = _tokens(lead), _tokens(line)
    if len(said) < SHORTEST or not _numbers(said) <= _numbers(again):
        return False
    return len(said & again) / len(said | again) >= ALIKE


def _tokens(line: str) -> frozenset[str]:
    # Chinese has no spaces: its signs count one by one.
    return frozenset(tokens_of(CJK.sub(r" \g<0> ", line)))


def _numbers(tokens: frozenset[str]) -> frozenset[str]:
    return frozenset(token for token in tokens if any(sign.isdigit() for sign in token))
