"""Everything a first flash needs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from briefs.store.columns import Instant, RowId

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "chat",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", name=op.f("pk_chat")),
    )
    op.create_table(
        "event",
        sa.Column("id", RowId, nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("happened_at", Instant(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("corrects", RowId, nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["corrects"], ["event.id"], name=op.f("fk_event_corrects")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_happened_at"), "event", ["happened_at"], unique=False)
    op.create_index(
        "ix_event_corrects",
        "event",
        ["corrects"],
        sqlite_where=sa.text("corrects IS NOT NULL"),
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("handled_at", Instant(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
    )
    op.create_index(
        "ix_inbox_pending",
        "inbox",
        ["update_id"],
        unique=False,
        sqlite_where=sa.text("handled_at IS NULL"),
        postgresql_where=sa.text("handled_at IS NULL"),
    )
    op.create_table(
        "raw",
        sa.Column("id", RowId, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("media", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_raw")),
        sa.UniqueConstraint("digest", name=op.f("uq_raw_digest")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "flash",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("raw_id", RowId, nullable=False),
        sa.Column("event_id", RowId, nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("skeleton", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("published_at", Instant(), nullable=True),
        sa.Column("happened_at", Instant(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=True),
        sa.Column("section", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("unread", sa.JSON(), nullable=False),
        sa.Column("stored_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_flash_event_id")),
        sa.ForeignKeyConstraint(["raw_id"], ["raw.id"], name=op.f("fk_flash_raw_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flash")),
    )
    op.create_index(op.f("ix_flash_event_id"), "flash", ["event_id"], unique=False)
    op.create_index(op.f("ix_flash_fingerprint"), "flash", ["fingerprint"], unique=False)
    op.create_index(op.f("ix_flash_happened_at"), "flash", ["happened_at"], unique=False)
    op.create_index(op.f("ix_flash_raw_id"), "flash", ["raw_id"], unique=False)
    op.create_index(op.f("ix_flash_skeleton"), "flash", ["skeleton"], unique=False)
    op.create_table(
        "payload",
        sa.Column("id", RowId, nullable=False),
        sa.Column("event_id", RowId, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_payload_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payload")),
        sa.UniqueConstraint(
            "event_id", "version", "language", name=op.f("uq_payload_event_id_version_language")
        ),
    )
    op.create_table(
        "quarantine",
        sa.Column("raw_id", RowId, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("replayed_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["raw_id"], ["raw.id"], name=op.f("fk_quarantine_raw_id")),
        sa.PrimaryKeyConstraint("raw_id", name=op.f("pk_quarantine")),
    )
    op.create_table(
        "subscription",
        sa.Column("id", RowId, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("filter", sa.JSON(), nullable=False),
        sa.Column("plain", sa.Boolean(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chat_id", "thread_id"],
            ["chat.chat_id", "chat.thread_id"],
            name=op.f("fk_subscription_chat_id_thread_id"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint(
            "chat_id", "thread_id", "text", name=op.f("uq_subscription_chat_id_thread_id_text")
        ),
    )
    op.create_table(
        "subscription_term",
        sa.Column("term", sa.String(), nullable=False),
        sa.Column("subscription_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscription.id"],
            name=op.f("fk_subscription_term_subscription_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("term", "subscription_id", name=op.f("pk_subscription_term")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_subscription_term_subscription_id"), "subscription_term", ["subscription_id"]
    )
    op.create_table(
        "filter_state",
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("text", name=op.f("pk_filter_state")),
    )
    op.create_table(
        "mute",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chat_id", "thread_id"],
            ["chat.chat_id", "chat.thread_id"],
            name=op.f("fk_mute_chat_id_thread_id"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", "subject", name=op.f("pk_mute")),
    )
    op.create_table(
        "event_key",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("flash_id", sa.String(), nullable=False),
        sa.Column("event_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_key_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["flash_id"], ["flash.id"], name=op.f("fk_event_key_flash_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "flash_id", name=op.f("pk_event_key")),
    )
    op.create_index(op.f("ix_event_key_event_id"), "event_key", ["event_id"], unique=False)
    op.create_table(
        "fact",
        sa.Column("id", RowId, nullable=False),
        sa.Column("flash_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("term", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("institution", sa.String(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("change_pct", sa.Float(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("published_at", Instant(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["flash_id"], ["flash.id"], name=op.f("fk_fact_flash_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
    )
    op.create_index(op.f("ix_fact_flash_id"), "fact", ["flash_id"], unique=False)
    op.create_index(
        op.f("ix_fact_kind_fact_published_at"), "fact", ["kind", "published_at"], unique=False
    )
    op.create_index(op.f("ix_fact_published_at"), "fact", ["published_at"], unique=False)
    op.create_table(
        "finding",
        sa.Column("id", RowId, nullable=False),
        sa.Column("flash_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["flash_id"], ["flash.id"], name=op.f("fk_finding_flash_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_flash_id"), "finding", ["flash_id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", RowId, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("payload_id", RowId, nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("event_id", RowId, nullable=True),
        sa.Column("markup", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", Instant(), nullable=False),
        sa.Column("lease_until", Instant(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_outbox_event_id")),
        sa.ForeignKeyConstraint(["payload_id"], ["payload.id"], name=op.f("fk_outbox_payload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index(
        op.f("ix_outbox_chat_id_outbox_thread_id"), "outbox", ["chat_id", "thread_id"], unique=False
    )
    op.create_index(
        "ix_outbox_leased",
        "outbox",
        ["lease_until"],
        unique=False,
        sqlite_where=sa.text("state = 'leased'"),
        postgresql_where=sa.text("state = 'leased'"),
    )
    op.create_index(
        "ix_outbox_ready",
        "outbox",
        ["lane", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'ready'"),
        postgresql_where=sa.text("state = 'ready'"),
    )
    op.create_table(
        "telling",
        sa.Column("flash_id", sa.String(), nullable=False),
        sa.Column("teller", sa.String(), nullable=False),
        sa.Column("raw_id", RowId, nullable=False),
        sa.Column("told_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["flash_id"], ["flash.id"], name=op.f("fk_telling_flash_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["raw_id"], ["raw.id"], name=op.f("fk_telling_raw_id")),
        sa.PrimaryKeyConstraint("flash_id", "teller", name=op.f("pk_telling")),
    )
    op.create_table(
        "fact_term",
        sa.Column("term_id", sa.String(), nullable=False),
        sa.Column("fact_id", RowId, nullable=False),
        sa.ForeignKeyConstraint(
            ["fact_id"], ["fact.id"], name=op.f("fk_fact_term_fact_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("term_id", "fact_id", name=op.f("pk_fact_term")),
    )
    op.create_index(op.f("ix_fact_term_fact_id"), "fact_term", ["fact_id"], unique=False)
    _create_search()


def _create_search() -> None:
    """Full text has a form of its own in each database; `store/search.py` hides which."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE TABLE flash_search (flash_id text PRIMARY KEY, words tsvector NOT NULL)")
        op.execute("CREATE INDEX ix_flash_search_words ON flash_search USING gin (words)")
    else:
        op.execute(
            "CREATE VIRTUAL TABLE flash_search USING fts5(flash_id UNINDEXED, words, "
            "tokenize = 'unicode61', detail = none)"
        )


def downgrade() -> None:
    """Back to an empty database: tables before those they refer to, their indexes with them."""
    op.execute("DROP TABLE flash_search")
    for name in (
        *("fact_term", "telling", "outbox", "finding", "fact", "event_key"),
        *("mute", "filter_state", "subscription_term", "subscription"),
        *("quarantine", "payload", "flash", "setting", "raw", "inbox", "event", "chat"),
    ):
        op.drop_table(name)
