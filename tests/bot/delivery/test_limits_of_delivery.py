"""What delivery keeps to: the day's budget, messages in flight, clocks, the meaning of answers."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.failures import FLOOD_SECONDS, Reason, read_failure
from bot.delivery.flights import LEAST, MOST, Flights
from bot.delivery.pace import EVERYBODY, Pace
from bot.delivery.paid import MESSAGES_A_STAR, Paid
from bot.delivery.queue import Queue
from bot.delivery.send import Outgoing
from bot.delivery.wall_clock import WallClock
from bot.delivery.wire import proxy_for
from briefs.store import Store
from briefs.store.outbox import Delivery, Lane
from tests.support.telegram import refuse

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def outgoing(number: int, chat_id: int, lane: Lane) -> Outgoing:
    row = Delivery(
        id=number, key=str(number), chat_id=chat_id, thread_id=0, text="x", language="en",
        event_id=None, markup=None, lane=lane, attempts=1, created_at=NOW,
    )  # fmt: skip
    return Outgoing(row, ["x"], None)


ANSWERS = [
    (refuse(429, "Too Many Requests: retry after 9", retry_after=9), Reason.FLOOD, 9.0),
    (refuse(429, "Too Many Requests"), Reason.FLOOD, FLOOD_SECONDS),
    ((429, b"<html>slow down</html>"), Reason.FLOOD, FLOOD_SECONDS),
    (refuse(403, "Forbidden: bot was blocked by the user"), Reason.BLOCKED, None),
    (refuse(403, "Forbidden: bot was kicked from the channel chat"), Reason.KICKED, None),
    (refuse(403, "Forbidden: user is deactivated"), Reason.GONE, None),
    (refuse(403, "Forbidden: something new"), Reason.NO_RIGHT, None),
    (refuse(400, "Bad Request: chat not found"), Reason.GONE, None),
    (refuse(400, "Bad Request: can't parse entities: …"), Reason.BAD_MARKUP, None),
    (refuse(400, "Bad Request: message is too long"), Reason.REFUSED, None),
    (refuse(400, "Bad Request: moved", migrate_to_chat_id=-1001), Reason.MIGRATED, None),
    (refuse(401, "Unauthorized"), Reason.REVOKED, None),
    (refuse(404, "Not Found"), Reason.REVOKED, None),
    (refuse(409, "Conflict"), Reason.UNKNOWN, None),
    ((502, b"<html>Bad Gateway</html>"), Reason.SERVER, None),
    ((500, b"[1]"), Reason.SERVER, None),
    ((302, b""), Reason.NETWORK, None),
]


@pytest.mark.parametrize(("answer", "reason", "wait"), ANSWERS)
def test_an_answer_has_one_meaning(
    answer: tuple[int, bytes], reason: Reason, wait: float | None
) -> None:
    """Status and body are read as python-telegram-bot's errors are."""
    failure = read_failure(*answer)

    assert (failure.reason, failure.wait) == (reason, wait)


@given(st.integers(201, 599), st.binary(max_size=80) | st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["parameters", "description", "retry_after"]), inner),
    max_leaves=6,
).map(lambda value: json.dumps(value).encode()))  # fmt: skip
def test_no_answer_breaks_the_reading(status: int, body: bytes) -> None:
    """Whatever a server or a proxy says, there is a reason, and a wait only with a flood."""
    failure = read_failure(status, body)

    assert failure.wait is None or failure.reason is Reason.FLOOD


async def test_no_more_is_paid_for_than_the_day_allows(store: Store) -> None:
    """Over restarts too; the next day has its own budget."""
    spent = 0
    for _ in range(4):
        paid = Paid(70)
        for _ in range(5):
            async with store.begin() as conn:
                await paid.set_aside(conn, NOW)
            while paid.left > 0:
                paid.spend()
                spent += 1
    assert spent == 70 * MESSAGES_A_STAR

    async with store.begin() as conn:
        await paid.set_aside(conn, NOW + timedelta(days=1))
    assert paid.left > 0


