"""An owner is told when a source turns bad, and when it is well again: once a turn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.handlers.menu import DEFAULT
from bot.i18n import Translations
from bot.source_words import Standing, standings, turn_text
from briefs.sources.book import Book
from briefs.sources.health import Health
from briefs.store import Store, chats, outbox, sources
from briefs.store.outbox import Lane


async def tell_turns(
    store: Store, book: Book, owners: Iterable[int], translations: Translations, now: datetime
) -> int:
    """Queue what owners should know of their sources; gives how many messages."""
    async with store.read() as conn:
        states = await sources.load_states(conn)
    turned = [one for one in standings(book, states, now) if has_turned(one)]
    if not turned:
        return 0
    async with store.begin() as conn:
        for one in turned:
            await sources.save_told(conn, one.spec.id, one.health)
        return sum([await _tell(conn, owner, turned, translations, now) for owner in owners])


def has_turned(one: Standing) -> bool:
    """Whether it is in another bad way than was last told, or in none after one."""
    told = None if one.state.told is None else Health(one.state.told)
    if one.health.bad:
        return one.health is not told
    return told is not None and told.bad


async def _tell(
    conn: AsyncConnection,
    owner: int,
    turned: Iterable[Standing],
    translations: Translations,
    now: datetime,
) -> int:
    """One message an owner, however many turned together."""
    chat = await chats.get_chat(conn, owner)
    words = translations.words(DEFAULT if chat is None else chat.language)
    text = "\n".join(turn_text(words, one, now) for one in turned)
    key = f"sources:{now.isoformat()}:{owner}"
    return await outbox.enqueue(conn, key=key, chat_id=owner, text=text, lane=Lane.URGENT, now=now)
