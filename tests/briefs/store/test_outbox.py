"""A message is queued once, held by one sender at a time, and never forgotten."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from briefs.store import Store, chats, events, fan_out, outbox, subscriptions
from briefs.store.matching import asking
from briefs.store.outbox import Delivery, Lane, Sent
from briefs.types import Language

NOW = datetime(2026, 2, 6, 11, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)


async def queue(store: Store, *keys: str, chat_id: int = 7, lane: Lane = Lane.FLASH) -> list[bool]:
    async with store.begin() as conn:
        return [
            await outbox.enqueue(conn, key=key, chat_id=chat_id, text=key, lane=lane, now=NOW)
            for key in keys
        ]


async def claim(store: Store, owner: str = "a", now: datetime = NOW) -> tuple[Delivery, ...]:
    async with store.begin() as conn:
        return await outbox.claim(conn, limit=10, owner=owner, now=now, lease=LEASE)


async def states(store: Store) -> dict[str, int]:
    async with store.read() as conn:
        return dict(await outbox.counts(conn))


async def event_for(store: Store, *chat_languages: tuple[int, Language], topic: str = "*") -> int:
    async with store.begin() as conn:
        for chat_id, language in chat_languages:
            await chats.save_chat(
                conn, chat_id, type="private", title="", language=language, now=NOW
            )
            await subscriptions.subscribe(conn, chat_id, 0, topic, NOW)
        return await events.create_event(
            conn, title="An event", happened_at=NOW, corrects=None, now=NOW
        )


async def test_the_same_key_is_queued_once(store: Store) -> None:
    """Whoever asks again, even after it was sent, gets no second message."""
    assert await queue(store, "one", "one") == [True, False]

    (delivery,) = await claim(store)
    async with store.begin() as conn:
        await outbox.mark_sent(conn, [Sent(delivery.id, 99)], owner="a", now=NOW)

    assert await queue(store, "one") == [False]
    assert await states(store) == {"sent": 1}


async def test_answers_go_before_flashes(store: Store) -> None:
    """The first lane is emptied first, each lane oldest first."""
    await queue(store, "flash 1", "flash 2")
    await queue(store, "answer", lane=Lane.ANSWER)

    assert [d.text for d in await claim(store)] == ["answer", "flash 1", "flash 2"]


async def test_two_senders_never_claim_the_same_message(store: Store) -> None:
    """Everything is claimed, and by one of them only."""
    await queue(store, *(f"message {n}" for n in range(8)))

    claimed = await asyncio.gather(claim(store, "a"), claim(store, "b"))

    ids = [delivery.id for part in claimed for delivery in part]
    assert len(ids) == len(set(ids))
    assert await states(store) in ({"leased": 8}, {"leased": len(ids), "ready": 8 - len(ids)})


async def test_a_delivery_carries_all_that_sending_needs(store: Store) -> None:
    """Chat, topic, text, markup and the number of this attempt come in one piece."""
    async with store.begin() as conn:
        await outbox.enqueue(
            conn,
            key="k",
            chat_id=-1001234567890,
            thread_id=5,
            text="<b>Tin</b>",
            lane=Lane.ANSWER,
            now=NOW,
            markup={"inline_keyboard": []},
        )

    (delivery,) = await claim(store)

    assert (delivery.chat_id, delivery.thread_id) == (-1001234567890, 5)
    assert (delivery.text, delivery.markup) == ("<b>Tin</b>", {"inline_keyboard": []})
    assert (delivery.attempts, delivery.created_at) == (1, NOW)


async def test_a_failure_waits_and_then_gives_up(store: Store) -> None:
    """Not before its time is it claimed again; without a time it is dead, with the reason kept."""
    await queue(store, "one")
    (delivery,) = await claim(store)
    later = NOW + timedelta(minutes=5)

    async with store.begin() as conn:
        await outbox.mark_failed(conn, [delivery.id], owner="a", reason="network", not_before=later)

    assert await claim(store) == ()
    (again,) = await claim(store, now=later)
    assert again.attempts == 2

    async with store.begin() as conn:
        await outbox.mark_failed(conn, [again.id], owner="a", reason="network", not_before=None)
    assert await states(store) == {"dead": 1}


async def test_being_told_to_wait_is_no_attempt(store: Store) -> None:
    """A rate limit does not bring a message nearer to giving up."""
    await queue(store, "one")
    (delivery,) = await claim(store)

    async with store.begin() as conn:
        await outbox.mark_failed(
            conn, [delivery.id], owner="a", reason="rate_limited", not_before=NOW, counted=False
        )

    assert (await claim(store))[0].attempts == 1


async def test_a_lease_that_ran_out_is_released(store: Store) -> None:
    """A sender that died holds nothing for longer than its lease; at a start, nothing at all."""
    await queue(store, "one")
    await claim(store, "dead")

    async with store.begin() as conn:
        assert await outbox.release(conn, now=NOW) == 0
        assert await outbox.release(conn, now=NOW + LEASE * 2) == 1
    await claim(store, "dead again")
    async with store.begin() as conn:
        assert await outbox.release(conn, now=NOW, all_owners=True) == 1
    assert len(await claim(store, "alive")) == 1


async def test_a_sender_that_lost_its_lease_has_no_say(store: Store) -> None:
    """What a new owner holds is not marked by the old one."""
    await queue(store, "one")
    (old,) = await claim(store, "slow")
    async with store.begin() as conn:
        await outbox.release(conn, now=NOW + LEASE * 2)
    await claim(store, "new")

    async with store.begin() as conn:
        await outbox.mark_sent(conn, [Sent(old.id, 1)], owner="slow", now=NOW)
        await outbox.mark_failed(conn, [old.id], owner="slow", reason="late", not_before=None)

    assert await states(store) == {"leased": 1}


async def test_a_chat_that_blocked_us_gets_nothing_more(store: Store) -> None:
    """Its waiting messages are cancelled, those of others stay."""
    await queue(store, "to 7")
    await queue(store, "to 8", chat_id=8)

    async with store.begin() as conn:
        assert await outbox.cancel_chat(conn, 7, "blocked") == 1

    assert [d.chat_id for d in await claim(store)] == [8]


async def test_an_event_goes_to_every_chat_in_its_language(store: Store) -> None:
    """One statement queues it for all that match; a second run queues nothing."""
    event_id = await event_for(store, (1, "en"), (2, "zh"), (3, "en"))
    async with store.begin() as conn:
        texts: dict[Language, str] = {"en": "Tin up", "zh": "锡上涨"}
        for language, text in texts.items():
            await outbox.save_payload(
                conn, event_id=event_id, version=1, language=language, text=text
            )
        queued = [
            await fan_out.queue(
                conn, event_id=event_id, wanted=asking((), now=NOW), lane=Lane.FLASH, now=NOW
            )
            for _ in range(2)
        ]

    assert queued == [3, 0]
    got = {delivery.chat_id: delivery.text for delivery in await claim(store)}
    assert got == {1: "Tin up", 2: "锡上涨", 3: "Tin up"}


async def test_a_chat_with_several_matching_topics_gets_one_message(store: Store) -> None:
    """Topics overlap; messages do not."""
    event_id = await event_for(store, (1, "en"), topic="tin")
    async with store.begin() as conn:
        await subscriptions.subscribe(conn, 1, 0, "base_metals", NOW)
        await outbox.save_payload(conn, event_id=event_id, version=1, language="en", text="Tin")
        wanted = asking({"tin", "base_metals"}, now=NOW)
        queued = await fan_out.queue(
            conn, event_id=event_id, wanted=wanted, lane=Lane.FLASH, now=NOW
        )

    assert queued == 1


async def test_the_first_text_of_a_version_stays(store: Store) -> None:
    """A payload that may have gone out is not changed behind its readers' backs."""
    event_id = await event_for(store)
    async with store.begin() as conn:
        first, second = [
            await outbox.save_payload(conn, event_id=event_id, version=1, language="en", text=text)
            for text in ("first", "second")
        ]

    assert first == second
