"""A flash, read once: its sentences, names, numbers, dates and direction words with offsets.

Every fact kind works on the same `Reading`; a rule that uses a number claims it, and what nobody
claims is listed as unread.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import TypeVar, cast

from briefs.extract.dates import DateMention, scan_dates
from briefs.extract.directions import DirectionWord, scan_directions
from briefs.extract.folding import folded
from briefs.extract.numbers import Measure, Number, scan_numbers
from briefs.extract.ordered import Ordered, P, within
from briefs.extract.sentences import Sentence, split_sentences
from briefs.extract.unread import unread_numbers
from briefs.lexicon import Lexicon, Mention, TermKind
from briefs.types import Flash, Span, Unread

T = TypeVar("T")


class Reading:
    """All offsets point into `text` and `lowered`; all tuples are in text order."""

    __slots__ = (
        "_claimed", "_starts", "dates", "directions", "flash", "lexicon", "lowered", "memo",
        "mentions", "numbers",
        "published", "sentences", "text",
    )  # fmt: skip

    def __init__(self, flash: Flash, lexicon: Lexicon) -> None:
        self.flash = flash
        self.lexicon = lexicon
        self.text = flash.text
        self.lowered = folded(self.text)
        self.published: date | None = flash.published_at.date() if flash.published_at else None
        self.sentences: tuple[Sentence, ...] = split_sentences(self.text)
        self.mentions: Ordered[Mention] = Ordered(lexicon.mentions(self.text))
        self.dates: Ordered[DateMention] = Ordered(scan_dates(self.text, self.published))
        dated = [(d.start, d.end) for d in self.dates]
        self.numbers: Ordered[Number] = Ordered(
            with_grades(self.text, scan_numbers(self.text, dated), self.mentions)
        )
        self.directions: Ordered[DirectionWord] = Ordered(scan_directions(self.text))
        self._starts = [sentence.start for sentence in self.sentences]
        self._claimed: set[int] = set()
        self.memo: dict[Hashable, object] = {}  # what readers make once a flash, by their own names

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence an offset stands in (the nearest before, between two)."""
        return self.sentences[max(0, bisect_right(self._starts, offset) - 1)]

    def cite(self, start: int, end: int) -> tuple[str, Span]:
        """The sentence or sentences around `start:end`, word for word, with their span."""
        first, last = self.sentence_at(start), self.sentence_at(max(start, end - 1))
        span = Span(first.start, last.end)
        return span.of(self.text), span

    def within(self, items: Sequence[P], start: int, end: int) -> Sequence[P]:
        """Those of an ordered tuple that begin in `start:end`."""
        return items.within(start, end) if type(items) is Ordered else within(items, start, end)

    def numbers_in(self, where: Sentence | Span) -> Sequence[Number]:
        return self.numbers.within(where.start, where.end)

    def mentions_in(self, where: Sentence | Span) -> Sequence[Mention]:
        return self.mentions.within(where.start, where.end)

    def dates_in(self, where: Sentence | Span) -> Sequence[DateMention]:
        return self.dates.within(where.start, where.end)

    def directions_in(self, where: Sentence | Span) -> Sequence[DirectionWord]:
        return self.directions.within(where.start, where.end)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What a reader makes once a flash, by a key of its own."""
        if key not in self.memo:
            self.memo[key] = make()
        return cast(T, self.memo[key])

    def times_told(self, number: Number) -> int:
        """How many numbers of the text have this one's size."""
        sizes = self.once("reading.sizes", lambda: Counter(abs(n.low) for n in self.numbers))
        return sizes[abs(number.low)]

    def claim(self, *numbers: Number) -> None:
        """Say that a fact uses these numbers."""
        for number in numbers:
            self._claimed.add(number.digits)

    def is_claimed(self, number: Number) -> bool:
        return number.digits in self._claimed

    def unread(self) -> tuple[Unread, ...]:
        """Numbers that no fact uses, though one should: each with its sentence."""
        return tuple(
            Unread(self.text[n.start : n.end], *self.cite(n.start, n.end))
            for n in unread_numbers(self)
        )


def with_grades(
    text: str, numbers: tuple[Number, ...], mentions: tuple[Mention, ...]
) -> tuple[Number, ...]:
    """Mark a percent that touches a material's name: "65% tungsten concentrate", "APT (88.5%)"."""
    if not any(n.measure is Measure.PERCENT and not n.sign for n in numbers):
        return numbers
    materials = [m for m in mentions if m.term.kind is TermKind.MATERIAL]
    starts = {m.start for m in materials}
    ends = {m.end for m in materials}
    inside = {at for m in materials for at in range(m.start, m.end)}
    return tuple(
        n._replace(grade=True)
        if n.measure is Measure.PERCENT
        and not n.sign
        and (
            (n.end + 1 in starts and text[n.end] in " -")
            or n.digits in inside
            or (n.bracketed and {n.start - 1, n.start - 2} & ends)
        )
        else n
        for n in numbers
    )
