"""When messages may go: limits kept over any run of sends."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.pace import Pace, Rate


def go(pace: Pace, chat_id: int, now: float) -> float:
    """Wait as long as it takes, send, and give the moment of sending."""
    now += max(pace.bot_wait(now), pace.chat_wait(chat_id, now))
    pace.take(chat_id, now)
    return now


@given(st.lists(st.tuples(st.integers(1, 40), st.floats(0, 0.2)), max_size=200))
def test_the_bot_never_exceeds_its_rate(sends: list[tuple[int, float]]) -> None:
    """No second holds more than the 30 messages Telegram allows."""
    pace, now, times = Pace(), 0.0, []
    for chat_id, gap in sends:
        now = go(pace, chat_id, now + gap)
        times.append(now)

    for start in times:
        assert sum(start <= at < start + 1 for at in times) <= 30


@given(st.lists(st.floats(0, 6), max_size=80))
def test_a_group_gets_at_most_twenty_a_minute(gaps: list[float]) -> None:
    """However the messages come, any minute of a group holds 20 at most."""
    pace, now, times = Pace(), 0.0, []
    for gap in gaps:
        now = go(pace, -100, now + gap)
        times.append(now)

    for start in times:
        assert sum(start <= at < start + 60 for at in times) <= 20


def test_a_private_chat_gets_one_a_second() -> None:
    """The second message to a person waits about a second, one to somebody else does not."""
    pace = Pace()
    pace.take(1, 10.0)

    assert pace.chat_wait(1, 10.0) > 1
    assert pace.chat_wait(2, 10.0) == 0


def test_a_refusal_pauses_its_chat_only() -> None:
    """One chat told to wait waits; the others go on."""
    pace = Pace()
    pace.refused(1, 30, now=100.0)

    assert pace.chat_wait(1, 110.0) == 20
    assert pace.chat_wait(2, 110.0) == 0
    assert pace.bot_wait(110.0) == 0


def test_refusals_of_two_chats_at_once_pause_the_bot() -> None:
    """Two chats within two seconds mean that the bot is too fast as a whole."""
    pace = Pace()
    pace.refused(1, 30, now=100.0)
    pace.refused(2, 30, now=101.5)

    assert pace.bot_wait(110.0) == 21.5


def test_refusals_far_apart_do_not_pause_the_bot() -> None:
    """Two chats refused minutes apart have nothing to do with each other."""
    pace = Pace()
    pace.refused(1, 30, now=100.0)
    pace.refused(2, 30, now=160.0)

    assert pace.bot_wait(160.0) == 0


def test_a_shorter_refusal_does_not_cut_a_longer_one() -> None:
    """Overlapping waits of one chat: the later end counts."""
    pace = Pace()
    pace.refused(1, 60, now=100.0)
    pace.refused(1, 5, now=101.0)

    assert pace.chat_wait(1, 101.0) == 59


def test_chats_of_the_past_are_forgotten() -> None:
    """Memory does not grow with everybody ever written to."""
    rate = Rate(1.0)
    for key in range(30_000):
        rate.take(key, float(key))

    assert len(rate._due) < 10_100


def test_a_storm_makes_the_bot_slower_for_a_while() -> None:
    """Refused by two chats at once, it goes on at four fifths of its rate; each quiet minute
    gives a tenth back. Refusals of one chat alone change nothing."""
    pace = Pace(bot_per_second=20, chat_interval=0)

    def a_minute(now: float) -> int:
        """How many go in a minute from then on."""
        end, sent = now + 60, 0
        while (now := now + pace.bot_wait(now)) < end:
            pace.take(1, now)
            sent += 1
        return sent

    usual = a_minute(0.0)
    pace.refused(7, 5, 100.0)
    assert a_minute(200.0) == usual
    for chat_id in (7, 8, 9):
        pace.refused(chat_id, 5, 300.0)
    rates = [a_minute(306.0 + 61 * minute) / usual for minute in range(4)]

    assert rates == sorted(rates)
    assert 0.78 < rates[0] < 0.82
    assert rates[-1] > 0.99
