"""A site on this machine, and a client that may fetch from it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from briefs.sources.addresses import read_allowed
from briefs.sources.client import Limits, Web
from tests.support.site import Site, open_site


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site() as opened:
        yield opened


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    """Allowed on loopback; what it takes is small, so that the limit is reached soon."""
    async with _client(Limits(bytes=200_000, seconds=30, pause=0.0)) as client:
        yield client


@pytest.fixture
async def hasty() -> AsyncIterator[Web]:
    """The same, for what takes for ever."""
    async with _client(Limits(seconds=0.5, pause=0.0)) as client:
        yield client


@asynccontextmanager
async def _client(limits: Limits) -> AsyncIterator[Web]:
    client = Web(allowed=read_allowed(["127.0.0.1"]), limits=limits)
    yield client
    await client.close()
