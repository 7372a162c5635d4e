"""python-telegram-bot's requests over our connections, kept out of the windows of a flood.

Replies to people do not wait for their turn behind what is broadcast, but they count: what is
broadcast leaves room for them. Inside a window that Telegram has named, a reply is refused here, as
Telegram would refuse it, without asking.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from time import monotonic
from typing import Any

from aiohttp import FormData
from telegram.request import BaseRequest, RequestData

from bot.delivery.failures import FLOOD_SECONDS
from bot.delivery.pace import Pace
from bot.delivery.wire import JSON, Wire

WRITES = ("send", "edit", "copy", "forward")  # how the methods begin that Telegram counts
UNCOUNTED = frozenset({"sendChatAction"})
TOO_MANY = 429


class PacedRequest(BaseRequest):
    """A transport for `Application.builder().request(…)`. `ticks` is a monotonic clock."""

    def __init__(
        self, wire: Wire, pace: Pace | None = None, ticks: Callable[[], float] = monotonic
    ) -> None:
        self._wire, self._pace, self._ticks = wire, pace, ticks

    @property
    def read_timeout(self) -> float | None:
        return self._wire.read_seconds

    async def initialize(self) -> None:
        await self._wire.open()

    async def shutdown(self) -> None:
        await self._wire.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        seconds = None if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        chat_id = self._written_to(url, request_data)
        if chat_id is None or self._pace is None:
            return await self._send(url, method, request_data, seconds)
        wait = self._pace.reply_wait(chat_id, self._ticks())
        if wait > 0:
            return TOO_MANY, _refusal(wait)
        self._pace.reply(chat_id, self._ticks())
        status, body = await self._send(url, method, request_data, seconds)
        if status == TOO_MANY:
            self._pace.refused(chat_id, _asked(body), self._ticks())
        return status, body

    async def _send(
        self, url: str, method: str, request_data: RequestData | None, seconds: float | None
    ) -> tuple[int, bytes]:
        data, headers = _encoded(request_data)
        return await self._wire.post(
            url, data, headers=headers, method=method, read_seconds=seconds
        )

    def _written_to(self, url: str, request_data: RequestData | None) -> int | None:
        """The chat a counted method writes to; None for all others."""
        name = url.rpartition("/")[2]
        if request_data is None or not name.startswith(WRITES) or name in UNCOUNTED:
            return None
        chat_id = request_data.parameters.get("chat_id")
        return chat_id if isinstance(chat_id, int) else None


def _encoded(request_data: RequestData | None) -> tuple[Any, dict[str, str] | None]:
    """The body: JSON, or a form where there are files."""
    if request_data is None:
        return None, None
    if not request_data.contains_files:
        return json.dumps(request_data.parameters).encode(), {"content-type": JSON}
    form = FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, media_type) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=media_type)
    return form, None


def _refusal(seconds: float) -> bytes:
    wait = max(1, round(seconds + 0.5))
    said = f"Too Many Requests: retry after {wait}"
    parameters = {"retry_after": wait}
    refused = {"ok": False, "error_code": TOO_MANY, "description": said, "parameters": parameters}
    return json.dumps(refused).encode()


def _asked(body: bytes) -> float:
    try:
        return float(json.loads(body)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return FLOOD_SECONDS
