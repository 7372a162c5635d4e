"""The sandbox as a server: the Bot API, the web chat, and the tasks beside them."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from bot.sandbox import api, web
from bot.sandbox.guard import Guard
from bot.sandbox.hook import push_updates
from bot.sandbox.keep import keep_saving, load
from bot.sandbox.world import World

STOP_SECONDS = 1


@dataclass(frozen=True, slots=True)
class Sandbox:
    """A running sandbox. `url` is the base of its Bot API and the address of the web chat."""

    url: str
    world: World


class _Server(uvicorn.Server):
    """Says when it is up, and leaves Ctrl-C to the program around it."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


def make_app(world: World, host: str = "") -> Starlette:
    """All its addresses, for a server of your own; `host` is a name it may be called by."""
    guard = Middleware(Guard, host=host)
    return Starlette(routes=[*api.routes(world), *web.routes(world)], middleware=[guard])


@asynccontextmanager
async def serve(
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    keep: Path | None = None,
    world: World | None = None,
) -> AsyncIterator[Sandbox]:
    """Serve while the block runs. Port 0 takes a free one; `keep` is the file of its state.

    Raises OSError if the port is taken.
    """
    world = world or World()
    if keep is not None:
        load(world, keep)
    listener = _listen(host, port)
    server = _server(world, host)
    tasks = [
        asyncio.create_task(server.serve(sockets=[listener])),
        asyncio.create_task(push_updates(world)),
    ]
    if keep is not None:
        tasks.append(asyncio.create_task(keep_saving(world, keep)))
    try:
        await server.ready.wait()
        shown = f"[{host}]" if ":" in host else host
        yield Sandbox(f"http://{shown}:{listener.getsockname()[1]}", world)
    finally:
        server.should_exit = server.force_exit = True
        for task in tasks[1:]:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
        listener.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.close()
        raise
    return listener


def _server(world: World, host: str) -> _Server:
    config = uvicorn.Config(
        make_app(world, host),
        log_config=None,
        log_level="critical",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    return _Server(config)
