"""What Telegram's refusals mean."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.failures import (
    PAUSES,
    RESPONSES,
    TRIES,
    Reason,
    Response,
    classify,
    pause_before,
)

MEANINGS: list[tuple[Exception, Reason, Response]] = [
    (Forbidden("Forbidden: bot was blocked by the user"), Reason.BLOCKED, Response.CHAT_OFF),
    (Forbidden("Forbidden: user is deactivated"), Reason.GONE, Response.CHAT_OFF),
    (
        Forbidden("Forbidden: bot was kicked from the supergroup chat"),
        Reason.KICKED,
        Response.CHAT_OFF,
    ),
    (
        Forbidden("Forbidden: bot is not a member of the channel chat"),
        Reason.KICKED,
        Response.CHAT_OFF,
    ),
    (BadRequest("Chat not found"), Reason.GONE, Response.CHAT_OFF),
    (
        BadRequest("Not enough rights to send text messages to the chat"),
        Reason.NO_RIGHT,
        Response.CHAT_OFF,
    ),
    (
        BadRequest("Can't parse entities: unsupported start tag"),
        Reason.BAD_MARKUP,
        Response.PLAIN,
    ),
    (BadRequest("Message is not modified"), Reason.UNCHANGED, Response.DONE),
    (BadRequest("Message is too long"), Reason.REFUSED, Response.DEAD),
    (ChatMigrated(-1001), Reason.MIGRATED, Response.MOVE),
    (RetryAfter(7), Reason.FLOOD, Response.WAIT),
    (NetworkError("Too Many Requests"), Reason.FLOOD, Response.WAIT),
    (NetworkError("Bad Gateway"), Reason.SERVER, Response.RETRY),
    (TelegramError("Invalid server response"), Reason.NETWORK, Response.RETRY),
    (NetworkError("httpx.ReadError: "), Reason.NETWORK, Response.RETRY),
    (TimedOut(), Reason.TIMEOUT, Response.RETRY),
    (InvalidToken("Unauthorized"), Reason.REVOKED, Response.STOP),
    (ValueError("odd"), Reason.UNKNOWN, Response.RETRY),
]


@pytest.mark.parametrize(("error", "reason", "response"), MEANINGS)
def test_each_refusal_has_one_meaning(error: Exception, reason: Reason, response: Response) -> None:
    """An error of the Bot API is classified, and what to do follows from the table."""
    failure = classify(error)

    assert (failure.reason, failure.response) == (reason, response)


def test_every_reason_has_a_response() -> None:
    """No reason without a row in the table."""
    assert set(RESPONSES) == set(Reason)


def test_a_flood_says_how_long() -> None:
    """The wait Telegram asks for is kept, as seconds."""
    assert classify(RetryAfter(7)).wait == 7


def test_a_flood_without_a_number_waits_anyway() -> None:
    """A bare 429 is still a wait."""
    assert (classify(NetworkError("Too Many Requests")).wait or 0) > 0


def test_a_migrated_group_names_its_new_id() -> None:
    """The new id comes along."""
    assert classify(ChatMigrated(-1001)).moved_to == -1001


def test_pauses_grow_and_end() -> None:
    """Each try waits no longer than its place in the table says; the eighth is the last."""
    chance = random.Random(4)
    for attempt in range(1, TRIES):
        longest = timedelta(seconds=PAUSES[min(attempt, len(PAUSES)) - 1])
        pauses = [pause_before(attempt, chance) for _ in range(50)]
        assert all(timedelta(0) <= (pause or longest) <= longest for pause in pauses)
        assert None not in pauses

    assert pause_before(TRIES, chance) is None
