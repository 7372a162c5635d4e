"""What a chat has on its board and how its pictures look; pictures sent; when policies take effect."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from alembic import op

from briefs.store.columns import Instant

revision = "0006"
down_revision = "0005"

# Columns are added and dropped in place: a copy of the table would take the rows that refer to it.
COLUMNS = (
    ("chat", "materials", sa.JSON(), True, None),
    ("chat", "dark", sa.Boolean(), False, sa.false()),
    ("fact", "takes_effect", sa.Date(), True, None),
)
_fact = sa.table(
    "fact",
    sa.column("id", sa.BigInteger),
    sa.column("kind", sa.String),
    sa.column("takes_effect", sa.Date),
    sa.column("data", sa.JSON),
)


def upgrade() -> None:
    for table, name, kind, nullable, default in COLUMNS:
        op.add_column(table, sa.Column(name, kind, nullable=nullable, server_default=default))
    op.create_index(
        "ix_fact_takes_effect",
        "fact",
        ["takes_effect"],
        sqlite_where=sa.text("takes_effect IS NOT NULL"),
        postgresql_where=sa.text("takes_effect IS NOT NULL"),
    )
    op.create_table(
        "picture",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "hash", name=op.f("pk_picture")),
    )
    _note_known_days()


def downgrade() -> None:
    op.drop_table("picture")
    op.drop_index("ix_fact_takes_effect", "fact")
    for table, name, *_ in reversed(COLUMNS):
        op.drop_column(table, name)


def _note_known_days() -> None:
    """Policies stored before say in their data when they take effect."""
    conn = op.get_bind()
    policies = sa.select(_fact.c.id, _fact.c.data).where(_fact.c.kind == "policies")
    for id, data in conn.execute(policies).all():
        if data.get("effective_date"):
            day = date.fromisoformat(data["effective_date"])
            conn.execute(sa.update(_fact).where(_fact.c.id == id).values(takes_effect=day))
