"""Feeds of every form, whole or odd: what is made of their entries."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.normalize import normalize
from briefs.sources.client import Fetched, Validators, Web
from briefs.sources.entries import Feed
from briefs.sources.failures import FetchError, Reason
from briefs.sources.feed import FeedSource, FeedSpec, read_feed
from briefs.sources.polled import Item
from briefs.sources.state import SourceState
from tests.support.feeds import LONG, item, rss
from tests.support.site import Site

NOW = datetime(2030, 3, 5, 10, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
SHANGHAI = ZoneInfo("Asia/Shanghai")
URL = "https://wire.example/feeds/tin"

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Wire</title>
<entry><title type="html">Tin &amp;lt;up&amp;gt; &lt;b&gt;again&lt;/b&gt;</title><id>urn:1</id>
<link rel="alternate" href="/tin/1"/><updated>2030-03-05T09:30:00Z</updated>
<summary>Short.</summary>
<content type="html">&lt;p&gt;Tin rose.&lt;/p&gt;&lt;p&gt;Zinc fell.&lt;/p&gt;</content>
</entry></feed>"""
JSON_FEED: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Example Wire",
    "items": [
        {
            "id": 7,
            "url": "/tin/7",
            "title": "Tin up",
            "content_html": "<p>Tin rose.</p>",
            "date_published": "2030-03-05T17:30:00+08:00",
        },
        {"content_text": "Zinc fell."},
        "no item",
    ],
}


SCALARS = st.none() | st.booleans() | st.floats() | st.text()
ANYTHING = st.recursive(
    SCALARS, lambda some: st.lists(some) | st.dictionaries(st.text(), some), max_leaves=8
)


def fetched(body: str | bytes, charset: str | None = "utf-8") -> Fetched:
    data = body.encode() if isinstance(body, str) else body
    return Fetched(URL, data, "application/xml", charset, Validators())


def read(body: str | bytes, zone: ZoneInfo = LONDON, charset: str | None = "utf-8") -> Feed:
    return read_feed(fetched(body, charset), zone)


def refused(body: str | bytes) -> str:
    with pytest.raises(FetchError) as raised:
        read(body)
    assert raised.value.reason is Reason.UNREADABLE
    return str(raised.value)


def test_atom_is_read() -> None:
    """Markup in titles and texts becomes plain text, links are made whole."""
    (entry,) = read(ATOM).entries

    assert (entry.id, entry.url) == ("urn:1", "https://wire.example/tin/1")
    assert (entry.title, entry.text) == ("Tin <up> again", "Tin rose.\nZinc fell.")
    assert entry.published_at == datetime(2030, 3, 5, 9, 30, tzinfo=UTC)


def test_json_feed_is_read() -> None:
    """An item may have nothing but its text; what is no item is left out."""
    feed = read(json.dumps(JSON_FEED))

    first, second = feed.entries
    assert (first.id, first.url, first.text) == ("7", "https://wire.example/tin/7", "Tin rose.")
    assert first.published_at == datetime(2030, 3, 5, 9, 30, tzinfo=UTC)
    assert (second.id, second.url, second.title, second.text) == (None, None, "", "Zinc fell.")


@pytest.mark.parametrize(
    ("stated", "zone", "utc"),
    [
        ("Tue, 05 Mar 2030 09:30:00 GMT", SHANGHAI, "09:30"),
        ("Tue, 05 Mar 2030 17:30:00 +0800", LONDON, "09:30"),
        ("Tue, 05 Mar 2030 17:30:00", SHANGHAI, "09:30"),
        ("Tue, 05 Mar 2030 09:30:00", LONDON, "09:30"),
        ("2030-03-05T17:30:00", SHANGHAI, "09:30"),
        ("2030-03-05 17:30", SHANGHAI, "09:30"),
        ("2030-03-05T09:30:00Z", SHANGHAI, "09:30"),
        ("Tue, 05 Mar 2030 17:30:00 CST", SHANGHAI, "09:30"),  # China's, not Chicago's
        ("Tue, 05 Mar 2030 03:30:00 CST", ZoneInfo("America/Chicago"), "09:30"),
        ("2030年3月5日 17:30", SHANGHAI, "09:30"),
    ],
)
def test_times_are_read_by_the_clock_they_state(stated: str, zone: ZoneInfo, utc: str) -> None:
    """And by the source's own where they state none."""
    (entry,) = read(rss(item("Tin up", date=stated)), zone).entries

    assert entry.published_at is not None
    assert f"{entry.published_at.astimezone(UTC):%H:%M}" == utc


@pytest.mark.parametrize("stated", ["soon", "32 Foo 2030", "99999-01-01", "", "0000-00-00 00:00"])
def test_what_is_no_time_is_none(stated: str) -> None:
    """The entry comes all the same."""
    (entry,) = read(rss(item("Tin up", date=stated))).entries

    assert entry.published_at is None


