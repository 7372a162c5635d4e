"""An archive is read once, pushed to nobody, and goes on where it was stopped."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import func, select

from briefs.backfill import PART, read_archive
from briefs.errors import StoreError
from briefs.freshness import ARCHIVE
from briefs.ingest import Line, Outcome
from briefs.lexicon import load_lexicon
from briefs.render import load_renderer
from briefs.store import Store, chats, quarantine, subscriptions
from briefs.store.tables import flash, outbox

NOW = datetime(2030, 3, 6, 2, 0, tzinfo=UTC)


@cache
def line() -> Line:
    lexicon = load_lexicon()
    return Line(lexicon, load_renderer(lexicon=lexicon), NOW, ARCHIVE)


def row(number: int) -> str:
    body = f"Tin stood at {200_000 + number:,} yuan/mt."
    return json.dumps({"title": f"Tin note {number}", "body": body})


def write(path: Path, count: int) -> Path:
    path.write_text("".join(f"{row(number)}\n" for number in range(count)))
    return path


async def read(store: Store, path: Path, *, parts: int = 99) -> list[Outcome]:
    """What became of the flashes; given up after so many parts."""
    outcomes: list[Outcome] = []
    async for part in read_archive(path, store=store, line=line()):
        outcomes += part.outcomes
        parts -= 1
        if not parts:
            break
    return outcomes


async def stored(store: Store) -> list[str]:
    async with store.read() as conn:
        return list(await conn.scalars(select(flash.c.title).order_by(flash.c.title)))


async def test_nobody_is_told(store: Store, tmp_path: Path) -> None:
    """Not even who wants everything; each flash is marked."""
    async with store.begin() as conn:
        await chats.save_chat(conn, 1, type="private", title="", language="en", now=NOW)
        await subscriptions.subscribe(conn, 1, 0, "*", NOW)

    outcomes = await read(store, write(tmp_path / "a.jsonl", 3))

    assert [one.not_news for one in outcomes] == ["archive"] * 3
    async with store.read() as conn:
        assert await conn.scalar(select(func.count()).select_from(outbox)) == 0


async def test_it_goes_on_where_it_was_stopped(store: Store, tmp_path: Path) -> None:
    """Behind the last part that was stored: nothing is read twice, nothing is left out."""
    count = 2 * PART + 5
    path = write(tmp_path / "a.jsonl", count)
    first = await read(store, path, parts=2)
    rest = await read(store, path)

    assert (len(first), len(rest)) == (PART, count - PART)
    assert {one.result for one in rest} == {"stored"}
    assert len(await stored(store)) == count


async def test_a_fault_in_a_part_keeps_none_of_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The place and the flashes are one transaction."""

    async def refuse(*_: object, **__: object) -> None:
        raise StoreError("the disk is full")

    path = write(tmp_path / "a.jsonl", 3)
    with monkeypatch.context() as broken:
        broken.setattr("briefs.backfill.archives.save_place", refuse)
        with pytest.raises(StoreError):
            await read(store, path)
    assert await stored(store) == []

    assert len(await read(store, path)) == 3


async def test_a_file_that_was_read_is_not_read_again(store: Store, tmp_path: Path) -> None:
    """Unless it was changed: then from its beginning, and what is known counts as repeated."""
    path = write(tmp_path / "a.jsonl", 2)
    await read(store, path)
    assert await read(store, path) == []

    write(path, 3)
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    assert [one.result for one in await read(store, path)] == ["repeated", "repeated", "stored"]


async def test_bad_lines_wait_in_quarantine(store: Store, tmp_path: Path) -> None:
    """Broken, empty, of another encoding, with half signs, or without end: each alone."""
    lines = [
        row(1).encode(),
        b'{"title": ',
        b"",
        b"\xff\xfe\x00\x01\x02" * 40,
        b'{"title": "Tin \\ud800 up", "body": "Tin rose."}',
        '{"title": "锡价上涨", "body": "锡锭报价为250,000元/吨。"}'.encode("gb18030"),
        row(2).encode(),
    ]
    (tmp_path / "a.jsonl").write_bytes(b"\n".join(lines))

    outcomes = await read(store, tmp_path / "a.jsonl")

    bad = "quarantined"
    assert [one.result for one in outcomes] == ["stored", bad, bad, "stored", "stored", "stored"]
    assert "锡价上涨" in await stored(store)


async def test_a_line_of_fifty_megabytes_takes_no_memory(store: Store, tmp_path: Path) -> None:
    """It is cut and refused as too large; the next line is read."""
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"title": "')
        for _ in range(50):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n' + row(1).encode())

    outcomes = await read(store, path)

    assert [one.result for one in outcomes] == ["quarantined", "stored"]
    assert "too large" in outcomes[0].detail
    async with store.read() as conn:
        (waiting,) = await quarantine.waiting(conn)
    assert len(waiting.raw.content) < 6_000_000
