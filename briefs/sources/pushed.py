"""The body of a webhook → raw flashes: one, an array, or JSON Lines; gzip or plain.

All of it is good, or nothing is taken: the sender is told which item is wrong, and why.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from briefs.types import RawFlash

SOURCE: Final = "webhook"
LARGEST: Final = 2_000_000  # bytes as sent
LARGEST_UNPACKED: Final = 10_000_000  # bytes of JSON
MOST_ITEMS: Final = 1_000
JSON: Final = "application/json"
JSON_LINES: Final = ("application/x-ndjson", "application/jsonl", "application/x-jsonlines")
# A sign that can be seen, told the same way to every kind of pattern.
WORD: Final = r"[^\s\x00-\x20\x7f\x85\ufeff]"
GZIP_MAGIC_BITS: Final = 31  # zlib's way to say: gzip, and nothing else


class Refusal(StrEnum):
    """Why a body is not taken."""

    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    UNKNOWN_TYPE = "unknown_type"
    UNKNOWN_ENCODING = "unknown_encoding"
    BROKEN_ENCODING = "broken_encoding"
    BROKEN_JSON = "broken_json"
    WRONG_ITEM = "wrong_item"


class NotTaken(Exception):
    """A body that is not taken; `item` is the number of the one that is wrong, from 1."""

    def __init__(self, refusal: Refusal, detail: str, item: int | None = None) -> None:
        super().__init__(detail)
        self.refusal, self.detail, self.item = refusal, detail, item


class PushedFlash(BaseModel):
    """One flash as a sender writes it."""

    model_config = ConfigDict(extra="forbid", strict=True, title="Flash")

    title: str = Field("", max_length=1_000, description="Its headline")
    body: str = Field("", max_length=100_000, description="Its text; HTML is read as text")
    published_at: AwareDatetime | None = Field(
        None, description="When it was published, with a zone: 2030-03-05T10:00:00+08:00"
    )
    id: str | None = Field(None, max_length=200, description="The sender's own id of it")
    publisher: str | None = Field(None, max_length=200, description="Who wrote it")
    section: str | None = Field(None, max_length=200, description="The column it stands in")
    url: str | None = Field(None, max_length=2_000, description="Where to read it")

    @model_validator(mode="after")
    def _says_something(self) -> PushedFlash:
        if not (re.search(WORD, self.title) or re.search(WORD, self.body)):
            raise ValueError("it needs a title or a body")
        return self


def read_pushed(body: bytes, media: str, encoding: str, *, now: datetime) -> tuple[RawFlash, ...]:
    """The raw flashes of a body. Raises NotTaken."""
    kind = media.partition(";")[0].strip().lower()
    if kind not in (JSON, *JSON_LINES):
        raise NotTaken(
            Refusal.UNKNOWN_TYPE, f"Send {JSON} or {JSON_LINES[0]}, not {kind or 'nothing'}."
        )
    text = _text(_unpacked(body, encoding.strip().lower()))
    items = list(_lines(text) if kind in JSON_LINES else _items(text))
    if not items:
        raise NotTaken(Refusal.WRONG_ITEM, "There is no flash in it.")
    if len(items) > MOST_ITEMS:
        raise NotTaken(
            Refusal.TOO_MANY, f"{len(items):,} flashes at once; {MOST_ITEMS:,} are the most."
        )
    return tuple(_raw(number, item, now) for number, item in enumerate(items, 1))


def _unpacked(body: bytes, encoding: str) -> bytes:
    if encoding in ("", "identity"):
        return body
    if encoding not in ("gzip", "x-gzip"):
        raise NotTaken(Refusal.UNKNOWN_ENCODING, f"Send it plain or with gzip, not {encoding}.")
    unpacking = zlib.decompressobj(GZIP_MAGIC_BITS)
    try:
        data = unpacking.decompress(body, LARGEST_UNPACKED + 1)
    except zlib.error as error:
        raise NotTaken(Refusal.BROKEN_ENCODING, f"It is no gzip: {error}.") from error
    if len(data) > LARGEST_UNPACKED:
        raise NotTaken(
            Refusal.TOO_LARGE,
            f"It unpacks to more than {LARGEST_UNPACKED:,} bytes. Send it in parts.",
        )
    if not unpacking.eof or unpacking.unused_data:
        raise NotTaken(Refusal.BROKEN_ENCODING, "The gzip is cut off, or something follows it.")
    return data


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotTaken(Refusal.BROKEN_JSON, f"It is not UTF-8: {error}.") from error


def _items(text: str) -> list[Any]:
    whole = _parsed(text, None)
    return whole if isinstance(whole, list) else [whole]


def _lines(text: str) -> Iterator[Any]:
    lines = (line for line in text.split("\n") if line.strip())
    return (_parsed(line, number) for number, line in enumerate(lines, 1))


def _parsed(text: str, item: int | None) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise NotTaken(Refusal.BROKEN_JSON, "It is nested too deeply.", item) from error
    except ValueError as error:
        raise NotTaken(Refusal.BROKEN_JSON, f"It is not valid JSON: {error}.", item) from error


def _raw(number: int, item: Any, now: datetime) -> RawFlash:
    try:
        # By its JSON: there a time is a text, which `strict` would refuse in Python's own values.
        flash = PushedFlash.model_validate_json(json.dumps(item))
    except ValidationError as error:
        raise NotTaken(Refusal.WRONG_ITEM, _explained(error), number) from None
    return RawFlash(SOURCE, SOURCE, flash.model_dump_json(exclude_defaults=True), "json", now)


def _explained(error: ValidationError) -> str:
    return "; ".join(_said(one) for one in error.errors(include_url=False, include_input=False))


def _said(one: ErrorDetails) -> str:
    name = ".".join(map(str, one["loc"])) or "flash"
    if one["type"] == "extra_forbidden":
        return f"{name}: there is no such field; there are {', '.join(PushedFlash.model_fields)}"
    return f"{name}: {one['msg'].removeprefix('Value error, ')}"
