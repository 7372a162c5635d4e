"""Flashes as JSON: {"id", "title", "body", "published_at", "url"}, one, a list, or one a line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from briefs.draft import Draft
from briefs.errors import Unreadable
from briefs.page_html import html_to_text
from briefs.page_text import read_page
from briefs.times import read_time

# Other people's names for our fields, tried in this order.
TITLE = ("title", "headline")
BODY = ("body", "content", "text")
PUBLISHED = ("published_at", "published", "date")
URL = ("url", "link")


def read_json(text: str) -> tuple[Draft, ...]:
    """The drafts in it. Raises Unreadable naming the line and what is wrong with it."""
    return tuple(_draft(record) for record in _records(text))


def _records(text: str) -> list[Mapping[str, Any]]:
    records = _parse_all(text)
    for number, record in enumerate(records, 1):
        if not isinstance(record, dict):
            raise Unreadable(f"Record {number} is no JSON object with a title and a body.")
    return records


def _parse_all(text: str) -> list[Any]:
    lines = [(at, line) for at, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(lines) > 1 and not _is_json(text):
        return [_parse(line, number) for number, line in lines]
    whole = _parse(text, 1)
    return whole if isinstance(whole, list) else [whole]


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _parse(line: str, number: int) -> Any:
    try:
        return json.loads(line)
    except RecursionError as error:
        raise Unreadable(f"Line {number} is JSON nested too deeply.") from error
    except ValueError as error:
        raise Unreadable(f"Line {number} is not valid JSON: {error}") from error


def _draft(record: Mapping[str, Any]) -> Draft:
    body = _text(record, BODY)
    if "</" in body:
        body = html_to_text(body)
    title = " ".join(_text(record, TITLE).split())
    told = Draft(title, tuple(body.split("\n"))) if title else _headed(body)
    return replace(
        told,
        published_at=read_time(_first(record, PUBLISHED)) or told.published_at,
        id=_text(record, ("id",)) or None,
        publisher=_text(record, ("publisher",)) or None,
        section=_text(record, ("section",)) or None,
        url=_text(record, URL) or None,
    )


def _headed(body: str) -> Draft:
    """A text that brings its own headline, as pages do."""
    return next(iter(read_page(body)), None) or Draft("", tuple(body.split("\n")))


def _text(record: Mapping[str, Any], names: tuple[str, ...]) -> str:
    value = _first(record, names)
    if value is None:
        return ""
    if isinstance(value, str | int):
        return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
    raise Unreadable(f'"{names[0]}" is no text.')


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((record[name] for name in names if record.get(name) is not None), None)
