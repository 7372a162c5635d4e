"""An owner is told when a source turns bad, and when it is well again: once a turn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.handlers.source_words import turn_text
from bot.i18n import Translations
from briefs.sources.book import Book
from briefs.sources.standing import Standing, standings
from briefs.store import Store, chats, outbox, sources
from briefs.store.chats import Chat
from briefs.store.outbox import Lane


async def tell_turns(
    store: Store, book: Book, owners: Iterable[int], translations: Translations, now: datetime
) -> int:
    """Queue what owners should know of their sources; gives how many messages.

    Telegram lets a bot write only to who has written to it: until one owner has, nothing counts as
    told.
    """
    async with store.read() as conn:
        states = await sources.load_states(conn)
        known = [await chats.get_chat(conn, owner) for owner in owners]
    listening = [chat for chat in known if chat is not None and chat.active]
    turned = [one for one in standings(book, states, now) if one.turned]
    if not turned or not listening:
        return 0
    async with store.begin() as conn:
        for one in turned:
            await sources.save_told(conn, one.spec.id, one.health)
        return sum([await _tell(conn, chat, turned, translations, now) for chat in listening])


async def _tell(
    conn: AsyncConnection,
    chat: Chat,
    turned: Iterable[Standing],
    translations: Translations,
    now: datetime,
) -> int:
    """One message, however many turned together."""
    words = translations.words(chat.language)
    text = "\n".join(turn_text(words, one, now) for one in turned)
    key = f"sources:{now.isoformat()}:{chat.chat_id}"
    return await outbox.enqueue(
        conn, key=key, chat_id=chat.chat_id, text=text, lane=Lane.URGENT, now=now
    )
