"""Can a word behind a policy's name tell its status: "was lifted", "took effect", "may follow"?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefs.extract.cues import Cue, between

PASSIVE: Final = 22  # characters in which "was" may stand before "lifted"
_SCOPE: Final = 45  # characters between a name and the new level it is given
THAT_BODY: Final = re.compile(
    r",? (?:that|which) (?:the |an? )?[\w.’' -]{2,44}?(?: has| have| had| was| were)? "
)
_MODALS: Final = frozenset(("may", "might", "could", "should", "possible", "likely", "may soon"))
_COMES: Final = re.compile(
    r" (?:soon |also |yet |still )?(?:be|come|follow|end|start|apply|take)\b"
)
_AHEAD: Final = frozenset(("whether to", "how"))  # they speak of what comes behind them
_AFOOT: Final = (
    "under ",
    "being ",
    "on the ",
    "in the works",
    "in talks",
    "is ",
    "are ",
    "pending",
)
_DENIED: Final = frozenset(
    ("not yet", "has not been formally", "have not been formally", "had been due", "denied",
     "ruled out", "not discussed", "had intended", "had planned")
)  # fmt: skip
_WHERE: Final = re.compile(r" (?:in|on|at|under|by|from) ")
_ALONE: Final = frozenset(
    (
        "ended",
        "ends",
        "end",
        "lapsed",
        "expired",
        "ran out",
        "final",
        "on hold",
        "unconstitutional",
        "unlawful",
        "illegal",
        "invalid",
        "void",
        "null and void",
        "in limbo",
    )
)
_BEING: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got|to|will)\b|[\u4e00-\u9fff]"
)


def follows(text: str, end: int, cue: Cue, cues: Sequence[Cue]) -> bool:
    """Can a word behind a name tell its status: "was lifted", "took effect", "imposed in May"?"""
    gap = text[end : cue.start]
    if cue.sense == "rumoured":
        return _is_mooted(text, gap, cue, cues)
    if cue.sense == "drop":
        return cue.word in _DENIED
    if cue.sense in ("effective", "extended", "expires") or cue.word in _ALONE:
        return True
    if cue.sense == "shifted":  # "the rebate for batteries falls to 6%"
        return cue.start - end < PASSIVE or (_WHERE.match(gap) is not None and len(gap) < _SCOPE)
    if THAT_BODY.fullmatch(gap):  # "a tax credit that parliament passed"
        return True
    return _BEING.search(gap[-PASSIVE:]) is not None or (cue.word.endswith("ed") and len(gap) < 4)


def _is_mooted(text: str, gap: str, cue: Cue, cues: Sequence[Cue]) -> bool:
    """ "the duty may be lifted", "a ban is under study"; not "the levies could force mines"."""
    if cue.word in _MODALS:
        near = between(cues, cue.end, cue.end + PASSIVE)
        told = any(c.sense not in ("rumoured", "future", "drop") for c in near)
        return told or _COMES.match(text, cue.end) is not None
    loose = cue.word.startswith(_AFOOT) or (len(gap) < 4 and cue.word not in _AHEAD)
    return loose or _BEING.search(gap[-PASSIVE:]) is not None
