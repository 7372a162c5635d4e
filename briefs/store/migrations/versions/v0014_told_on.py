"""A question that was asked is kept with the day of its answer, for a "why?" behind it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("asked", sa.Column("told_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("asked", "told_on")
