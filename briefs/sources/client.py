"""The one way out to the web: `Web.get` fetches an address, safely and politely, or says why not.

check the address → the site's robots.txt → our turn at the host → connect to a checked address
→ the answer, unpacked up to a limit → a redirect starts again at the top
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Final

import httpx

from briefs.sources.addresses import Allowed, Resolve, find_addresses, resolve
from briefs.sources.body import read_body, too_large
from briefs.sources.content import decode_as
from briefs.sources.failures import FetchError, Reason
from briefs.sources.headers import lifetime, retry_after
from briefs.sources.robots import Robots
from briefs.sources.turns import Turns

AGENT: Final = "Flashbrief"
USER_AGENT: Final = f"{AGENT}/{version('flashbrief')} (metals desk assistant; reads feeds)"
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
LASTING: Final = frozenset({301, 308})
MOST_HOPS: Final = 5
ROBOTS_BYTES: Final = 512_000  # RFC 9309 asks for as much
STATUS: Final = {
    401: Reason.LOGIN_NEEDED,
    402: Reason.LOGIN_NEEDED,
    403: Reason.LOGIN_NEEDED,
    404: Reason.NOT_FOUND,
    410: Reason.GONE,
    429: Reason.BUSY,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one request: its bytes, packed and unpacked; its seconds; the pause after it."""

    bytes: int = 5_000_000
    seconds: float = 20.0
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server gave to ask with whether anything is new."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `unchanged`: nothing new since the validators, and no body.

    `moved_to`: the address to use from now on; `fresh_for`: how long the server vouches for it.
    """

    url: str
    body: bytes
    media_type: str
    charset: str | None
    validators: Validators
    unchanged: bool = False
    moved_to: str | None = None
    fresh_for: timedelta | None = None

    @property
    def text(self) -> str:
        """By the encoding its header names, else by its own look."""
        return decode_as(self.body, self.charset)


class Web:
    """The client of all sources. Close it in the event loop it was used in."""

    def __init__(
        self,
        *,
        allowed: Allowed | None = None,
        limits: Limits | None = None,
        resolve: Resolve = resolve,
    ) -> None:
        self._limits = limits or Limits()
        self._client = httpx.AsyncClient(
            transport=_Pinned(allowed or Allowed(), resolve),
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"},
            timeout=self._limits.seconds,
            trust_env=False,
        )
        self._turns = Turns()
        self._robots = Robots(self._read_robots, AGENT)

    async def get(
        self, url: str, *, now: datetime, validators: Validators | None = None, robots: bool = True
    ) -> Fetched:
        """Fetch a page, following redirects. `robots=False` where the publisher lets us.

        Raises FetchError, whatever goes wrong.
        """
        headers = validators.headers() if validators else {}
        return await self._follow(url, headers, now, robots=robots, limit=self._limits.bytes)

    async def close(self) -> None:
        await self._client.aclose()

    async def _read_robots(self, url: str, now: datetime) -> str:
        return (await self._follow(url, {}, now, robots=False, limit=ROBOTS_BYTES)).text

    async def _follow(
        self, url: str, headers: dict[str, str], now: datetime, *, robots: bool, limit: int
    ) -> Fetched:
        target, moved_to, lasting = _read_url(url), None, True
        for _ in range(MOST_HOPS + 1):
            pause = self._limits.pause
            if robots:
                asked = await self._robots.check(_origin(target), str(target), now)
                pause = max(pause, asked)
            async with self._turns.at(target.host, pause=pause):
                answer = await self._hop(target, headers, now, moved_to=moved_to, limit=limit)
            if isinstance(answer, Fetched):
                return answer
            status, target = answer
            lasting = lasting and status in LASTING
            moved_to = str(target) if lasting else None
        raise FetchError(Reason.TOO_MANY_REDIRECTS, f"{target.host} redirects without end")

    async def _hop(
        self,
        target: httpx.URL,
        headers: dict[str, str],
        now: datetime,
        *,
        moved_to: str | None,
        limit: int,
    ) -> Fetched | tuple[int, httpx.URL]:
        """The answer of one address, or where it sends us."""
        try:
            async with (
                asyncio.timeout(self._limits.seconds),
                self._client.stream("GET", target, headers=headers) as response,
            ):
                if response.status_code in REDIRECTS and "Location" in response.headers:
                    return response.status_code, _read_url(response.headers["Location"], target)
                _check_status(response, now)
                body = await _read(response, limit)
                return _fetched(target, response, body, moved_to)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError) as error:
            raise _as_failure(error, target) from error


class _Pinned(httpx.AsyncBaseTransport):
    """Connects to an address that was checked, under the name that was asked for."""

    def __init__(self, allowed: Allowed, resolve: Resolve) -> None:
        self._allowed = allowed
        self._resolve = resolve
        # A connection kept open was made for another name at the same address.
        closing = httpx.Limits(max_connections=100, max_keepalive_connections=0)
        self._inner = httpx.AsyncHTTPTransport(trust_env=False, limits=closing)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        host, port = request.url.raw_host.decode("ascii"), _port(request.url)
        addresses = await find_addresses(host, port, allowed=self._allowed, resolve=self._resolve)
        for number, address in enumerate(addresses, 1):
            pinned = httpx.Request(
                request.method,
                request.url.copy_with(host=address),
                headers=request.headers,
                stream=request.stream,
                extensions=request.extensions | {"sni_hostname": host},
            )
            try:
                return await self._inner.handle_async_request(pinned)
            except httpx.ConnectError:
                if number == len(addresses):
                    raise
        raise AssertionError("a host has at least one address")

    async def aclose(self) -> None:
        await self._inner.aclose()


def _read_url(text: str, base: httpx.URL | None = None) -> httpx.URL:
    try:
        url = httpx.URL(text) if base is None else base.join(text)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(Reason.BAD_ADDRESS, f"{text[:200]!r} is no address") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError(Reason.BAD_ADDRESS, f"{text[:200]!r} is no http or https address")
    if url.userinfo:
        raise FetchError(Reason.BAD_ADDRESS, "an address with a name or password in it")
    return url.copy_with(fragment=None)


def _port(url: httpx.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _check_status(response: httpx.Response, now: datetime) -> None:
    status = response.status_code
    if status == 304 or 200 <= status < 300:
        return
    wait = retry_after(response.headers.get("Retry-After"), now)
    usual = Reason.SERVER_ERROR if status >= 500 else Reason.REFUSED
    reason = Reason.BUSY if status == 503 and wait else STATUS.get(status, usual)
    raise FetchError(reason, f"answered with status {status}", wait=wait)


async def _read(response: httpx.Response, limit: int) -> bytes:
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > limit:
        raise too_large(limit)
    coding = response.headers.get("Content-Encoding", "")
    return await read_body(response.aiter_raw(), coding, limit=limit)


def _fetched(
    target: httpx.URL, response: httpx.Response, body: bytes, moved_to: str | None
) -> Fetched:
    headers = response.headers
    return Fetched(
        url=str(target),
        body=body,
        media_type=headers.get("Content-Type", "").partition(";")[0].strip().casefold(),
        charset=response.charset_encoding,
        validators=Validators(headers.get("ETag"), headers.get("Last-Modified")),
        unchanged=response.status_code == 304,
        moved_to=moved_to,
        fresh_for=lifetime(headers.get("Cache-Control")),
    )


def _as_failure(error: Exception, target: httpx.URL) -> FetchError:
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return FetchError(Reason.TIMED_OUT, f"{target.host} took too long")
    if isinstance(error, httpx.InvalidURL):
        return FetchError(Reason.BAD_ADDRESS, f"{target.host!r} is no host")
    if isinstance(error, httpx.ProtocolError | httpx.DecodingError | httpx.StreamError):
        return FetchError(Reason.GARBLED, f"{target.host} does not speak HTTP: {error}")
    if _is_tls(error):
        return FetchError(Reason.CERTIFICATE, f"{target.host}: {error}")
    return FetchError(Reason.UNREACHABLE, f"{target.host} cannot be reached: {error}")


def _is_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False
