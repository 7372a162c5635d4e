"""The web chat's own endpoints: state, events, and what the person does."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox import human, people
from bot.sandbox.errors import Refusal
from bot.sandbox.methods.me import shown_commands
from bot.sandbox.scene import HUMAN, Chat
from bot.sandbox.shapes import an_array, an_object, parse_json
from bot.sandbox.world import File, World

PAGE = Path(__file__).parent / "chat"
HEARTBEAT_SECONDS = 15.0
Endpoint = Callable[[Request], Awaitable[Response]]


def routes(world: World) -> list[BaseRoute]:
    """Every address of the web chat."""

    def at(
        path: str, endpoint: Callable[[World, Request], Awaitable[Response]], *methods: str
    ) -> Route:
        async def guarded(request: Request) -> Response:
            try:
                return await endpoint(world, request)
            except Refusal as refusal:
                return JSONResponse(refusal.body(), refusal.code)
            except (KeyError, TypeError, ValueError) as error:
                return JSONResponse({"error": f"what was sent cannot be read: {error}"}, 400)

        return Route(f"/sandbox/{path}", guarded, methods=list(methods or ("GET",)))

    return [
        Route("/", _page),
        Mount("/chat", StaticFiles(directory=PAGE)),
        at("state", _state),
        at("events", _events),
        at("messages", _write, "POST"),
        at("documents", _send_file, "POST"),
        at("callback", _press, "POST"),
        at("inline", _inline, "POST"),
        at("inline/choice", _choose_inline, "POST"),
        at("share", _share, "POST"),
        at("promote", _promote, "POST"),
        at("files/{number}", _file),
        at("log", _log),
        at("faults", _faults, "POST", "DELETE"),
    ]


async def _said(request: Request) -> dict[str, Any]:
    """The JSON object of the body. Raises Refusal, ValueError."""
    return an_object(parse_json(await request.body()), "object expected as the body")


async def _page(request: Request) -> Response:
    return FileResponse(PAGE / "index.html")


async def _state(world: World, request: Request) -> Response:
    bot = world.first_bot()
    # Other people's private chats are none of this person's business.
    shown = [chat for chat in world.chats.values() if chat.type != "private" or chat.id == HUMAN]
    return JSONResponse(
        {
            "me": bot.user if bot else None,
            "user": world.users[HUMAN],
            "chats": [_about(chat) for chat in shown],
            "messages": {str(chat.id): list(chat.messages.values()) for chat in shown},
            "commands": shown_commands(bot.commands) if bot else [],
            "seq": world.events.seq,
        }
    )


def _about(chat: Chat) -> dict[str, Any]:
    topics = [{"message_thread_id": 0, "name": "General"}] if chat.about.get("is_forum") else []
    topics += [{"message_thread_id": number, "name": name} for number, name in chat.topics.items()]
    can_write = chat.type != "channel"
    return {**chat.about, "topics": topics, "can_write": can_write, "keyboard": chat.keyboard}


async def _events(world: World, request: Request) -> Response:
    since = int(request.headers.get("last-event-id") or request.query_params.get("since") or 0)

    async def lines() -> AsyncIterator[str]:
        yield ": here\n\n"
        async for event in world.events.follow(since, HEARTBEAT_SECONDS):
            if event is None:
                yield ": still here\n\n"
            else:
                data = json.dumps(event, ensure_ascii=False)
                yield f"id: {event['seq']}\ndata: {data}\n\n"

    headers = {"Cache-Control": "no-store"}
    return StreamingResponse(lines(), media_type="text/event-stream", headers=headers)


async def _write(world: World, request: Request) -> Response:
    said = await _said(request)
    message = human.write(
        world,
        int(said["chat_id"]),
        str(said["text"]),
        thread_id=said.get("thread_id"),
        reply_to=said.get("reply_to_message_id"),
    )
    return JSONResponse({"message": message})


async def _send_file(world: World, request: Request) -> Response:
    async with request.form() as form:
        part = form["file"]
        if not isinstance(part, UploadFile):
            raise ValueError("the part 'file' is no file")
        media_type = part.content_type or "application/octet-stream"
        file = File(part.filename or "file", media_type, await part.read())
        thread = form.get("thread_id")
        message = human.send_file(
            world,
            int(str(form["chat_id"])),
            file,
            caption=str(form.get("caption") or ""),
            thread_id=int(str(thread)) if thread else None,
        )
    return JSONResponse({"message": message})


async def _press(world: World, request: Request) -> Response:
    said = await _said(request)
    number = human.press(world, int(said["chat_id"]), int(said["message_id"]), str(said["data"]))
    return JSONResponse({"callback_query_id": number})


async def _inline(world: World, request: Request) -> Response:
    said = await _said(request)
    try:
        return JSONResponse({"results": await human.ask_inline(world, str(said["query"]))})
    except TimeoutError:
        return JSONResponse({"error": "the bot did not answer the inline query"}, 504)


async def _choose_inline(world: World, request: Request) -> Response:
    said = await _said(request)
    result = an_object(said.get("result"), "object expected as the result")
    where, thread = int(said["chat_id"]), said.get("thread_id")
    return JSONResponse({"message": human.choose_inline(world, where, result, thread_id=thread)})


async def _share(world: World, request: Request) -> Response:
    said = await _said(request)
    where = (int(said[name]) for name in ("chat_id", "request_id", "shared_id"))
    return JSONResponse({"message": people.share_chat(world, *where)})


async def _promote(world: World, request: Request) -> Response:
    said = await _said(request)
    people.promote(world, int(said["chat_id"]))
    return JSONResponse({"promoted": True})


async def _file(world: World, request: Request) -> Response:
    file = world.files.get(request.path_params["number"])
    if file is None:
        return JSONResponse({"error": "there is no such file"}, 404)
    # What a person dropped in must not run as a page of the sandbox.
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"}
    if not file.media_type.startswith("image/"):
        headers["Content-Disposition"] = "attachment"
    return Response(file.data, media_type=file.media_type, headers=headers)


async def _log(world: World, request: Request) -> Response:
    since = int(request.query_params.get("since") or 0)
    return JSONResponse({"calls": world.log.since(since)})


async def _faults(world: World, request: Request) -> Response:
    if request.method == "DELETE":
        world.faults.clear()
        world.limits.on = False
    else:
        wanted = await _said(request)
        world.faults.load(an_array(wanted.get("faults", []), "expected an Array of faults"))
        world.limits.on = bool(wanted.get("limits", world.limits.on))
    return JSONResponse({"faults": len(world.faults.active), "limits": world.limits.on})
