"""Who is told: chats, their subscriptions, clocks and mutes."""

from __future__ import annotations

from datetime import date as Day
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    false,
    text,
)
from sqlmodel import Field

from briefs.store.columns import Instant, RowId
from briefs.store.tables_base import Table


class Chat(Table, table=True):
    """A chat, or one topic of a forum, that talks with us. `thread_id` 0: the chat itself.

    `quiet` is the printed wish; `quiet_from` and `quiet_until` the hours going on or coming next;
    `waking`: they ended, and what they held is not told yet.
    `materials`: what it picked for its board; `dark`: how its charts look.
    Of a channel: `layout` of its posts, whether it `pins` digests, and which message is pinned.
    """

    __table_args__ = (
        Index(
            "ix_chat_quiet_from",
            "quiet_from",
            sqlite_where=text("quiet_from IS NOT NULL"),
            postgresql_where=text("quiet_from IS NOT NULL"),
        ),
        Index(
            "ix_chat_quiet_until",
            "quiet_until",
            sqlite_where=text("quiet_until IS NOT NULL"),
            postgresql_where=text("quiet_until IS NOT NULL"),
        ),
        Index(
            "ix_chat_waking",
            "chat_id",
            sqlite_where=text("waking = 1"),
            postgresql_where=text("waking = true"),
        ),
        Index(
            "ix_chat_channel",
            "chat_id",
            sqlite_where=text("type = 'channel'"),
            postgresql_where=text("type = 'channel'"),
        ),
    )
    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    thread_id: int = Field(
        default=0, primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    type: str
    title: str = ""
    language: str = "en"
    zone: str = "UTC"
    zone_known: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    state: str = "active"  # active or off
    reason: str | None = None
    quiet: str | None = None
    quiet_from: datetime | None = Field(default=None, sa_type=Instant)
    quiet_until: datetime | None = Field(default=None, sa_type=Instant)
    waking: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    quiet_lets_urgent: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    quiet_holds: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    layout: str = Field(default="full", sa_column_kwargs={"server_default": "full"})
    pins: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    board: int | None = Field(default=None, sa_type=BigInteger)
    materials: list[str] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    dark: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    created_at: datetime = Field(sa_type=Instant)


class ChannelAdmin(Table, table=True):
    """A person to whom a channel is offered to set; whether they may is asked every time."""

    __tablename__ = "channel_admin"
    user_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    noted_at: datetime = Field(sa_type=Instant)


class Subscription(Table, table=True):
    """A chat's wish to be told: its filter, as a line and as JSON, when, and how loudly.

    `plain`: its terms decide. `rhythm`: "instant", "4h" or "08:30,16:00". `loudness`: on, silent.
    `next_at`: its next digest, empty until that is worked out; `told_until`: its last one.
    """

    __table_args__ = (
        Index(
            "ix_subscription_next_at",
            "next_at",
            sqlite_where=text("rhythm <> 'instant'"),
            postgresql_where=text("rhythm <> 'instant'"),
        ),
        UniqueConstraint("chat_id", "thread_id", "text"),
        ForeignKeyConstraint(
            ["chat_id", "thread_id"],
            ["chat.chat_id", "chat.thread_id"],
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    chat_id: int = Field(sa_type=BigInteger)
    thread_id: int = Field(default=0, sa_type=BigInteger)
    text: str
    filter: list[Any] = Field(sa_type=JSON)
    plain: bool
    rhythm: str = Field(default="instant", sa_column_kwargs={"server_default": "instant"})
    loudness: str = Field(default="on", sa_column_kwargs={"server_default": "on"})
    paused: bool = False
    next_at: datetime | None = Field(default=None, sa_type=Instant)
    told_until: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)


class SubscriptionTerm(Table, table=True):
    """The index of filters: news that a subscription takes has one of its terms."""

    __tablename__ = "subscription_term"
    __table_args__ = ({"sqlite_with_rowid": False},)
    term: str = Field(primary_key=True)
    subscription_id: int = Field(
        primary_key=True,
        foreign_key="subscription.id",
        ondelete="CASCADE",
        index=True,
        sa_type=RowId,
    )


class Gathered(Table, table=True):
    """An event that a subscription with digests took: it waits for the next one."""

    __table_args__ = ({"sqlite_with_rowid": False},)
    subscription_id: int = Field(
        primary_key=True, foreign_key="subscription.id", ondelete="CASCADE", sa_type=RowId
    )
    event_id: int = Field(
        primary_key=True, foreign_key="event.id", ondelete="CASCADE", index=True, sa_type=RowId
    )


class Held(Table, table=True):
    """An event not told at once because its chat wanted quiet: it waits for the hours' end."""

    __table_args__ = (
        ForeignKeyConstraint(
            ["chat_id", "thread_id"],
            ["chat.chat_id", "chat.thread_id"],
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        {"sqlite_with_rowid": False},
    )
    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    thread_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    event_id: int = Field(
        primary_key=True, foreign_key="event.id", ondelete="CASCADE", index=True, sa_type=RowId
    )


class ScheduleRun(Table, table=True):
    """A digest that was made: one for each local day and slot, in minutes from its midnight."""

    __tablename__ = "schedule_run"
    __table_args__ = ({"sqlite_with_rowid": False},)
    subscription_id: int = Field(
        primary_key=True, foreign_key="subscription.id", ondelete="CASCADE", sa_type=RowId
    )
    day: Day = Field(primary_key=True)
    slot: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    made_at: datetime = Field(sa_type=Instant)


class ReminderRun(Table, table=True):
    """The readers of a time zone that were reminded of the day on which a rule takes effect; the
    event told of it."""

    __tablename__ = "reminder_run"
    __table_args__ = ({"sqlite_with_rowid": False},)
    event_id: int = Field(
        primary_key=True, foreign_key="event.id", ondelete="CASCADE", sa_type=RowId
    )
    day: Day = Field(primary_key=True)
    zone: str = Field(primary_key=True)
    made_at: datetime = Field(sa_type=Instant)


class FilterState(Table, table=True):
    """What a filter with price levels saw last, so that a crossing is told once."""

    __tablename__ = "filter_state"
    text: str = Field(primary_key=True)
    state: dict[str, Any] = Field(sa_type=JSON)


class Mute(Table, table=True):
    """A chat's wish to hear nothing of a subject: "*", a lexicon id, or "id/kind of fact"."""

    __table_args__ = (
        ForeignKeyConstraint(
            ["chat_id", "thread_id"],
            ["chat.chat_id", "chat.thread_id"],
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
    )
    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    thread_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    subject: str = Field(primary_key=True)
    until: datetime | None = Field(default=None, sa_type=Instant)


class Asked(Table, table=True):
    """The last question of a chat, in full, for the next one that goes on from it.

    `user_id` 0: whoever asks in a private chat. `terms`: ids chosen for an unclear name. `told_on`:
    the day of what it was answered with.
    """

    __table_args__ = (
        ForeignKeyConstraint(
            ["chat_id", "thread_id"],
            ["chat.chat_id", "chat.thread_id"],
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
    )
    chat_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    thread_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    user_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    question: str
    terms: list[Any] = Field(sa_type=JSON)
    told_on: Day | None = None
    asked_at: datetime = Field(sa_type=Instant, index=True)
