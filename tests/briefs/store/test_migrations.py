"""The migrations make the tables that the program declares, and say so when they have not."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, bindparam, text

from briefs.errors import StoreError, StoreMissing, StoreOutdated
from briefs.store import SCHEMA, Store, migrate, open_store, subscriptions
from briefs.store.columns import Instant
from briefs.store.engine import make_engine
from briefs.store.migrate import alembic_config
from briefs.store.search import SEARCH_TABLE, kind_word, search_flashes
from briefs.store.tables import metadata

OLD_ROWS = (
    "INSERT INTO chat (chat_id, thread_id, type, title, language, zone, state, created_at) "
    "VALUES (7, 0, 'private', '', 'en', 'UTC', 'active', '2026-01-05 08:00:00')",
    "INSERT INTO subscription (id, chat_id, thread_id, text, filter, plain, paused, created_at) "
    """VALUES (1, 7, 0, 'tin', '["topic", "tin"]', true, false, '2026-01-05 08:00:00')""",
    "INSERT INTO subscription_term (term, subscription_id) VALUES ('tin', 1)",
)


def differences(connection: Connection) -> list[object]:
    options = {"include_name": _is_declared}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


def _is_declared(name: str | None, kind: str, _parents: object) -> bool:
    """Full text is no table of SQLAlchemy's: FTS5 keeps several of its own, by our name."""
    return kind != "table" or not str(name).startswith(SEARCH_TABLE)


async def test_migrations_equal_tables(store: Store) -> None:
    """A database made by the migrations differs in nothing from the declared tables."""
    async with store.begin() as conn:
        assert await conn.run_sync(differences) == []


def test_the_program_expects_the_newest_migration() -> None:
    """Whoever adds a migration also moves the version the program asks for."""
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == SCHEMA


async def test_migrating_twice_changes_nothing(store: Store, database_url: str) -> None:
    """A second run finds nothing to do and keeps what is stored."""
    async with store.begin() as conn:
        await conn.execute(text("INSERT INTO setting (name, value) VALUES ('a', '1')"))

    await migrate(database_url)

    async with store.read() as conn:
        assert await conn.scalar(text("SELECT count(*) FROM setting")) == 1


async def test_an_embedded_database_is_made_with_its_folder(tmp_path: Path) -> None:
    """The first command on a fresh machine needs no preparation."""
    url = f"sqlite+aiosqlite:///{tmp_path}/data/deep/flashbrief.db"

    await migrate(url)

    await (await open_store(url)).close()


async def test_a_missing_database_says_what_to_do(tmp_path: Path) -> None:
    """No file: the message names the command that makes it, and none is left behind."""
    path = tmp_path / "none.db"

    with pytest.raises(StoreMissing, match="flashbrief migrate"):
        await open_store(f"sqlite+aiosqlite:///{path}")

    assert not path.exists()


async def test_an_empty_database_says_what_to_do(tmp_path: Path) -> None:
    """A file without our tables is no database of ours."""
    path = tmp_path / "empty.db"
    path.touch()

    with pytest.raises(StoreMissing, match="flashbrief migrate"):
        await open_store(f"sqlite+aiosqlite:///{path}")


@pytest.mark.parametrize(("version", "remedy"), [("0000", "migrate"), ("9999", "Upgrade")])
async def test_another_version_says_what_to_do(store: Store, version: str, remedy: str) -> None:
    """Older asks for a migration, newer for a newer program."""
    async with store.begin() as conn:
        await conn.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})

    with pytest.raises(StoreOutdated, match=remedy):
        await open_store(store.engine.url.render_as_string(hide_password=False))


async def test_a_server_that_does_not_answer_is_one_plain_sentence() -> None:
    """No traceback of three libraries: the driver's own words."""
    with pytest.raises(StoreError, match="does not answer"):
        await open_store("postgresql+asyncpg://root@127.0.0.1:1/test")


async def test_a_folder_that_cannot_be_made_is_a_store_error(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "data").write_text("")

    with pytest.raises(StoreError, match="Could not migrate"):
        await migrate(f"sqlite+aiosqlite:///{tmp_path}/data/flashbrief.db")


async def test_writers_wait_their_turn(store: Store) -> None:
    """Many writers at once all get through, none is told that the database is locked."""

    async def write(number: int) -> None:
        async with store.begin() as conn:
            row = {"name": f"writer {number}", "value": "1"}
            await conn.execute(text("INSERT INTO setting VALUES (:name, :value)"), row)

    await asyncio.gather(*(write(number) for number in range(12)))

    async with store.read() as conn:
        assert await conn.scalar(text("SELECT count(*) FROM setting")) == 12


