"""The last question of each chat, so that the next one can go on from it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from briefs.store.columns import Instant

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "asked",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id", "thread_id"],
            ["chat.chat_id", "chat.thread_id"],
            name=op.f("fk_asked_chat_id_thread_id"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", "user_id", name=op.f("pk_asked")),
    )
    op.create_index(op.f("ix_asked_asked_at"), "asked", ["asked_at"])


def downgrade() -> None:
    op.drop_table("asked")
