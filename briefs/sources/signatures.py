"""Who may push flashes: a bearer token, or a signature over a time and the body as it was sent.

    signature = "sha256=" + hex(HMAC-SHA256(secret, f"{timestamp}." + body))

`timestamp` is in seconds since 1970. All comparisons take the same time wherever they fail.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

WINDOW: Final = timedelta(minutes=5)  # a signed time may be off by so much, either way
PREFIX: Final = "sha256="
BEARER: Final = "bearer "
MOST_DIGITS: Final = 12  # of a timestamp


class Doubt(StrEnum):
    """Why a sender is not believed. The value is the sentence for people."""

    NOTHING = "Send a bearer token, or a timestamp and a signature."
    TOKEN = "The bearer token is not the one that is set."
    NO_TIME = "The timestamp is no number of seconds since 1970."
    TOO_OFF = "The timestamp is more than five minutes off; check the clock, do not send it again."
    SIGNATURE = "The signature does not fit the body, the timestamp and the secret."


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """What a sender puts into the signature header."""
    mac = hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256)
    return PREFIX + mac.hexdigest()


def doubt_token(authorization: str, token: str) -> Doubt | None:
    """None if the header carries the token."""
    scheme, given = authorization[: len(BEARER)], authorization[len(BEARER) :]
    if scheme.lower() != BEARER or not _same(given.strip(), token):
        return Doubt.TOKEN
    return None


def doubt_signature(
    signature: str, timestamp: str, body: bytes, secret: str, now: datetime
) -> Doubt | None:
    """None if the body was signed with the secret within the window."""
    if not (timestamp.isascii() and timestamp.isdigit()) or len(timestamp) > MOST_DIGITS:
        return Doubt.NO_TIME
    if not _same(signature.strip(), sign(secret, timestamp, body)):
        return Doubt.SIGNATURE
    signed_at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(timestamp))
    return Doubt.TOO_OFF if abs(now - signed_at) > WINDOW else None


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), expected.encode())
