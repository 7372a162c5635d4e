"""A server that speaks chat completions, and says what a test has it say: the truth, or lies."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Script = Callable[[str, dict[str, Any]], web.StreamResponse | str]


@dataclass
class ModelServer:
    """`say` is given the instruction and the data; a text becomes a completion."""

    say: Script = field(default=lambda _instruction, _data: "")
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.asked.append(body)
        self.keys.append(request.headers.get("Authorization"))
        system, user = (message["content"] for message in body["messages"])
        said = self.say(system, json.loads(user))
        if not isinstance(said, str):
            return said
        return web.json_response({"choices": [{"message": {"role": "assistant", "content": said}}]})


@asynccontextmanager
async def model_server(say: Script) -> AsyncIterator[ModelServer]:
    """A server on a free port of the loopback interface."""
    server = ModelServer(say)
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    server.url = f"http://{host}:{port}/v1"
    try:
        yield server
    finally:
        await runner.cleanup()
