"""`POST /flashes`: flashes pushed to us, answered with 202 once they are stored durably.

    believed? (token, signature) → body, within limits → flashes → spool, receipt: committed → 202

What is answered with 202 is read by the main line, after a crash too. Anything else is a 4xx that
says what is wrong, and nothing of the request was taken; 503 says to come again.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.door import Door, Refused, refuse_stranger, refuse_unsigned
from bot.web.openapi import KEY, PATH, SIGNATURE, openapi_route
from briefs.sources.pushed import LARGEST, NotTaken, Refusal, read_pushed
from briefs.store import receipts, spool
from briefs.types import RawFlash

KEYS: Final = re.compile(r"[\x21-\x7e]{1,200}")
BODY_SECONDS: Final = 30.0
FULL: Final = 20_000  # flashes that wait to be read; beyond, a sender comes again
COME_AGAIN_SECONDS: Final = 5
STATUS: Final[Mapping[Refusal, HTTPStatus]] = {
    Refusal.TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Refusal.TOO_MANY: HTTPStatus.UNPROCESSABLE_ENTITY,
    Refusal.UNKNOWN_TYPE: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    Refusal.UNKNOWN_ENCODING: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    Refusal.BROKEN_ENCODING: HTTPStatus.BAD_REQUEST,
    Refusal.BROKEN_JSON: HTTPStatus.BAD_REQUEST,
    Refusal.WRONG_ITEM: HTTPStatus.UNPROCESSABLE_ENTITY,
}


def flash_routes(door: Door) -> list[Route]:
    """None while the door is shut: then there is no such page."""
    if not door.is_open:
        return []

    async def push(request: Request) -> Response:
        try:
            return await _push(door, request)
        except Refused as refused:
            return _answer(refused)
        except NotTaken as problem:
            status = STATUS[problem.refusal]
            return _answer(Refused(status, problem.refusal, problem.detail, problem.item))

    return [Route(PATH, push, methods=["POST"]), openapi_route()]


async def _push(door: Door, request: Request) -> Response:
    refuse_stranger(door, request)
    body = await _body(request)
    refuse_unsigned(door, request, body)
    now = door.clock()
    headers = request.headers
    raws = read_pushed(
        body, headers.get("content-type", ""), headers.get("content-encoding", ""), now=now
    )
    ids, repeated = await _keep(door, raws, _key(request), hashlib.sha256(body).hexdigest(), now)
    if not repeated:
        door.wake_reading()
    return JSONResponse({"ids": list(ids), "repeated": repeated}, status_code=HTTPStatus.ACCEPTED)


async def _body(request: Request) -> bytes:
    """No more than the limit is ever in memory, whatever the sender says of its length."""
    too_large = NotTaken(
        Refusal.TOO_LARGE,
        f"The body has more than {LARGEST:,} bytes. Use gzip, or several requests.",
    )
    stated = request.headers.get("content-length", "")
    if stated.isdecimal() and int(stated) > LARGEST:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > LARGEST:
                    raise too_large
    except (TimeoutError, ClientDisconnect) as error:
        raise Refused(
            HTTPStatus.REQUEST_TIMEOUT, "cut_off", "The body did not come in whole."
        ) from error
    return bytes(body)


def _key(request: Request) -> str | None:
    """What makes a request the same as another: its key, else its signature."""
    key = request.headers.get(KEY)
    if key is not None:
        if not KEYS.fullmatch(key):
            detail = "An idempotency key has 1 to 200 visible ASCII characters."
            raise Refused(HTTPStatus.BAD_REQUEST, "wrong_key", detail)
        return f"key {key}"
    signature = request.headers.get(SIGNATURE)
    return None if signature is None else f"signature {signature}"


async def _keep(
    door: Door, raws: tuple[RawFlash, ...], key: str | None, digest: str, now: datetime
) -> tuple[tuple[int, ...], bool]:
    """The rows they are kept in, and whether they were kept before. Committed when it returns."""
    async with door.store.begin() as conn:
        if key is not None and not await receipts.claim(conn, key, digest, now):
            known = await receipts.find(conn, key)
            if known is None or known.digest != digest:
                detail = "This idempotency key came with another body before."
                raise Refused(HTTPStatus.CONFLICT, "key_reused", detail)
            return known.raw_ids, True
        if await spool.count(conn) >= FULL:
            detail = f"{FULL:,} flashes wait to be read. Come again in a moment."
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, "full", detail)
        ids = await spool.put(conn, raws, now)
        if key is not None:
            await receipts.fill(conn, key, ids)
        return ids, False


def _answer(refused: Refused) -> Response:
    told = {"error": refused.error, "detail": refused.detail}
    headers = {}
    if refused.status is HTTPStatus.UNAUTHORIZED:
        headers["www-authenticate"] = "Bearer"
    if refused.status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["retry-after"] = str(COME_AGAIN_SECONDS)
    if refused.item is not None:
        return JSONResponse(told | {"item": refused.item}, refused.status, headers)
    return JSONResponse(told, refused.status, headers)
