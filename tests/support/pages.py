"""A page in the shape of the seed page, all of it made up: an article and three related flashes."""

from __future__ import annotations

from datetime import UTC, datetime

from briefs.types import Media, RawFlash

RECEIVED = datetime(2030, 3, 6, 2, 0, tzinfo=UTC)

LEAD = (
    "Driven by word that a smelter in Exampleland will halt two of its lines on March 4, tin rose "
    "on March 5. The most-traded contract gained 2.1%, and sellers in the spot market held back "
    "while buyers waited for the afternoon."
)
RETOLD = (
    "Driven by the word that a smelter in Exampleland will halt two of its lines on March 4, tin "
    "rose on March 5. The most-traded contract gained 2.1%, and sellers in the spot market held "
    "back, while buyers waited for the afternoon."
)
OFFER = (
    "Sample Tin Corp, a producer in Exampleland, said that Demo Development Bank offered it a "
    "loan of $120 million. Its mine is to make 4,000 mt of tin a year."
)
OFFER_RETOLD = (
    "Demo Development Bank has offered a $120 million loan to Sample Tin Corp (a producer in "
    "Exampleland). The mine's yearly output of tin is to be 4,000 mt."
)

PAGE = f"""Tin Smelter to Halt Two Lines, Prices Climb (Sample) [SMM Commentary]

Published: Mar 5, 2030 18:06
{LEAD}

SMM March 5 News:

{RETOLD}

What the Halt Means for Supply

The halt takes out 300 mt a month. 》Click to View Details

》Click to View SMM Tin Prices

Recommended Reading:

》A headline that belongs to another page [SMM Commentary]

Data Source Statement: Except for public information, all data are processed by SMM.

For any inquiries or to learn more information, please contact: nobody@example.com
Related News
Zinc Mine Reopens (Sample)
Mar 4, 2030 09:30
Zinc Mine Reopens (Sample)
Read More
Zinc Mine Reopens (Sample)
Zinc Mine Reopens (Sample)
The Sample Valley mine reopened after eight months.
It will make 900 mt a month.
Mar 4, 2030 09:30
Bank Lends to Tin Producer (Sample)
Mar 4, 2030 09:12
Bank Lends to Tin Producer (Sample)
Read More
Bank Lends to Tin Producer (Sample)
Bank Lends to Tin Producer (Sample)
{OFFER}
Mar 4, 2030 09:12
Demo Bank Offers $120M to Sample Tin (Sample)
Mar 4, 2030 09:11
Demo Bank Offers $120M to Sample Tin (Sample)
Read More
Demo Bank Offers $120M to Sample Tin (Sample)
Demo Bank Offers $120M to Sample Tin (Sample)
[SMM Flash: Bank Lends to Tin Producer (Sample)] {OFFER_RETOLD}
Mar 4, 2030 09:11
"""

HTML_PAGE = f"""<!doctype html><html><head><title>Tin Smelter to Halt | SMM</title>
<link rel="canonical" href="https://news.example.com/tin/1">
<meta property="article:published_time" content="2030-03-05T18:06:00+08:00">
<style>p {{ color: red }}</style><script>var data = "Related News";</script></head>
<body><nav><a>Home</a><a>News</a></nav>
<h1>Tin Smelter to Halt Two Lines, Prices&nbsp;Climb (Sample) [SMM Commentary]</h1>
<div class="meta"><span>Mar 5, 2030 18:06</span><span>Source: SMM</span></div>
<article><p>{LEAD}</p><p>{RETOLD}</p><h2>What the Halt Means for Supply</h2>
<p>The halt takes out <b>300</b> mt a month. <a>》Click to View Details</a></p>
<table><tr><th>Grade</th><th>Price</th></tr><tr><td>Tin ingot</td><td>250,000</td></tr></table>
</article><footer>About us</footer></body></html>"""


def raw(content: str, media: Media = "text", origin: str = "page.txt") -> RawFlash:
    return RawFlash("folder", origin, content, media, RECEIVED)
