"""Events that are queued for very many readers a part at a time: how far each has come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from briefs.store.columns import Instant, RowId

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "fan_out",
        sa.Column("id", RowId, nullable=False),
        sa.Column("event_id", RowId, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_fan_out_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fan_out")),
    )


def downgrade() -> None:
    op.drop_table("fan_out")
