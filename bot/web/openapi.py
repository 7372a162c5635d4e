"""`GET /openapi.json`: what may be sent to `POST /flashes`, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from briefs.sources.pushed import (
    JSON,
    JSON_LINES,
    LARGEST,
    LARGEST_UNPACKED,
    MOST_ITEMS,
    WORD,
    PushedFlash,
)

PATH: Final = "/flashes"
SIGNATURE: Final = "x-flashbrief-signature"
TIMESTAMP: Final = "x-flashbrief-timestamp"
KEY: Final = "idempotency-key"
VERSION: Final = "3.1.0"
ERRORS: Final[Mapping[HTTPStatus, str]] = {
    HTTPStatus.BAD_REQUEST: "It is no valid JSON or gzip, or the key is none.",
    HTTPStatus.UNAUTHORIZED: "Neither token nor signature is right.",
    HTTPStatus.REQUEST_TIMEOUT: "The body did not come in whole.",
    HTTPStatus.CONFLICT: "The idempotency key came with another body before.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: f"More than {LARGEST:,} bytes, or {LARGEST_UNPACKED:,} "
    "unpacked.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "Another content type or encoding.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "A flash is not as described; `item` says which.",
    HTTPStatus.SERVICE_UNAVAILABLE: "Too much waits to be read; come again after `Retry-After`.",
}


def openapi_route() -> Route:
    described = describe()

    async def openapi(_: Request) -> Response:
        return JSONResponse(described)

    return Route("/openapi.json", openapi, methods=["GET"])


def describe() -> dict[str, Any]:
    """The OpenAPI document."""
    return {
        "openapi": VERSION,
        "info": {"title": "Flashbrief", "version": "1", "description": "Flashes pushed to a desk."},
        "paths": {PATH: {"post": _push()}},
        "components": {
            "schemas": {"Flash": _flash(), "Taken": _taken(), "Error": _error()},
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "signature": _key(
                    SIGNATURE,
                    '"sha256=" and the hex HMAC-SHA256, by the shared secret, of the timestamp, '
                    "a full stop, and the body as it is sent.",
                ),
                "timestamp": _key(TIMESTAMP, "Seconds since 1970, five minutes off at most."),
            },
        },
    }


def _push() -> dict[str, Any]:
    one = {"$ref": "#/components/schemas/Flash"}
    many = {"type": "array", "items": one, "minItems": 1, "maxItems": MOST_ITEMS}
    lines = {"schema": {"type": "string"}, "example": '{"title": "One"}\n{"title": "Two"}\n'}
    return {
        "operationId": "pushFlashes",
        "summary": "Hand in flashes: one, an array, or JSON Lines; plain or with gzip",
        "security": [{"token": []}, {"signature": [], "timestamp": []}],
        "parameters": [
            _header(KEY, "The same request sent again with it is taken once.", "^[!-~]{1,200}$"),
        ],
        "requestBody": {
            "required": True,
            "content": {
                JSON: {"schema": {"anyOf": [one, many]}},
                **dict.fromkeys(JSON_LINES, lines),
            },
        },
        "responses": {
            str(HTTPStatus.ACCEPTED.value): _response("Stored; it will be read.", "Taken"),
            **{str(status.value): _response(said, "Error") for status, said in ERRORS.items()},
        },
    }


def _header(name: str, said: str, pattern: str) -> dict[str, Any]:
    schema = {"type": "string", "pattern": pattern}
    return {"name": name, "in": "header", "required": False, "description": said, "schema": schema}


def _key(name: str, said: str) -> dict[str, Any]:
    return {"type": "apiKey", "in": "header", "name": name, "description": said}


def _response(said: str, schema: str) -> dict[str, Any]:
    content = {JSON: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": said, "content": content}


def _flash() -> dict[str, Any]:
    word = {"pattern": WORD}
    said = {
        "anyOf": [{"required": [name], "properties": {name: word}} for name in ("title", "body")]
    }
    return PushedFlash.model_json_schema() | said


def _taken() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["ids", "repeated"],
        "properties": {
            "ids": {
                "type": "array",
                "items": {"type": "integer"},
                "description": "What each flash is kept as, in their order",
            },
            "repeated": {"type": "boolean", "description": "Whether it was taken before"},
        },
    }


def _error() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["error", "detail"],
        "properties": {
            "error": {"type": "string", "description": "The kind of error, for programs"},
            "detail": {"type": "string", "description": "What is wrong, for people"},
            "item": {"type": "integer", "description": "Which flash is wrong, from 1"},
        },
    }
