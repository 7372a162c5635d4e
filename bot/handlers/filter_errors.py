"""What is wrong with a typed filter, said so that the next try succeeds."""

from __future__ import annotations

from html import escape

from bot.handlers.reader import Reader
from bot.i18n import Html
from briefs.filters import FilterError

MOST_OFFERED = 3  # whole lines, each to be copied by a tap


def explain(error: FilterError, line: str, command: str, reader: Reader) -> str:
    """The line with the word marked, what is wrong with it, and lines that are near and right."""
    words = reader.words
    said = words(f"filter-{error.problem}", word=error.word)
    parts = [marked(line, error.start, error.end), said]
    if 0 < len(error.nearest) <= MOST_OFFERED:
        mended = (mend(line, error, near) for near in error.nearest)
        lines = "\n".join(f"<code>/{command} {escape(one, quote=False)}</code>" for one in mended)
        parts.append(words("filter-nearest", lines=Html(lines)))
    elif error.nearest:
        parts.append(words("filter-choices", choices=", ".join(error.nearest)))
    return "\n".join(parts)


def marked(line: str, start: int, end: int) -> str:
    """Telegram HTML of the line, the place in question underlined; a gap stands for nothing."""
    before, word, after = line[:start], line[start:end] or "…", line[end:]
    before, word, after = (escape(part, quote=False) for part in (before, word, after))
    return f"{before}<b><u>{word}</u></b>{after}"


def mend(line: str, error: FilterError, near: str) -> str:
    return f"{line[: error.start]}{near}{line[error.end :]}"
