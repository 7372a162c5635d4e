"""Who may drive the sandbox: programs, and its own page; no page of another site.

A browser tells where a request comes from by Origin, or for an image or a link by Sec-Fetch-Site;
a name that was made to resolve to this machine shows in Host. Programs send neither of the first.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox.errors import forbidden

OURS = ("same-origin", "none")


class Guard:
    """Around the whole application. `host` is a further name it is served under."""

    def __init__(self, app: ASGIApp, host: str = "") -> None:
        self.app = app
        self.names = {"localhost", host.lower()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._lets_in(scope):
            return await self.app(scope, receive, send)
        refusal = forbidden("only programs and pages of this machine may do this")
        return await JSONResponse(refusal.body(), refusal.code)(scope, receive, send)

    def _lets_in(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._is_known(host):
            return False
        origin = headers.get("origin")
        if origin is not None and _netloc(origin) != host:
            return False
        # A link from anywhere may open the page; it does nothing by itself.
        is_page = scope["path"] == "/" and scope["method"] in ("GET", "HEAD")
        return is_page or headers.get("sec-fetch-site", "none") in OURS

    def _is_known(self, host: str) -> bool:
        """An address, or a name of this machine: such a name no stranger's DNS can give."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
            ip_address(name)
        except ValueError:
            return "[" not in host and name in self.names
        return True


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
