"""Full text is found newest first: the index knows the minute of each flash, and its facts' kinds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_KINDS = "(SELECT {join} FROM (SELECT DISTINCT kind FROM fact WHERE fact.flash_id = flash.id) AS k)"
_SQLITE = f"""
INSERT INTO flash_search (rowid, flash_id, words)
SELECT minute * 1048576 + row_number() OVER (PARTITION BY minute ORDER BY raw_id, id) - 1, id,
    words || COALESCE(' ' || {_KINDS.format(join="group_concat('zk' || kind, ' ')")}, '')
FROM (SELECT flash.*, former.words, CAST(strftime('%s', happened_at) AS INTEGER) / 60 AS minute
    FROM flash JOIN flash_search_former AS former ON former.flash_id = flash.id) AS flash
"""
_POSTGRESQL = f"""
UPDATE flash_search SET at = floor(extract(epoch FROM happened_at) / 60)::bigint * 1048576,
    words = words || array_to_tsvector(COALESCE({_KINDS.format(join="array_agg('zk' || kind)")},
        ARRAY[]::text[]))
FROM flash WHERE flash.id = flash_search.flash_id
"""
_FTS5 = (
    "CREATE VIRTUAL TABLE {} USING fts5(flash_id UNINDEXED, words, "
    "tokenize = 'unicode61', detail = none)"
)


def upgrade() -> None:
    op.create_index(
        op.f("ix_fact_term_fact_kind_fact_published_at"), "fact", ["term", "kind", "published_at"]
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE flash_search ADD COLUMN at bigint NOT NULL DEFAULT 0")
        op.execute(_POSTGRESQL)
        op.execute("CREATE INDEX ix_flash_search_at ON flash_search (at)")
        return
    op.execute("ALTER TABLE flash_search RENAME TO flash_search_former")
    op.execute(_FTS5.format("flash_search"))
    op.execute(sa.text(_SQLITE))
    op.execute("DROP TABLE flash_search_former")


def downgrade() -> None:
    """The kinds stay in the index: no question of the former version asks for them."""
    op.drop_index(op.f("ix_fact_term_fact_kind_fact_published_at"), "fact")
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_flash_search_at", "flash_search")
        op.execute("ALTER TABLE flash_search DROP COLUMN at")
