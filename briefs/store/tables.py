"""Every table of the database, in the order a flash meets them.

    raw → flash ─┬─ telling            the same text, printed elsewhere
                 ├─ event ─ event_key  what happened, and the facts it is known by
                 └─ fact ─┬─ fact_term
                          └─ finding
    quarantine                         what could not be read
    chat ─┬─ subscription ─ subscription_term    who wants what, found by the terms of its filter
          ├─ mute                                who wants to hear nothing of it for a while
          └─ held                                what was told in quiet hours, for their end
    subscription ─┬─ gathered          what waits for its next digest
                  └─ schedule_run      which digests were made
    channel_admin                      who is offered which channel to set
    filter_state                       what a filter with price levels has seen
    inbox, payload, outbox, setting    updates in, texts out, small state

The classes declare; the lower-case names at the end are the same tables for SQLAlchemy Core, which
is all that the rest of `store/` uses.
"""

from __future__ import annotations

from datetime import date as Day
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKeyConstraint,
    Index,
    MetaData,
    UniqueConstraint,
    false,
    text,
)
from sqlmodel import Field, SQLModel

from briefs.store.columns import Instant, RowId

NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    """Base of ours alone, so that its metadata holds nothing but these tables."""

    metadata = MetaData(naming_convention=NAMES)


class Raw(Table, table=True):
    """What a source handed over, untouched; the same content is kept once."""

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    digest: str = Field(unique=True)
    source: str
    origin: str
    media: str
    content: str
    received_at: datetime = Field(sa_type=Instant)


