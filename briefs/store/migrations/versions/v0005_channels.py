"""How a channel is written to, who may be offered to set it, and posts that replace one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from briefs.store.columns import Instant

revision = "0005"
down_revision = "0004"

# Columns are added and dropped in place: a copy of the table would take the rows that refer to it.
COLUMNS = (
    ("chat", "layout", sa.String(), False, "full"),
    ("chat", "pins", sa.Boolean(), False, sa.false()),
    ("chat", "board", sa.BigInteger(), True, None),
    ("outbox", "edits", sa.BigInteger(), True, None),
)


def upgrade() -> None:
    for table, name, kind, nullable, default in COLUMNS:
        op.add_column(table, sa.Column(name, kind, nullable=nullable, server_default=default))
    op.create_index(
        "ix_chat_channel",
        "chat",
        ["chat_id"],
        sqlite_where=sa.text("type = 'channel'"),
        postgresql_where=sa.text("type = 'channel'"),
    )
    op.create_table(
        "channel_admin",
        sa.Column("user_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("noted_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "chat_id", name=op.f("pk_channel_admin")),
    )


def downgrade() -> None:
    op.drop_table("channel_admin")
    op.drop_index("ix_chat_channel", "chat")
    for table, name, *_ in reversed(COLUMNS):
        op.drop_column(table, name)
