"""The bot as a process to be killed: -m tests.support.bot_process API-URL DATABASE-URL OWNER"""

from __future__ import annotations

import asyncio
import sys

from bot.app import build
from bot.delivery.flights import LEAST
from bot.delivery.pace import Pace
from briefs.lexicon import load_lexicon
from briefs.render import load_renderer
from briefs.store import open_store

TOKEN = "7000000001:tests-only-this-token-opens-no-door-anywhere"


async def main(api_url: str, database_url: str, owner: str) -> None:
    store = await open_store(database_url)
    app = build(
        token=TOKEN,
        api_url=api_url,
        store=store,
        lexicon=load_lexicon(),
        renderer=load_renderer(),
        owners=[int(owner)],
        # Without waiting between messages: more of them are under way when the blow falls.
        most_in_flight=LEAST,
        pace=Pace(bot_per_second=1e6, chat_interval=0, group_per_minute=1e9),
    )
    await app.start()
    await app.run_until_stopped()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
