"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from bot.sandbox.bots import Bot
from bot.sandbox.errors import Refusal, bad, flood
from bot.sandbox.faults import Fault, FaultKind
from bot.sandbox.log import SENDS
from bot.sandbox.methods import METHODS
from bot.sandbox.methods.call import Call
from bot.sandbox.params import Params, read_params
from bot.sandbox.world import World

BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
WRITES = SENDS | {"editmessagetext", "editmessagecaption", "editmessagemedia"}


def routes(world: World) -> list[BaseRoute]:
    async def method(request: Request) -> Response:
        return await _Answering(world, request).answer()

    async def file(request: Request) -> Response:
        return _download(world, request)

    return [
        Route("/bot{token}/{method}", method, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", file, methods=["GET"]),
    ]


class Cut(Response):
    """An answer whose connection breaks off in the middle."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", b"4096")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"ok', "more_body": True})
        raise ConnectionResetError("cut on purpose")


class _Answering:
    """One call: read, met by a fault or a limit, done, logged, answered."""

    def __init__(self, world: World, request: Request) -> None:
        self.world = world
        self.request = request
        self.method = request.path_params["method"]
        self.bot: Bot | None = None
        self.params = Params({})

    async def answer(self) -> Response:
        try:
            self.bot = self.world.bot(self.request.path_params["token"])
            self.params = await read_params(self.request)
            fault = self.world.faults.take(self.method, self._chat_id())
            if fault is not None and (cut := await self._meet(fault)) is not None:
                return cut
            result = await self._do()
        except Refusal as refusal:
            return self._refused(refusal)
        self._note(200, result)
        if fault is not None and fault.kind is FaultKind.RESET_AFTER:
            return Cut()
        return JSONResponse({"ok": True, "result": result})

    async def _do(self) -> Any:
        handler = METHODS.get(self.method.lower())
        if handler is None:
            raise Refusal(404, "Not Found: method not found")
        assert self.bot is not None
        if self.method.lower() in WRITES:
            self.world.limits.check(self._chat_id() or 0, time.monotonic())
        return await handler(Call(self.world, self.bot, self.params))

    async def _meet(self, fault: Fault) -> Response | None:
        """What the fault answers; None where the call goes on. Raises Refusal."""
        if fault.kind is FaultKind.SLOW:
            await asyncio.sleep(fault.seconds)
        elif fault.kind is FaultKind.FLOOD:
            raise flood(fault.retry_after)
        elif fault.kind is FaultKind.FLOOD_BARE:
            raise Refusal(429, "Too Many Requests")
        elif fault.kind is FaultKind.REFUSE:
            raise Refusal(fault.code, fault.description)
        elif fault.kind is FaultKind.MIGRATE:
            said = "group chat was upgraded to a supergroup chat"
            raise bad(said, migrate_to_chat_id=fault.chat_to)
        elif fault.kind is not FaultKind.RESET_AFTER:
            return self._broken(fault.kind)
        return None

    def _broken(self, kind: FaultKind) -> Response:
        self._note(502 if kind is FaultKind.SERVER_ERROR else 0, None, kind)
        if kind is FaultKind.SERVER_ERROR:
            return HTMLResponse(BAD_GATEWAY, 502)
        return PlainTextResponse("{garbage") if kind is FaultKind.GARBAGE else Cut()

    def _refused(self, refusal: Refusal) -> Response:
        self._note(refusal.code, None, refusal.description)
        if refusal.code == 400:
            self.world.events.add(
                "notice",
                chat_id=self._chat_id(),
                method=self.method,
                error=refusal.description,
            )
        return JSONResponse(refusal.body(), refusal.code)

    def _note(self, status: int, result: Any, description: str = "") -> None:
        if self.method.lower() == "getupdates" and status == 200:
            return
        messages = result if isinstance(result, list) else [result]
        for message in messages if self.method.lower() in SENDS and result else [None]:
            self.world.log.add(
                at=self.world.clock(),
                bot=self.bot.id if self.bot else 0,
                method=self.method,
                chat_id=self._chat_id(),
                text=(message or {}).get("text") or self.params.text("text"),
                status=status,
                description=description,
                message_id=(message or {}).get("message_id"),
                accepted=message is not None,
            )

    def _chat_id(self) -> int | None:
        name = self.params.text("chat_id") or ""
        try:
            return self.world.chat(name).id if name[:1] == "@" else self.params.number("chat_id")
        except Refusal:
            return None


def _download(world: World, request: Request) -> Response:
    try:
        world.bot(request.path_params["token"])
    except Refusal as refusal:
        return JSONResponse(refusal.body(), refusal.code)
    file = world.files.get(request.path_params["path"].removeprefix("files/"))
    if file is None:
        return JSONResponse(Refusal(404, "Not Found").body(), 404)
    return Response(file.data, media_type="application/octet-stream")
