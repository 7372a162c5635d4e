"""A site on this machine, and a client that may fetch from it."""

from __future__ import annotations

from collections.abc import AsyncIterator

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
    """Allowed on loopback, small and quick, so that limits are reached soon."""
    client = Web(
        allowed=read_allowed(["127.0.0.1"]), limits=Limits(bytes=200_000, seconds=0.5, pause=0.0)
    )
    yield client
    await client.close()
