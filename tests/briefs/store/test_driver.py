"""Writing transactions run where they are asked for; what may wait does so elsewhere."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from briefs.store import Store, migrate, open_store

WRITE = text("INSERT INTO setting VALUES (:name, '1')")


@pytest.fixture
async def embedded(tmp_path: Path) -> Store:
    url = f"sqlite+aiosqlite:///{tmp_path / 'driver.db'}"
    await migrate(url)
    return await open_store(url)


async def count(store: Store) -> int:
    async with store.read() as conn:
        return int(await conn.scalar(text("SELECT count(*) FROM setting")) or 0)


async def test_a_transaction_that_is_called_off_keeps_nothing(embedded: Store) -> None:
    """Cancelled at any await: nothing of it stays, and the next writer is not held up."""

    async def write(name: str, steps: int) -> None:
        async with embedded.begin() as conn:
            await conn.execute(WRITE, {"name": name})
            for _ in range(steps):
                await asyncio.sleep(0)

    for number in range(12):
        task = asyncio.create_task(write(f"off {number}", 50))
        for _ in range(number * 3):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    await write("kept", 0)
    assert await count(embedded) == 1
    await embedded.close()


async def test_a_reader_is_not_held_up_by_a_writer(embedded: Store) -> None:
    """It sees the database as it was before."""
    async with embedded.begin() as conn:
        await conn.execute(WRITE, {"name": "a"})
        assert await count(embedded) == 0
    assert await count(embedded) == 1
    await embedded.close()


async def test_another_process_writing_is_waited_for(embedded: Store) -> None:
    """While the lock is another's the loop goes on, and the transaction begins when it is free."""
    other = await open_store(embedded.engine.url.render_as_string(hide_password=False))
    waited = 0

    async def write() -> None:
        async with embedded.begin() as conn:
            await conn.execute(WRITE, {"name": "b"})

    async with other.begin() as conn:
        await conn.execute(WRITE, {"name": "a"})
        task = asyncio.create_task(write())
        while waited < 5:
            await asyncio.sleep(0.01)
            waited += 1
        assert not task.done()
    await task
    assert await count(embedded) == 2
    await other.close()
    await embedded.close()
