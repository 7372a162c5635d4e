"""A process with only the webhook's door: -m tests.support.webhook_process DATABASE-URL TOKEN.

It prints its address and serves until it is killed. It never reads what it takes.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime

from pydantic import SecretStr
from starlette.applications import Starlette

from bot.web.door import Door
from bot.web.flashes import flash_routes
from bot.web.server import serving
from briefs.store import open_store


async def main(database_url: str, token: str) -> None:
    store = await open_store(database_url)
    door = Door(SecretStr(token), None, store, lambda: datetime.now(UTC), lambda: None)
    async with serving(Starlette(routes=flash_routes(door))) as url:
        print(url, flush=True)  # noqa: T201
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
