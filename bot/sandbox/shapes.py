"""Reading nested JSON that a stranger sent: each value has the expected shape or is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from bot.sandbox.errors import bad

T = TypeVar("T")


def parse_json(source: str | bytes) -> Any:
    """A JSON value that can be written again. Raises ValueError, also for NaN, half characters,
    and nesting too deep to follow."""
    try:
        value = json.loads(source)
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return value


def an_object(value: Any, complaint: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise bad(complaint)
    return value


def an_array(value: Any, complaint: str) -> list[Any]:
    if not isinstance(value, list):
        raise bad(complaint)
    return value


def every(read: Callable[[Any, str], T], value: Any, complaint: str, each: str) -> list[T]:
    """An array whose every item `read` accepts."""
    return [read(item, each) for item in an_array(value, complaint)]


def a_text(value: Any, complaint: str) -> str:
    if not isinstance(value, str):
        raise bad(complaint)
    return value


def a_number(value: Any, complaint: str) -> int:
    """A whole number, also one written as text, as the Bot API takes it."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise bad(complaint)
    try:
        return int(value)
    except ValueError:
        raise bad(complaint) from None


def entities_of(value: Any) -> list[dict[str, Any]]:
    """MessageEntity objects; none where none were given."""
    if value is None:
        return []
    complaint = "can't parse MessageEntity: "
    read = []
    for item in an_array(value, "can't parse entities: expected an Array of MessageEntity"):
        entity = an_object(item, complaint + "expected an Object")
        a_text(entity.get("type"), complaint + 'Field "type" must be of type String')
        places = {
            name: a_number(entity.get(name), f'{complaint}Field "{name}" must be of type Number')
            for name in ("offset", "length")
        }
        read.append(entity | places)
    return read
