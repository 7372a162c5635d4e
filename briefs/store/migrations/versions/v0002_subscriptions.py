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


# PostgreSQL keeps the frequency of a hundred values; with that it takes a term that few ask for to
# be as common as any, and reads all subscriptions instead of a few. There are some 2,000 terms.
COUNTED = 5000
AS_USUAL = -1


def upgrade() -> None:
    for table, name, kind, default in COLUMNS:
        column = sa.Column(name, kind, nullable=False, server_default=default)
        op.add_column(table, column)
    _count_terms(COUNTED)


def downgrade() -> None:
    _count_terms(AS_USUAL)
    for table, name, _, _ in reversed(COLUMNS):
        op.drop_column(table, name)


def _count_terms(values: int) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE subscription_term ALTER COLUMN term SET STATISTICS {values}")
