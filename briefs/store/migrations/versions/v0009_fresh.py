"""Why a flash was pushed to nobody; what is looked up for each flash, found without a scan."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("flash", sa.Column("not_news", sa.String(), nullable=True))
    op.create_index("ix_event_key_flash_id", "event_key", ["flash_id"])
    op.drop_index("ix_event_key_event_id", "event_key")
    op.create_index(
        "ix_fact_levels",
        "fact",
        ["term", "published_at"],
        sqlite_where=sa.text("kind = 'prices'"),
        postgresql_where=sa.text("kind = 'prices'"),
    )


def downgrade() -> None:
    op.drop_index("ix_fact_levels", "fact")
    op.create_index("ix_event_key_event_id", "event_key", ["event_id"])
    op.drop_index("ix_event_key_flash_id", "event_key")
    op.drop_column("flash", "not_news")
