"""Where flashes come from: what is remembered of each source, and what waits to be read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from briefs.store.columns import Instant, RowId
from briefs.store.tables_base import Table


class Source(Table, table=True):
    """What is remembered of a source between two looks; the operator's part is in the file."""

    id: str = Field(primary_key=True)
    asked: str | None = None
    url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    due_at: datetime | None = Field(default=None, sa_type=Instant)
    looked_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    news_at: datetime | None = Field(default=None, sa_type=Instant)
    failures: int = 0
    reason: str | None = None
    detail: str = ""
    pace: dict[str, Any] = Field(sa_type=JSON)
    memory: dict[str, Any] = Field(sa_type=JSON)
    told: str | None = None


class SourceItem(Table, table=True):
    """An item of a source that was taken in, by its key; `seen_at`: when it last stood there."""

    __tablename__ = "source_item"
    source_id: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    seen_at: datetime = Field(sa_type=Instant, index=True)


class Receipt(Table, table=True):
    """A request by which flashes were pushed, by its key; `raw_ids`: what they were kept as."""

    key: str = Field(primary_key=True)
    digest: str
    raw_ids: list[int] = Field(sa_type=JSON)
    taken_at: datetime = Field(sa_type=Instant, index=True)


class Spool(Table, table=True):
    """A raw flash that was taken in and waits to be read, oldest first."""

    id: int | None = Field(default=None, primary_key=True, sa_type=RowId)
    raw_id: int = Field(foreign_key="raw.id", sa_type=RowId)
    taken_at: datetime = Field(sa_type=Instant)
