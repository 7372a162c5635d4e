"""A news page saved as text: the article, and under "Related News" further flashes.

title                              headline, time, headline,
Published: Feb 20, 2025 18:06      Read More, headline, headline,
the article's lines                text, time
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from briefs.boilerplate import Boilerplate, fold_line, load_boilerplate
from briefs.draft import Draft
from briefs.times import find_time, parse_time

HEAD = 12  # lines among which the time of publication is looked for
PARAGRAPH = 200  # characters from which a line is text, not a headline


def read_page(text: str) -> tuple[Draft, ...]:
    """The article and the related flashes of a page; empty if it has no content line."""
    return read_lines([line for raw in text.split("\n") if (line := raw.strip())])


def read_lines(lines: Sequence[str]) -> tuple[Draft, ...]:
    words = load_boilerplate()
    cut = next((at for at, line in enumerate(lines) if words.opens_related(line)), len(lines))
    article = _article(lines[:cut], words)
    return (*article, *_related(lines[cut + 1 :], words))


def _article(lines: Sequence[str], words: Boilerplate) -> Iterator[Draft]:
    content = [line for line in lines if words.is_content(line)]
    times = [_published(line, words) for line in content]
    published = next((time for time in times if time), None)
    at = next((at for at, time in enumerate(times[:HEAD]) if time), None)
    head = [line for line, time in zip(content[:at], times, strict=False) if not time]
    title, start = _headline(content, head, at)
    if title is None:
        return
    body = [
        line
        for line, time in zip(content[start:], times[start:], strict=True)
        if not time and line != title
    ]
    yield Draft(title, tuple(body), published)


def _headline(
    content: Sequence[str], head: Sequence[str], at: int | None
) -> tuple[str | None, int]:
    """The headline and the index at which the text under it begins."""
    if at is not None and head and max(map(len, head)) < PARAGRAPH:
        # Above the time stand the headline and shorter things: a path of links, an author.
        return max(head, key=len), at + 1
    first = next((i for i, line in enumerate(content) if i != at), None)
    return (None, 0) if first is None else (content[first], first + 1)


def _published(line: str, words: Boilerplate) -> datetime | None:
    """The time a line states, if it says nothing else: "Source: SMM | Feb 20, 2025 18:06"."""
    if (time := parse_time(line)) is not None:
        return time
    found = find_time(line)
    return found[0] if found and words.is_label(found[1]) else None


@dataclass(slots=True)
class _Item:
    """A related flash while its lines are read."""

    title: str
    time: datetime | None = None
    lines: list[str] = field(default_factory=list)
    closed: bool = False

    def take_time(self, time: datetime) -> None:
        self.time = self.time or time
        self.closed = bool(self.lines)  # the time is printed again under the text


def _related(lines: Sequence[str], words: Boilerplate) -> Iterator[Draft]:
    item: _Item | None = None
    content = [line for line in lines if words.is_content(line)]
    for at, line in enumerate(content):
        if (time := _published(line, words)) is not None:
            if item is not None:
                item.take_time(time)
        elif item is not None and fold_line(line) == fold_line(item.title):
            continue
        elif item is None or item.closed or _is_headline(content, at, words):
            yield from _finished(item)
            item = _Item(line)
        else:
            item.lines.append(line)
    yield from _finished(item)


def _is_headline(lines: Sequence[str], at: int, words: Boilerplate) -> bool:
    """Whether a new flash begins here: its headline stands above and below its time."""
    return (
        at + 2 < len(lines)
        and lines[at] == lines[at + 2]
        and _published(lines[at + 1], words) is not None
    )


def _finished(item: _Item | None) -> Iterator[Draft]:
    # Without a time it is no flash: the page's own footer stands below the last one.
    if item is not None and item.time is not None:
        yield Draft(item.title, tuple(item.lines), item.time)
