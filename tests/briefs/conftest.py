"""An open database for what stands above the store: SQLite, in the test's own folder."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from briefs.store import Store, migrate, open_store


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A migrated SQLite database, open."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'flashbrief.db'}"
    await migrate(url)
    opened = await open_store(url)
    yield opened
    await opened.close()
