"""Trading days of the exchanges, by the library's calendars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from briefs.errors import CalendarUnknown
from briefs.filters import Venue
from briefs.trading import TradingCalendars, hours_of

CALENDARS = TradingCalendars()
NOT_ANNOUNCED = date(2098, 3, 3)  # China names its holidays a year ahead


@pytest.mark.parametrize(
    ("venue", "day", "trades"),
    [
        (Venue.SHFE, date(2026, 2, 13), True),
        (Venue.SHFE, date(2026, 2, 14), False),  # a Saturday on which offices work
        (Venue.SHFE, date(2026, 2, 17), False),  # Spring Festival
        (Venue.SHFE, date(2026, 10, 1), False),  # National Day
        (Venue.SHFE, date(2026, 5, 4), False),  # Labour Day, moved
        (Venue.SHFE, date(2026, 12, 25), True),
        (Venue.LME, date(2026, 12, 25), False),
        (Venue.LME, date(2026, 12, 28), False),  # Boxing Day, moved
        (Venue.LME, date(2026, 4, 3), False),  # Good Friday
        (Venue.LME, date(2026, 10, 1), True),
        (Venue.COMEX, date(2026, 11, 26), False),  # Thanksgiving
        (Venue.COMEX, date(2026, 11, 27), True),
        (Venue.COMEX, date(2026, 11, 28), False),  # a Saturday
    ],
)
def test_trading_days(venue: Venue, day: date, trades: bool) -> None:
    """Holidays and week-ends are no trading days; each exchange has its own."""
    assert CALENDARS.trades(venue, day) is trades
    assert CALENDARS.may_trade(venue, day) is trades


def test_a_year_of_trading_days() -> None:
    """SHFE trades some 242 days a year."""
    days = (date(2026, 1, 1) + timedelta(days=n) for n in range(365))

    assert 240 <= sum(CALENDARS.trades(Venue.SHFE, day) for day in days) <= 245


def test_a_year_not_announced_is_told() -> None:
    """China's holidays of a far year are unknown: an error that says what to do, no guess."""
    with pytest.raises(CalendarUnknown, match=r"SHFE in 2098 .* pip install --upgrade holidays"):
        CALENDARS.trades(Venue.SHFE, NOT_ANNOUNCED)


def test_a_year_not_announced_goes_by_the_weekday() -> None:
    """Who must decide all the same takes Monday to Friday, and can tell that it is a guess."""
    assert not CALENDARS.knows(Venue.SHFE, NOT_ANNOUNCED.year)
    assert CALENDARS.may_trade(Venue.SHFE, NOT_ANNOUNCED)
    assert not CALENDARS.may_trade(Venue.SHFE, date(2098, 3, 1))  # a Saturday
    assert CALENDARS.knows(Venue.LME, NOT_ANNOUNCED.year)


@pytest.mark.parametrize("venue", list(Venue))
def test_a_session_opens_before_it_closes(venue: Venue) -> None:
    """On the venue's own clock."""
    hours = hours_of(venue)

    assert hours.open < hours.close
