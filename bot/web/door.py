"""Who may push flashes, and how a request is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from pydantic import SecretStr
from starlette.requests import Request

from bot.web.openapi import SIGNATURE, TIMESTAMP
from briefs.sources.signatures import Doubt, doubt_signature, doubt_token
from briefs.store import Store


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in, and where to. With neither token nor secret nobody may."""

    token: SecretStr | None
    secret: SecretStr | None
    store: Store
    clock: Callable[[], datetime]
    wake_reading: Callable[[], None]

    @property
    def is_open(self) -> bool:
        return self.token is not None or self.secret is not None


class Refused(Exception):
    """A request that is answered with an error. Nothing of it was taken."""

    def __init__(
        self, status: HTTPStatus, error: str, detail: str, item: int | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.error, self.detail, self.item = status, error, detail, item


def refuse_stranger(door: Door, request: Request) -> None:
    """Before the body is read: whoever shows no token must at least claim to have signed."""
    authorization = request.headers.get("authorization")
    if authorization is not None and door.token is not None:
        _refuse(doubt_token(authorization, door.token.get_secret_value()))
    elif door.secret is None or SIGNATURE not in request.headers:
        _refuse(Doubt.NOTHING)


def refuse_unsigned(door: Door, request: Request, body: bytes) -> None:
    """A signature that is there must be right, beside a good token too."""
    signature = request.headers.get(SIGNATURE)
    if signature is None or door.secret is None:
        return
    timestamp, secret = request.headers.get(TIMESTAMP, ""), door.secret.get_secret_value()
    _refuse(doubt_signature(signature, timestamp, body, secret, door.clock()))


def _refuse(doubt: Doubt | None) -> None:
    if doubt is not None:
        raise Refused(HTTPStatus.UNAUTHORIZED, "not_authorized", doubt.value)
