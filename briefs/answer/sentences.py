"""Which sentences of a flash an answer quotes: the facts' own, then what they leave unsaid."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final

from briefs.answer.concepts import Concept
from briefs.answer.fit import Fit
from briefs.answer.gates import has_cue, is_priced, speaks_of
from briefs.answer.passages import Passage, Story, of_title
from briefs.answer.reasons import asks_why, gives_occasion, gives_reason
from briefs.answer.vocabulary import vocabulary
from briefs.asked import Query, Window
from briefs.extract.dates import DateMention, scan_dates
from briefs.types import Citation, Found

MOST_SENTENCES: Final = 4
_LEAST_GAIN: Final = 0.9
_YEARS: Final = re.compile(r"\b(?:19|20)[0-9]{2}[-–—/](?:19|20)?[0-9]{2}\b")
_DIGIT: Final = re.compile(r"[0-9]")
_ENDS: Final = re.compile(
    r"\b(?:until|till|through|runs? (?:to|until)|expires?|ends? (?:on|in)|deadline)\b|"
    r"\b(?:lasts?|lasted|for|over|within) (?:[\w-]+ ){1,2}(?:days?|weeks?|months?|years?)\b|"
    r"截止|至\d|到期|为期",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"(?<=[a-z,] )[A-Z][A-Za-z]+|集团|公司|[\u4e00-\u9fff]{2}[钴锂矿钨]业")
_FOLLOWS: Final = 1.3  # what a sentence that goes on from a quoted one is worth beside
_FOLLOWS_LEAD: Final = 3.0  # and from the first one quoted
_MONTH: Final = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
)
#: What a sentence must say for a slot of the question, and what a further one on it is worth.
_WORTH: Final = {
    "why": 1.5, "occasion": 0.9, "prices": 1.5, "volumes": 1.0, "risks": 1.5,
    "when": 1.2, "amount": 1.0, "until": 1.0, "day": 1.0, "who": 1.0, "terms": 1.0,
}  # fmt: skip


@dataclass(slots=True)
class _Quoting:
    """What is quoted so far of a story, and what of the question is left to say."""

    story: Story
    concepts: Sequence[Concept]
    windows: Sequence[Window]
    left: set[str]
    taken: set[int]

    def says(self, passage: Passage) -> set[str]:
        """Labels of the concepts and slots a sentence covers."""
        here = {one.label for one in self.concepts if one.in_passage(passage)}
        near = bool(here) or passage.index - 1 in self.taken
        slots = {slot for slot, fills in _FILLS.items() if near and fills(self, passage)}
        return here | {f"#{slot}" for slot in slots} | self._days(passage)

    def _days(self, passage: Passage) -> set[str]:
        """The days asked about that it names."""
        if not any(label.startswith("#when:") for label in self.left):
            return set()
        named = [one for one in scan_dates(passage.text, self.story.day) if one.day]
        return {
            f"#when:{at}"
            for at, window in enumerate(self.windows)
            if any(_falls_in(one, window) for one in named)
        }

    def gain(self, passage: Passage) -> float:
        """How much of what is left it says; what is said already counts a little."""
        says = self.says(passage)
        new = says & self.left
        if self.taken and not new:
            return 0.0
        slots = [label for label in new if label.startswith("#")]
        gain = sum(_WORTH[label[1:].split(":")[0]] for label in slots)
        if slots and passage.index - 1 in self.taken:
            gain += _FOLLOWS_LEAD if passage.index - 1 == min(self.taken) else _FOLLOWS
        for one in self.concepts:
            if one.label in says:
                gain += one.weight if one.label in self.left else 0.25 * one.weight
        return gain * (0.45 if passage.kind in ("title", "heading") else 1.0)

    def take(self, passage: Passage) -> None:
        said = self.says(passage)
        self.taken.add(passage.index)
        self.left -= said - {"#terms"}  # details are never all told


def _falls_in(mention: DateMention, window: Window) -> bool:
    """Whether a date may be one of those days; the year counts where it is said."""
    day = mention.day
    if day is None:
        return False
    if not mention.year_stated and (day.month, day.day) != (2, 29):
        day = day.replace(year=window.last.year)
    return window.first <= day <= window.last


def choose_sentences(
    fit: Fit,
    facts: Sequence[Found],
    query: Query,
    concepts: Sequence[Concept],
    *,
    most: int = MOST_SENTENCES,
) -> tuple[Citation, ...]:
    """The facts' own sentences, then whatever adds what they leave out."""
    quotes = list(dict.fromkeys(found.fact.quote for found in facts))
    left = {one.label for one in concepts if one.label in fit.covered} | _slots(query)
    kinds = {found.fact.fact for found in facts}
    left -= {f"#{kind}" for kind in kinds}
    left -= {one.label for one in concepts if one.kind == "word" and _is_met(one, kinds)}
    quoting = _Quoting(fit.story, concepts, query.windows, left, set())
    for passage in fit.story.passages:
        if any(quote in passage.text for quote in quotes):
            quoting.take(passage)
    while len(quotes) < most and (best := _best(quoting, bool(quotes))):
        quotes.append(best.text)
        quoting.take(best)
    return tuple(fit.story.cite(quote) for quote in quotes)


