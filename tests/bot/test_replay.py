"""A stored day is played again: in its order, at its times, into a sandbox, changing nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import replay as replaying
from bot.commands.replay import command
from bot.config import Settings
from bot.desk import Desk, open_desk
from bot.replay import Clock, replay_day
from bot.sandbox import Sandbox
from briefs.freshness import ARCHIVE
from briefs.ingest import ingest
from briefs.store.raws import last_told, told_between
from briefs.types import RawFlash

DAY = datetime(2030, 3, 5, tzinfo=UTC)
METALS = {"tin": 20, "zinc": 10, "lead": 30}  # the minute each is told at


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A database with three flashes of a day, stored in another order, and one of the next day."""
    async with open_desk(Settings(data_dir=tmp_path, port=0)) as opened:
        for name, minute in {**METALS, "nickel": 1800}.items():
            at = DAY + timedelta(minutes=minute)
            body = f"SMM #1 {name} averaged 250,000 yuan/mt, up 1% on the day."
            row = {"title": f"{name} firms", "body": body, "published_at": at.isoformat()}
            await ingest(
                RawFlash("wire", name, json.dumps(row), "json", at),
                store=opened.store,
                lexicon=opened.lexicon,
                renderer=opened.renderer,
                now=at,
                freshness=ARCHIVE,
            )
        yield opened


async def test_a_day_is_found_in_the_order_it_was_told(desk: Desk) -> None:
    """Neither what came in first nor the next day counts."""
    async with desk.store.read() as conn:
        told = await told_between(conn, DAY, DAY + timedelta(days=1))
        assert await last_told(conn) == DAY + timedelta(hours=30)

    assert [one.raw.origin for one in told] == ["zinc", "tin", "lead"]
    assert [one.at.minute for one in told] == [10, 20, 30]


def test_the_clock_runs_at_its_speed() -> None:
    """A minute of the wall's is an hour; what is past is not waited for."""
    ticks = iter([160.0, 160.0, 160.0])
    clock = Clock(DAY, 60.0, ticks=lambda: next(ticks), began=100.0)

    assert clock.now() == DAY + timedelta(hours=1)
    assert clock.seconds_to(DAY + timedelta(hours=2)) == 60.0
    assert clock.seconds_to(DAY) == 0.0


async def test_the_day_arrives_in_a_sandbox(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reader gets every flash once, in its order; the operator's database stays as it was."""
    boxes: list[Sandbox] = []
    monkeypatch.setattr(replaying, "serve", _Watched(boxes))
    async with desk.store.read() as conn:
        told = await told_between(conn, DAY, DAY + timedelta(days=1))
    settings = Settings(data_dir=tmp_path, port=0)
    playing = asyncio.create_task(replay_day(settings, desk, told, told[0].at, 600.0))
    try:
        while not boxes or len(_prices(boxes[0])) < len(METALS):
            await asyncio.sleep(0.02)
            assert not playing.done()
    finally:
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)

    assert _prices(boxes[0]) == ["zinc", "tin", "lead"]
    said = [line.split()[-2] for line in capsys.readouterr().out.splitlines() if "stored" in line]
    assert said == ["zinc", "tin", "lead"]
    async with desk.store.read() as conn:
        assert await told_between(conn, DAY, DAY + timedelta(days=1)) == told


def _prices(sandbox: Sandbox) -> list[str]:
    """The metals that messages tell of, in the order they were sent."""
    texts = [sent.text or "" for sent in sandbox.world.log.sends()]
    return [name for text in texts for name in METALS if f"{name} firms" in text]


class _Watched:
    """`serve`, with the sandbox it opens kept for the test."""

    def __init__(self, boxes: list[Sandbox]) -> None:
        self.boxes, self.serve = boxes, replaying.serve

    def __call__(self, host: str, port: int) -> _Watched:
        self.opened = self.serve(host, port)
        return self

    async def __aenter__(self) -> Sandbox:
        self.boxes.append(await self.opened.__aenter__())
        return self.boxes[0]

    async def __aexit__(self, *error: object) -> bool | None:
        return await self.opened.__aexit__(*error)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--speed", "fast"], "no speed"),
        (["--speed", "0x"], "no speed"),
        (["--from", "10:00", "--to", "09:00"], "later"),
        (["2029-01-01"], "no flash"),
        (["yesterday"], "yesterday"),
    ],
)
def test_a_wrong_wish_is_told(
    typed: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one line, before anything is started."""
    monkeypatch.setenv("FLASHBRIEF_DATA_DIR", str(tmp_path))
    typed = typed if typed[0].startswith("2029") or "yesterday" in typed else ["2030-03-05", *typed]

    ended = CliRunner().invoke(command, typed)

    assert ended.exit_code != 0
    assert said in ended.output