async def test_a_failed_transaction_keeps_nothing(store: Store) -> None:
    """All of a transaction is kept, or none."""

    async def fail_halfway() -> None:
        async with store.begin() as conn:
            await conn.execute(text("INSERT INTO setting VALUES ('a', '1')"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail_halfway()

    async with store.read() as conn:
        assert await conn.scalar(text("SELECT count(*) FROM setting")) == 0


def to_revision(revision: str) -> Callable[[Connection], None]:
    def run(connection: Connection) -> None:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    return run


async def test_subscriptions_of_the_first_version_are_instant_and_audible(
    database_url: str,
) -> None:
    """An upgrade keeps what chats wished for, with the terms it is found by."""
    engine = make_engine(database_url)
    async with engine.begin() as conn:
        await conn.run_sync(to_revision("0001"))
        for statement in OLD_ROWS:
            await conn.execute(text(statement))
    await engine.dispose()

    await migrate(database_url)

    store = await open_store(database_url)
    async with store.read() as conn:
        (kept,) = await subscriptions.of_chat(conn, 7)
        terms = (await conn.scalars(text("SELECT term FROM subscription_term"))).all()
    await store.close()
    assert (kept.text, kept.rhythm, kept.loudness) == ("tin", "instant", "on")
    assert terms == ["tin"]


async def test_a_migration_can_be_taken_back(store: Store) -> None:
    """Down to nothing and up again, as an operator who needs the older version does."""

    def down_and_up(connection: Connection) -> None:
        config = alembic_config()
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        command.upgrade(config, "head")

    async with store.begin() as conn:
        await conn.run_sync(down_and_up)
        assert await conn.run_sync(differences) == []


OLD_NEWS = (
    "INSERT INTO raw (id, digest, source, origin, media, content, received_at) "
    "VALUES (1, 'd', 's', 'o', 'text', 'c', '2026-01-05 08:00:00+00')",
    "INSERT INTO event (id, title, happened_at, sources, created_at) "
    "VALUES (1, 'Tin', '2026-01-05 08:00:00+00', 1, '2026-01-05 08:00:00+00')",
    "INSERT INTO fact (id, flash_id, position, kind, published_at, folded, data) "
    "VALUES (1, 'late', 0, 'prices', '2026-01-05 08:00:00+00', '', '{}')",
)
OLD_FLASH = (
    "INSERT INTO flash (id, raw_id, event_id, fingerprint, skeleton, title, body, happened_at, "
    "language, unread, stored_at) VALUES (:id, 1, 1, :id, '', 'Tin', '', :at, 'en', '[]', :at)"
)
OLD_WORDS = {
    "sqlite": "INSERT INTO flash_search (flash_id, words) VALUES (:id, 'tin')",
    "postgresql": "INSERT INTO flash_search (flash_id, words) VALUES (:id, 'tin'::tsvector)",
}


async def test_flashes_stored_before_are_found_newest_first(database_url: str) -> None:
    """The index of words takes over the time of each flash and the kinds of its facts."""
    engine = make_engine(database_url)
    async with engine.begin() as conn:
        await conn.run_sync(to_revision("0009"))
        await conn.execute(text(OLD_NEWS[0]))
        await conn.execute(text(OLD_NEWS[1]))
        for id, hour in (("late", 8), ("early", 1), ("also late", 8)):
            at = bindparam("at", datetime(2026, 1, 5, hour, tzinfo=UTC), Instant)
            await conn.execute(text(OLD_FLASH).bindparams(at), {"id": id})
            await conn.execute(text(OLD_WORDS[conn.dialect.name]), {"id": id})
        await conn.execute(text(OLD_NEWS[2]))
    await engine.dispose()

    await migrate(database_url)

    store = await open_store(database_url)
    async with store.read() as conn:
        *late, early = await search_flashes(conn, [["tin"]])
        priced = list(await search_flashes(conn, [["tin"], [kind_word("prices")]]))
    await store.close()
    assert (set(late), early, priced) == ({"late", "also late"}, "early", ["late"])


POLICY_ROWS = (
    "INSERT INTO raw (id, digest, source, origin, media, content, received_at) "
    "VALUES (1, 'd', 's', 'o', 'text', 'c', '2026-01-05 08:00:00')",
    "INSERT INTO event (id, title, happened_at, sources, created_at) "
    "VALUES (1, 't', '2026-01-05 08:00:00', 1, '2026-01-05 08:00:00')",
    "INSERT INTO flash (id, raw_id, event_id, fingerprint, skeleton, title, body, happened_at, "
    "language, unread, stored_at) VALUES ('f', 1, 1, 'a', 'b', 't', 'b', '2026-01-05 08:00:00', "
    "'en', '[]', '2026-01-05 08:00:00')",
    "INSERT INTO fact (id, flash_id, position, kind, published_at, folded, data) VALUES "
    """(1, 'f', 0, 'policies', '2026-01-05 08:00:00', '', '{"effective_date": "2026-05-01"}')""",
    "INSERT INTO fact (id, flash_id, position, kind, published_at, folded, data) VALUES "
    """(2, 'f', 1, 'policies', '2026-01-05 08:00:00', '', '{"effective_date": null}')""",
)


async def test_policies_of_before_say_when_they_take_effect(database_url: str) -> None:
    """An upgrade notes the days that were stored with facts already: reminders find them."""
    engine = make_engine(database_url)
    async with engine.begin() as conn:
        await conn.run_sync(to_revision("0005"))
        for statement in POLICY_ROWS:
            await conn.execute(text(statement))
    await engine.dispose()

    await migrate(database_url)

    store = await open_store(database_url)
    async with store.read() as conn:
        days = await conn.execute(text("SELECT takes_effect FROM fact ORDER BY id"))
        assert [day and str(day) for (day,) in days] == ["2026-05-01", None]
    await store.close()
