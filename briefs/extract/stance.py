"""Which way words about a market lean: bullish, bearish or neutral."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefs.extract.cues import Cue, load_cues, lower
from briefs.types import Stance

_MOVED: Final = re.compile(
    r"\b(?:(?P<up>raise[ds]?|raising|lift(?:s|ed)?|hike[ds]?|boost(?:s|ed)?|upped|increase[ds]?)|"
    r"cuts?|cutting|lower(?:s|ed)|slash(?:es|ed)|trim(?:s|med)|reduce[ds]) (?:its|their) "
    r"(?P<what>[\w $%,.-]{0,50}?)(?:forecast|target|projection|estimate|outlook)s?\b"
)
#: "cut Albemarle to hold from buy", "raised Alcoa to overweight".
RATED: Final = re.compile(
    r"\b(?:(?P<up>raise[ds]?|upgrade[ds]?|lift(?:s|ed)?|up(?:s|ped))|cuts?|lower(?:s|ed)|"
    r"downgrade[ds]?) "
    r"(?:[\w&.’'-]+ ){1,4}?to (?:[“\"])?(?:buy|hold|sell|neutral|overweight|underweight|outperform|"
    r"underperform|equal[ -]weight|market perform|add|reduce|accumulate)\b"
)
#: "looks for platinum to average $1,340, up 40%": the way a forecast goes.
_BY_PERCENT: Final = re.compile(
    r"\b(?:(?P<up>up)|down) (?:about |some |around |roughly )?[0-9][0-9.]* ?(?:%|percent)"
)
_NO_LONGER: Final = re.compile(
    r"\bno longer (?:expects?|sees?|forecasts?|believes? in) (?:an? |the )?$"
)
_OF_SUPPLY: Final = re.compile(
    r"\b(?:supply|output|production|surplus|deficit|growth|demand|stocks)\b"
)
_PUSHED: Final = re.compile(
    r"\b(?:push|pushes|pushing|drag|drags|send|sends|sending|take|takes|drive|drives|pull|pulls|"
    r"lift|lifts|carry|carries|bring|brings) (?:[\w$’'-]+ ){1,4}?"
    r"(?:(?P<up>above|higher|past|beyond|through|up)|below|lower|under|down)\b"
)
_DESCRIBED: Final = re.compile(
    r"(?: in)? (?:[a-z-]+ )?(?:supply|output|production|inventor(?:y|ies)|stocks)\b"
)
_BACKGROUND: Final = re.compile(
    r"\b(?:after|despite|although|even though|following|until|unless|before|once|if)\b[^,.;]*$"
)
_NEGATIONS: Final = (
    "not ",
    "no ",
    "never ",
    "without ",
    "unlikely to ",
    "n't ",
    "less ",
    "lack of ",
    "doubts the ",
    "doubt the ",
    "doubts that the ",
    "doubts a ",
)
#: Words that say which way a price itself will go.
_PLAIN: Final = {"up": "bullish", "down": "bearish"}
#: What is good for a price is bad when it befalls supply, and the other way round.
_SUPPLY: Final = ("supply ", "output ", "production ", "inventory ", "inventories ", "stocks ")
_TURNED_BY_SUPPLY_WORDS: Final = (
    "rise rises rising climb climbs higher grow growth growing gain gains increase"
    " further increase recover recovers recovery rebound fall falls falling decline declines"
    " declining drop drops lower weaken"
)
_TURNED_BY_SUPPLY: Final = frozenset(_TURNED_BY_SUPPLY_WORDS.split())


def stance_of(text: str, parts: Sequence[tuple[int, int]]) -> Stance | None:
    """The stance of some spans of a text taken together; None when they lean nowhere."""
    up, down, level, plain = _count(text, parts)
    revised = _revision(text, parts)
    if revised:
        return revised
    if plain:  # "keep inching up within a range": the way it goes outweighs how it goes
        return Stance.BULLISH if plain > 0 else Stance.BEARISH
    if not (up or down or level):
        return None
    if level and level >= abs(up - down):
        return Stance.NEUTRAL
    if up == down:
        return Stance.NEUTRAL
    return Stance.BULLISH if up > down else Stance.BEARISH


def _revision(text: str, parts: Sequence[tuple[int, int]]) -> Stance | None:
    """ "lifted its three-month gold forecast": a target moved says more than the words around."""
    for start, end in parts:
        if rated := RATED.search(text, start, end):
            return Stance.BULLISH if rated["up"] else Stance.BEARISH
        moved = _MOVED.search(text, start, end)
        if moved and not _OF_SUPPLY.search(moved["what"]):
            return Stance.BULLISH if moved["up"] else Stance.BEARISH
    return None


def leaning(text: str, parts: Sequence[tuple[int, int]]) -> int:
    """Bullish minus bearish words; a neutral word counts one."""
    up, down, level, _ = _count(text, parts)
    return up - down or level


def _count(text: str, parts: Sequence[tuple[int, int]]) -> tuple[int, int, int, int]:
    """Bullish, bearish and neutral words, and how far the plain words for a way outweigh."""
    up = down = level = plain = 0
    for start, end in parts:
        lowered = lower(text[start:end])
        pushed = _PUSHED.search(lowered)
        up, down = up + bool(pushed and pushed["up"]), down + bool(pushed and not pushed["up"])
        told = _BY_PERCENT.search(lowered)
        up, down = up + bool(told and told["up"]), down + bool(told and not told["up"])
        for cue in _after_but(lowered, load_cues("stances").scan(lowered)):
            sense = _turned(lowered, cue)
            if cue.sense in _PLAIN:
                plain += 1 if sense == "bullish" else -1
            up += sense == "bullish"
            down += sense == "bearish"
            level += sense == "neutral"
    return up, down, level, plain


def _after_but(lowered: str, cues: list[Cue]) -> list[Cue]:
    """What stands after "but" outweighs what stands before it."""
    at = max(lowered.find(", but "), lowered.find(" but "), lowered.find("但"))
    later = [cue for cue in cues if at >= 0 and cue.start > at] or cues
    told = [cue for cue in later if not _in_background(lowered, cue)]
    return told or later


def _in_background(lowered: str, cue: Cue) -> bool:
    """ "a correction is possible after so rapid a rise": what went before is no view."""
    return _BACKGROUND.search(lowered, max(0, cue.start - 34), cue.start) is not None


def _noun_behind(lowered: str, at: int) -> str:
    """ "rising mine output": up to two words behind that the word describes."""
    behind = _DESCRIBED.match(lowered, at)
    return behind[0] + " " if behind else ""


def _turned(lowered: str, cue: Cue) -> str:
    before = lowered[max(0, cue.start - 14) : cue.start]
    if cue.sense == "neutral":
        return cue.sense
    turned = any(before.endswith(word) for word in _NEGATIONS)
    turned |= _NO_LONGER.search(lowered, max(0, cue.start - 36), cue.start) is not None
    if cue.word.endswith(" its"):  # "cut its mine supply forecast"
        around = lowered[cue.end : cue.end + 34]
        turned ^= any(word in around for word in (*_SUPPLY, "recession", "surplus"))
    if cue.word in _TURNED_BY_SUPPLY:
        around = lowered[max(0, cue.start - 24) : cue.start] + _noun_behind(lowered, cue.end)
        turned ^= any(word in around for word in _SUPPLY)
    sense = _PLAIN.get(cue.sense, cue.sense)
    if not turned:
        return sense
    return "bearish" if sense == "bullish" else "bullish"
