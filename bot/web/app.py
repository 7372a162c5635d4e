"""Every address of the bot's own web server, off until FLASHBRIEF_WEB_PORT is set."""

from __future__ import annotations

import asyncio
import errno

from starlette.applications import Starlette

from bot.config import ConfigError, WebAddress
from bot.web.door import Door
from bot.web.flashes import flash_routes
from bot.web.server import serving
from bot.web.status import Watch, status_routes


def make_web(watch: Watch, door: Door | None = None) -> Starlette:
    return Starlette(
        routes=[
            *status_routes(watch),  # GET /health, GET /metrics
            *(flash_routes(door) if door else ()),  # POST /flashes, GET /openapi.json
        ]
    )


async def serve_web(app: Starlette, address: WebAddress) -> None:
    """Serve until cancelled. Raises ConfigError if the port is not free."""
    try:
        async with serving(app, address.host, address.port):
            await asyncio.Event().wait()
    except OSError as error:
        said = (
            "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
        )
        raise ConfigError(
            f"FLASHBRIEF_WEB_PORT: {address.host}:{address.port} {said}; set another one"
        ) from error
