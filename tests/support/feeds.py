"""Feeds as sites print them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

ENTRY = """<item><title>{title}</title><link>{link}</link><guid>{link}</guid>
<description>{text}</description>{date}</item>"""
LONG = (
    "SMM tin averaged 250,000 yuan/mt on Tuesday, up 2,000 yuan/mt from the previous trading day, "
    "a rise of 0.81%. Traders said that buyers stayed away after the holiday and that stocks in "
    "the warehouses of the exchange grew a little. Smelters in the south went on with their "
    "maintenance, and ore from abroad stayed scarce, which kept treatment charges low. Nobody "
    "expected a change of this before the end of the month, several sources told the reporter."
)


def rss(*entries: str, ttl: int | None = None) -> str:
    lasts = "" if ttl is None else f"<ttl>{ttl}</ttl>"
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
        f"<title>Example Wire</title>{lasts}{''.join(entries)}</channel></rss>"
    )


def item(title: str, link: str = "", *, text: str = LONG, date: str | None = None) -> str:
    stated = "" if date is None else f"<pubDate>{date}</pubDate>"
    return ENTRY.format(title=escape(title), link=link, text=escape(text), date=stated)


def numbered(numbers: Sequence[int]) -> list[str]:
    """Entries that differ in their numbers, so that each is news of its own."""
    return [item(f"Tin at {n} yuan/mt in Town {n}", f"/{n}", text=f"{n}: {LONG}") for n in numbers]
