"""Full text over flashes: FTS5 on SQLite, tsvector on PostgreSQL, one interface.

Words are cut by `briefs.words` on both sides, and the terms a flash names (with their groups) are
words too, so that a question in one language finds a flash in the other.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.tables import event
from briefs.store.tables import flash as table
from briefs.types import Flash
from briefs.words import stems

SEARCH_TABLE: Final = "flash_search"
_NO_WORD: Final = re.compile(r"[^0-9a-z㐀-鿿]+")
_ADD: Final = {
    "sqlite": text("INSERT INTO flash_search (flash_id, words) VALUES (:id, :words)"),
    "postgresql": text(
        "INSERT INTO flash_search (flash_id, words) "
        "VALUES (:id, array_to_tsvector(string_to_array(:words, ' ')))"
    ),
}
_FIND: Final = {
    "sqlite": text(
        "SELECT flash_id FROM flash_search WHERE flash_search MATCH :words "
        "ORDER BY rank LIMIT :limit"
    ),
    "postgresql": text(
        "SELECT flash_id FROM flash_search, to_tsquery('simple', :words) AS query "
        "WHERE words @@ query ORDER BY ts_rank(words, query) DESC LIMIT :limit"
    ),
}


async def index_flash(conn: AsyncConnection, flash: Flash, terms: Collection[str]) -> None:
    """Make a saved flash findable by its words and by the lexicon ids it names."""
    words = sorted({*map(_plain, stems(flash.text)), *map(term_word, terms)} - {""})
    row = {"id": flash.id, "words": " ".join(words)}
    await conn.execute(_ADD[conn.dialect.name], row)


async def search_flashes(
    conn: AsyncConnection, words: Iterable[str], *, limit: int = 40
) -> tuple[str, ...]:
    """Ids of flashes that have any of the words (stems or `term_word`s), the best match first."""
    plain = sorted({_plain(word) for word in words} - {""})
    if not plain:
        return ()
    asked = (
        " | ".join(f"'{word}'" for word in plain)
        if conn.dialect.name == "postgresql"
        else " OR ".join(f'"{word}"' for word in plain)
    )
    found = await conn.scalars(_FIND[conn.dialect.name], {"words": asked, "limit": limit})
    return tuple(found)


async def load_flashes(
    conn: AsyncConnection, ids: Collection[str]
) -> tuple[tuple[Flash, int, int, datetime], ...]:
    """(flash, event id, sources of the event, time it happened) of each id that is stored."""
    query = (
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
        .where(table.c.id.in_(ids))
    )
    return tuple(
        (Flash(*row[:8]), row.event_id, row.sources, row.happened_at)
        for row in await conn.execute(query)
    )


def term_word(term_id: str) -> str:
    """A lexicon id as one word that no text contains."""
    return "zq" + _plain(term_id)


def _plain(word: str) -> str:
    return _NO_WORD.sub("", word)
