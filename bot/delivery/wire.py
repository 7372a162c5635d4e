"""Connections to the Bot API: what is sent as bytes, what comes back as status and bytes.

python-telegram-bot's own transport, httpx, looks through its whole pool at every request; this one
serves ten times as many on a core (docs/decisions/0013). Errors are python-telegram-bot's.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from typing import Any
from urllib.request import getproxies, proxy_bypass

from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from telegram.error import NetworkError, TimedOut
from yarl import URL

JSON = "application/json"
CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0  # Telegram itself holds back a flood's answer for three
KEPT_ALIVE_SECONDS = 50.0  # less than Telegram's own patience: a stale connection costs a message


@cache
def proxy_for(scheme: str, host: str) -> str | None:
    """The proxy that the environment names for a host. aiohttp would look anew at every request."""
    return None if proxy_bypass(host) else getproxies().get(scheme)


@cache
def _timeout(read_seconds: float) -> ClientTimeout:
    return ClientTimeout(sock_connect=CONNECT_SECONDS, sock_read=read_seconds)


class Wire:
    """One pool of connections, opened in the event loop that uses it."""

    def __init__(self, read_seconds: float = READ_SECONDS) -> None:
        self.read_seconds = read_seconds
        self._session: ClientSession | None = None

    async def open(self) -> None:
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(limit=0, keepalive_timeout=KEPT_ALIVE_SECONDS),
                cookie_jar=DummyCookieJar(),
                # An answer of a few hundred bytes is not worth packing.
                skip_auto_headers=("Accept-Encoding", "Accept"),
            )

    async def close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def poster(self, url: str) -> Callable[[bytes], Awaitable[tuple[int, bytes]]]:
        """A function that posts JSON to one address, and only that."""
        address, headers = URL(url), {"content-type": JSON}

        async def post(data: bytes) -> tuple[int, bytes]:
            return await self.post(address, data, headers=headers)

        return post

    def caller(self, base: str) -> Callable[[str, Mapping[str, Any]], Awaitable[tuple[int, bytes]]]:
        """A function that calls any method of the API at that base, which holds the token."""

        async def call(method: str, values: Mapping[str, Any]) -> tuple[int, bytes]:
            body = json.dumps(values).encode()
            return await self.post(f"{base}/{method}", body, headers={"content-type": JSON})

        return call

    async def post(
        self,
        url: str | URL,
        data: Any,
        *,
        headers: Mapping[str, str] | None = None,
        method: str = "POST",
        read_seconds: float | None = None,
    ) -> tuple[int, bytes]:
        """Send and give status and body. Raises TimedOut, or NetworkError for whatever else.

        After either nobody knows whether the request was taken, unless no connection was made.
        """
        if self._session is None:
            await self.open()
            assert self._session is not None
        seconds = self.read_seconds if read_seconds is None else read_seconds
        timeout = _timeout(seconds)
        address = URL(url) if isinstance(url, str) else url
        proxy = proxy_for(address.scheme, address.host or "")
        try:
            async with self._session.request(
                method, address, data=data, headers=headers, timeout=timeout, proxy=proxy
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut(f"no answer within {seconds:g} s") from error
        except (ClientError, OSError) as error:
            # Its words may hold the address, and that the token: only a cut has none.
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error
