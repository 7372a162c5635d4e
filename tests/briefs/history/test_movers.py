"""What moved most: stated before computed, prices and shares, up and down, by sector."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from briefs.history.movers import Movers, Over, load_movers, sector_of
from briefs.history.pages import movers_page
from briefs.store import Store
from tests.support.price_days import TODAY, flash, lexicon, renderer, tell, tell_week

SHARES = """Sample: Magnet shares rise
2026-03-06 15:30
Among individual stocks: Zhenghai Magnetic Material rose by 6.1%, Northern Rare Earth fell by 1.2%.
"""


async def movers(store: Store, over: Over = "day", today: date = TODAY) -> Movers:
    async with store.read() as conn:
        return await load_movers(conn, lexicon(), over, today=today)


async def test_of_a_day_prices_and_shares_by_sector(store: Store) -> None:
    """The largest first in its sector; a computed percent has its inputs, a stated one none."""
    await tell_week(store)
    copper = flash(TODAY, "#1 copper", "78,000", "down 1,000 yuan/mt, a decrease of 1.27%")
    await tell(store, [copper, SHARES])
    found = await movers(store)

    told = {one.name: one for each in found.sectors.values() for one in each}
    assert told["Pr-Nd oxide"].percent == Decimal("2.35")
    assert told["Pr-Nd oxide"].change.computed[-1].inputs == (520_000, 524_000, 509_000, 511_000)
    assert told["Zhenghai Magnetic Material"].percent == Decimal("6.1")
    assert {sector: len(each) for sector, each in found.sectors.items()}["base-metals"] == 1
    assert min(one.percent for one in told.values()) == Decimal("-1.27")


async def test_of_a_week_from_its_first_price_to_its_last(store: Store) -> None:
    """Computed from two sentences, both cited."""
    await tell_week(store)
    found = await movers(store, "week")
    ((mover,),) = found.sectors.values()
    text = movers_page(renderer(), found, {"rare-earths": "rare earths"}, "en", TODAY)

    assert mover.percent == Decimal("1.95")
    assert "522,000 − 512,000 = 10,000; 10,000 ÷ 512,000 = +1.95 %" in text
    assert text.count("was reported at") == 2


async def test_after_a_weekend_the_last_day_with_moves_is_told(store: Store) -> None:
    """On Sunday Friday's movers, with their day; after a long silence none."""
    await tell_week(store)

    assert (await movers(store, today=TODAY + timedelta(days=2))).day == TODAY
    assert (await movers(store, today=TODAY + timedelta(days=30))).day is None


def test_a_sector_is_the_widest_group_below_metals() -> None:
    """Light rare earths are rare earths; what is in no group is in none."""
    assert sector_of("pr-nd-oxide", lexicon()) == "rare-earths"
    assert sector_of("lme-copper", lexicon()) == "base-metals"
    assert sector_of(None, lexicon()) == ""
