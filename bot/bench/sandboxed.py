"""Delivery against the sandbox with Telegram's limits on, which counts what it refuses."""

from __future__ import annotations

from bot.bench.desk import readers, tell_all
from bot.bench.sending import deliver_all, posting
from bot.delivery.pace import Pace
from bot.sandbox import serve
from bot.sandbox.scene import Chat

READERS, FLASHES = 300, 2
ALLOWED = 30.0  # messages a second


async def measure(database: str | None) -> dict[str, float]:
    """Two flashes to 300 readers: how near to the allowed rate, what was refused, what was lost."""
    async with readers(database, READERS) as store, serve() as sandbox:
        for chat_id in range(1, READERS + 1):
            about = {"id": chat_id, "type": "private", "first_name": str(chat_id)}
            sandbox.world.chats[chat_id] = Chat(about)
        sandbox.world.limits.on = True
        for number in range(FLASHES):
            await tell_all(store, f"Flash {number}")
        async with posting(sandbox.url) as post:
            run = await deliver_all(store, post, Pace(), READERS * FLASHES)
    came = {(call.chat_id, call.text) for call in sandbox.world.log.sends()}
    return {
        "sandbox_delivered": len(sandbox.world.log.sends()),
        "sandbox_seconds": run.seconds,
        "sandbox_share_of_allowed_rate": run.rate / ALLOWED,
        "sandbox_refused_429": sandbox.world.limits.refused,
        "sandbox_lost": READERS * FLASHES - len(came),
    }
