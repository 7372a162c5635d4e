"""The newest facts of each of several names, by index: the same cost however much is stored."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import JSON, bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.columns import Instant
from briefs.store.facts import found_by_ids
from briefs.types import Found

EACH = 12  # facts of one name: a day's quotes of it, and the day before
_ALWAYS: Final = (datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC))
_NEWEST: Final = (
    "SELECT id FROM fact WHERE term = {name} AND kind = :kind AND published_at >= :since "
    "AND published_at < :until ORDER BY published_at DESC LIMIT :each"
)
_TIMES: Final = (bindparam("since", type_=Instant), bindparam("until", type_=Instant))
# Written out: built anew from thirty names it would cost more than the search.
_FIND: Final = {
    "sqlite": text(
        "SELECT fact.id FROM json_each(:names) AS name JOIN fact "
        f"ON fact.id IN ({_NEWEST.format(name='name.value')})"
    ).bindparams(*_TIMES, bindparam("names", type_=JSON)),
    "postgresql": text(
        "SELECT newest.id FROM unnest(CAST(:names AS varchar[])) AS name, "
        f"LATERAL ({_NEWEST.format(name='name')}) AS newest"
    ).bindparams(*_TIMES),
}


async def latest_facts(
    conn: AsyncConnection,
    kind: str,
    terms: Collection[str],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    each: int = EACH,
) -> tuple[Found, ...]:
    """The newest facts whose own name is one of `terms`, so many of each, newest first.

    `since` is included, `until` is not.
    """
    if not terms:
        return ()
    asked = {
        "names": sorted(terms),
        "kind": kind,
        "since": since or _ALWAYS[0],
        "until": until or _ALWAYS[1],
        "each": each,
    }
    ids = (await conn.scalars(_FIND[conn.dialect.name], asked)).all()
    return await found_by_ids(conn, ids)
