"""Who wants to be told of what: a subscription is a filter, a rhythm and a loudness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.filters import (
    Expr,
    expr_from_json,
    expr_to_json,
    index_terms,
    is_plain,
    print_expr,
)
from briefs.filters.expressions import Everything, Topic
from briefs.store.gathering import release
from briefs.store.matching import INSTANT
from briefs.store.rows import insert_into
from briefs.store.tables import filter_state, subscription, subscription_term

EVERYTHING = "*"  # the topic of who follows everything
Loudness: TypeAlias = Literal["on", "silent"]


@dataclass(frozen=True, slots=True)
class Subscription:
    """`text` is the printed filter, unique in its chat; `rhythm` is printed too, or "instant"."""

    id: int
    text: str
    expr: Expr
    rhythm: str
    loudness: Loudness
    paused: bool


async def subscribe(
    conn: AsyncConnection, chat_id: int, thread_id: int, topic: str, now: datetime
) -> bool:
    """Follow a lexicon id, or `*` for everything; False if the chat does so already."""
    wanted = Everything() if topic == EVERYTHING else Topic(topic)
    return await watch(conn, chat_id, thread_id, wanted, now) is not None


async def watch(
    conn: AsyncConnection,
    chat_id: int,
    thread_id: int,
    expr: Expr,
    now: datetime,
    *,
    rhythm: str = INSTANT,
    loudness: Loudness = "on",
) -> int | None:
    """Add a filter to a saved chat; gives its number, or None if the chat has it already."""
    row = {
        "chat_id": chat_id,
        "thread_id": thread_id,
        **filter_columns(expr),
        "rhythm": rhythm,
        "loudness": loudness,
        "paused": False,
        "created_at": now,
    }
    add = insert_into(conn, subscription).on_conflict_do_nothing()
    id: int | None = (await conn.scalars(add.returning(subscription.c.id), row)).first()
    if id is not None:
        await _index(conn, id, expr)
    return id


async def rewrite(conn: AsyncConnection, chat_id: int, id: int, expr: Expr) -> None:
    """Give a subscription of this chat another filter; it goes if the chat has that one already."""
    kept = await find(conn, chat_id, id)
    if kept is None or kept.text == print_expr(expr):
        return
    same = select(subscription.c.thread_id).where(_own(chat_id, id)).scalar_subquery()
    twin = select(subscription.c.id).where(
        subscription.c.chat_id == chat_id,
        subscription.c.thread_id == same,
        subscription.c.text == print_expr(expr),
    )
    if (await conn.scalars(twin)).first() is not None:
        await drop(conn, chat_id, id)
        return
    await conn.execute(update(subscription).where(_own(chat_id, id)).values(filter_columns(expr)))
    await conn.execute(delete(subscription_term).where(subscription_term.c.subscription_id == id))
    await _index(conn, id, expr)
    await _forget_states(conn)


async def set_rhythm(conn: AsyncConnection, chat_id: int, id: int, rhythm: str) -> None:
    """Tell a subscription of this chat in another rhythm; what waits for a digest still waits."""
    change = update(subscription).where(_own(chat_id, id), subscription.c.rhythm != rhythm)
    changed = (await conn.execute(change.values(rhythm=rhythm, next_at=None))).rowcount
    if changed and rhythm == INSTANT:
        await release(conn, id)


async def set_loudness(conn: AsyncConnection, chat_id: int, id: int, loudness: Loudness) -> None:
    await conn.execute(update(subscription).where(_own(chat_id, id)).values(loudness=loudness))


async def pause(conn: AsyncConnection, chat_id: int, id: int, paused: bool) -> None:
    await conn.execute(update(subscription).where(_own(chat_id, id)).values(paused=paused))


async def drop(conn: AsyncConnection, chat_id: int, id: int) -> bool:
    """Delete a subscription of this chat; False if there is none of that number."""
    gone = (await conn.execute(delete(subscription).where(_own(chat_id, id)))).rowcount
    await _forget_states(conn)
    return bool(gone)


async def unsubscribe(
    conn: AsyncConnection, chat_id: int, thread_id: int, text: str | None = None
) -> int:
    """Drop the filter of that text, or without one all of them; gives how many there were."""
    every = delete(subscription).where(
        subscription.c.chat_id == chat_id, subscription.c.thread_id == thread_id
    )
    if text is not None:
        every = every.where(subscription.c.text == text)
    gone = (await conn.execute(every)).rowcount
    await _forget_states(conn)
    return gone


async def find(conn: AsyncConnection, chat_id: int, id: int) -> Subscription | None:
    """A subscription, if it is one of this chat."""
    row = (await conn.execute(select(subscription).where(_own(chat_id, id)))).mappings().first()
    return None if row is None else _subscription(row)


async def with_text(
    conn: AsyncConnection, chat_id: int, thread_id: int, text: str
) -> Subscription | None:
    """A chat's subscription of that printed filter."""
    every = await of_chat(conn, chat_id, thread_id)
    return next((one for one in every if one.text == text), None)


async def of_chat(
    conn: AsyncConnection, chat_id: int, thread_id: int = 0
) -> tuple[Subscription, ...]:
    """What a chat is subscribed to, oldest wish first."""
    query = select(subscription).where(
        subscription.c.chat_id == chat_id, subscription.c.thread_id == thread_id
    )
    rows = await conn.execute(query.order_by(subscription.c.id))
    return tuple(_subscription(row) for row in rows.mappings())


async def topics(conn: AsyncConnection, chat_id: int, thread_id: int = 0) -> tuple[str, ...]:
    """The filters of a chat as lines, oldest wish first."""
    return tuple(one.text for one in await of_chat(conn, chat_id, thread_id))


def filter_columns(expr: Expr) -> dict[str, Any]:
    """What a row of `subscription` keeps of a filter."""
    return {"text": print_expr(expr), "filter": expr_to_json(expr), "plain": is_plain(expr)}


async def _index(conn: AsyncConnection, id: int, expr: Expr) -> None:
    rows = [{"term": term, "subscription_id": id} for term in sorted(index_terms(expr))]
    await conn.execute(insert(subscription_term), rows)


async def _forget_states(conn: AsyncConnection) -> None:
    """What filters saw that nobody has any more."""
    used = select(subscription.c.id).where(subscription.c.text == filter_state.c.text).exists()
    await conn.execute(delete(filter_state).where(~used))


def _own(chat_id: int, id: int) -> ColumnElement[bool]:
    return (subscription.c.chat_id == chat_id) & (subscription.c.id == id)


def _subscription(row: Any) -> Subscription:
    return Subscription(
        id=row["id"],
        text=row["text"],
        expr=expr_from_json(row["filter"]),
        rhythm=row["rhythm"],
        loudness=row["loudness"],
        paused=row["paused"],
    )
