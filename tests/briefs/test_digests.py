"""Digests and quiet hours: what is told when, and what is not."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from briefs.quiet import Mode
from briefs.store import Store, chats, clocks, subscriptions
from briefs.store.outbox import Lane
from tests.support.digests import COPPER, MONDAY, SHANGHAI, TIN, Newsroom, at, price_flash


@pytest.fixture
async def room(store: Store) -> Newsroom:
    newsroom = Newsroom(store)
    await newsroom.chat(1, MONDAY)
    return newsroom


async def test_only_the_facts_that_were_asked_for_are_in_it(room: Newsroom) -> None:
    """A flash of two metals gives a tin reader tin alone."""
    await room.watch(1, "tin every:08:30", MONDAY)
    both = COPPER + TIN.split("\n", 2)[2]
    await room.tell(both, at(2, 17))
    await room.look(at(3, 8, 30))

    (digest,) = await room.queued(1)
    assert "398,000" in digest.text
    assert "512,000" not in digest.text


async def test_its_window_runs_from_the_last_one(room: Newsroom) -> None:
    """What was told is not told again; the next one begins where the last ended."""
    await room.watch(1, "everything every:08:30", MONDAY)
    await room.tell(COPPER, at(2, 17))
    await room.look(at(3, 8, 30))
    await room.tell(TIN, at(3, 9))
    await room.look(at(4, 8, 30))

    first, second = await room.queued(1)
    assert "#1 copper" in first.text
    assert "#1 copper" not in second.text
    assert f'unix="{int(at(3, 8, 30).timestamp())}"' in second.text


async def test_nothing_new_is_not_told(room: Newsroom) -> None:
    """Unless it is asked for."""
    await room.watch(1, "copper every:08:30", MONDAY)
    assert await room.look(at(3, 8, 30)) == 0
    assert await room.queued(1) == []

    await room.watch(1, "tin every:09:00,always", at(3, 8, 40))
    assert await room.look(at(3, 9)) == 1
    (told,) = await room.queued(1)
    assert "Nothing new." in told.text


async def test_a_window_without_a_digest_is_in_the_next(room: Newsroom) -> None:
    """A day on which nothing came leaves no gap in what the next digest says it covers."""
    await room.watch(1, "copper every:08:30", MONDAY)
    await room.look(at(3, 8, 30))
    await room.tell(COPPER, at(3, 17))
    await room.look(at(4, 8, 30))

    (digest,) = await room.queued(1)
    assert f'unix="{int(MONDAY.timestamp())}"' in digest.text


async def test_a_clock_set_back_repeats_nothing(room: Newsroom) -> None:
    """The run of half past eight is made once, however often it is half past eight."""
    await room.watch(1, "everything every:08:30", MONDAY)
    await room.tell(COPPER, at(2, 17))
    await room.look(at(3, 8, 30))
    await room.tell(TIN, at(3, 8, 0))

    for minute in (0, 29, 30, 45):
        assert await room.look(at(3, 8, minute)) == 0
    assert await room.look(at(4, 8, 30)) == 1
    assert len(await room.queued(1)) == 2


async def test_another_zone_on_the_same_day_repeats_nothing(room: Newsroom) -> None:
    """Who flew west after breakfast has had the digest of that local day."""
    await room.watch(1, "everything every:08:30", MONDAY)
    await room.tell(COPPER, at(2, 17))
    assert await room.look(at(3, 8, 30)) == 1
    async with room.store.begin() as conn:
        await clocks.set_zone(conn, 1, 0, "America/New_York", at(3, 9))
    await room.tell(TIN, at(3, 10))
    new_york = datetime(2026, 3, 3, 8, 30, tzinfo=ZoneInfo("America/New_York"))

    await room.look(at(3, 11))
    assert await room.look(new_york) == 0
    assert await room.look(new_york + timedelta(days=1)) == 1


async def test_what_is_due_together_is_one_message(room: Newsroom) -> None:
    """Two subscriptions of one chat at the same hour: one digest of both, told once each."""
    await room.watch(1, "copper every:08:30", MONDAY)
    await room.watch(1, "tin every:08:30", MONDAY)
    await room.watch(1, "everything every:12:00", MONDAY)
    await room.tell(COPPER, at(2, 17))
    await room.tell(TIN, at(2, 18))

    assert await room.look(at(3, 8, 30)) == 1
    (digest,) = await room.queued(1)
    assert "Every flash on copper; Every flash on tin" in digest.text
    assert await room.look(at(3, 12)) == 1


async def test_price_levels_are_crossed_once(room: Newsroom) -> None:
    """A crossing is noticed when it happens, and told in the digest."""
    await room.watch(1, "copper price>500000 CNY/t every:08:30", MONDAY)
    await room.tell(price_flash("SMM #1 copper", "2026-03-02 15:00", "495,000"), at(2, 16, 30))
    await room.tell(price_flash("SMM #1 copper", "2026-03-03 15:00", "505,000"), at(3, 16))
    await room.tell(price_flash("SMM #1 copper", "2026-03-04 15:00", "506,000"), at(4, 6))
    await room.look(at(4, 8, 30))

    (digest,) = await room.queued(1)
    assert "505,000" in digest.text
    assert "506,000" not in digest.text
    assert "495,000" not in digest.text


async def test_a_paused_subscription_makes_none(room: Newsroom) -> None:
    """What waited before the pause comes with the first digest after it."""
    id = await room.watch(1, "copper every:08:30", MONDAY)
    await room.tell(COPPER, at(2, 17))
    async with room.store.begin() as conn:
        await subscriptions.pause(conn, 1, id, True)
    assert await room.look(at(3, 8, 30)) == 0

    async with room.store.begin() as conn:
        await subscriptions.pause(conn, 1, id, False)
    assert await room.look(at(3, 9)) == 1


async def test_a_chat_that_is_off_gets_its_digest_on_return(room: Newsroom) -> None:
    """Blocked for some days: one digest of what had waited."""
    await room.watch(1, "copper every:08:30", MONDAY)
    await room.tell(COPPER, at(2, 17))
    async with room.store.begin() as conn:
        await chats.switch_off(conn, 1, "blocked")
    assert await room.look(at(5, 8, 30)) == 0

    await room.chat(1, at(6, 9))
    assert await room.look(at(6, 9)) == 1
    assert await room.look(at(6, 9, 1)) == 0


async def test_silent_digests_come_without_a_sound(room: Newsroom) -> None:
    """If all that is due is silent."""
    id = await room.watch(1, "copper every:08:30", MONDAY)
    async with room.store.begin() as conn:
        await subscriptions.set_loudness(conn, 1, id, "silent")
    await room.tell(COPPER, at(2, 17))
    await room.look(at(3, 8, 30))

    assert (await room.queued(1))[0].silent


async def test_holidays_of_the_exchange_are_left_out(room: Newsroom) -> None:
    """SHFE closes for Qingming on 6 April 2026: the digest comes on the 7th."""
    start = datetime(2026, 4, 3, 16, tzinfo=SHANGHAI)
    await room.watch(1, "copper every:shfe,08:30", start)
    await room.tell(COPPER, start + timedelta(hours=1))

    assert await room.look(datetime(2026, 4, 6, 8, 30, tzinfo=SHANGHAI)) == 0
    assert await room.look(datetime(2026, 4, 7, 8, 30, tzinfo=SHANGHAI)) == 1


async def test_a_year_without_a_calendar_is_told(room: Newsroom) -> None:
    """China has not named its holidays: the digest comes on a weekday, and says that it guesses."""
    start = datetime(2098, 3, 3, 7, tzinfo=SHANGHAI)
    await room.watch(1, "copper every:shfe,08:30", start)
    await room.tell(COPPER, start)
    await room.look(start + timedelta(hours=2))

    (digest,) = await room.queued(1)
    assert "The SHFE holidays of 2098 are not known here yet" in digest.text


async def test_by_day_quiet_hours_hold_nothing(room: Newsroom) -> None:
    """Outside of them news comes at once, and so it does the day after."""
    await room.watch(1, "everything", MONDAY)
    await room.quiet(1, "22:00-07:00", Mode.HOLD, MONDAY)
    await room.tell(COPPER, at(2, 21))
    await room.tell(TIN, at(3, 8))

    assert [one.lane for one in await room.queued(1)] == [Lane.FLASH, Lane.FLASH]


async def test_silent_quiet_hours_tell_nothing_later(room: Newsroom) -> None:
    """What is told in them is let go."""
    await room.watch(1, "everything", MONDAY)
    await room.quiet(1, "22:00-07:00", Mode.SILENCE, MONDAY)
    await room.tell(COPPER, at(2, 23))

    assert await room.look(at(3, 7)) == 0
    assert await room.queued(1) == []


async def test_a_digest_waits_for_the_end_of_quiet_hours(room: Newsroom) -> None:
    """A run that falls into the night is made in the morning, with what the night held."""
    await room.watch(1, "copper every:06:00", MONDAY)
    await room.watch(1, "tin", MONDAY)
    await room.quiet(1, "22:00-07:00", Mode.HOLD, MONDAY)
    await room.tell(COPPER, at(2, 23))
    await room.tell(TIN, at(2, 23, 30))

    assert await room.look(at(3, 6)) == 0
    assert await room.look(at(3, 7)) == 1
    (digest,) = await room.queued(1)
    assert "#1 copper" in digest.text
    assert "#1 tin" in digest.text


async def test_quiet_hours_ended_early_give_what_they_held(room: Newsroom) -> None:
    """/quiet off in the night: the digest comes now."""
    await room.watch(1, "everything", MONDAY)
    await room.quiet(1, "22:00-07:00", Mode.HOLD, MONDAY)
    await room.tell(COPPER, at(2, 23))
    async with room.store.begin() as conn:
        await clocks.set_quiet(conn, 1, 0, None, Mode.HOLD, at(2, 23, 10))

    assert await room.look(at(2, 23, 10)) == 1


async def test_a_clock_changed_while_stopped_is_set_right_at_the_start(room: Newsroom) -> None:
    """Quiet hours noted for a day that has not come are worked out anew."""
    await room.watch(1, "everything", MONDAY)
    await room.quiet(1, "22:00-07:00", Mode.HOLD, at(8, 12))  # the clock was six days fast
    async with room.store.begin() as conn:
        await clocks.roll(conn, MONDAY, everybody=True)
    await room.tell(COPPER, at(2, 23))

    assert await room.queued(1) == []
