"""On the way: updates in, texts out, and small state."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Index,
    UniqueConstraint,
    false,
    text,
)
from sqlmodel import Field

from briefs.store.columns import Instant, RowId
from briefs.store.tables_base import Table


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


class Picture(Table, table=True):
    """A picture that Telegram has: by the hash of its content, and the bot whose file it is."""

    bot_id: int = Field(
        primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False}
    )
    hash: str = Field(primary_key=True)
    file_id: str
    made_at: datetime = Field(sa_type=Instant)


class FanOut(Table, table=True):
    """An event on its way into the outbox: queued for the subscriptions numbered up to `after`.

    `wanted` is what the index is asked for; the row goes when everybody has their message.
    """

    __tablename__ = "fan_out"
    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    event_id: int = Field(foreign_key="event.id", sa_type=RowId)
    version: int = 1
    lane: int
    wanted: list[dict[str, Any]] = Field(sa_type=JSON)
    after: int = Field(sa_type=BigInteger)
    created_at: datetime = Field(sa_type=Instant)


class Setting(Table, table=True):
    """Small state that outlives a restart, by name."""

    name: str = Field(primary_key=True)
    value: Any = Field(sa_type=JSON)