@pytest.mark.parametrize("stated", ["0001-01-01T00:00:00", "9999-12-31T23:59:59", "1969-12-31"])
def test_absurd_times_do_no_harm(stated: str) -> None:
    """At both ends of the calendar a zone leads out of it."""
    for zone in (SHANGHAI, ZoneInfo("America/New_York")):
        (entry,) = read(rss(item("Tin up", date=stated)), zone).entries
        assert entry.title == "Tin up"


@pytest.mark.parametrize("encoding", ["gb2312", "gb18030", "utf-16", "iso-8859-1", "windows-1252"])
def test_encodings_are_believed_in_their_order(encoding: str) -> None:
    """What the header names, else what the text names of itself, else its look."""
    title = "锡价上涨，示例冶炼厂停产检修" if encoding[0] in "gu" else "Bolañitos “up”"
    title = title if encoding != "iso-8859-1" else "Bolañitos up"
    text = rss(item(title)).replace('encoding="utf-8"', f'encoding="{encoding}"')

    for charset in (encoding, None):
        (entry,) = read(text.encode(encoding), charset=charset).entries
        assert entry.title == title, charset


def test_an_encoding_that_does_not_fit_is_not_believed() -> None:
    """The header says ASCII, the feed is in UTF-8."""
    (entry,) = read(rss(item("锡价上涨")).encode(), charset="ascii").entries

    assert entry.title == "锡价上涨"


