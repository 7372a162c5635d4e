"""Which subscriptions take an event: candidates by the index, then the exact check on those alone.

A filter that many chats share is checked once. The cost follows the number of candidates, not that
of subscriptions. Where there are very many, they are asked for a range of their numbers at a time.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    String,
    and_,
    bindparam,
    case,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.filters import Expr, News, expr_from_json, has_levels, matches
from briefs.filters.index import ANY
from briefs.filters.levels import match_levels, state_from_json, state_to_json
from briefs.store.columns import Instant
from briefs.store.rows import insert_into, padded
from briefs.store.tables import chat, filter_state, mute, subscription, subscription_term
from briefs.types import Language

EVERY_SUBJECT = "*"
INSTANT = "instant"  # the rhythm of who is told at once; the others are told by digest
LAST = 2**62  # no subscription has a higher number

_after, _upto = (bindparam(name, type_=BigInteger) for name in ("after", "upto"))
_TERMS = subscription_term.c.term.in_(bindparam("terms", expanding=True))
_in_range = and_(
    subscription_term.c.subscription_id > _after, subscription_term.c.subscription_id <= _upto
)
_found = select(subscription_term.c.subscription_id).where(_TERMS, _in_range).distinct()
_ANYBODY = select(select(subscription_term.c.subscription_id).where(_TERMS).exists())
MUTED = (
    select(mute.c.subject)
    .where(
        mute.c.chat_id == chat.c.chat_id,
        mute.c.thread_id == chat.c.thread_id,
        mute.c.subject.in_(bindparam("subjects", expanding=True)),
        or_(mute.c.until.is_(None), mute.c.until > bindparam("now", type_=Instant)),
    )
    .correlate(chat)
    .exists()
)
_all_found = select(subscription_term.c.subscription_id).where(_TERMS).distinct()
_checks = (
    select(subscription.c.text, subscription.c.filter.cast(String))
    .where(subscription.c.id.in_(_all_found), subscription.c.plain.is_(False))
    .where(subscription.c.paused.is_(False))
    .distinct()
)
_now = bindparam("now", type_=Instant)
_urgent = bindparam("urgent", type_=Boolean) == true()
#: Subscriptions with their chats.
WISHES = subscription.join(
    chat,
    and_(
        subscription.c.chat_id == chat.c.chat_id,
        subscription.c.thread_id == chat.c.thread_id,
    ),
)


def _at_once(wish: FromClause) -> ColumnElement[bool]:
    # Spelt out, not bound: only so do the databases see that the index of the others is enough.
    return wish.c.rhythm == literal_column(f"'{INSTANT}'")


def _decided(wish: FromClause) -> ColumnElement[bool]:
    """A subscription found by its terms takes the event: they decide, or its filter was checked
    and is among `filters`."""
    plain = and_(wish.c.plain.is_(True), bindparam("plain", type_=Boolean) == true())
    checked = wish.c.text.in_(bindparam("filters", expanding=True))
    return and_(or_(plain, checked), wish.c.paused.is_(False))


#: Those of active chats, in the range asked for, that take an event of these terms.
TAKES = and_(
    subscription.c.id.in_(_found), _decided(subscription), chat.c.state == "active", ~MUTED
)
AT_ONCE = _at_once(subscription)
_other = subscription.alias("other")


def _takes_too(where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the chat has another subscription that takes the event at once, and is there."""
    terms = select(subscription_term.c.term).where(
        subscription_term.c.subscription_id == _other.c.id, _TERMS
    )
    return (
        select(_other.c.id)
        .where(
            _other.c.chat_id == chat.c.chat_id,
            _other.c.thread_id == chat.c.thread_id,
            where,
            _at_once(_other),
            _decided(_other),
            terms.exists(),
        )
        .exists()
    )


