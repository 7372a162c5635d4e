"""A short question that goes on from the one before it → the question in full.

    earlier: "Pr-Nd oxide price on 10 April 2025"
    "and terbium?" → "terbium price on 10 April 2025"
    "last week?"   → "Pr-Nd oxide price last week"
    "why?"         → "why Pr-Nd oxide on 10 April 2025"
    "in usd/lb?"   → "Pr-Nd oxide price on 10 April 2025 in usd/lb"

A question goes on from another one in four ways, and is left as it is in every other:

1. it opens with "and", "what about", 那…呢, and has a name and no words of its own;
2. it has a day or a unit, no name, and no words of its own;
3. it has no name, and all it says is a kind of fact: "why?", "any risks?", 有风险吗;
4. it has no name, and a word that stands for one: "is it still in force?".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final

from briefs.answer.parts import Parts, parts_of, without
from briefs.answer.question import understand
from briefs.answer.vocabulary import vocabulary
from briefs.lexicon import Lexicon
from briefs.times import CHINA

_OPENING: Final = re.compile(
    r"^(?:(?:and|or|also|but|so|then|plus|ok|okay)\b[ ,]*(?=\S))?(?:(?:what|how) about\b|what of\b|"
    r"(?:the )?same (?:for|with|in)\b)?\s*|^(?:那么?|还有|另外|换成)\s*",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(r"(?:呢|吗)?[\s?？!！.。]*$")
_FILLER: Final = frozenset(
    {"the", "for", "in", "on", "at", "of", "over", "to", "a", "please", "since", "from", "as"}
    | {"until", "by", "during", "then", "now", "的", "呢", "吗", "那"}
)
_SOLE: Final = re.compile(
    r"(?:(?:and|any|the|its|their|latest|current|more|有|有没有|最新)\s*)*"
    r"(?P<kind>[\w-]+(?: [\w-]+){0,2})",
    re.IGNORECASE,
)
_ASKS: Final = frozenset(
    {"which", "what", "who", "whom", "whose", "how", "when", "where", "is", "are", "was", "were"}
    | {"does", "do", "did", "has", "have", "will", "can", "should", "top", "biggest"}
)
_STANDS_FOR: Final = re.compile(
    r"\b(?:it|its|they|them|their)\b|\b(?:that|this)\b(?=\s*[?？.]?$)|[它其该]|这个", re.IGNORECASE
)
_PRICED: Final = frozenset({"prices", "moves", "moved"})  # kinds that a unit goes with
MOST_WORDS: Final = 2  # of its own beside "it": with more it speaks of something else


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in full, the ids that were chosen for a name in it that was not clear, and the day
    of what it was answered with. `goes_on`: it was made from the one before it."""

    question: str
    terms: tuple[str, ...] = ()
    told_on: date | None = None
    goes_on: bool = False


def in_full(question: str, earlier: Asked | None, lexicon: Lexicon, now: datetime) -> Asked:
    """What the question means behind the earlier one; itself where it stands alone."""
    if earlier is None or not question.strip():
        return Asked(question)
    today = now.astimezone(CHINA).date()
    opening = _OPENING.match(question)
    opened = opening is not None and bool(opening[0].strip())
    stripped = _CLOSING.sub("", question[opening.end() if opening and opened else 0 :])
    opened = opened or question.rstrip("?？ ").endswith("呢")
    new, before = parts_of(stripped, lexicon, today), parts_of(earlier.question, lexicon, today)
    bare = all(word.casefold() in _FILLER for word in new.rest.split())
    if new.names or (opened and bare and _names_something(stripped, lexicon, now)):
        return _of_another(new, before, question) if opened and bare else Asked(question)
    if bare and (new.when or new.unit):
        return Asked(_with_slots(before, new), earlier.terms, goes_on=True)
    whose = before.whose or _names_of(earlier, lexicon, now)
    if not whose:
        return Asked(question)
    if _is_sole(new.rest):
        same = _of_the_same(new, before, whose, earlier.told_on)
        return Asked(same, earlier.terms, goes_on=True)
    if _STANDS_FOR.search(new.rest) and _says_little(stripped, lexicon, now):
        meant = f"{stripped} ({_topic(stripped, before, whose)})"
        return Asked(meant, earlier.terms, goes_on=True)
    return Asked(question)


