"""What goes wrong on purpose. Each test says what it saw; the lines stand at the end of the run.

`make faults` runs these alone, with ten times as many kills.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.sandbox import Sandbox, serve
from briefs.store import Store, migrate, open_store
from tests.support.databases import postgresql

LINES = pytest.StashKey[list[str]]()


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Say what was seen: `figure("20 kills: 0 lost, 31 repeated")`."""
    return request.config.stash.setdefault(LINES, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = terminalreporter.config.stash.get(LINES, [])
    if lines:
        terminalreporter.section("what the faults did")
    for line in lines:
        terminalreporter.line(line)


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of a migrated database of this test alone."""
    if request.param == "sqlite":
        url = f"sqlite+aiosqlite:///{tmp_path / 'faults.db'}"
        await migrate(url)
        yield url
        return
    async with postgresql() as url:
        await migrate(url)
        yield url


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = await open_store(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with serve() as served:
        yield served