class Event(Table, table=True):
    """Something that happened, told by one or more sources."""

    __table_args__ = (
        Index(
            "ix_event_corrects",
            "corrects",
            sqlite_where=text("corrects IS NOT NULL"),
            postgresql_where=text("corrects IS NOT NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    title: str
    happened_at: datetime = Field(sa_type=Instant, index=True)
    sources: int = 1
    corrects: int | None = Field(default=None, foreign_key="event.id", sa_type=RowId)
    created_at: datetime = Field(sa_type=Instant)


class EventKey(Table, table=True):
    """A fact as an event is recognised by: entity, value and day in one string."""

    __tablename__ = "event_key"
    key: str = Field(primary_key=True)
    flash_id: str = Field(primary_key=True, foreign_key="flash.id", ondelete="CASCADE")
    event_id: int = Field(foreign_key="event.id", ondelete="CASCADE", index=True, sa_type=RowId)


class Flash(Table, table=True):
    """One piece of news, cleaned. `happened_at` is its time, or that of its arrival without one."""

    id: str = Field(primary_key=True)
    raw_id: int = Field(foreign_key="raw.id", index=True, sa_type=RowId)
    event_id: int = Field(foreign_key="event.id", index=True, sa_type=RowId)
    fingerprint: str = Field(index=True)
    skeleton: str = Field(index=True)
    title: str
    body: str
    published_at: datetime | None = Field(default=None, sa_type=Instant)
    happened_at: datetime = Field(sa_type=Instant, index=True)
    language: str
    publisher: str | None = None
    section: str | None = None
    url: str | None = None
    unread: list[Any] = Field(sa_type=JSON)
    stored_at: datetime = Field(sa_type=Instant)


class Telling(Table, table=True):
    """The text of a flash printed by somebody else: one row a teller."""

    flash_id: str = Field(primary_key=True, foreign_key="flash.id", ondelete="CASCADE")
    teller: str = Field(primary_key=True)
    raw_id: int = Field(foreign_key="raw.id", sa_type=RowId)
    told_at: datetime = Field(sa_type=Instant)


class Fact(Table, table=True):
    """A fact: slots to search by, and the whole of it, exactly, as JSON."""

    __table_args__ = (Index(None, "kind", "published_at"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    flash_id: str = Field(foreign_key="flash.id", ondelete="CASCADE", index=True)
    position: int
    kind: str
    term: str | None = None
    subject: str | None = None
    agency: str | None = None
    status: str | None = None
    institution: str | None = None
    low: float | None = None  # for sorting and charts; the exact amount is in `data`
    high: float | None = None
    unit: str | None = None
    change_pct: float | None = None
    day: Day | None = None
    published_at: datetime = Field(sa_type=Instant, index=True)
    folded: str
    data: dict[str, Any] = Field(sa_type=JSON)


class FactTerm(Table, table=True):
    """What a fact is about: its lexicon ids and every group they belong to."""

    __tablename__ = "fact_term"
    term_id: str = Field(primary_key=True)
    fact_id: int = Field(
        primary_key=True, foreign_key="fact.id", ondelete="CASCADE", index=True, sa_type=RowId
    )


class Finding(Table, table=True):
    """What a check said of a fact, or of the flash as a whole."""

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    flash_id: str = Field(foreign_key="flash.id", ondelete="CASCADE", index=True)
    position: int | None = None
    kind: str
    detail: str
    quote: str
    inputs: dict[str, Any] = Field(sa_type=JSON)


class Quarantine(Table, table=True):
    """A raw flash that could not be read, and why."""

    raw_id: int = Field(primary_key=True, foreign_key="raw.id", sa_type=RowId)
    reason: str
    created_at: datetime = Field(sa_type=Instant)
    replayed_at: datetime | None = Field(default=None, sa_type=Instant)


class Chat(Table, table=True):
    """A chat, or one topic of a forum, that talks with us. `thread_id` 0: the chat itself.

    `quiet` is the printed wish; `quiet_from` and `quiet_until` the hours going on or coming next;
    `waking`: they ended, and what they held is not told yet.
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


class Inbox(Table, table=True):
    """An update from Telegram, kept before Telegram is told that we have it."""

    __table_args__ = (
        Index(
            "ix_inbox_pending",
            "update_id",
            sqlite_where=text("handled_at IS NULL"),
            postgresql_where=text("handled_at IS NULL"),
        ),
    )
    update_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    payload: dict[str, Any] = Field(sa_type=JSON)
    received_at: datetime = Field(sa_type=Instant)
    handled_at: datetime | None = Field(default=None, sa_type=Instant)
    attempts: int = 0
    error: str | None = None


class Payload(Table, table=True):
    """A text that goes to many chats, once a language and version of its event."""

    __table_args__ = (UniqueConstraint("event_id", "version", "language"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    event_id: int | None = Field(default=None, foreign_key="event.id", sa_type=RowId)
    version: int = 1
    language: str
    text: str


class Outbox(Table, table=True):
    """A message to send. `key` is unique: the same one is never queued twice.

    `edits`: the row whose message in a channel it replaces.
    """

    __table_args__ = (
        Index(
            "ix_outbox_ready",
            "lane",
            "id",
            sqlite_where=text("state = 'ready'"),
            postgresql_where=text("state = 'ready'"),
        ),
        Index(
            "ix_outbox_leased",
            "lease_until",
            sqlite_where=text("state = 'leased'"),
            postgresql_where=text("state = 'leased'"),
        ),
        Index(None, "chat_id", "thread_id"),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    key: str = Field(unique=True)
    chat_id: int = Field(sa_type=BigInteger)
    thread_id: int = Field(default=0, sa_type=BigInteger)
    payload_id: int | None = Field(default=None, foreign_key="payload.id", sa_type=RowId)
    text: str | None = None
    event_id: int | None = Field(default=None, foreign_key="event.id", sa_type=RowId)
    markup: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    lane: int
    silent: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    state: str = "ready"
    attempts: int = 0
    not_before: datetime = Field(sa_type=Instant)
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    owner: str | None = None
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    edits: int | None = Field(default=None, sa_type=BigInteger)
    reason: str | None = None
    created_at: datetime = Field(sa_type=Instant)
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
    use_by: datetime | None = Field(default=None, sa_type=Instant)
    parts_done: int = 0
    # The digest that took this message up (state "merged"); no foreign key: it is pruned alone.
    merged_into: int | None = Field(default=None, sa_type=BigInteger)


class Setting(Table, table=True):
    """Small state that outlives a restart, by name."""

    name: str = Field(primary_key=True)
    value: Any = Field(sa_type=JSON)


metadata = Table.metadata
raw = metadata.tables["raw"]
event = metadata.tables["event"]
event_key = metadata.tables["event_key"]
flash = metadata.tables["flash"]
telling = metadata.tables["telling"]
fact = metadata.tables["fact"]
fact_term = metadata.tables["fact_term"]
finding = metadata.tables["finding"]
quarantine = metadata.tables["quarantine"]
chat = metadata.tables["chat"]
channel_admin = metadata.tables["channel_admin"]
subscription = metadata.tables["subscription"]
subscription_term = metadata.tables["subscription_term"]
gathered = metadata.tables["gathered"]
held = metadata.tables["held"]
schedule_run = metadata.tables["schedule_run"]
filter_state = metadata.tables["filter_state"]
mute = metadata.tables["mute"]
inbox = metadata.tables["inbox"]
payload = metadata.tables["payload"]
outbox = metadata.tables["outbox"]
setting = metadata.tables["setting"]
