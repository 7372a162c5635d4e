"""A sandbox of one test, and the Bot API called by hand."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import httpx
import pytest

from bot.sandbox import HUMAN, Sandbox, serve, write

TOKEN = "123456:sandbox-test"
Api = Callable[..., Coroutine[Any, Any, dict[str, Any]]]


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with serve() as running:
        yield running


@pytest.fixture
async def http(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=sandbox.url, timeout=20) as client:
        yield client


@pytest.fixture
def api(sandbox: Sandbox, http: httpx.AsyncClient) -> Api:
    """Call a method; the private chat is open, as after the person's first message."""
    sandbox.world.bot(TOKEN)
    write(sandbox.world, HUMAN, "hello")

    async def call(method: str, **params: Any) -> dict[str, Any]:
        reply = await http.post(f"/bot{TOKEN}/{method}", json=params)
        answer: dict[str, Any] = reply.json()
        assert answer["ok"] or answer["error_code"] == reply.status_code
        return answer

    return call
