"""What is told: raws, flashes, events, facts, and what could not be read."""

from __future__ import annotations

from datetime import date as Day
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Index,
    text,
)
from sqlmodel import Field

from briefs.store.columns import Instant, RowId
from briefs.store.tables_base import Table


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
    flash_id: str = Field(primary_key=True, foreign_key="flash.id", ondelete="CASCADE", index=True)
    event_id: int = Field(foreign_key="event.id", ondelete="CASCADE", sa_type=RowId)


class Flash(Table, table=True):
    """One piece of news, cleaned. `happened_at` is its time, or that of its arrival without one.

    `not_news`: why it was pushed to nobody.
    """

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
    not_news: str | None = None


class Telling(Table, table=True):
    """The text of a flash printed by somebody else: one row a teller."""

    flash_id: str = Field(primary_key=True, foreign_key="flash.id", ondelete="CASCADE")
    teller: str = Field(primary_key=True)
    raw_id: int = Field(foreign_key="raw.id", sa_type=RowId)
    told_at: datetime = Field(sa_type=Instant)


class Fact(Table, table=True):
    """A fact: slots to search by, and the whole of it, exactly, as JSON."""

    __table_args__ = (
        Index(None, "kind", "published_at"),
        Index(None, "term", "kind", "published_at"),
        Index(
            "ix_fact_takes_effect",
            "takes_effect",
            sqlite_where=text("takes_effect IS NOT NULL"),
            postgresql_where=text("takes_effect IS NOT NULL"),
        ),
        Index(
            "ix_fact_levels",
            "term",
            "published_at",
            sqlite_where=text("kind = 'prices'"),
            postgresql_where=text("kind = 'prices'"),
        ),
    )
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
    takes_effect: Day | None = None
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