def test_signs_no_xml_may_have_are_left_out() -> None:
    """A NUL or an escape in the middle spoils no entry, nor a broken end the ones before it."""
    text = rss(item("Tin\0 up\x1b"), item("Zinc up"), item("Lead up"))

    assert [entry.title for entry in read(text).entries] == ["Tin up", "Zinc up", "Lead up"]
    assert [entry.title for entry in read(text[: text.index("Lead")]).entries][:2] == [
        "Tin up",
        "Zinc up",
    ]


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "prolog",
    [
        f'<!DOCTYPE rss [<!ENTITY a0 "lol">{LAUGHS}]>',
        '<!DOCTYPE rss [<!ENTITY a9 SYSTEM "file:///etc/passwd">]>',
        '<!-- a comment first --> <?and more?>\n<!doctype rss SYSTEM "http://10.0.0.1/x.dtd">',
    ],
    ids=["billion laughs", "a file of ours", "a DTD elsewhere"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_definitions_of_its_own_are_refused(prolog: str, encoding: str) -> None:
    """Before anything is read of them."""
    body = prolog + rss(item("&a9;")).partition("\n")[2]

    assert "DTD" in refused(body.encode(encoding))


@pytest.mark.parametrize(
    "body",
    [
        "<html><h1>Welcome</h1></html>",
        "",
        "nothing",
        "<",
        '{"title": "no feed"}',
        '{"version": "https://jsonfeed.org/version/1.1"}',
        "[" * 100_000,
        '{"version": "https://jsonfeed.org/version/1.1", "items": ',
    ],
    ids=["a page", "empty", "text", "a sign", "JSON", "no items", "deep", "cut off"],
)
def test_what_is_no_feed_is_refused(body: str) -> None:
    """With a sentence that says what it is instead."""
    assert refused(body)


@given(st.binary(max_size=400))
def test_anything_at_all_is_a_feed_or_refused(data: bytes) -> None:
    """Nothing that stands at an address raises anything else."""
    with suppress(FetchError):
        read(data, charset=None)


@given(ANYTHING)
def test_any_json_feed_is_read(value: Any) -> None:
    """Whatever its fields are."""
    named = {name: value for name in ("id", "url", "title", "content_html", "date_published")}
    feed = {"version": "https://jsonfeed.org/version/1", "items": [named, value]}

    for entry in read(json.dumps(feed)).entries:
        assert len(entry.key) == 32


def test_a_line_without_end_is_read() -> None:
    """Four megabytes in one element."""
    (entry,) = read(rss(item("Tin up", text="tin " * 1_000_000))).entries

    assert len(entry.text) == 3_999_999


async def looked(site: Site, web: Web, body: str, **fields: Any) -> list[Item]:
    site.put("/feed", body, "application/rss+xml")
    source = FeedSource(FeedSpec(id="wire", kind="feed", url=f"{site.url}/feed", **fields))
    return list((await source.look(SourceState("wire"), web, NOW)).items)


async def records(site: Site, web: Web, *items: Item, **fields: Any) -> list[dict[str, Any]]:
    source = FeedSource(FeedSpec(id="wire", kind="feed", url=f"{site.url}/feed", **fields))
    return [json.loads(raw.content) for each in items for raw in await source.read(each, web, NOW)]


async def test_an_entry_becomes_a_flash(site: Site, web: Web) -> None:
    """With its time, its address and its publisher."""
    date = "Tue, 05 Mar 2030 09:30:00 GMT"
    (entry,) = await looked(site, web, rss(item("Tin up", f"{site.url}/1", date=date)))
    assert entry.raw is not None

    (flash,) = normalize(entry.raw)

    assert (flash.title, flash.body, flash.url) == ("Tin up", LONG, f"{site.url}/1")
    assert flash.publisher == "Example Wire"
    assert flash.published_at == datetime(2030, 3, 5, 9, 30, tzinfo=UTC)
    assert (entry.raw.source, entry.raw.origin) == ("wire", f"{site.url}/1")


@pytest.mark.parametrize(
    ("name", "title", "publisher"),
    [
        ("Desk's name", "Tin up", "Desk's name"),
        (None, "Tin up", "Example Wire"),
        (None, "SMM Morning Meeting: tin up", "SMM"),
    ],
)
async def test_somebody_publishes_it(
    site: Site, web: Web, name: str | None, title: str, publisher: str
) -> None:
    """Whom the operator names; else the headline or the address, else the feed itself."""
    (entry,) = await looked(site, web, rss(item(title)), name=name)
    (record,) = await records(site, web, entry)

    assert record["publisher"] == publisher


async def test_a_corrected_entry_is_new(site: Site, web: Web) -> None:
    """The same id with another text; the same text again is the same."""
    first = await looked(site, web, rss(item("Tin at 250", "/1"), item("Zinc up", "/2")))
    again = await looked(site, web, rss(item("Tin at 205", "/1"), item("Zinc up", "/2")))

    new = {each.key for each in again} - {each.key for each in first}
    assert [each.raw and "205" in each.raw.content for each in again if each.key in new] == [True]


@pytest.mark.parametrize("dated", [True, False])
async def test_entries_come_oldest_first(site: Site, web: Web, dated: bool) -> None:
    """By their times; without, a feed has the newest on top."""
    entries = [
        item(f"Tin {n}", date=f"Tue, 05 Mar 2030 09:3{n}:00 GMT" if dated else None)
        for n in (3, 2, 1)
    ]
    items = await looked(site, web, rss(*entries))

    assert [json.loads(each.raw.content)["title"] for each in items if each.raw] == [
        "Tin 1",
        "Tin 2",
        "Tin 3",
    ]


@pytest.mark.parametrize(
    ("text", "page", "fetched"),
    [
        ("Tin rose …", f"<h1>Tin up</h1><p>{LONG}", True),
        (f"{LONG} [...]", f"<h1>Tin up</h1><p>{LONG}</p><p>{LONG}", True),
        (LONG, f"<h1>Tin up</h1><p>{LONG}</p><p>{LONG}", False),
    ],
    ids=["short", "cut", "whole"],
)
async def test_a_teaser_is_read_in_full(
    site: Site, web: Web, text: str, page: str, fetched: bool
) -> None:
    """From the page of the entry, if that has more."""
    site.put("/1", page)
    (entry,) = await looked(site, web, rss(item("Tin up", f"{site.url}/1", text=text)))
    (record,) = await records(site, web, entry)

    assert ("/1" in site.paths()) is fetched
    assert LONG in record["body"]
    assert record["title"] == "Tin up"


async def test_only_pages_of_the_site_are_fetched(site: Site, web: Web) -> None:
    """A feed cannot send us elsewhere, not to an allowed address either."""
    elsewhere = site.url.replace("127.0.0.1", "localhost")
    site.put("/1", f"<h1>Tin up</h1><p>{LONG}")
    (entry,) = await looked(site, web, rss(item("Tin up", f"{elsewhere}/1", text="Tin …")))
    (record,) = await records(site, web, entry)

    assert record["body"] == "Tin …"
    assert "/1" not in site.paths()


async def test_a_feeds_own_word_makes_us_wait(site: Site, web: Web) -> None:
    """`ttl` and max-age, an hour at most; not where the operator says how often."""
    site.put("/feed", rss(item("Tin up"), ttl=20), cache_control="public, max-age=60")
    site.put("/slow", rss(item("Tin up")), cache_control="max-age=86400")

    async def wait(path: str, **fields: Any) -> float | None:
        spec = FeedSpec(id="wire", kind="feed", url=site.url + path, **fields)
        look = await FeedSource(spec).look(SourceState("wire"), web, NOW)
        return None if look.wait is None else look.wait.total_seconds() / 60

    assert await wait("/feed") == 20
    assert await wait("/slow") == 60
    assert await wait("/feed", every="1m") is None
