"""MarkdownV2 and the older Markdown as the Bot API reads them.

Rules: core.telegram.org/bots/api#markdownv2-style. In MarkdownV2 every reserved sign outside an
entity must be escaped, and the complaint names the sign.
"""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import Refusal, bad
from bot.sandbox.markup_html import units

RESERVED = "_*[]()~`>#+-=|{}.!"
MARKS = {
    "*": "bold",
    "__": "underline",
    "_": "italic",
    "~": "strikethrough",
    "||": "spoiler",
}
OLD_MARKS = {"*": "bold", "_": "italic"}


def parse_markdown_v2(source: str) -> tuple[str, list[dict[str, Any]]]:
    """Text and entities. Raises Refusal."""
    return _Parser(source, strict=True).parse()


def parse_markdown(source: str) -> tuple[str, list[dict[str, Any]]]:
    """The older dialect: bold, italic, code, pre and links, not nested."""
    return _Parser(source, strict=False).parse()


class _Parser:
    def __init__(self, source: str, *, strict: bool, quoted: bool = False) -> None:
        self.source = source
        self.strict = strict
        self.quoted = quoted  # a quotation holds no other
        self.marks = MARKS if strict else OLD_MARKS
        self.at = 0
        self.out: list[str] = []
        self.length = 0
        self.open: list[tuple[str, int, int]] = []  # mark, start in units, position
        self.marked: set[str] = set()  # the open marks, links left out
        self.entities: list[dict[str, Any]] = []

    def parse(self) -> tuple[str, list[dict[str, Any]]]:
        while self.at < len(self.source):
            self._step()
        if self.open:
            mark, _, position = self.open[-1]
            kind = "text_link" if mark == "[" else self.marks[mark]
            raise self._cannot(
                f"Can't find end of {kind.title().replace('_', '')} entity", position
            )
        return "".join(self.out), self.entities

    def _step(self) -> None:
        source, at = self.source, self.at
        sign = source[at]
        if sign == "\\" and at + 1 < len(source) and ord(source[at + 1]) < 127:
            self._put(source[at + 1], 2)
        elif source.startswith("```", at):
            self._fenced("```", "pre")
        elif sign == "`":
            self._fenced("`", "code")
        elif sign == "[":
            self.open.append(("[", self.length, at))
            self.at += 1
        elif sign == "]" and self.open and self.open[-1][0] == "[":
            self._link()
        elif self._at_quote(sign):
            self._quote()
        elif (mark := self._mark(at)) is not None:
            self._toggle(mark)
        elif self.strict and sign in RESERVED:
            said = f"Character '{sign}' is reserved and must be escaped with the preceding '\\'"
            raise bad(f"can't parse entities: {said}")
        else:
            self._put(sign, 1)

    def _at_quote(self, sign: str) -> bool:
        at_start = self.at == 0 or self.source[self.at - 1] == "\n"
        return self.strict and not self.quoted and sign == ">" and at_start

    def _mark(self, at: int) -> str | None:
        return next((m for m in ("||", "__", "*", "_", "~") if m in self.marks
                     and self.source.startswith(m, at)), None)  # fmt: skip

    def _toggle(self, mark: str) -> None:
        if mark in self.marked:
            self.marked.discard(mark)
            begun, start, position = self.open.pop()
            if begun != mark:
                raise self._cannot("Can't find end of the entity", position)
            self._add(self.marks[mark], start)
        else:
            self.marked.add(mark)
            self.open.append((mark, self.length, self.at))
        self.at += len(mark)

    def _fenced(self, fence: str, kind: str) -> None:
        begin = self.at + len(fence)
        end = self.source.find(fence, begin)
        if end < 0:
            raise self._cannot(f"Can't find end of {kind.title()} entity", self.at)
        body, extra = self.source[begin:end], {}
        first, newline, rest = body.partition("\n")
        if kind == "pre" and newline:
            extra = {"language": first} if first and " " not in first else {}
            body = rest if extra or not first else body
        start = self.length
        self._put(body.replace("\\`", "`").replace("\\\\", "\\"), 0)
        self._add(kind, start, **extra)
        self.at = end + len(fence)

    def _link(self) -> None:
        _, start, position = self.open.pop()
        end = self.source.find(")", self.at)
        if not self.source.startswith("](", self.at) or end < 0:
            raise self._cannot("Can't find end of TextUrl entity", position)
        self._add("text_link", start, url=self.source[self.at + 2 : end].replace("\\", ""))
        self.at = end + 1

    def _quote(self) -> None:
        end = self.source.find("\n", self.at)
        line = self.source[self.at + 1 : end if end >= 0 else len(self.source)]
        start = self.length
        text, inner = _Parser(line.removesuffix("||"), strict=True, quoted=True).parse()
        self.entities += [entity | {"offset": entity["offset"] + start} for entity in inner]
        self._put(text, len(line) + 1)
        self._add("expandable_blockquote" if line.endswith("||") else "blockquote", start)

    def _put(self, text: str, step: int) -> None:
        self.out.append(text)
        self.length += units(text)
        self.at += step

    def _add(self, kind: str, start: int, **extra: str) -> None:
        if self.length > start:
            size = self.length - start
            self.entities.append({"type": kind, "offset": start, "length": size, **extra})

    def _cannot(self, what: str, position: int) -> Refusal:
        byte = len(self.source[:position].encode("utf-8", "surrogatepass"))
        return bad(f"can't parse entities: {what} at byte offset {byte}")
