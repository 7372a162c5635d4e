"""When and how loudly a subscription is told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Columns are added and dropped in place: a copy of the table would take the rows that refer to it.
COLUMNS = (
    ("subscription", "rhythm", sa.String(), "instant"),
    ("subscription", "loudness", sa.String(), "on"),
    ("outbox", "silent", sa.Boolean(), sa.false()),
)


def upgrade() -> None:
    for table, name, kind, default in COLUMNS:
        column = sa.Column(name, kind, nullable=False, server_default=default)
        op.add_column(table, column)


def downgrade() -> None:
    for table, name, _, _ in reversed(COLUMNS):
        op.drop_column(table, name)
