"""What a refusal by Telegram means, and what to do about it.

`classify` reads an error of python-telegram-bot, `read_failure` an answer as it came; both give a
`Reason`, and `RESPONSES` says what follows from each. Retry, log and store all use the same word.
"""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)


class Reason(StrEnum):
    BLOCKED = "blocked"  # by the person
    KICKED = "kicked"  # out of the group or channel
    GONE = "gone"  # the account or chat is no more
    NO_RIGHT = "no_right"  # still there, but not allowed to write
    MIGRATED = "migrated"  # the group became a supergroup
    BAD_MARKUP = "bad_markup"
    EDIT_LOST = "edit_lost"  # the message to edit is gone, or too old
    UNCHANGED = "unchanged"  # an edit that changes nothing: done already
    REFUSED = "refused"  # a request that is wrong and stays wrong
    FLOOD = "flood"
    SERVER = "server"
    TIMEOUT = "timeout"
    NETWORK = "network"
    REVOKED = "revoked"  # the token
    UNKNOWN = "unknown"


class Response(StrEnum):
    CHAT_OFF = "chat_off"  # send it nothing more, keep it for its return
    MOVE = "move"  # rewrite the chat's id and send again
    PLAIN = "plain"  # once more, as plain text
    ANEW = "anew"  # as a message of its own, since there is none to edit
    DONE = "done"
    WAIT = "wait"  # as long as Telegram says; not counted as a try
    RETRY = "retry"  # later, with a growing pause
    DEAD = "dead"  # never again; an operator reads the reason
    STOP = "stop"  # the sender stops; rows stay


RESPONSES: dict[Reason, Response] = {
    Reason.BLOCKED: Response.CHAT_OFF,
    Reason.KICKED: Response.CHAT_OFF,
    Reason.GONE: Response.CHAT_OFF,
    Reason.NO_RIGHT: Response.CHAT_OFF,
    Reason.MIGRATED: Response.MOVE,
    Reason.BAD_MARKUP: Response.PLAIN,
    Reason.EDIT_LOST: Response.ANEW,
    Reason.UNCHANGED: Response.DONE,
    Reason.REFUSED: Response.DEAD,
    Reason.FLOOD: Response.WAIT,
    Reason.SERVER: Response.RETRY,
    Reason.TIMEOUT: Response.RETRY,
    Reason.NETWORK: Response.RETRY,
    Reason.REVOKED: Response.STOP,
    Reason.UNKNOWN: Response.RETRY,
}

# After these nobody knows whether the message arrived: sending it again may repeat it.
AMBIGUOUS = frozenset({Reason.SERVER, Reason.TIMEOUT, Reason.NETWORK})
# These come from Telegram's house rather than from one chat or message.
OUTAGE = AMBIGUOUS

TOKEN_REFUSED = "FLASHBRIEF_BOT_TOKEN: the Bot API refuses this token; copy it anew from @BotFather"
PAUSES = (1, 2, 5, 15, 60, 300)  # seconds before each further try, the last one repeated
TRIES = 8
FLOOD_SECONDS = 5.0  # told to wait, but not how long

