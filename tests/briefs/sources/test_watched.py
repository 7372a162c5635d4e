"""Files dropped into a watched folder are taken in once, whole, and moved away with what became."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefs.sources.client import Web
from briefs.sources.failures import Reason
from briefs.sources.poll import Polled, poll
from briefs.sources.watched import LARGEST, FolderSpec, WatchedFolder
from briefs.store import Store, spool
from briefs.types import RawFlash

NOTE = "Tin up (Sample)\nMar 5, 2030 09:00\nTin ingot was quoted at 250,000 yuan/mt on March 5."


@dataclass
class Desk:
    """One folder, looked into by hand; between two looks ten seconds pass."""

    store: Store
    web: Web
    path: Path
    now: datetime = field(default_factory=lambda: datetime.now(UTC) + timedelta(minutes=5))

    def drop(self, name: str, content: str | bytes = NOTE) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    async def look(self) -> Polled:
        self.now += timedelta(seconds=10)
        return await poll(
            WatchedFolder(FolderSpec(id="inbox", kind="folder", path=self.path)),
            store=self.store,
            web=self.web,
            now=self.now,
            draw=lambda low, high: (low + high) / 2,
        )

    async def raws(self) -> list[RawFlash]:
        async with self.store.read() as conn:
            return [raw for _, raw in await spool.waiting(conn, limit=999)]

    def files(self) -> list[str]:
        return sorted(str(p.relative_to(self.path)) for p in self.path.rglob("*") if p.is_file())


@pytest.fixture
def desk(store: Store, web: Web, tmp_path: Path) -> Desk:
    (tmp_path / "inbox").mkdir()
    return Desk(store, web, tmp_path / "inbox")


async def test_what_is_dropped_is_taken_in_and_moved(desk: Desk) -> None:
    """Seen once it waits, seen unchanged it is read; each kind by its ending, folders kept."""
    desk.drop("a.txt")
    desk.drop("b.html", "<h1>Zinc up (Sample)</h1><p>Zinc rose.</p>")
    desk.drop("day/c.jsonl", '{"title": "Lead up"}\n{"title": "Lead down"}\n')
    desk.drop("d.eml", "From: a@example.com\nSubject: Tin\n\nTin stood at 250,000 yuan/mt.\n")
    desk.drop("e.csv", "date,material,low,high,unit\n2026-03-05,SMM #1 tin,250000,252000,yuan/mt\n")
    assert (await desk.look()).new == 0
    polled = await desk.look()

    assert polled.new == 5
    media = [raw.media for raw in await desk.raws()]
    assert media.count("text") == media.count("html") == media.count("mail") == 1
    assert media.count("json") == 2
    names = ("a.txt", "b.html", "d.eml", "day/c.jsonl", "e.csv")
    assert desk.files() == [f"done/{name}" for name in names]
    assert (await desk.look()).stood == 0


async def test_a_half_written_file_waits(desk: Desk) -> None:
    """As long as it grows, or was touched a moment ago, or bears the name of a download."""
    desk.drop("a.txt", "Tin up")
    desk.drop("b.txt.part")
    await desk.look()
    desk.drop("a.txt", NOTE)
    assert (await desk.look()).new == 0
    os.utime(desk.path / "a.txt", (desk.now.timestamp() + 19,) * 2)
    await desk.look()
    assert (await desk.look()).new == 0
    assert (await desk.look()).new == 1

    (raw,) = await desk.raws()
    assert raw.content == NOTE
    assert desk.files() == ["b.txt.part", "done/a.txt"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", b"%PDF-1.7", "not read"),
        ("a.txt", b"", "empty"),
        ("a.txt", bytes(range(256)) * 40, "no text"),
        ("a.txt", b"\0" * 5000, "no text"),
        ("a.json", b'{"title": ', "not valid JSON"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.html", b"<div>" * 100_000, "nested"),
        ("a.xlsx", b"PK\x03\x04 no workbook", ""),
        ("a.txt", b"x" * (LARGEST + 1), "too large"),
    ],
    ids=["kind", "empty", "bytes", "nul", "json", "deep json", "deep html", "workbook", "large"],
)
async def test_what_cannot_be_read_is_set_aside(
    desk: Desk, name: str, content: bytes, why: str
) -> None:
    """With the reason beside it, for the person who dropped it; the next file is read."""
    desk.drop(name, content)
    desk.drop("b.txt")
    await desk.look()
    await desk.look()

    assert desk.files() == ["done/b.txt", f"unreadable/{name}", f"unreadable/{name}.why.txt"]
    assert why in (desk.path / f"unreadable/{name}.why.txt").read_text()


async def test_links_are_not_followed(desk: Desk, tmp_path: Path) -> None:
    """Neither to a file outside, nor to a folder; nothing outside is read or moved."""
    (tmp_path / "secret.txt").write_text("Root password (Sample)")
    (tmp_path / "others").mkdir()
    (tmp_path / "others" / "x.txt").write_text(NOTE)
    (desk.path / "a.txt").symlink_to(tmp_path / "secret.txt")
    (desk.path / "sub").symlink_to(tmp_path / "others")
    os.mkfifo(desk.path / "pipe.txt")
    await desk.look()
    await desk.look()

    assert await desk.raws() == []
    assert (tmp_path / "secret.txt").exists()
    assert (tmp_path / "others" / "x.txt").exists()
    assert "link" in (desk.path / "unreadable/a.txt.why.txt").read_text()


async def test_a_stop_between_keeping_and_moving_takes_nothing_in_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept and still stands there is moved at the next look."""
    desk.drop("a.txt")
    await desk.look()
    with monkeypatch.context() as stopped:
        stopped.setattr(WatchedFolder, "_settle", lambda *_: None)
        assert (await desk.look()).new == 1
    assert desk.files() == ["a.txt"]

    assert (await desk.look()).new == 0
    assert desk.files() == ["done/a.txt"]
    assert len(await desk.raws()) == 1


async def test_one_name_twice_keeps_both_files(desk: Desk) -> None:
    """Every day's sheet may be called the same."""
    for text in (NOTE, NOTE.replace("250", "251")):
        desk.drop("a.txt", text)
        await desk.look()
        await desk.look()

    assert desk.files() == ["done/a-2.txt", "done/a.txt"]
    assert len(await desk.raws()) == 2


async def test_a_missing_folder_is_told(desk: Desk) -> None:
    """And looked for again: a disk may not be mounted yet."""
    desk.path.rmdir()
    assert (await desk.look()).state.reason is Reason.UNREACHABLE
    desk.path.mkdir()
    assert (await desk.look()).state.reason is None


async def test_a_file_that_must_not_be_moved_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is kept all the same, and not taken in again."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    desk.drop("a.txt")
    await desk.look()
    with monkeypatch.context() as closed:
        closed.setattr(Path, "rename", refuse)
        assert (await desk.look()).state.reason is Reason.REFUSED
        await desk.look()

    assert len(await desk.raws()) == 1


async def test_it_is_looked_into_every_few_seconds(desk: Desk) -> None:
    """A file of one's own disk need not wait as long as a web site asks for."""
    state = (await desk.look()).state
    assert state.due_at is not None
    assert state.due_at - desk.now < timedelta(seconds=10)
