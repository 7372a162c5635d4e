"""Telegram's rate rules, in model time and over HTTP."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox import CHANNEL, Refusal, Sandbox
from bot.sandbox.limits import Limits
from tests.bot.sandbox.conftest import TOKEN


def passed(limits: Limits, chats: list[int], times: list[float]) -> list[float]:
    """When messages to these chats at these times went through."""
    accepted = []
    for chat, now in zip(chats, times, strict=True):
        try:
            limits.check(chat, now)
        except Refusal:
            continue
        accepted.append(now)
    return accepted


def test_one_chat_takes_a_message_a_second() -> None:
    """After a short burst, one a second: in a minute of trying always, about sixty."""
    times = [n / 10 for n in range(600)]

    accepted = passed(Limits(on=True), [7] * 600, times)

    assert accepted[:3] == [0.0, 0.1, 0.2]
    assert 60 <= len(accepted) <= 63


def test_a_group_takes_twenty_a_minute() -> None:
    """A message each second is within the chat's rate, but not within the group's."""
    times = [float(n) for n in range(150)]

    accepted = passed(Limits(on=True), [-7] * 150, times)

    assert accepted == [float(n) for start in (0, 60, 120) for n in range(start, start + 20)]


def test_the_bot_sends_thirty_a_second() -> None:
    """To many different people at once: about thirty a second in all."""
    times = [n / 100 for n in range(1000)]

    accepted = passed(Limits(on=True), list(range(1, 1001)), times)

    assert 300 <= len(accepted) <= 336
    assert len([at for at in accepted if 5 <= at < 6]) <= 31


def test_who_waits_as_told_goes_through() -> None:
    """retry_after is long enough."""
    limits = Limits(on=True)
    passed(limits, [-7] * 20, [float(n) for n in range(20)])
    with pytest.raises(Refusal) as refused:
        limits.check(-7, 19.5)

    limits.check(-7, 19.5 + refused.value.parameters["retry_after"])

    assert refused.value.body()["parameters"] == {"retry_after": 41}
    assert (refused.value.code, limits.refused) == (429, 1)


@given(st.lists(st.floats(0, 5), min_size=1, max_size=60))
def test_no_pattern_of_sending_beats_the_rate(gaps: list[float]) -> None:
    """Whatever the gaps, no more than the burst and one a second go through."""
    times = [sum(gaps[: n + 1]) for n in range(len(gaps))]

    accepted = passed(Limits(on=True), [7] * len(times), times)

    assert len(accepted) <= times[-1] - times[0] + 3 + 1e-6


def test_switched_off_there_is_no_limit() -> None:
    """Limits are off until somebody wants them."""
    assert len(passed(Limits(), [7] * 500, [0.0] * 500)) == 500


async def test_limits_are_switched_by_json(http: httpx.AsyncClient, sandbox: Sandbox) -> None:
    """Three in a burst, then 429 with the time to wait, also by @name; off again it flows."""
    await http.post("/sandbox/faults", json={"limits": True})

    async def send(chat: int | str) -> httpx.Response:
        return await http.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": chat, "text": "x"})

    replies = [await send(chat) for chat in (CHANNEL, "@metals", CHANNEL, "@metals")]
    await http.delete("/sandbox/faults")
    freed = await send(CHANNEL)

    assert [reply.status_code for reply in replies] == [200, 200, 200, 429]
    wait = replies[3].json()["parameters"]["retry_after"]
    assert replies[3].json()["description"] == f"Too Many Requests: retry after {wait}"
    assert wait >= 1
    assert freed.status_code == 200
