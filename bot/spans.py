"""How many days back is meant: "90d", "6w", "3m", "1y", 90天, 一年."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 3_660  # days
SPAN = re.compile(
    r"(?P<number>\d{1,4})\s?(?P<unit>d(?:ays?)?|天|日|w(?:eeks?)?|周|m(?:onths?)?|个月|月"
    r"|y(?:ears?)?|年)",
    re.IGNORECASE,
)
DAYS = {"d": 1, "天": 1, "日": 1, "w": 7, "周": 7, "m": 30, "个": 30, "月": 30, "y": 365, "年": 365}
NAMED = {"week": 7, "month": 30, "year": 365, "一周": 7, "一个月": 30, "一年": 365}


def take_days(words: Sequence[str], usual: int) -> tuple[str, int]:
    """ "ndpr 90d" → ("ndpr", 90). Without a span at the end it is the usual one."""
    if words:
        days = read_days(words[-1])
        if days is not None:
            return " ".join(words[:-1]), days
    return " ".join(words), usual


def read_days(word: str) -> int | None:
    """The days of a span, at most ten years; None for what is none."""
    match = SPAN.fullmatch(word)
    if match is None:
        return NAMED.get(word.lower())
    days = int(match["number"]) * DAYS[match["unit"][0].lower()]
    return min(days, LONGEST) or None
