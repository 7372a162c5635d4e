"""Which readers were reminded of a rule's day: those of a time zone together, once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from briefs.store.columns import Instant, RowId

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "reminder_run",
        sa.Column("event_id", RowId, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
            name=op.f("fk_reminder_run_event_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", "day", "zone", name=op.f("pk_reminder_run")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("reminder_run")
