"""Series, boards and movers as the command line prints them: JSON-ready, numbers as numbers."""

from __future__ import annotations

from typing import Any

from briefs.history.board import Row
from briefs.history.change import Change
from briefs.history.movers import Mover
from briefs.history.series import Point, Series
from briefs.history.table import rows_of
from briefs.types import Found
from briefs.wire import plain_number


def board_row_to_json(row: Row) -> dict[str, Any]:
    """A line of the board: what it is, the last price, its change and age."""
    point = point_to_json(row.series.last, row.change)
    return {"term": row.term, **_identity(row.series), **point, "age_days": row.age}


def series_to_json(series: Series) -> list[dict[str, Any]]:
    """A line a day, the newest first."""
    identity = _identity(series)
    return [{**identity, **point_to_json(row.point, row.change)} for row in rows_of(series)]


def mover_to_json(mover: Mover, sector: str) -> dict[str, Any]:
    """What moved, by how much, and what says so."""
    return {
        "sector": sector,
        "name": mover.name,
        **_change(mover.change),
        "change_pct": plain_number(mover.percent),
        **_told(mover.told),
    }


def point_to_json(point: Point, change: Change) -> dict[str, Any]:
    """A day: its figures, how they changed, what says so, and what says otherwise."""
    return {
        "day": point.day.isoformat(),
        "low": plain_number(point.fact.low),
        "high": plain_number(point.fact.high),
        **_change(change),
        **_told(point.told),
        "differing": [
            {
                "low": plain_number(other.fact.low),
                "high": plain_number(other.fact.high),
                **_told(other.found),
            }
            for other in point.others
        ],
    }


def _identity(series: Series) -> dict[str, Any]:
    return {
        "name": series.name,
        "unit": series.unit,
        "kind": series.identity.kind,
        "venue": series.venue,
        "untaxed": series.identity.untaxed,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "change": None if change.amount is None else plain_number(change.amount),
        "change_pct": None if change.percent is None else plain_number(change.percent),
        "computed": [
            {
                "value": plain_number(one.value),
                "inputs": [plain_number(each) for each in one.inputs],
                "formula": one.formula,
            }
            for one in change.computed
        ],
    }


def _told(found: Found) -> dict[str, Any]:
    return {
        "flash_id": found.flash_id,
        "source": found.publisher,
        "url": found.url,
        "quote": found.fact.quote,
    }
