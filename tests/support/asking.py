"""Made-up flashes to ask about, and the type of asking."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from briefs.asked import Answer

NOW = datetime(2030, 3, 20, 3, 0, tzinfo=UTC)
FLASHES: tuple[dict[str, Any], ...] = (
    {
        "id": "tin-1",
        "title": "Spot tin firms",
        "body": "SMM, March 4: SMM #1 tin averaged 251,000 yuan/mt, up 2,000 yuan/mt or 0.8% on "
        "the day. Prices rose because smelters in Yunnan stopped two lines.",
        "published_at": "2030-03-04T15:00:00",
        "url": "https://example.com/tin-1",
    },
    {
        "id": "tin-2",
        "title": "Spot tin firms again",
        "body": "SMM, March 11: SMM #1 tin averaged 256,000 yuan/mt, up 1,500 yuan/mt or 0.59%.",
        "published_at": "2030-03-11T15:00:00",
    },
    {
        "id": "ban-1",
        "title": "Chile opens comments on lithium rules",
        "body": "Chile's mining ministry published draft rules on lithium exports on March 6, 2030 "
        "and asked for public comments. Producers warned of a risk of delays.",
        "published_at": "2030-03-06T10:00:00",
    },
    {
        "id": "dy-1",
        "title": "Dysprosium oxide steady",
        "body": "Dysprosium oxide stood at 1.6-1.62 million yuan/mt on March 12.",
        "published_at": "2030-03-12T10:00:00",
    },
)
Ask = Callable[[str], Awaitable[tuple[Answer, str]]]
Desk = Callable[..., Awaitable[Ask]]


def cited(found: Answer) -> set[str]:
    """Ids of the flashes an answer quotes."""
    return {one.flash_id for one in found.citations}
