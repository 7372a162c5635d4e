"""A filter's expression as JSON, exact: ["topic", "copper"], ["both", …]."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from briefs.filters.expressions import (
    Both,
    Either,
    Everything,
    Expr,
    Kind,
    Leaf,
    Level,
    Move,
    Not,
    Size,
    Source,
    Spoken,
    Status,
    Topic,
    Words,
)
from briefs.types import PolicyStatus

LEAVES: Final[dict[str, type[Leaf]]] = {
    "everything": Everything,
    "topic": Topic,
    "kind": Kind,
    "status": Status,
    "move": Move,
    "level": Level,
    "size": Size,
    "source": Source,
    "spoken": Spoken,
    "words": Words,
}
NAMES: Final = {kind: name for name, kind in LEAVES.items()}


def expr_to_json(expr: Expr) -> list[Any]:
    if isinstance(expr, Not):
        return ["not", expr_to_json(expr.part)]
    if isinstance(expr, Both | Either):
        name = "both" if isinstance(expr, Both) else "either"
        return [name, *map(expr_to_json, expr.parts)]
    values = (getattr(expr, name) for name in expr.__dataclass_fields__)
    return [NAMES[type(expr)], *(_plain(value) for value in values)]


def expr_from_json(data: list[Any]) -> Expr:
    """Raises LookupError, TypeError or ValueError for what `expr_to_json` did not write."""
    name, *values = data
    match name:
        case "not":
            return Not(expr_from_json(values[0]))
        case "both":
            return Both(tuple(map(expr_from_json, values)))
        case "either":
            return Either(tuple(map(expr_from_json, values)))
        case "status":
            return Status(PolicyStatus(values[0]))
        case "move":
            comparison, percent, signed, period = values
            return Move(comparison, Decimal(percent), signed, period)
        case "level":
            comparison, amount, unit = values
            return Level(comparison, Decimal(amount), unit)
        case "size":
            comparison, amount, currency = values
            return Size(comparison, Decimal(amount), currency)
    return LEAVES[name](*values)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value) if isinstance(value, PolicyStatus) else value
