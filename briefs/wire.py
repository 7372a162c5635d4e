"""Facts as JSON and back: for people and tools that read them, and, exactly, for the store.

fact_to_json(fact)               amounts as JSON numbers, as FACTS lists them
fact_to_json(fact, exact=True)   amounts as strings, so that 2.420 stays 2.420
fact_from_json("prices", data)   reads both; a key that is missing takes the field's default
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, cast, get_args, get_type_hints

from briefs.types import FACT_KINDS, Evidence, Fact, Span

Read = Callable[[Any], Any]


def fact_to_json(fact: Fact, *, exact: bool = False) -> dict[str, Any]:
    """JSON-ready values by field name, the evidence (quote, span, rule) last."""
    return {name: _write(getattr(fact, name), exact) for name in _field_order(fact.fact)}


def fact_from_json(kind: str, data: Mapping[str, Any]) -> Fact:
    """The fact `fact_to_json` wrote. Raises KeyError for a kind that does not exist."""
    readers = _readers(kind)
    values = {name: read(data[name]) for name, read in readers.items() if name in data}
    return _types_by_kind()[kind](**values)


def plain_number(value: Decimal) -> int | float:
    """The number as JSON shows it: whole when it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)


def _write(value: object, exact: bool) -> Any:
    match value:
        case Decimal():
            return str(value) if exact else plain_number(value)
        case StrEnum():
            return value.value
        case date():
            return value.isoformat()
        case Span():
            return [value.start, value.end]
        case tuple():
            return list(value)
        case _:
            return value


@cache
def _types_by_kind() -> Mapping[str, type[Fact]]:
    return {fact_type.fact: fact_type for fact_type in FACT_KINDS}


@cache
def _field_order(kind: str) -> tuple[str, ...]:
    evidence = [field.name for field in fields(Evidence)]
    own = [field.name for field in fields(_types_by_kind()[kind]) if field.name not in evidence]
    return (*own, *evidence)


@cache
def _readers(kind: str) -> Mapping[str, Read]:
    hints = get_type_hints(_types_by_kind()[kind])
    return {name: _reader(hints[name]) for name in _field_order(kind)}


def _reader(hint: Any) -> Read:
    """How to read a value of this type; `X | None` reads X and lets null through."""
    options = get_args(hint)
    if NoneType in options:
        read = _reader(next(option for option in options if option is not NoneType))
        return lambda value: None if value is None else read(value)
    if hint is Decimal:
        return lambda value: Decimal(str(value))
    if hint is date:
        return date.fromisoformat
    if hint is Span:
        return lambda value: Span(*value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return cast(Read, hint)
    if hint == tuple[str, ...]:
        return tuple
    return lambda value: value
