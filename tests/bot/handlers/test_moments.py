"""Periods as people type them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.handlers.moments import LONGEST_PERIOD, USUAL_PERIOD, local_time, take_period


@pytest.mark.parametrize(
    ("typed", "name", "period"),
    [
        ("copper 7d", "copper", timedelta(days=7)),
        ("rare earths 24h", "rare earths", timedelta(hours=24)),
        ("2w", "", timedelta(weeks=2)),
        ("稀土 7天", "稀土", timedelta(days=7)),
        ("铜 本周", "铜", timedelta(weeks=1)),
        ("tin today", "tin", timedelta(days=1)),
        ("copper", "copper", USUAL_PERIOD),
        ("", "", USUAL_PERIOD),
        ("lead 0d", "lead 0d", USUAL_PERIOD),
        ("zinc 999w", "zinc", LONGEST_PERIOD),
        ("cu2511", "cu2511", USUAL_PERIOD),
    ],
)
def test_a_period_stands_at_the_end(typed: str, name: str, period: timedelta) -> None:
    """Topic first, period last; without one it is a day, and never more than a year."""
    assert take_period(typed.split()) == (name, period)


def test_a_moment_is_shown_on_the_readers_clock() -> None:
    """As a time entity, with UTC for those that cannot show it."""
    moment = datetime(2026, 3, 2, 7, 5, tzinfo=UTC)

    assert local_time(moment) == (
        '<tg-time unix="1772435100" format="dt">2 Mar 2026 07:05 UTC</tg-time>'
    )
