"""The outbox under any order of events: it does what a small model does, and loses nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine
from sqlalchemy import select

from briefs.store import (
    Store,
    backlog,
    chats,
    dead_letters,
    events,
    fan_out,
    migrate,
    open_store,
    outbox,
)
from briefs.store.matching import asking
from briefs.store.outbox import Delivery, Lane, Sent
from briefs.store.subscriptions import EVERYTHING, subscribe
from briefs.store.tables import outbox as table
from tests.support.databases import postgresql

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)
CHATS = (1, 2, 3)
OWNERS = ("one sender", "another")
TABLES = ("fan_out", "outbox", "payload", "subscription_term", "subscription", "chat", "event")

chat_ids, owners = st.sampled_from(CHATS), st.sampled_from(OWNERS)
seconds = st.integers(0, 90).map(lambda number: timedelta(seconds=number))


@dataclass(frozen=True)
class Row:
    """What the model knows of a message."""

    id: int
    chat_id: int
    lane: int
    not_before: datetime
    state: str = "ready"
    owner: str | None = None
    until: datetime | None = None
    attempts: int = 0
    briefing: bool = False


class Outbox(RuleBasedStateMachine):
    """Real statements beside the model; both must come to the same."""

    store: Store
    run: Callable[[Any], Any]

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.rows: dict[int, Row] = {}
        self.keys = 0
        self.gone: set[int] = set()  # forgotten
        self.events: set[int] = set()
        self.run(self._begin())

    async def _begin(self) -> None:
        async with self.store.begin() as conn:
            for table in TABLES:
                await conn.exec_driver_sql(f"DELETE FROM {table}")
            for chat_id in CHATS:
                await chats.save_chat(
                    conn, chat_id, type="private", title="", language="en", now=START
                )
                await subscribe(conn, chat_id, 0, EVERYTHING, START)

    def do(self, work: Callable[[Any], Any]) -> Any:
        """Run one transaction."""

        async def inside() -> Any:
            async with self.store.begin() as conn:
                return await work(conn)

        return self.run(inside())

    def change(self, id: int, **values: Any) -> None:
        self.rows[id] = replace(self.rows[id], **values)

    def of(self, state: str, owner: str | None = None) -> list[Row]:
        rows = [row for row in self.rows.values() if row.state == state]
        return [row for row in rows if owner is None or row.owner == owner]

    @rule(chat_id=chat_ids, lane=st.sampled_from(Lane), wait=seconds)
    def queue(self, chat_id: int, lane: Lane, wait: timedelta) -> None:
        self.keys += 1
        key, due = f"k{self.keys}", self.now + wait
        row = {"key": key, "chat_id": chat_id, "text": key, "lane": lane, "now": self.now}
        assert self.do(lambda conn: outbox.enqueue(conn, **row, not_before=due))
        assert not self.do(lambda conn: outbox.enqueue(conn, **row, not_before=due))
        self.learn(lane=int(lane), not_before=due)

    @rule()
    def tell(self) -> None:
        """An event, queued for the first chat with a subscription; the others come later."""

        async def work(conn: Any) -> int:
            event_id = await events.create_event(
                conn, title="E", happened_at=self.now, corrects=None, now=self.now
            )
            await outbox.save_payload(
                conn, event_id=event_id, version=1, language="en", text="<b>E</b>"
            )
            wanted = [asking((), now=self.now)]
            await fan_out.begin(
                conn, event_id=event_id, wanted=wanted, lane=Lane.FLASH, now=self.now
            )
            return event_id

        self.events.add(self.do(work))
        self.learn(lane=int(Lane.FLASH), not_before=self.now, briefing=True)

    @rule()
    def spread(self) -> None:
        """The next chat of the oldest event that has not come to all."""

        async def work(conn: Any) -> datetime | None:
            for event in await fan_out.unfinished(conn):
                upto, *_ = await fan_out.ranges(conn, event)
                await fan_out.go_on(conn, event, upto, self.now)
                return event.created_at
            return None

        queued_at = self.do(work)
        self.learn(lane=int(Lane.FLASH), not_before=queued_at, briefing=True)

    def learn(self, **values: Any) -> None:
        """Rows that came into being."""
        for id, chat_id in self.read(table.c.id, table.c.chat_id):
            if id not in self.rows:
                self.rows[id] = Row(id, chat_id, **values)

    @rule(owner=owners, limit=st.integers(1, 6))
    def claim(self, owner: str, limit: int) -> None:
        due = [row for row in self.of("ready") if row.not_before <= self.now]
        expected = sorted(due, key=lambda row: (row.lane, row.id))[:limit]

        claimed = self.do(
            lambda conn: outbox.claim(conn, limit=limit, owner=owner, now=self.now, lease=LEASE)
        )

        assert [one.id for one in claimed] == [row.id for row in expected]
        for row in expected:
            until = self.now + LEASE
            attempts = row.attempts + 1
            self.change(row.id, state="leased", owner=owner, until=until, attempts=attempts)
        assert all(one.attempts == self.rows[one.id].attempts for one in claimed)

    @rule(data=st.data(), owner=owners)
    @precondition(lambda self: self.of("leased"))
    def sent(self, data: st.DataObject, owner: str) -> None:
        """Only who holds a message says what became of it."""
        row = data.draw(st.sampled_from(self.of("leased")))
        mark = [Sent(row.id, 7)]
        self.do(lambda conn: outbox.mark_sent(conn, mark, owner=owner, now=self.now))
        if row.owner == owner:
            self.change(row.id, state="sent")

    @rule(data=st.data(), owner=owners, wait=seconds, again=st.booleans(), counted=st.booleans())
    @precondition(lambda self: self.of("leased"))
    def failed(
        self, data: st.DataObject, owner: str, wait: timedelta, again: bool, counted: bool
    ) -> None:
        row = data.draw(st.sampled_from(self.of("leased")))
        at = self.now + wait if again else None
        self.do(
            lambda conn: outbox.mark_failed(
                conn, [row.id], owner=owner, reason="server", not_before=at, counted=counted
            )
        )
        if row.owner == owner:
            attempts = row.attempts - (not counted)
            self.change(row.id, state="ready" if at else "dead", owner=None, attempts=attempts)
            self.change(row.id, not_before=at or row.not_before)

    @rule(wait=seconds)
    def time_passes(self, wait: timedelta) -> None:
        self.now += wait
        ended = [row for row in self.of("leased") if row.until and row.until < self.now]
        assert self.do(lambda conn: outbox.release(conn, now=self.now)) == len(ended)
        self.freed(ended)

    @rule()
    def crash(self) -> None:
        """Whoever held messages is dead for sure, and the next one starts."""
        held = self.of("leased")
        left = self.do(lambda conn: outbox.release(conn, now=self.now, all_owners=True))
        assert left == len(held)
        self.freed(held)

    def freed(self, rows: list[Row]) -> None:
        for row in rows:
            self.change(row.id, state="ready", owner=None, attempts=row.attempts - 1)

    @rule(chat_id=chat_ids)
    def cancel(self, chat_id: int) -> None:
        waiting = [row for row in self.of("ready") if row.chat_id == chat_id]
        number = self.do(lambda conn: outbox.cancel_chat(conn, chat_id, "blocked"))
        assert number == len(waiting)
        for row in waiting:
            self.change(row.id, state="cancelled")

    @rule(chat_id=chat_ids, wait=seconds)
    def hold(self, chat_id: int, wait: timedelta) -> None:
        until = self.now + wait
        self.do(lambda conn: outbox.hold_chat(conn, chat_id, until))
        for row in self.of("ready"):
            if row.chat_id == chat_id and row.lane > Lane.ANSWER and row.not_before < until:
                self.change(row.id, not_before=until)

    @rule(chat_id=chat_ids)
    def forget(self, chat_id: int) -> None:
        self.do(lambda conn: chats.forget_chat(conn, chat_id))
        self.rows = {id: row for id, row in self.rows.items() if row.chat_id != chat_id}
        self.gone.add(chat_id)

    @rule()
    @precondition(lambda self: self.of("dead"))
    def replay(self) -> None:
        dead = self.of("dead")
        number = self.do(lambda conn: dead_letters.replay(conn, now=self.now))
        assert number == len(dead)
        for row in dead:
            self.change(row.id, state="ready", attempts=0, not_before=self.now)

    @rule(back=seconds)
    def clock_is_set_back(self, back: timedelta) -> None:
        """What was due stays due; what waits, waits no longer than it had to."""
        was, now = self.now, self.now - back
        self.do(lambda conn: backlog.bring_forward(conn, now=now, was=was))
        for row in self.of("ready"):
            if row.not_before > was:
                self.change(row.id, not_before=row.not_before - back)
            elif row.not_before > now:
                self.change(row.id, not_before=now)
        self.now = now

    @rule(owner=owners)
    @precondition(lambda self: any(row.briefing for row in self.of("leased")))
    def coalesce(self, owner: str) -> None:
        mine = [row for row in self.of("leased", owner) if row.briefing]
        if not mine:
            return

        async def work(conn: Any) -> Delivery:
            (first,) = await outbox.deliveries(conn, [mine[0].id])
            waiting = await backlog.waiting_briefings(conn, first, self.now)
            due = {
                row.id
                for row in self.of("ready")
                if row.chat_id == first.chat_id and row.briefing and row.not_before <= self.now
            }
            assert {one.id for one in waiting} == due
            self.merged = {first.id, *due}
            return await backlog.merge(
                conn,
                [first, *waiting],
                lambda some: (str(len(some)), None),
                owner=owner,
                now=self.now,
                lease=LEASE,
            )

        digest = self.do(work)
        assert digest.text == str(len(self.merged))
        for id in self.merged:
            self.change(id, state="merged", owner=None)
        until = self.now + LEASE
        self.rows[digest.id] = Row(
            digest.id, digest.chat_id, int(digest.lane), self.now, "leased", owner, until, 1
        )

    def read(self, *columns: Any) -> list[Any]:
        async def work(conn: Any) -> list[Any]:
            return list((await conn.execute(select(*columns).order_by(table.c.id))).all())

        return list(self.do(work))

    @invariant()
    def both_say_the_same(self) -> None:
        names = ("id", "state", "attempts", "chat_id", "lane", "not_before")
        found = self.read(*(table.c[name] for name in names))
        rows = sorted(self.rows.values(), key=lambda row: row.id)
        known = [tuple(getattr(row, name) for name in names) for row in rows]
        assert [tuple(row) for row in found] == known

    def teardown(self) -> None:
        """In the end everything can be claimed and sent: no message is stuck anywhere, and every
        event has come to every chat that is still known."""
        while self.do(fan_out.unfinished):
            self.spread()
        told = self.read(table.c.event_id, table.c.chat_id)
        for chat_id in set(CHATS) - self.gone:
            assert {event for event, chat in told if chat == chat_id and event} == self.events
        self.now += timedelta(days=1)
        self.crash()
        while self.of("ready"):
            self.claim("the last", 50)
            for row in self.of("leased"):
                mark = [Sent(row.id, 1)]
                self.do(lambda conn, m=mark: outbox.mark_sent(conn, m, owner="the last", now=START))
                self.change(row.id, state="sent")
        self.both_say_the_same()


def check(url: str) -> None:
    """Run the machine against the database there."""
    with asyncio.Runner() as runner:
        store = runner.run(open_store(url))
        try:
            Outbox.store, Outbox.run = store, staticmethod(runner.run)
            run_machine(
                Outbox,
                settings=settings(
                    max_examples=40,
                    stateful_step_count=30,
                    deadline=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            runner.run(store.close())


def test_the_outbox_is_its_model(empty_outbox: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty histories of thirty events: the same rows in the same states at every step."""
    monkeypatch.setattr(fan_out, "FIRST", 1)
    monkeypatch.setattr(fan_out, "A_PART", 1)
    check(empty_outbox)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_outbox(request: pytest.FixtureRequest, tmp_path: Any) -> Any:
    """A migrated database, made outside of any event loop that a test runs."""
    with asyncio.Runner() as runner:
        if request.param == "sqlite":
            url = f"sqlite+aiosqlite:///{tmp_path / 'outbox.db'}"
            runner.run(migrate(url))
            yield url
            return
        server = postgresql()
        url = runner.run(server.__aenter__())
        runner.run(migrate(url))
        yield url
        runner.run(server.__aexit__(None, None, None))
