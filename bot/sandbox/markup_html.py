"""HTML as the Bot API reads it: text and entities, or its complaint with the byte offset.

Tags and rules: core.telegram.org/bots/api#html-style. Offsets of entities count UTF-16 units,
those in complaints count bytes of UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.errors import Refusal, bad
from bot.sandbox.markup_tags import REFERENCE, attributes, character, tag_end

SIMPLE: Mapping[str, str] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
OTHERS = frozenset({"a", "span", "tg-emoji", "tg-time"})
NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*")
LANGUAGE = "language-"
LONGEST_ADDRESS = 2048  # of a link whose text is its address


@dataclass(slots=True)
class Open:
    """A tag not closed yet; `start` counts UTF-16 units of the text so far, `piece` its pieces."""

    tag: str
    attributes: dict[str, str]
    start: int
    byte: int
    piece: int


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Text and entities. Raises Refusal in the Bot API's words."""
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.length = 0
        self.links = 0  # of the open tags
        self.counted = (0, 0)  # a position, and the bytes before it
        self.open: list[Open] = []
        self.entities: list[dict[str, Any]] = []

    def parse(self) -> tuple[str, list[dict[str, Any]]]:
        while self.at < len(self.source):
            if self.source.startswith("</", self.at):
                self._end_tag()
            elif self.source[self.at] == "<":
                self._start_tag()
            else:
                self._text()
        if self.open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.out), self.entities

    def _text(self) -> None:
        end = self.source.find("<", self.at)
        piece = self.source[self.at : end if end >= 0 else len(self.source)]
        self.at += len(piece)
        shown = REFERENCE.sub(character, piece)
        self.out.append(shown)
        self.length += units(shown)

    def _start_tag(self) -> None:
        byte, begin = self._byte(), self.at
        name = NAME.match(self.source, begin + 1)
        tag = name[0].lower() if name else ""
        end = tag_end(self.source, name.end() if name else begin + 1)
        if end < 0:
            raise _cannot(f"Unclosed start tag at byte offset {byte}")
        if tag not in SIMPLE and tag not in OTHERS:
            raise _cannot(f'Unsupported start tag "{tag}" at byte offset {byte}')
        assert name is not None
        values = attributes(self.source[name.end() : end].rstrip("/"))
        if tag == "span" and values.get("class") != "tg-spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {byte}')
        self.open.append(Open(tag, values, self.length, byte, len(self.out)))
        self.links += tag == "a"
        self.at = end + 1

    def _end_tag(self) -> None:
        byte = self._byte()
        end = self.source.find(">", self.at)
        if end < 0:
            raise _cannot(f"Unclosed end tag at byte offset {byte}")
        tag = self.source[self.at + 2 : end].strip().lower()
        if not self.open:
            raise _cannot(f"Unexpected end tag at byte offset {byte}")
        begun = self.open.pop()
        if tag and tag != begun.tag:
            raise _cannot(
                f'Unmatched end tag at byte offset {byte}, expected "</{begun.tag}>", '
                f'found "</{tag}>"'
            )
        self.at = end + 1
        self.links -= begun.tag == "a"
        self._close(begun)

    def _close(self, begun: Open) -> None:
        length = self.length - begun.start
        entity = self._link(begun, length) if begun.tag == "a" else _entity(begun)
        if entity is None or not length:
            return
        last = self.entities[-1] if self.entities else None
        # <pre><code class="language-x"> is one entity with its language.
        if begun.tag == "pre" and last and last["type"] == "code" and last["offset"] == begun.start:
            self.entities.pop()
            entity |= {"language": last["language"]} if "language" in last else {}
        self.entities.append(entity | {"offset": begun.start, "length": length})

    def _link(self, begun: Open, length: int) -> dict[str, Any] | None:
        """A link to its address, or to what it shows; of links in links the outermost stands."""
        if self.links:
            return None
        url = begun.attributes.get("href", "")
        if not url and length <= LONGEST_ADDRESS:
            url = "".join(self.out[begun.piece :])
        return {"type": "text_link", "url": url} if "." in url or "://" in url else None

    def _byte(self) -> int:
        """Bytes before this place, counted on from the last place asked for."""
        at, count = self.counted
        count += len(self.source[at : self.at].encode("utf-8", "surrogatepass"))
        self.counted = self.at, count
        return count


def _entity(begun: Open) -> dict[str, Any]:
    values = begun.attributes
    if begun.tag == "span":
        return {"type": "spoiler"}
    if begun.tag == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": values.get("emoji-id", "")}
    if begun.tag == "tg-time":
        return _date_time(values, begun.byte)
    if begun.tag == "blockquote" and "expandable" in values:
        return {"type": "expandable_blockquote"}
    if begun.tag == "code" and values.get("class", "").startswith(LANGUAGE):
        return {"type": "code", "language": values["class"].removeprefix(LANGUAGE)}
    return {"type": SIMPLE[begun.tag]}


def _date_time(values: Mapping[str, str], byte: int) -> dict[str, Any]:
    try:
        entity: dict[str, Any] = {"type": "date_time", "unix_time": int(values["unix"])}
    except (KeyError, ValueError):
        raise _cannot(f"Invalid date specified at byte offset {byte}") from None
    if values.get("format"):
        entity["date_time_format"] = values["format"]
    return entity


def _cannot(what: str) -> Refusal:
    return bad(f"can't parse entities: {what}")
