"""Pushing updates to a web hook: in order, again after a failure, with growing pauses."""

from __future__ import annotations

import asyncio

import httpx

from bot.sandbox.bots import Bot, Hook
from bot.sandbox.world import World

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
LONGEST_PAUSE = 3600
TIMEOUT_SECONDS = 10


async def push_updates(world: World) -> None:
    """Serve every bot that has a hook, until cancelled."""
    pushing: dict[str, asyncio.Task[None]] = {}
    async with asyncio.TaskGroup() as group:
        while True:
            world.hooked.clear()
            for bot in world.bots.values():
                running = pushing.get(bot.token)
                if bot.hook is not None and (running is None or running.done()):
                    task = pushing[bot.token] = group.create_task(_push_to(world, bot))
                    # A hook set while the last pusher was ending has none yet: look again.
                    task.add_done_callback(lambda _: world.hooked.set())
            await world.hooked.wait()


async def _push_to(world: World, bot: Bot) -> None:
    failures = 0
    async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS) as client:
        while (hook := bot.hook) is not None:
            if not bot.updates:
                await bot.news.wait()
                bot.news.clear()
                continue
            update = bot.updates[0]
            pause = await _push(client, world, hook, update, failures)
            if pause is None:
                failures = 0
                bot.updates = [each for each in bot.updates if each is not update]
            else:
                failures += 1
                await asyncio.sleep(pause)


async def _push(
    client: httpx.AsyncClient, world: World, hook: Hook, update: object, failures: int
) -> float | None:
    """Push one update; None if it was taken, else how long to wait before the next try."""
    headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
    pause = PAUSES[min(failures, len(PAUSES) - 1)]
    try:
        reply = await client.post(hook.url, json=update, headers=headers)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        hook.last_error = (int(world.clock()), f"Connection failed: {type(error).__name__}")
        return pause
    if reply.is_success:
        return None
    said = f"Wrong response from the webhook: {reply.status_code} {reply.reason_phrase}"
    hook.last_error = (int(world.clock()), said)
    asked = reply.headers.get("retry-after", "")
    return min(float(asked), LONGEST_PAUSE) if asked.isdecimal() else pause
