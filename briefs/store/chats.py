"""Who talks with us: chats, their language and zone, and whether they still want to hear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, Table, delete, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store import channels
from briefs.store.rows import insert_into
from briefs.store.tables import chat, held, inbox, mute, outbox, subscription
from briefs.types import Language

# Columns that are kept for digests, channels, or the board alone.
INNER = frozenset(
    {
        *("state", "created_at", "quiet_from", "quiet_until", "waking"),
        *("layout", "pins", "board", "materials", "dark"),
    }
)


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat, or one topic of a forum (`thread_id` other than 0)."""

    chat_id: int
    thread_id: int
    type: str  # Telegram's word: private, group, supergroup, channel
    title: str
    language: Language
    zone: str  # IANA name
    zone_known: bool  # it was asked for, not only guessed
    active: bool
    reason: str | None  # why it is off
    quiet: str | None  # quiet hours as `briefs.quiet` prints them
    quiet_holds: bool
    quiet_lets_urgent: bool


async def save_chat(
    conn: AsyncConnection,
    chat_id: int,
    thread_id: int = 0,
    *,
    type: str,
    title: str,
    language: Language,
    now: datetime,
    zone: str = "UTC",
) -> Chat:
    """Note a chat that spoke to us, and switch it on again if it was off.

    Language and zone are only taken for a new chat: later ones are its own choice.
    """
    insert = insert_into(conn, chat).values(
        chat_id=chat_id,
        thread_id=thread_id,
        type=type,
        title=title,
        language=language,
        zone=zone,
        created_at=now,
    )
    again = {"type": type, "title": title, "state": "active", "reason": None}
    await conn.execute(
        insert.on_conflict_do_update(index_elements=list(chat.primary_key), set_=again)
    )
    saved = await get_chat(conn, chat_id, thread_id)
    assert saved is not None
    return saved


async def get_chat(conn: AsyncConnection, chat_id: int, thread_id: int = 0) -> Chat | None:
    row = (await conn.execute(select(chat).where(_is(chat_id, thread_id)))).mappings().first()
    if row is None:
        return None
    values: dict[str, Any] = {key: row[key] for key in row if key not in INNER}
    return Chat(**values, active=row["state"] == "active")


async def set_language(
    conn: AsyncConnection, chat_id: int, thread_id: int, language: Language
) -> None:
    await conn.execute(update(chat).where(_is(chat_id, thread_id)).values(language=language))


async def switch_off(conn: AsyncConnection, chat_id: int, reason: str) -> None:
    """Send nothing more to a chat in any of its topics: blocked, kicked, gone."""
    off = update(chat).where(chat.c.chat_id == chat_id)
    await conn.execute(off.values(state="off", reason=reason))


async def move_chat(conn: AsyncConnection, old: int, new: int) -> None:
    """A group became a supergroup: its settings, subscriptions and waiting messages go along."""
    known = select(chat.c.thread_id).where(chat.c.chat_id == new)
    both = (chat.c.chat_id == old) & chat.c.thread_id.in_(known)
    await conn.execute(_move_own(subscription, "text", old, new))
    await conn.execute(_move_own(mute, "subject", old, new))
    await conn.execute(_move_own(held, "event_id", old, new))
    # Where the new one already spoke to us, its own settings stay and the old row's go.
    await conn.execute(delete(chat).where(both))
    # The other subscriptions follow through ON UPDATE CASCADE.
    await conn.execute(update(chat).where(chat.c.chat_id == old).values(chat_id=new))
    waiting = update(outbox).where(outbox.c.chat_id == old, outbox.c.state.in_(("ready", "leased")))
    await conn.execute(waiting.values(chat_id=new))


async def forget_chat(conn: AsyncConnection, chat_id: int) -> None:
    """Delete everything kept about a chat; what waits to be sent to it is not sent."""
    if conn.dialect.name == "postgresql":
        # A fan-out that has read the chat is waited for, or what it queues would stay.
        await conn.execute(text("LOCK TABLE outbox IN SHARE ROW EXCLUSIVE MODE"))
    await channels.forget(conn, [chat_id])
    for table in (outbox, mute, subscription, chat):
        await conn.execute(delete(table).where(table.c.chat_id == chat_id))
    said = inbox.c.payload["message"]["chat"]["id"].as_string()
    pressed = inbox.c.payload["callback_query"]["message"]["chat"]["id"].as_string()
    let_in = inbox.c.payload["my_chat_member"]["chat"]["id"].as_string()
    own = or_(*(chat == str(chat_id) for chat in (said, pressed, let_in)))
    # The update that asks for it is being handled: it stays until it is marked, then is tidied.
    await conn.execute(delete(inbox).where(own, inbox.c.handled_at.is_not(None)))


def _move_own(table: Table, name: str, old: int, new: int) -> Executable:
    """Rows of an old chat go to the new one, but for those that it has by the same `name`."""
    theirs = table.alias()
    has = select(theirs.c.chat_id).where(
        theirs.c.chat_id == new,
        theirs.c.thread_id == table.c.thread_id,
        theirs.c[name] == table.c[name],
    )
    known = select(chat.c.thread_id).where(chat.c.chat_id == new)
    rows = (table.c.chat_id == old) & table.c.thread_id.in_(known) & ~has.exists()
    return update(table).where(rows).values(chat_id=new)


def _is(chat_id: int, thread_id: int) -> Any:
    return (chat.c.chat_id == chat_id) & (chat.c.thread_id == thread_id)
