"""Makes docs/chat.png and docs/phone.png: `make screenshots`. All that is shown is made up."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from tests.acceptance.conftest import running
from tests.support.browser import PHONE, open_page

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


async def main() -> None:
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