# The words of the server (tdlib/telegram-bot-api, Client.cpp), in lower case.
FORBIDDEN = (
    ("blocked by the user", Reason.BLOCKED),
    ("user is deactivated", Reason.GONE),
    ("kicked", Reason.KICKED),
    ("not a member", Reason.KICKED),
    ("chat not found", Reason.GONE),
)
BAD_REQUEST = (
    ("can't parse entities", Reason.BAD_MARKUP),
    ("message is not modified", Reason.UNCHANGED),
    ("message to edit not found", Reason.EDIT_LOST),
    ("message can't be edited", Reason.EDIT_LOST),
    ("message_id_invalid", Reason.EDIT_LOST),
    ("chat not found", Reason.GONE),
    ("user not found", Reason.GONE),
    ("peer_id_invalid", Reason.GONE),
    ("message thread not found", Reason.GONE),
    ("not enough rights", Reason.NO_RIGHT),
    ("need administrator rights", Reason.NO_RIGHT),
    ("chat_write_forbidden", Reason.NO_RIGHT),
)
WORDS = {400: (BAD_REQUEST, Reason.REFUSED), 403: (FORBIDDEN, Reason.NO_RIGHT)}
STATUS_429 = re.compile(r"too many requests|\b429\b", re.IGNORECASE)
STATUS_5XX = re.compile(
    r"bad gateway|internal server error|service unavailable|gateway timeout|\b50\d\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Failure:
    """One refusal. `wait` is what Telegram asked for; `moved_to` the chat's new id."""

    reason: Reason
    detail: str
    wait: float | None = None
    moved_to: int | None = None

    @property
    def response(self) -> Response:
        return RESPONSES[self.reason]


def classify(error: Exception) -> Failure:
    """The meaning of an error raised by a request to the Bot API."""
    said = str(error)
    match error:
        case RetryAfter():
            return Failure(Reason.FLOOD, said, wait=_seconds(error.retry_after))
        case ChatMigrated():
            return Failure(Reason.MIGRATED, said, moved_to=error.new_chat_id)
        case InvalidToken():
            return Failure(Reason.REVOKED, said)
        case Forbidden():
            return Failure(_find(said, FORBIDDEN, Reason.NO_RIGHT), said)
        case BadRequest():
            return Failure(_find(said, BAD_REQUEST, Reason.REFUSED), said)
        case TimedOut():
            return Failure(Reason.TIMEOUT, said)
        case Conflict():
            return Failure(Reason.UNKNOWN, said)
        case NetworkError() | TelegramError():
            return _by_words(said)
        case _:
            return Failure(Reason.UNKNOWN, f"{type(error).__name__}: {said}")


def read_failure(status: int, body: bytes) -> Failure:
    """The meaning of an answer that is no acceptance: what `classify` says of its error."""
    answer = _object(body)
    asked = answer.get("parameters")
    parameters = asked if isinstance(asked, dict) else {}
    said = str(answer.get("description") or f"status {status}")
    moved_to, wait = parameters.get("migrate_to_chat_id"), parameters.get("retry_after")
    if isinstance(moved_to, int):
        return Failure(Reason.MIGRATED, said, moved_to=moved_to)
    if status == 429 or isinstance(wait, int | float):
        return Failure(Reason.FLOOD, said, wait=FLOOD_SECONDS if wait is None else float(wait))
    if status in (401, 404):
        return Failure(Reason.REVOKED, said)
    if status in WORDS:
        words, otherwise = WORDS[status]
        return Failure(_find(said, words, otherwise), said)
    if status >= 500:
        return Failure(Reason.SERVER, said)
    return Failure(Reason.UNKNOWN if status == 409 else Reason.NETWORK, said)


def _object(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def pause_before(attempt: int, chance: random.Random) -> timedelta | None:
    """How long to wait after the failed try number `attempt` (from 1); None: no further try.

    Anything up to the pause of that try, so that many rows do not come back at one moment.
    """
    if attempt >= TRIES:
        return None
    longest = PAUSES[min(attempt, len(PAUSES)) - 1]
    return timedelta(seconds=chance.uniform(0, longest))


def _by_words(said: str) -> Failure:
    # A 429 without its parameters is raised as a network error; it is a flood all the same.
    if STATUS_429.search(said):
        return Failure(Reason.FLOOD, said, wait=FLOOD_SECONDS)
    if STATUS_5XX.search(said):
        return Failure(Reason.SERVER, said)
    return Failure(Reason.NETWORK, said)


def _find(said: str, table: tuple[tuple[str, Reason], ...], otherwise: Reason) -> Reason:
    low = said.lower()
    return next((reason for words, reason in table if words in low), otherwise)


def _seconds(wait: int | timedelta) -> float:
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
