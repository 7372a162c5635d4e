"""`GET /health` and `GET /metrics`: is the bot at work, and how are its sources?

Health is 200 as long as we do our part, 503 when we do not; a source that fails elsewhere is told
of, and is no fault of ours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from briefs.sources.book import Book
from briefs.sources.health import Health
from briefs.sources.standing import standings
from briefs.store import Store, backlog, outbox, sources, spool

PROMETHEUS: Final = "text/plain; version=0.0.4"
TOO_LONG: Final = 60.0  # seconds that something waits to be read or sent while all is well


@dataclass(frozen=True, slots=True)
class Status:
    """How things stand. Waits are in seconds, 0 where nothing waits."""

    sources: Mapping[str, Health]
    failures: Mapping[str, int]
    unread: int
    unread_wait: float
    unsent_wait: float
    outbox: Mapping[str, int]

    @property
    def well(self) -> bool:
        return max(self.unread_wait, self.unsent_wait) <= TOO_LONG


@dataclass(frozen=True, slots=True)
class Watch:
    """What the status is read from."""

    store: Store
    book: Book
    clock: Callable[[], datetime]


def status_routes(watch: Watch) -> list[Route]:
    async def health(_: Request) -> Response:
        try:
            status = await read_status(watch)
        except (SQLAlchemyError, OSError):
            return JSONResponse({"status": "the database does not answer"}, status_code=503)
        return JSONResponse(_shown(status), status_code=200 if status.well else 503)

    async def metrics(_: Request) -> Response:
        return PlainTextResponse(exposition(await read_status(watch)), media_type=PROMETHEUS)

    return [Route("/health", health), Route("/metrics", metrics)]


async def read_status(watch: Watch) -> Status:
    now = watch.clock()
    async with watch.store.read() as conn:
        states = await sources.load_states(conn)
        unread, since = await spool.count(conn), await spool.waits_since(conn)
        due = await backlog.due_since(conn, now)
        counts = await outbox.counts(conn)
    standing = standings(watch.book, states, now)
    return Status(
        sources={one.spec.id: one.health for one in standing},
        failures={one.spec.id: one.state.failures for one in standing},
        unread=unread,
        unread_wait=_seconds(since, now),
        unsent_wait=_seconds(due, now),
        outbox=counts,
    )


def exposition(status: Status) -> str:
    """The same in Prometheus' text form."""
    health = [
        (f'source="{id}",health="{each}"', int(each is now))
        for id, now in status.sources.items()
        for each in Health
    ]
    return "".join(
        [
            _gauge("flashbrief_source_health", "1 for how the source is now.", health),
            _gauge(
                "flashbrief_source_failures",
                "Failures of the source in a row.",
                [(f'source="{id}"', number) for id, number in status.failures.items()],
            ),
            _gauge("flashbrief_unread", "Raw flashes that wait to be read.", [("", status.unread)]),
            _gauge(
                "flashbrief_unread_wait_seconds",
                "How long the oldest of them waits.",
                [("", status.unread_wait)],
            ),
            _gauge(
                "flashbrief_outbox",
                "Messages by state.",
                [(f'state="{state}"', number) for state, number in status.outbox.items()],
            ),
            _gauge(
                "flashbrief_outbox_wait_seconds",
                "How long the oldest message waits that could go out.",
                [("", status.unsent_wait)],
            ),
        ]
    )


def _gauge(name: str, told: str, samples: Sequence[tuple[str, float]]) -> str:
    lines = [f"# HELP {name} {told}", f"# TYPE {name} gauge"]
    for labels, value in samples:
        lines.append(f"{name}{{{labels}}} {value:g}" if labels else f"{name} {value:g}")
    return "\n".join(lines) + "\n"


def _shown(status: Status) -> dict[str, object]:
    return {
        "status": "ok" if status.well else "behind",
        "sources": dict(status.sources),
        "unread": status.unread,
        "unread_wait_seconds": round(status.unread_wait, 1),
        "unsent_wait_seconds": round(status.unsent_wait, 1),
    }


def _seconds(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
