"""A filter as one line; `parse` reads the same filter from it. Names are lexicon ids."""

from __future__ import annotations

from decimal import Decimal

from briefs.filters.expressions import (
    Both,
    Either,
    Everything,
    Expr,
    Filter,
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
from briefs.filters.rhythm import print_rhythm
from briefs.filters.words import SHORT_KINDS

SCALES = ((Decimal(10**9), "B"), (Decimal(10**6), "M"))


def print_filter(filter: Filter) -> str:
    """The filter and its rhythm; "instant" is not said."""
    if filter.rhythm.instant:
        return print_expr(filter.expr)
    return f"{print_expr(filter.expr)} every:{print_rhythm(filter.rhythm)}"


def print_expr(expr: Expr) -> str:
    if isinstance(expr, Both):
        return " ".join(map(print_expr, expr.parts))
    if isinstance(expr, Either):
        return _list(expr)
    return _unit(expr)


def _list(expr: Either) -> str:
    if all(isinstance(part, Kind) for part in expr.parts):
        return "kind:" + ",".join(
            SHORT_KINDS[part.kind] for part in expr.parts if isinstance(part, Kind)
        )
    return ", ".join(map(_unit, expr.parts))


def _unit(expr: Expr) -> str:
    """The expression where only one sign or one pair of parentheses may stand."""
    if isinstance(expr, Not):
        return f"-{_unit(expr.part)}"
    if isinstance(expr, Either) and all(isinstance(part, Kind) for part in expr.parts):
        return _list(expr)
    if isinstance(expr, Both | Either):
        return f"({print_expr(expr)})"
    return print_leaf(expr)


def print_leaf(leaf: Leaf) -> str:
    match leaf:
        case Everything():
            return "everything"
        case Topic(term):
            return term
        case Kind(kind):
            return f"kind:{SHORT_KINDS[kind]}"
        case Status(status):
            return f"policy:{status}"
        case Move(comparison, percent, signed, period):
            sign = "+" if signed and percent >= 0 else ""
            return f"move{comparison}{sign}{_plain(percent)}%" + (f"/{period}" if period else "")
        case Level(comparison, amount, unit):
            return f"price{comparison}{_plain(amount)} {unit}"
        case Size(comparison, amount, currency):
            return f"deal{comparison}{_scaled(amount)} {currency}"
        case Source(name):
            return f'source:"{name}"'
        case Spoken(language):
            return f"lang:{language}"
        case Words(text):
            return f'"{text}"'


def _scaled(amount: Decimal) -> str:
    for size, letter in SCALES:
        if amount and amount % size == 0:
            return f"{_plain(amount / size)}{letter}"
    return _plain(amount)


def _plain(number: Decimal) -> str:
    """Without the zeros that change nothing, and never as 1E+6."""
    return f"{number.normalize():f}"
