"""Makes docs/{chat,phone,prices}.png: `make screenshots`. All that is shown is made up."""

from __future__ import annotations

import asyncio
import io
import random
import tempfile
from datetime import date, timedelta
from pathlib import Path

from PIL import Image

from briefs.charts import draw
from briefs.history.chart import load_chart
from briefs.history.chart_words import picture_of
from briefs.store import migrate, open_store
from tests.acceptance.conftest import running
from tests.support.browser import PHONE, open_page
from tests.support.price_days import TODAY, every_day, flash, lexicon, renderer, tell

DOCS = Path(__file__).parent
PAGE = """Rare Earth Oxides Climb As Draft Rules Stir Buying; Pr-Nd Oxide Up 1.63% [Sample Page]

Published: May 12, 2026 17:30
Sample Wire, May 12: MIIT is soliciting public opinions on the "Interim Rules for Recycled Rare \
Earth Content (Draft for Public Comment)", published on May 11. The average price of Pr-Nd oxide \
was reported at 562,000 yuan/mt, up by 9,000 yuan/mt from the previous trading day, an increase of \
1.63%. Dysprosium oxide stood at 1.61-1.63 million yuan/mt.

The rare earth permanent magnets sector rose by 2.1% by the close. Among individual stocks, \
Eastgate Magnetics hit the daily limit and Lakeside Rare Metals rose by 6.4%.

Quayside Securities believes that rare earth prices will keep rising this year. Risk warnings: \
demand falling short of expectations and a quick rise in scrap supply.
"""


RULES = (
    "Sample: draft on quotas\n2025-06-12 10:00\nMIIT is soliciting public opinions on the "
    '"Interim Rules for Sample Quotas of Rare Earths (Draft for Public Comment)", published on '
    "June 11, 2025.\n",
    "Sample: export controls\n2025-10-15 18:00\nOn October 15, 2025, China's Ministry of Commerce "
    "announced export controls on dysprosium, effective immediately.\n",
)
SILENT = (date(2026, 1, 24), date(2026, 2, 20))
COLOURS = 64


def year_of_prices() -> list[str]:
    """Flashes of a year of dysprosium oxide, with a few weeks in which nothing was told."""
    chance, level, told = random.Random(6), 1_600_000, []
    for day in every_day(TODAY - timedelta(days=365), 366):
        level = int(level * (1 + chance.uniform(-0.011, 0.0123))) // 1000 * 1000
        if not SILENT[0] <= day <= SILENT[1]:
            figures = f"{level / 1e6:.3f}-{(level + 30_000) / 1e6:.3f} million"
            told.append(flash(day, "dysprosium oxide", figures))
    return told


async def draw_prices() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/flashbrief.db"
        await migrate(url)
        store = await open_store(url)
        await tell(store, [*year_of_prices(), *RULES])
        first = TODAY - timedelta(days=365)
        async with store.read() as conn:
            chart = await load_chart(conn, ["dysprosium"], lexicon(), first=first, last=TODAY)
        await store.close()
    picture = draw(picture_of(chart, renderer(), "en"))
    Image.open(io.BytesIO(picture)).quantize(COLOURS).save(DOCS / "prices.png", optimize=True)


async def main() -> None:
    await draw_prices()
    with tempfile.TemporaryDirectory() as folder:
        async with running(Path(folder)) as desk:
            await desk.say("/start")
            await desk.briefings(await desk.drop("rare-earths.txt", PAGE))
            await desk.say("what is Pr-Nd oxide trading at?")
            async with open_page(desk.url) as (page, _):
                await page.wait_for_timeout(500)
                await page.screenshot(path=DOCS / "chat.png")
            async with open_page(desk.url, size=PHONE, dark=True) as (page, _):
                await page.click("#chats button >> nth=0")
                await page.wait_for_timeout(500)
                await page.screenshot(path=DOCS / "phone.png")


if __name__ == "__main__":
    asyncio.run(main())
