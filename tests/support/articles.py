"""Web pages with articles, invented: one in the shape of SMM's, one of a site nobody knows."""

from __future__ import annotations

SMM_PAGE = """<!doctype html><html><head><title>Tin_SMM</title></head><body>
<header><a href="/">Home</a><a href="/news">News</a></header>
<div class="layout_x9">
<h1 class="newsTitle_q1">Tin Smelter to Halt Two Lines (Sample) [SMM Commentary]</h1>
<div class="meta_b2"><span class="publishTime_b3">Published: Mar 5, 2030 18:06</span>
<span>Source: SMM</span></div>
<div class="newsContent_k7">
<p>Driven by word that a smelter in Exampleland will halt two of its lines, tin rose on March 5.</p>
<p>SMM #1 tin averaged 250,000 yuan/mt on March 5, up 2,000 yuan/mt from the previous day.</p>
<table><tr><th>Metal</th><th>Price</th></tr><tr><td>Tin</td><td>250,000</td></tr></table>
<div class="shareBar_z1">Share Copy Link WeChat</div>
<p>》Click to View SMM Tin Prices</p>
<p>Data Source Statement: Except for public information, all data are processed by SMM.</p>
</div>
<div class="relatedNews_m4"><h3>Related News</h3>
<div class="item_1"><div>Zinc Mine Reopens (Sample)</div><div>Mar 4, 2030 09:30</div>
<div>Zinc Mine Reopens (Sample)</div><div>Read More</div>
<div>Zinc Mine Reopens (Sample)</div><div>Zinc Mine Reopens (Sample)</div>
<p>The Sample Valley mine reopened after eight months and will make 900 mt of zinc a month.</p>
<div>Mar 4, 2030 09:30</div></div>
<div class="item_2"><div>Lead Steady (Sample)</div><div>Mar 4, 2030 09:10</div>
<div>Lead Steady (Sample)</div><div>Read More</div>
<div>Lead Steady (Sample)</div><div>Lead Steady (Sample)</div>
<p>Lead stood at 17,000 yuan/mt in the morning.</p><div>Mar 4, 2030 09:10</div></div>
</div></div><footer>About us. All rights reserved.</footer></body></html>"""

UNKNOWN_PAGE = """<!doctype html><html><head><title>{title} - Example Wire</title>
<meta property="article:published_time" content="{time}">
<link rel="canonical" href="{url}"></head><body>
<nav><ul><li><a href="/">Front page</a></li><li><a href="/markets">Markets</a></li></ul></nav>
<div class="cookie">We use cookies to make this site better. Accept all or choose.</div>
<main><article><h1>{title}</h1><p class="by">By A. Writer</p>
<p>{text}</p>
<p>Buyers came back before the holidays, and sellers held firm offers through the morning while
inquiries were more numerous than a week ago.</p>
</article><aside><h2>Most read</h2><ul><li><a href="/x">Gold at 9,999, says a man</a></li></ul>
</aside></main>
<footer><p>Copyright Example Wire. Contact the editors.</p></footer></body></html>"""


def unknown_page(
    title: str = "Zinc firms in Exampleland on restocking",
    text: str = "Zinc stood at 24,500 yuan/mt in Exampleland on Tuesday, up 1% on the day.",
    time: str = "2030-03-05T09:00:00+01:00",
    url: str = "https://www.example.com/zinc-firms",
) -> str:
    return UNKNOWN_PAGE.format(title=title, text=text, time=time, url=url)


def list_page(*links: tuple[str, str]) -> str:
    """A list of news; each link by its address and its headline, the newest on top."""
    rows = "".join(f'<li class="row"><a href="{href}">{text}</a></li>' for href, text in links)
    return (
        "<html><body><nav><a href='/'>Home</a><a href='/about'>About us</a></nav>"
        f"<ul class='news'>{rows}</ul><a href='https://elsewhere.example.org/a-long-enough-headline'>"
        "A headline of another site altogether</a></body></html>"
    )
