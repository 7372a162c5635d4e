"""Full text over flashes: FTS5 on SQLite, tsvector on PostgreSQL, one interface.

Words are cut by `briefs.words` on both sides, and the terms a flash names (with their groups) are
words too, so that a question in one language finds a flash in the other.

What is found comes newest first, and the search ends when there is enough: a word that stands in
every flash costs no more than a rare one. Ranking by relevance would weigh all that has the word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.tables import event
from briefs.store.tables import flash as table
from briefs.types import Flash
from briefs.words import stems

SEARCH_TABLE: Final = "flash_search"
#: An FTS5 table is ordered by its row numbers alone: they are the minute, and a number within it.
A_MINUTE: Final = 1 << 20
_EVER: Final = 1 << 62
_NO_WORD: Final = re.compile(r"[^0-9a-z㐀-鿿]+")
_ADD: Final = {
    "sqlite": text(
        "INSERT INTO flash_search (rowid, flash_id, words) SELECT COALESCE("
        "(SELECT max(id) + 1 FROM flash_search_content WHERE id BETWEEN :at AND :at + 1048574), "
        ":at), :id, :words"
    ),
    "postgresql": text(
        "INSERT INTO flash_search (flash_id, at, words) "
        "VALUES (:id, :at, array_to_tsvector(string_to_array(:words, ' ')))"
    ),
}
_FIND: Final = {
    "sqlite": text(
        "SELECT flash_id, words FROM flash_search WHERE flash_search MATCH :words "
        "AND rowid >= :since AND rowid < :until ORDER BY rowid DESC LIMIT :limit"
    ),
    "postgresql": text(
        "SELECT flash_id, array_to_string(tsvector_to_array(words), ' ') FROM flash_search "
        "WHERE words @@ CAST(:words AS tsquery) AND at >= :since AND at < :until "
        "ORDER BY at DESC LIMIT :limit"
    ),
}
_LOAD: Final = (
    select(
        table.c.id,
        table.c.title,
        table.c.body,
        table.c.published_at,
        table.c.language,
        table.c.publisher,
        table.c.section,
        table.c.url,
        table.c.event_id,
        event.c.sources,
        table.c.happened_at,
    )
    .join(event, event.c.id == table.c.event_id)
    .where(table.c.id.in_(bindparam("ids", expanding=True)))
)


async def index_flash(
    conn: AsyncConnection,
    flash: Flash,
    *,
    terms: Collection[str],
    kinds: Collection[str],
    at: datetime,
) -> None:
    """Make a saved flash findable by its words, by the lexicon ids it names, by the kinds of its
    facts; `at` is when it happened."""
    own = (*map(term_word, terms), *map(kind_word, kinds))
    words = sorted({*map(_plain, stems(flash.text)), *own} - {""})
    row = {"id": flash.id, "words": " ".join(words), "at": _minute(at)}
    await conn.execute(_ADD[conn.dialect.name], row)


async def search_flashes(
    conn: AsyncConnection,
    groups: Sequence[Iterable[str]],
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 40,
) -> dict[str, frozenset[str]]:
    """Flashes that have a word of each group, the newest first: ids, and all the words of each.

    A word is a stem, a `term_word` or a `kind_word`; several with spaces between stand for all of
    them. `since` is included, `until` is not, both to the minute.
    """
    asked = _query(conn.dialect.name, groups)
    if not asked:
        return {}
    row = {
        "words": asked,
        "since": -_EVER if since is None else _minute(since),
        "until": _EVER if until is None else _minute(until),
        "limit": limit,
    }
    found = await conn.execute(_FIND[conn.dialect.name], row)
    return {id: frozenset(words.split()) for id, words in found}


def _query(dialect: str, groups: Sequence[Iterable[str]]) -> str:
    """Groups joined by "and", what is in them by "or", as the database writes it."""
    both, either, mark = (" & ", " | ", "'") if dialect == "postgresql" else (" AND ", " OR ", '"')
    written = []
    for group in groups:
        names = sorted({tuple(filter(None, map(_plain, name.split()))) for name in group} - {()})
        ways = [both.join(f"{mark}{word}{mark}" for word in name) for name in names]
        written.append(either.join(f"({way})" for way in ways))
    return both.join(f"({group})" for group in written if group)


def _minute(at: datetime) -> int:
    return int(at.timestamp()) // 60 * A_MINUTE


async def load_flashes(
    conn: AsyncConnection, ids: Collection[str]
) -> tuple[tuple[Flash, int, int, datetime], ...]:
    """(flash, event id, sources of the event, time it happened) of each id that is stored."""
    return tuple(
        (Flash(*row[:8]), row.event_id, row.sources, row.happened_at)
        for row in await conn.execute(_LOAD, {"ids": list(ids)})
    )


async def last_named_at(conn: AsyncConnection, terms: Iterable[str]) -> datetime | None:
    """When a flash last named any of these ids; None if none ever did."""
    newest = await search_flashes(conn, [map(term_word, terms)], limit=1)
    at: datetime | None = await conn.scalar(
        select(table.c.happened_at).where(table.c.id.in_(newest))
    )
    return at


def term_word(term_id: str) -> str:
    """A lexicon id as one word that no text contains."""
    return "zq" + _plain(term_id)


def kind_word(kind: str) -> str:
    """A kind of facts ("prices") as one word that no text contains."""
    return "zk" + _plain(kind)


def _plain(word: str) -> str:
    return _NO_WORD.sub("", word)