def _is_met(concept: Concept, kinds: Collection[str]) -> bool:
    """Whether a word only asks for what a fact is: "bullish" of an opinion, "ban" of a policy."""
    return any(speaks_of(kind, concept) for kind in kinds if kind in _SAID_BY_FACT)


def _best(quoting: _Quoting, quoted: bool) -> Passage | None:
    others = [one for one in quoting.story.passages if one.index not in quoting.taken]
    best = max(others, key=lambda one: (quoting.gain(one), -one.index), default=None)
    if best is None or (quoted and quoting.gain(best) < _LEAST_GAIN):
        return None
    return best


def _slots(query: Query) -> set[str]:
    """What must be said beside the words of the question: a price, an amount, a reason, a day."""
    asked = {kind for kind in vocabulary().kinds(query.question) if kind in _WORTH}
    if asks_why(query.question):
        asked.add("occasion")
    days = {f"when:{at}" for at, window in enumerate(query.windows) if window.baseline}
    return {f"#{slot}" for slot in (*asked, *vocabulary().slots(query.question), *days)}


def _priced(quoting: _Quoting, passage: Passage) -> bool:
    heads = {id for one in quoting.concepts if one.kind in _PRICED for id in one.terms}
    named = any(one.in_passage(passage) for one in quoting.concepts)
    return is_priced(passage) and (named or of_title(quoting.story, passage, frozenset(heads)))


def _figures(passage: Passage) -> bool:
    """Whether it has a number that is no date."""
    text = _YEARS.sub(" ", passage.text)
    for mention in reversed(scan_dates(text, None)):
        text = text[: mention.start] + text[mention.end :]
    return _DIGIT.search(text) is not None


def _who(quoting: _Quoting, passage: Passage) -> bool:
    """Whether it names somebody the question does not."""
    names = (name for name in _NAME.findall(passage.text) if not _MONTH.match(name))
    asked = {word for one in quoting.concepts for word in one.label.split()}
    return any(name not in asked for name in names)


_SAID_BY_FACT: Final = ("opinions",)
_PRICED: Final = ("material", "contract")
_FILLS: Final[dict[str, Callable[[_Quoting, Passage], bool]]] = {
    "why": lambda _, passage: gives_reason(passage),
    "occasion": lambda _, passage: gives_occasion(passage),
    "prices": _priced,
    "volumes": lambda _, passage: passage.has_number,
    "risks": lambda _, passage: has_cue("risks", passage),
    "amount": lambda _, passage: _figures(passage),
    "until": lambda _, passage: _ENDS.search(passage.text) is not None,
    "day": lambda _, passage: any(
        one.grain in ("day", "month") for one in scan_dates(passage.text, None)
    ),
    "who": _who,
    "terms": lambda _, passage: _figures(passage),
}
