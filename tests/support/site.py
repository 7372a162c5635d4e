"""A web site on this machine whose pages a test writes, with a log of what was asked of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.web.server import serving

Page = Callable[[Request], Response | Awaitable[Response]]


@dataclass
class Site:
    """`pages` by path; `asked` are the requests in their order."""

    url: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)

    def put(
        self, path: str, body: str | bytes, media_type: str = "text/html", **headers: str
    ) -> None:
        """A page that is always the same; `etag` and others are headers."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        def answer(request: Request) -> Response:
            if named.get("etag") and request.headers.get("if-none-match") == named["etag"]:
                return Response(status_code=304, headers=named)
            return Response(body, media_type=media_type, headers=named)

        self.pages[path] = answer

    def status(self, path: str, status: int, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = lambda _: Response(status_code=status, headers=named)

    def paths(self) -> list[str]:
        return [request.url.path for request in self.asked]

    async def __call__(self, request: Request) -> Response:
        self.asked.append(request)
        page = self.pages.get(request.url.path)
        if page is None:
            return PlainTextResponse("no such page", status_code=404)
        answer = page(request)
        return answer if isinstance(answer, Response) else await answer


@asynccontextmanager
async def open_site() -> AsyncIterator[Site]:
    site = Site()
    app = Starlette(routes=[Route("/{path:path}", site.__call__)])
    async with serving(app) as url:
        site.url = url
        yield site