def _of_another(new: Parts, before: Parts, question: str) -> Asked:
    """The earlier question, of other names; the days and the unit it gives are taken too."""
    whose = new.whose or new.rest
    if not before.names:
        return Asked(whose if not (new.when or new.unit) else question)
    first, last = before.names[0][0], before.names[-1][1]
    space = " " if whose.isascii() else ""
    text = f"{before.text[:first]}{space}{whose}{space}{before.text[last:]}"
    inside = [span for span in before.when + before.unit if first < span[1] and span[0] < last]
    if inside or not (new.when or new.unit):
        return Asked(" ".join(text.split()), goes_on=True)
    moved = len(text) - len(before.text)
    shifted = Parts(
        text,
        (),
        tuple(_shifted(span, last, moved) for span in before.when),
        tuple(_shifted(span, last, moved) for span in before.unit),
        before.rest,
    )
    return Asked(_with_slots(shifted, new), goes_on=True)


def _shifted(span: tuple[int, int], behind: int, by: int) -> tuple[int, int]:
    return (span[0] + by, span[1] + by) if span[0] >= behind else span


def _with_slots(before: Parts, new: Parts) -> str:
    """The earlier question at the new days, in the new unit: only a price is asked for in one."""
    kinds = vocabulary().kinds(before.rest)
    if new.unit and before.whose and kinds and _PRICED.isdisjoint(kinds):
        return " ".join(f"{before.whose} price {new.time or before.time} {new.measure}".split())
    gone = (before.when if new.when else ()) + (before.unit if new.unit else ())
    text = without(before.text, gone).rstrip("?？ ")
    return " ".join(f"{text} {new.time} {new.measure}".split())


def _of_the_same(new: Parts, before: Parts, whose: str, told_on: date | None) -> str:
    """Another kind of fact on the same names; a reason is asked for of the days asked about, or of
    the day that was told of."""
    when = new.time
    if not when and "why" in vocabulary().kinds(new.rest):
        when = before.time or (f"on {told_on.day} {told_on:%B %Y}" if told_on else "")
    return " ".join(f"{new.rest} {whose} {when} {new.measure}".split())


def _is_sole(rest: str) -> bool:
    found = _SOLE.fullmatch(rest)
    return found is not None and found["kind"].casefold() in _sole_kinds()


@cache
def _sole_kinds() -> frozenset[str]:
    """The words by which a kind of fact is asked for, and those that ask for a reason."""
    why = ("why is that", "why so", "why exactly", "why not", "how come")
    return frozenset((*why, *(cue for cue, _ in vocabulary().cues)))


def _topic(question: str, before: Parts, whose: str) -> str:
    """What "it" stands for: the names, and in what respect if the question does not say."""
    asks = not _ASKS.isdisjoint(before.rest.casefold().split())
    if asks or vocabulary().kinds(question):
        return whose
    return without(before.text, before.when + before.unit).rstrip("?？ ")


def _says_little(question: str, lexicon: Lexicon, now: datetime) -> bool:
    return len(understand(question, lexicon, now).words) <= MOST_WORDS


def _names_something(question: str, lexicon: Lexicon, now: datetime) -> bool:
    """A misspelt name is not read in running text, but is one when asked about."""
    return bool(understand(question, lexicon, now).terms)


def _names_of(earlier: Asked, lexicon: Lexicon, now: datetime) -> str:
    ids = understand(earlier.question, lexicon, now, terms=earlier.terms).terms
    return ", ".join(lexicon.terms[id].name for id in ids if id in lexicon.terms)
