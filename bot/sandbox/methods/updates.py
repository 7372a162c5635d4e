"""Getting updates: by long polling, or pushed to a web hook; never both."""

from __future__ import annotations

import asyncio
import re
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.sandbox.bots import Bot, Hook
from bot.sandbox.errors import Refusal, bad
from bot.sandbox.methods.call import Call
from bot.sandbox.shapes import a_text

# core.telegram.org/bots/api#getupdates, #setwebhook
MOST_UPDATES = 100
LONGEST_POLL = 50
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LOCAL = ("127.0.0.1", "localhost", "::1")
OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
HOOK_SET = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
HOOK_CAME = "Conflict: terminated by setWebhook request"
ALLOWED = "can't parse allowed_updates: expected an Array of String"


async def get_updates(call: Call) -> Any:
    bot = call.bot
    if bot.hook is not None:
        raise Refusal(409, HOOK_SET)
    _remember_kinds(call)
    _confirm(bot, call.params.number("offset") or 0)
    limit = min(max(call.params.number("limit") or MOST_UPDATES, 1), MOST_UPDATES)
    bot.poll += 1
    mine = bot.poll
    bot.news.set()  # an older poll that still waits finds that it is no longer the newest
    bot.news = asyncio.Event()
    if bot.updates:
        return bot.updates[:limit]
    try:
        async with asyncio.timeout(min(call.params.number("timeout") or 0, LONGEST_POLL)):
            while not bot.updates and bot.poll == mine:
                await bot.news.wait()
                bot.news.clear()
    except TimeoutError:
        return []
    if bot.poll != mine:
        raise Refusal(409, OTHER_POLL if bot.hook is None else HOOK_CAME)
    return bot.updates[:limit]


def _confirm(bot: Bot, offset: int) -> None:
    if offset < 0:
        bot.updates = bot.updates[offset:]
    elif offset:
        bot.updates = [update for update in bot.updates if update["update_id"] >= offset]


def _remember_kinds(call: Call) -> None:
    kinds = call.params.array("allowed_updates", ALLOWED)
    if kinds is not None:
        call.bot.allowed = frozenset(a_text(kind, ALLOWED) for kind in kinds)


async def set_webhook(call: Call) -> Any:
    url = call.params.text("url") or ""
    if not url:
        return await delete_webhook(call)
    _check_address(url)
    secret = call.params.text("secret_token")
    if secret and not SECRET.fullmatch(secret):
        raise bad("secret token contains unallowed characters")
    _remember_kinds(call)
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.clear()
    call.bot.hook = Hook(url, secret or None, call.params.number("max_connections") or 40)
    call.bot.poll += 1  # ends a getUpdates that still waits
    call.bot.news.set()
    call.world.hooked.set()
    return True


def _check_address(url: str) -> None:
    """Raises Refusal for what cannot be pushed to; plain HTTP is for this machine only."""
    try:
        address = httpx.URL(url)
        port = urlsplit(url).port  # finds brackets and ports the other lets through
    except (httpx.InvalidURL, ValueError):
        raise bad("bad webhook: Invalid URL") from None
    if address.scheme != "https" and (address.scheme != "http" or address.host not in LOCAL):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if not address.host or port == 0:
        raise bad("bad webhook: Invalid URL")


async def delete_webhook(call: Call) -> Any:
    call.bot.hook = None
    call.bot.news.set()  # whoever pushes to it finds it gone
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.clear()
    return True


async def get_webhook_info(call: Call) -> Any:
    hook = call.bot.hook
    info: dict[str, Any] = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.bot.updates),
    }
    if hook is not None:
        info["max_connections"] = hook.max_connections
        if hook.last_error is not None:
            info["last_error_date"], info["last_error_message"] = hook.last_error
    if call.bot.allowed:
        info["allowed_updates"] = sorted(call.bot.allowed)
    return info
