"""Logs that never hold a token."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.log import redact, set_up_logging

TOKEN = "7000000001:AAH-dq3Zxx_abcdefghijklmnopqrstuvw"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """A stream that takes all logging of one test; afterwards logging is as it was."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers.clear()
    out = io.StringIO()
    yield out
    root.handlers[:] = before
    root.setLevel(level)


def test_a_token_is_blotted_out_of_messages_and_arguments(stream: io.StringIO) -> None:
    """Whether in the text or in an argument, and whoever logs it."""
    set_up_logging("DEBUG", stream)

    logging.getLogger("telegram.ext").debug("calling %s", f"https://x.test/bot{TOKEN}/getMe")
    logging.getLogger().info(f"token {TOKEN}")

    assert TOKEN not in stream.getvalue()
    assert stream.getvalue().count("<bot token>") == 2


def test_a_token_is_blotted_out_of_tracebacks(stream: io.StringIO) -> None:
    """An error that names the address with the token is still shown, without it."""
    set_up_logging("DEBUG", stream)

    try:
        raise ValueError(f"cannot reach /bot{TOKEN}/sendMessage")
    except ValueError:
        logging.getLogger("x").exception("it failed")

    assert "ValueError: cannot reach /bot<bot token>/sendMessage" in stream.getvalue()
    assert TOKEN not in stream.getvalue()


def test_requests_are_not_logged_one_by_one(stream: io.StringIO) -> None:
    """Long polling would fill the log; httpx only warns."""
    set_up_logging("DEBUG", stream)

    logging.getLogger("httpx").info("HTTP Request: GET")

    assert stream.getvalue() == ""


@pytest.mark.parametrize("text", ["at 12:30 today", "10:ratio", "copper 79,000: up", ""])
def test_other_text_stays(text: str) -> None:
    """Times and ratios are no tokens."""
    assert redact(text) == text


def test_a_long_run_of_digits_is_fast() -> None:
    """Hostile text costs no more than its length."""
    text = "1" * 200_000

    assert redact(text) == text
