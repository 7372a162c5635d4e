"""What the bot's own web server says of itself and of its sources."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.config import ConfigError, WebAddress
from bot.web.app import make_web, serve_web
from bot.web.server import serving
from bot.web.status import Watch
from briefs.sources.book import read_sources
from briefs.sources.failures import Reason
from briefs.sources.state import SourceState
from briefs.store import Store, sources, spool
from briefs.types import RawFlash

NOW = datetime(2030, 3, 5, 10, 0, tzinfo=UTC)
BOOK = read_sources(
    '[wire]\nkind = "feed"\nurl = "https://wire.example/feed"\n'
    '[other]\nkind = "feed"\nurl = "https://other.example/feed"\n',
    "sources.toml",
)


async def asked(store: Store, path: str, now: datetime = NOW) -> httpx.Response:
    web = make_web(Watch(store, BOOK, lambda: now))
    async with serving(web) as url, httpx.AsyncClient() as client:
        return await client.get(f"{url}{path}")


async def test_health_names_each_source(store: Store) -> None:
    """A source that fails elsewhere is told of; we are well all the same."""
    gone = SourceState("other", failures=1, reason=Reason.GONE)
    async with store.begin() as conn:
        await sources.save_state(conn, gone)

    answer = await asked(store, "/health")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ok",
        "sources": {"wire": "quiet", "other": "failing"},
        "unread": 0,
        "unread_wait_seconds": 0.0,
        "unsent_wait_seconds": 0.0,
    }


async def test_what_waits_too_long_to_be_read_is_no_health(store: Store) -> None:
    """A watchdog that asks for the status alone learns that something hangs."""
    raw = RawFlash("wire", "a", "Tin up", "text", NOW)
    async with store.begin() as conn:
        await spool.put(conn, [raw], NOW)

    soon = await asked(store, "/health", NOW + timedelta(seconds=30))
    late = await asked(store, "/health", NOW + timedelta(minutes=5))

    assert (soon.status_code, late.status_code) == (200, 503)
    assert late.json()["status"] == "behind"
    assert late.json()["unread"] == 1


async def test_metrics_are_in_prometheus_form(store: Store) -> None:
    """One sample a source and health, so that a graph shows the turns."""
    answer = await asked(store, "/metrics")

    lines = answer.text.splitlines()
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'flashbrief_source_health{source="wire",health="quiet"} 1' in lines
    assert 'flashbrief_source_health{source="wire",health="fresh"} 0' in lines
    assert "# TYPE flashbrief_unread gauge" in lines
    assert "flashbrief_unread 0" in lines


async def test_a_port_that_is_taken_is_named(store: Store) -> None:
    """The operator reads which setting to change."""
    web = make_web(Watch(store, BOOK, lambda: NOW))
    async with serving(web) as url:
        port = int(url.rpartition(":")[2])
        with pytest.raises(ConfigError, match="FLASHBRIEF_WEB_PORT"):
            await serve_web(web, WebAddress("127.0.0.1", port))
