"""The headline of a flash: its tag apart, its brackets off, never the whole text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefs.boilerplate import fold_line

LONG = 200  # characters; a longer first line is text without a headline
SHORTEST_SENTENCE = 40  # characters before a full stop that may end one: "U.S." does not
TAG = 60  # characters of the longest "[SMM Commentary]"
SENTENCE_END = re.compile(r"[.!?][\"”’)]? (?=[A-Z\"“(])|[。！？]")
OPENING, CLOSING = "[【", "]】"


@dataclass(frozen=True, slots=True)
class Headline:
    """A title without its tag, the tag, and the lines under it."""

    title: str
    section: str | None
    lines: tuple[str, ...]


def take_headline(title: str, lines: Sequence[str]) -> Headline:
    """Tags and brackets of the title and of the first line, put where they belong.

    "Tin up [SMM Commentary]"          section "SMM Commentary"
    "[SMM Flash: Tin up] Prices …"     section "SMM Flash", title "Tin up", text "Prices …"
    a paragraph with no headline       its first sentence
    """
    title, section, rest = _split_title(title)
    lines = [line for line in (rest, *lines) if line]
    if lines:
        tag, first = _split_first(lines[0], title)
        section, lines = section or tag, [line for line in (first, *lines[1:]) if line]
    return Headline(title, section, tuple(lines))


def _split_title(line: str) -> tuple[str, str | None, str]:
    """Title, section and what of the line is text already."""
    inner, rest = _leading_bracket(line)
    if inner:
        tag, headline = _tag_of(inner)
        if headline:
            return headline, tag, rest
        if not rest:
            return inner, None, ""
        if inner.startswith("SMM") or not SENTENCE_END.search(rest):
            title, rest = _cut_sentence(rest)
            return title, inner, rest
        return inner, None, rest
    if line[-1:] and line[-1] in CLOSING:
        at = max(line.rfind(sign) for sign in OPENING)
        if at > 0 and len(line) - at <= TAG:
            return line[:at].rstrip(), line[at + 1 : -1].strip(), ""
    title, rest = _cut_sentence(line)
    return title, None, rest


def _split_first(line: str, title: str) -> tuple[str | None, str]:
    """The tag before a text that repeats its headline in brackets, and the text."""
    inner, rest = _leading_bracket(line)
    if not inner:
        return None, line
    tag, headline = _tag_of(inner)
    if headline:
        return tag, rest
    if fold_line(inner) == fold_line(title):
        return None, rest
    return (inner, rest) if inner.startswith("SMM") else (None, line)


def _leading_bracket(line: str) -> tuple[str, str]:
    """What stands in the brackets a line begins with, and what follows them."""
    if not line.startswith(tuple(OPENING)):
        return "", line
    ends = [at for sign in CLOSING if (at := line.find(sign)) > 0]
    if not ends:
        return "", line
    return line[1 : min(ends)].strip(), line[min(ends) + 1 :].strip()


def _tag_of(inner: str) -> tuple[str | None, str]:
    """ "SMM Flash: Tin up" → its tag and its headline; no tag, no headline."""
    tag, colon, headline = inner.replace("：", ":", 1).partition(":")
    if colon and tag.startswith("SMM") and len(tag) <= TAG:
        return tag.strip(), headline.strip()
    return None, ""


def _cut_sentence(line: str) -> tuple[str, str]:
    """A line too long for a headline gives its first sentence, and the rest as text."""
    if len(line) <= LONG:
        return line, ""
    end = SENTENCE_END.search(line, SHORTEST_SENTENCE)
    return (line, "") if end is None else (line[: end.end()].strip(), line[end.end() :].strip())
