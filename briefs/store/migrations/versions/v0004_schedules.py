"""Digests: what waits for them, when they run, and the hours in which a chat wants quiet."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from briefs.store.columns import Instant, RowId

revision = "0004"
down_revision = "0003"

# Columns are added and dropped in place: a copy of the table would take the rows that refer to it.
COLUMNS: tuple[tuple[str, sa.Column[Any]], ...] = (
    ("chat", sa.Column("zone_known", sa.Boolean(), nullable=False, server_default=sa.false())),
    ("chat", sa.Column("quiet", sa.String(), nullable=True)),
    ("chat", sa.Column("quiet_from", Instant(), nullable=True)),
    ("chat", sa.Column("quiet_until", Instant(), nullable=True)),
    ("chat", sa.Column("waking", sa.Boolean(), nullable=False, server_default=sa.false())),
    ("chat", sa.Column("quiet_lets_urgent", sa.Boolean(), nullable=False, server_default=sa.false())),
    ("chat", sa.Column("quiet_holds", sa.Boolean(), nullable=False, server_default=sa.false())),
    ("subscription", sa.Column("next_at", Instant(), nullable=True)),
    ("subscription", sa.Column("told_until", Instant(), nullable=True)),
)
INDEXES = (
    ("chat", "quiet_from", ["quiet_from"], ("quiet_from IS NOT NULL",) * 2),
    ("chat", "quiet_until", ["quiet_until"], ("quiet_until IS NOT NULL",) * 2),
    ("chat", "waking", ["chat_id"], ("waking = 1", "waking = true")),
    ("subscription", "next_at", ["next_at"], ("rhythm <> 'instant'",) * 2),
)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.add_column(table, column)
    for table, name, columns, where in INDEXES:
        sqlite, postgresql = map(sa.text, where)
        op.create_index(
            f"ix_{table}_{name}", table, columns, sqlite_where=sqlite, postgresql_where=postgresql
        )
    op.create_table(
        "gathered",
        sa.Column("subscription_id", RowId, nullable=False),
        sa.Column("event_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscription.id"],
            name=op.f("fk_gathered_subscription_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_gathered_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("subscription_id", "event_id", name=op.f("pk_gathered")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_gathered_event_id"), "gathered", ["event_id"])
    op.create_table(
        "held",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id", "thread_id"],
            ["chat.chat_id", "chat.thread_id"],
            name=op.f("fk_held_chat_id_thread_id"),
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_held_event_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", "event_id", name=op.f("pk_held")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_held_event_id"), "held", ["event_id"])
    op.create_table(
        "schedule_run",
        sa.Column("subscription_id", RowId, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscription.id"],
            name=op.f("fk_schedule_run_subscription_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subscription_id", "day", "slot", name=op.f("pk_schedule_run")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("schedule_run", "held", "gathered"):
        op.drop_table(table)
    for table, name, _, _ in reversed(INDEXES):
        op.drop_index(f"ix_{table}_{name}", table_name=table)
    for table, column in reversed(COLUMNS):
        op.drop_column(table, column.name)
