"""A filter as a value: conditions, joined by `both`, `either` and `Not`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from briefs.filters.rhythm import Rhythm
from briefs.types import Language, Period, PolicyStatus

Comparison: TypeAlias = Literal[">=", "<=", ">", "<"]


@dataclass(frozen=True, slots=True)
class Everything:
    """Takes all there is."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A lexicon id; a group covers its members."""

    term: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact by its stored name: "prices", "policies", …"""

    kind: str


@dataclass(frozen=True, slots=True)
class Status:
    """A policy that newly came to this status."""

    status: PolicyStatus


@dataclass(frozen=True, slots=True)
class Move:
    """A change in percent. Without a sign the size counts, whichever way; `period` None: a day."""

    comparison: Comparison
    percent: Decimal
    signed: bool = False
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A price that crosses a level, in full units of `unit` ("CNY/t")."""

    comparison: Comparison
    amount: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Size:
    """A deal of an amount, in full units of an ISO 4217 currency."""

    comparison: Comparison
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Source:
    """Told by this publisher; casefolded."""

    name: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """Told in this language."""

    language: Language


@dataclass(frozen=True, slots=True)
class Words:
    """These very words in the text; folded, one space between two."""

    text: str


@dataclass(frozen=True, slots=True)
class Not:
    """No statement of the news is such."""

    part: Expr


@dataclass(frozen=True, slots=True)
class Both:
    """One statement of the news is all of these. Made by `both`."""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """A statement is any of these. Made by `either`."""

    parts: tuple[Expr, ...]


Leaf: TypeAlias = Everything | Topic | Kind | Status | Move | Level | Size | Source | Spoken | Words
Expr: TypeAlias = Leaf | Not | Both | Either
EVERYTHING = Everything()


@dataclass(frozen=True, slots=True)
class Filter:
    """What a chat asked for: which news, and when it wants them."""

    expr: Expr
    rhythm: Rhythm = field(default_factory=Rhythm)


def both(parts: Iterable[Expr]) -> Expr:
    """All of these: flat, each once."""
    flat = _flat(parts, Both)
    return flat[0] if len(flat) == 1 else Both(flat)


def either(parts: Iterable[Expr]) -> Expr:
    """Any of these: flat, each once."""
    flat = _flat(parts, Either)
    return flat[0] if len(flat) == 1 else Either(flat)


def _flat(parts: Iterable[Expr], kind: type[Both] | type[Either]) -> tuple[Expr, ...]:
    found: dict[Expr, None] = {}
    for part in parts:
        found.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    return tuple(found)