#: A chat is told with the first of its subscriptions that takes the event: of one that has another
#: in an earlier range it is known already whether it is told.
NOT_BEFORE = or_(_after == 0, ~_takes_too(_other.c.id <= _after))
QUIET = and_(chat.c.quiet_from <= _now, chat.c.quiet_until > _now)
#: Whether quiet hours let the event through.
LET_THROUGH = and_(chat.c.quiet_lets_urgent.is_(True), _urgent)
AWAKE = or_(chat.c.quiet_until.is_(None), chat.c.quiet_from > _now, chat.c.quiet_until <= _now)
# Chats that are told at once, each once. Silent if all of their subscriptions that take it are.
_loud_later = _takes_too(and_(_other.c.id > _upto, _other.c.loudness != "silent"))
_SILENT = case(
    (func.min((subscription.c.loudness == "silent").cast(Integer)) == 0, false()),
    (_upto == LAST, true()),
    else_=~_loud_later,
)
MATCHING = (
    select(chat.c.chat_id, chat.c.thread_id, chat.c.language, _SILENT.label("silent"))
    .select_from(WISHES)
    .where(TAKES, AT_ONCE, or_(AWAKE, LET_THROUGH), NOT_BEFORE)
    .group_by(chat.c.chat_id, chat.c.thread_id, chat.c.language)
)
_MATCHED = MATCHING.subquery()
_LANGUAGES = select(_MATCHED.c.language).distinct().order_by(_MATCHED.c.language)


#: Subscriptions in the range that have one of the terms, by their numbers.
CANDIDATES = (
    select(subscription_term.c.subscription_id)
    .where(_TERMS, _in_range)
    .order_by(subscription_term.c.subscription_id)
)


class Recipient(NamedTuple):
    """A chat, or a topic of a forum, that is told at once; `silent`: without a sound."""

    chat_id: int
    thread_id: int
    language: Language
    silent: bool = False


async def anybody(conn: AsyncConnection, terms: Collection[str]) -> bool:
    """Whether the index finds any subscription at all for an event of these terms."""
    return bool(await conn.scalar(_ANYBODY, {"terms": wanted_by(terms)}))


async def to_check(conn: AsyncConnection, terms: Collection[str]) -> Mapping[str, Expr]:
    """The filters that the index finds but does not decide on, by their text."""
    rows = await conn.execute(_checks, {"terms": wanted_by(terms)})
    return {text: expr_from_json(json.loads(data)) for text, data in rows}


async def taking(
    conn: AsyncConnection, filters: Mapping[str, Expr], news: News, now: datetime
) -> tuple[str, ...]:
    """Those of the filters that take the news. What they see of price levels is noted."""
    levels = {text: expr for text, expr in filters.items() if has_levels(expr)}
    taken = [text for text, expr in filters.items() if text not in levels and matches(expr, news)]
    if levels:
        taken += await _taking_levels(conn, levels, news, now)
    return tuple(taken)


async def recipients(conn: AsyncConnection, asked_for: Mapping[str, Any]) -> tuple[Recipient, ...]:
    """Who is told at once; `asked_for` is made by `asking`."""
    rows = await conn.execute(MATCHING, asked_for)
    return tuple(map(Recipient._make, rows.all()))


async def languages(conn: AsyncConnection, asked_for: Mapping[str, Any]) -> tuple[Language, ...]:
    """The languages spoken among those it matches; `asked_for` is made by `asking`."""
    found = await conn.scalars(_LANGUAGES, asked_for)
    return tuple(cast(Language, language) for language in found)


def asking(
    terms: Collection[str],
    *,
    filters: Sequence[str] = (),
    subjects: Collection[str] = (),
    now: datetime,
    plain: bool = True,
    urgent: bool = False,
) -> dict[str, Any]:
    """The values that MATCHING needs: the terms of an event, the texts of the filters that take it,
    what a chat may have muted of it, whether filters decided by terms alone count too, and whether
    it is `urgent` enough to break quiet hours that let such news through."""
    return {
        "terms": wanted_by(terms),
        "filters": list(filters),
        "subjects": padded(sorted({*subjects, EVERY_SUBJECT})),
        "now": now,
        "plain": plain,
        "urgent": urgent,
        "after": 0,
        "upto": LAST,
    }


def wanted_by(terms: Collection[str]) -> list[str]:
    """The terms of the index that take an event of these: any of them, or everything."""
    return padded(sorted({*terms, ANY}))


async def _taking_levels(
    conn: AsyncConnection, levels: Mapping[str, Expr], news: News, now: datetime
) -> list[str]:
    query = select(filter_state).where(filter_state.c.text.in_(levels))
    before = {row.text: state_from_json(row.state) for row in await conn.execute(query)}
    taken: list[str] = []
    changed = []
    for text, expr in levels.items():
        takes, state = match_levels(expr, news, before.get(text, {}), now)
        if takes:
            taken.append(text)
        if state != before.get(text, {}):
            changed.append({"text": text, "state": state_to_json(state)})
    if changed:
        keep = insert_into(conn, filter_state)
        again = {"state": keep.excluded.state}
        await conn.execute(keep.on_conflict_do_update(index_elements=["text"], set_=again), changed)
    return taken
