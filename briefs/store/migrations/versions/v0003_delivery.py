"""Messages that grow stale, arrive in parts, or go out together in a digest; a lane for urgent ones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from briefs.store.columns import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    # Plain ADD COLUMN, which both databases do in place: a batch would copy the whole table.
    op.add_column("outbox", sa.Column("use_by", Instant(), nullable=True))
    op.add_column(
        "outbox", sa.Column("parts_done", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("outbox", sa.Column("merged_into", sa.BigInteger(), nullable=True))
    op.execute("UPDATE outbox SET lane = lane + 1 WHERE lane >= 1")


def downgrade() -> None:
    op.execute("UPDATE outbox SET lane = lane - 1 WHERE lane >= 2")
    for column in ("merged_into", "parts_done", "use_by"):
        op.drop_column("outbox", column)
