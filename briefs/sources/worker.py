"""Reading what strangers wrote away from the event loop, and not for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Final, TypeVar

from briefs.sources.failures import FetchError, Reason

T = TypeVar("T")

SECONDS: Final = 15.0
THREADS: Final = 2  # of their own: a text that holds one up holds up nothing else


async def in_time(read: Callable[[], T], *, seconds: float = SECONDS) -> T:
    """What `read` gives. Raises FetchError if it takes too long, and whatever `read` raises."""
    work = asyncio.get_running_loop().run_in_executor(_threads(), read)
    try:
        async with asyncio.timeout(seconds):
            return await asyncio.shield(work)
    except TimeoutError as error:
        raise FetchError(
            Reason.UNREADABLE, f"it could not be read within {seconds:.0f} s"
        ) from error


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="reading")
