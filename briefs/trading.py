"""The days on which SHFE, LME and COMEX trade, by the calendars of the `holidays` library.

Each exchange keeps the holidays of a bourse in the library: SHFE those of Shanghai, LME the bank
holidays of London, COMEX those on which CME is closed. The library is loaded when first asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from briefs.errors import CalendarUnknown
from briefs.filters.rhythm import Venue

if TYPE_CHECKING:
    from holidays import HolidayBase

FIRST_YEAR, LAST_YEAR = 2007, 2099
SATURDAY = 6


@dataclass(frozen=True, slots=True)
class Hours:
    """When a venue's day session opens and closes, on the venue's own clock."""

    zone: ZoneInfo
    open: time
    close: time


@dataclass(frozen=True, slots=True)
class _Market:
    code: str  # of the library
    # China names its holidays year by year, and moves working days for them. A year for which the
    # library knows of no such move has not been announced to it.
    announced_by: str = ""


MARKETS: Final[Mapping[Venue, _Market]] = {
    Venue.SHFE: _Market("XSHG", announced_by="substituted"),
    Venue.LME: _Market("XLON"),
    Venue.COMEX: _Market("XCME"),
}


def hours_of(venue: Venue) -> Hours:
    """SHFE's day session; LMEselect; for COMEX the hours by which its metals settle."""
    match venue:
        case Venue.SHFE:
            return Hours(ZoneInfo("Asia/Shanghai"), time(9, 0), time(15, 0))
        case Venue.LME:
            return Hours(ZoneInfo("Europe/London"), time(1, 0), time(19, 0))
        case Venue.COMEX:
            return Hours(ZoneInfo("America/New_York"), time(8, 10), time(13, 30))


@dataclass(slots=True)
class TradingCalendars:
    """Which days trade; a year is looked up once."""

    _years: dict[tuple[Venue, int], HolidayBase | None] = field(default_factory=dict)

    def trades(self, venue: Venue, day: date) -> bool:
        """Whether the venue trades on a day. Raises CalendarUnknown for a year not announced."""
        if day.isoweekday() >= SATURDAY:
            return False
        holidays = self._year(venue, day.year)
        if holidays is None:
            raise CalendarUnknown(
                f"The holidays of {venue.upper()} in {day.year} are not known. "
                "Upgrade the package: pip install --upgrade holidays"
            )
        return day not in holidays

    def holidays(self, venue: Venue, first: date, last: date) -> Iterator[tuple[date, str]]:
        """The days from Monday to Friday on which the venue is closed, with their names, in order;
        none of a year not announced."""
        for year in range(first.year, last.year + 1):
            for day, name in sorted((self._year(venue, year) or {}).items()):
                if first <= day <= last and day.isoweekday() < SATURDAY:
                    yield day, name

    def knows(self, venue: Venue, year: int) -> bool:
        return self._year(venue, year) is not None

    def may_trade(self, venue: Venue, day: date) -> bool:
        """Whether the venue trades, and in a year not announced any day from Monday to Friday."""
        if day.isoweekday() >= SATURDAY:
            return False
        return not self.knows(venue, day.year) or self.trades(venue, day)

    def _year(self, venue: Venue, year: int) -> HolidayBase | None:
        key = (venue, year)
        if key not in self._years:
            self._years[key] = _load(MARKETS[venue], year)
        return self._years[key]


def _load(market: _Market, year: int) -> HolidayBase | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    import holidays  # 50 ms and 15 MB, for those who ask

    found = holidays.financial_holidays(market.code, years=year, expand=False, language="en_US")
    announced = any(market.announced_by in name for name in found.values())
    return found if announced else None
