"""What is remembered of sources, and the spool between them and ingest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from briefs.store.columns import Instant, RowId

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "source",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.Column("due_at", Instant(), nullable=True),
        sa.Column("looked_at", Instant(), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("news_at", Instant(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("pace", sa.JSON(), nullable=False),
        sa.Column("memory", sa.JSON(), nullable=False),
        sa.Column("told", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_table(
        "source_item",
        sa.Column("source_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "key", name=op.f("pk_source_item")),
    )
    op.create_index(op.f("ix_source_item_seen_at"), "source_item", ["seen_at"])
    op.create_table(
        "spool",
        sa.Column("id", RowId, nullable=False),
        sa.Column("raw_id", RowId, nullable=False),
        sa.Column("taken_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["raw_id"], ["raw.id"], name=op.f("fk_spool_raw_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spool")),
    )


def downgrade() -> None:
    op.drop_table("spool")
    op.drop_index(op.f("ix_source_item_seen_at"), "source_item")
    op.drop_table("source_item")
    op.drop_table("source")
