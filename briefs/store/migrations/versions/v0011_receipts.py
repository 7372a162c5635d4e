"""Requests by which flashes were pushed, so that one sent again is taken once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from briefs.store.columns import Instant

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "receipt",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("raw_ids", sa.JSON(), nullable=False),
        sa.Column("taken_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_receipt")),
    )
    op.create_index(op.f("ix_receipt_taken_at"), "receipt", ["taken_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_receipt_taken_at"), "receipt")
    op.drop_table("receipt")