async def test_nothing_is_paid_for_unless_it_is_set(store: Store) -> None:
    """Without a budget no message is ever marked as paid."""
    paid = Paid(0)
    async with store.begin() as conn:
        await paid.set_aside(conn, NOW)

    assert (paid.allowed, paid.left) == (False, 0)


@pytest.mark.parametrize(
    ("per_second", "took", "limit"), [(29.5, 0.06, LEAST), (29.5, 0.5, 16), (1_000, 0.15, 151)]
)
def test_as_many_are_in_flight_as_the_rate_needs(
    per_second: float, took: float, limit: int
) -> None:
    """Four at the free rate; more only where the network is slow or the rate is high."""
    flights = Flights(per_second)
    for row in range(64):
        flights.begin(row, 0.0)
        flights.end(row, took)

    assert flights.limit == limit
    assert Flights(1e6).limit == MOST


def test_what_never_began_ends_without_trace() -> None:
    """A row that goes back unsent takes no place and says nothing of the network."""
    flights = Flights(29.5, fixed=1)
    flights.end(7, 1.0)
    flights.begin(8, 1.0)

    assert not flights.room
    flights.end(8, 2.0)
    assert flights.room


def test_answers_skip_the_line_and_count() -> None:
    """An answer goes though the broadcast rate is used up; the next broadcast waits longer."""
    pace = Pace(bot_per_second=1)
    queue = Queue(pace)
    pace.take(1, 0.0)
    queue.add(outgoing(1, 2, Lane.FLASH))
    queue.add(outgoing(2, 3, Lane.ANSWER))

    first = queue.take(0.0)

    assert isinstance(first, Outgoing)
    assert first.delivery.lane is Lane.ANSWER
    assert pace.bot_wait(0.0) > 1.9


def test_lanes_are_served_in_order() -> None:
    """Urgent, then instant, digests, backfill, whatever came first."""
    pace = Pace(bot_per_second=1e6, chat_interval=0)
    queue = Queue(pace)
    for number, lane in enumerate(reversed(Lane)):
        queue.add(outgoing(number, number + 1, lane))

    taken = [queue.take(float(second)) for second in range(1, 6)]

    lanes = [one.delivery.lane for one in taken if isinstance(one, Outgoing)]
    assert lanes == list(Lane)


def test_a_pause_of_the_bot_holds_answers_too() -> None:
    """What Telegram told us is kept for everything, and survives being written down."""
    pace = Pace()
    pace.pause(EVERYBODY, 30, 100.0)

    later = Pace()
    later.restore(pace.pauses(110.0), 5.0)

    assert later.reply_wait(1, 5.0) == pytest.approx(20)
    assert later.bot_wait(5.0) == pytest.approx(20)
    assert not later.changed


def test_only_a_clock_set_back_is_noticed() -> None:
    """Forward, or a little off, is nothing to mend."""
    wall, ticks = [NOW], [0.0]
    clock = WallClock(lambda: wall[0], lambda: ticks[0])
    wall[0], ticks[0] = NOW + timedelta(seconds=10), 10.0
    assert clock.set_back() is None
    wall[0] += timedelta(hours=1)
    assert clock.set_back() is None
    wall[0] -= timedelta(hours=1)
    step = clock.set_back()
    assert step is not None
    assert step.was - step.now == timedelta(hours=1)


def test_proxies_of_the_environment_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """As httpx does it: by scheme, but not for hosts that are excepted."""
    proxy_for.cache_clear()
    monkeypatch.setenv("https_proxy", "http://proxy.test:3128")
    monkeypatch.setenv("no_proxy", "localhost,127.0.0.1")

    assert proxy_for("https", "api.telegram.org") == "http://proxy.test:3128"
    assert proxy_for("http", "127.0.0.1") is None
    proxy_for.cache_clear()
