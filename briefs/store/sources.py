"""What is remembered of sources: their state, and which of their items were taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date as Day
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.sources.failures import Reason
from briefs.sources.state import Pace, SourceState
from briefs.store.rows import insert_into
from briefs.store.tables import source, source_item

AT_ONCE = 500  # keys in one statement


async def load_states(conn: AsyncConnection) -> Mapping[str, SourceState]:
    """The state of every source that was ever looked at, by its short name."""
    return {row.id: _state(row) for row in await conn.execute(select(source))}


async def load_state(conn: AsyncConnection, id: str) -> SourceState:
    """The state of one; an empty one for a source that was never looked at."""
    row = (await conn.execute(select(source).where(source.c.id == id))).first()
    return SourceState(id) if row is None else _state(row)


async def save_state(conn: AsyncConnection, state: SourceState) -> None:
    """Keep all of it but `told`, which `save_told` keeps: others look at the source meanwhile."""
    values = {field.name: getattr(state, field.name) for field in fields(state)}
    values |= {"pace": _pace_row(state.pace), "memory": dict(state.memory)}
    changed = {name: value for name, value in values.items() if name not in ("id", "told")}
    insert = insert_into(conn, source).values(**values)
    await conn.execute(insert.on_conflict_do_update(index_elements=[source.c.id], set_=changed))


async def save_told(conn: AsyncConnection, id: str, told: str) -> None:
    """Its owners were told that it is so."""
    insert = insert_into(conn, source).values(id=id, told=told, pace={}, memory={})
    await conn.execute(
        insert.on_conflict_do_update(index_elements=[source.c.id], set_={"told": told})
    )


async def unknown_keys(
    conn: AsyncConnection, source_id: str, keys: Sequence[str], now: datetime
) -> frozenset[str]:
    """Those of the keys that were not taken in yet; of the others it is noted that they still stand
    there."""
    known: set[str] = set()
    for start in range(0, len(keys), AT_ONCE):
        ours = (source_item.c.source_id == source_id) & source_item.c.key.in_(
            keys[start : start + AT_ONCE]
        )
        seen = update(source_item).where(ours).values(seen_at=now).returning(source_item.c.key)
        known.update(await conn.scalars(seen))
    return frozenset(keys) - known


async def note_item(conn: AsyncConnection, source_id: str, key: str, now: datetime) -> bool:
    """Note that it is taken in, in the transaction that keeps it; False if another was quicker."""
    row = {"source_id": source_id, "key": key, "seen_at": now}
    insert = insert_into(conn, source_item).on_conflict_do_nothing().returning(source_item.c.key)
    return (await conn.execute(insert, row)).first() is not None


async def prune_items(conn: AsyncConnection, before: datetime) -> None:
    """Forget the items that stand nowhere any more."""
    await conn.execute(delete(source_item).where(source_item.c.seen_at < before))


def _state(row: Row[Any]) -> SourceState:
    values = dict(row._mapping)
    reason = values["reason"]
    values |= {"pace": _pace(values["pace"]), "reason": None if reason is None else Reason(reason)}
    return SourceState(**values)


def _pace_row(pace: Pace) -> dict[str, Any]:
    return {
        "recent": [time.isoformat() for time in pace.recent],
        "silences": {day.isoformat(): seconds for day, seconds in pace.silences.items()},
    }


def _pace(row: Mapping[str, Any]) -> Pace:
    silences = row.get("silences", {})
    return Pace(
        tuple(datetime.fromisoformat(time) for time in row.get("recent", ())),
        {Day.fromisoformat(day): seconds for day, seconds in silences.items()},
    )
