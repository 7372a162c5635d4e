"""A page comes in as somebody saved it; flashes come out, and nothing that is no content."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.errors import Unreadable
from briefs.normalize import normalize
from briefs.times import CHINA
from briefs.types import Flash, Media
from tests.support.growth import steps
from tests.support.pages import HTML_PAGE, OFFER, OFFER_RETOLD, PAGE, RETOLD, raw

SEED = Path(__file__).parents[3] / "shared" / "seeds" / "000_e451067bd438b542.txt"
ARTICLE_BODY = (
    f"SMM March 5 News:\n{RETOLD}\nWhat the Halt Means for Supply\n"
    "The halt takes out 300 mt a month."
)


def one(content: str, media: Media = "text") -> Flash:
    (flash,) = normalize(raw(content, media))
    return flash


def test_a_page_gives_the_article_and_its_related_flashes() -> None:
    """Each has its own headline, printed once, and its own time."""
    flashes = normalize(raw(PAGE))

    assert [flash.title for flash in flashes] == [
        "Tin Smelter to Halt Two Lines, Prices Climb (Sample)",
        "Zinc Mine Reopens (Sample)",
        "Bank Lends to Tin Producer (Sample)",
        "Demo Bank Offers $120M to Sample Tin (Sample)",
    ]
    times = [flash.published_at for flash in flashes]
    assert times[0] == datetime(2030, 3, 5, 18, 6, tzinfo=CHINA)
    assert times[1:] == [datetime(2030, 3, 4, 9, minute, tzinfo=CHINA) for minute in (30, 12, 11)]


def test_the_article_is_its_text_alone() -> None:
    """The lead once, headings as lines of their own; links, statements and contacts are gone."""
    article = normalize(raw(PAGE))[0]

    assert article.body == ARTICLE_BODY
    assert (article.section, article.publisher, article.language) == ("SMM Commentary", "SMM", "en")


def test_related_flashes_are_their_text_alone() -> None:
    """No repeated headline, no "Read More", no headline in brackets, no second time."""
    _, zinc, lends, offers = normalize(raw(PAGE))

    assert zinc.body.split("\n") == [
        "The Sample Valley mine reopened after eight months.",
        "It will make 900 mt a month.",
    ]
    assert lends.body == OFFER
    assert (offers.body, offers.section) == (OFFER_RETOLD, "SMM Flash")


@pytest.mark.skipif(not SEED.exists(), reason="the seed page is not on this machine")
def test_the_seed_page_gives_four_flashes() -> None:
    """The first real input: one commentary of 2025, three flashes of one day in 2026."""
    flashes = normalize(raw(SEED.read_text(encoding="utf-8")))

    assert [flash.published_at.isoformat() for flash in flashes if flash.published_at] == [
        "2025-02-20T18:06:00+08:00",
        "2026-02-06T18:46:00+08:00",
        "2026-02-06T18:43:00+08:00",
        "2026-02-06T18:42:00+08:00",
    ]
    text = "\n".join(flash.text for flash in flashes)
    for noise in (
        "》",
        "Read More",
        "smm.cn",
        "Data Source",
        "Recommended",
        "[SMM",
        "Related News",
    ):
        assert noise not in text
    assert text.count("rose by 6.1%") == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.replace("\n", "\r\n"),
        lambda page: "\ufeff" + page,
        lambda page: page.replace("Published: ", "Published：").replace(" mt", "\u00a0mt"),
        lambda page: page.replace("Published: ", ""),
        lambda page: page.replace("Published: ", "Source: SMM | "),
        lambda page: page.replace("Published: Mar 5, 2030 18:06", "2030-03-05T18:06:00+08:00"),
        lambda page: page.replace(" 18:06", " 18:06 (GMT+8) Source：SMM"),
        lambda page: page.replace("\n\n", "\n"),
        lambda page: "Home\nNews > Tin > Article\n" + page,
        lambda page: page.replace("Related News", "RELATED NEWS:"),
        lambda page: page + "About us\nContact\n",
    ],
    ids=[
        "crlf",
        "bom",
        "full width",
        "no label",
        "source before",
        "iso",
        "source after",
        "no blank lines",
        "path",
        "case",
        "footer",
    ],
)
def test_the_same_page_saved_otherwise_gives_the_same(change: object) -> None:
    """Line ends, marks, widths, labels, navigation and footers make no difference."""
    assert callable(change)

    assert normalize(raw(change(PAGE))) == normalize(raw(PAGE))


def test_html_gives_what_text_gives() -> None:
    """Title, time, address and lines come from the tags; menus and scripts are no content."""
    flash = one(HTML_PAGE, "html")

    assert flash.title == "Tin Smelter to Halt Two Lines, Prices Climb (Sample)"
    assert flash.section == "SMM Commentary"
    assert flash.published_at == datetime(2030, 3, 5, 10, 6, tzinfo=UTC)
    assert flash.url == "https://news.example.com/tin/1"
    assert flash.body.split("\n")[-3:] == [
        "The halt takes out 300 mt a month.",
        "Grade\tPrice",
        "Tin ingot\t250,000",
    ]
    assert "About us" not in flash.text


def test_a_record_keeps_its_id_and_address() -> None:
    """What the source says of a flash is taken at its word."""
    record = {
        "id": "x-1",
        "title": "[SMM Analysis] Tin firm",
        "body": "SMM, May 8.\r\nTin ingot rose 1%.",
        "published_at": "2025-05-08",
        "url": "https://example.com/x-1",
    }

    flash = one(json.dumps(record), "json")

    assert (flash.id, flash.url) == ("x-1", "https://example.com/x-1")
    assert (flash.title, flash.section) == ("Tin firm", "SMM Analysis")
    assert flash.body == "SMM, May 8.\nTin ingot rose 1%."
    assert flash.published_at == datetime(2025, 5, 8, tzinfo=CHINA)


def test_several_records_give_several_flashes() -> None:
    """A list, lines, or one record over several lines: all are JSON."""
    records = [{"title": "Tin up"}, {"title": "Zinc down"}]
    lines = "\n".join(json.dumps(record) for record in records)

    for content in (json.dumps(records, indent=1), lines):
        assert [f.title for f in normalize(raw(content, "json"))] == ["Tin up", "Zinc down"]
    assert one(json.dumps(records[0], indent=1), "json").title == "Tin up"


@pytest.mark.parametrize(
    ("record", "publisher"),
    [
        ({"title": "Tin", "publisher": "Example Wire", "body": "SMM, May 8."}, "Example Wire"),
        ({"title": "Tin", "body": "SMM, May 8.\nTin rose."}, "SMM"),
        ({"title": "Tin", "url": "https://news.metal.com/1"}, "SMM"),
        ({"title": "Tin", "body": "Tin rose.\nSMM prices were unchanged."}, None),
    ],
)
def test_a_record_says_who_publishes_it(record: dict[str, str], publisher: str | None) -> None:
    """By name, address, headline or dateline; being quoted further down is not publishing."""
    assert one(json.dumps(record), "json").publisher == publisher


@pytest.mark.parametrize(
    ("stated", "instant"),
    [
        ("Feb 20, 2025 18:06", "2025-02-20T18:06+08:00"),
        ("February 20, 2025, 6:06 PM", "2025-02-20T18:06+08:00"),
        ("20 Feb 2025 18:06 (UTC)", "2025-02-20T18:06+00:00"),
        ("2025-02-20 18:06:59", "2025-02-20T18:06+08:00"),
        ("2025-02-20T18:06:00+01:00", "2025-02-20T18:06+01:00"),
        ("2025-02-20T10:06:00Z", "2025-02-20T10:06+00:00"),
        ("２０２５年２月２０日 18:06", "2025-02-20T18:06+08:00"),
        ("2025/2/20", "2025-02-20T00:00+08:00"),
        (1740045960, "2025-02-20T18:06+08:00"),
        (1740045960000, "2025-02-20T18:06+08:00"),
    ],
)
def test_times_are_read_as_people_write_them(stated: object, instant: str) -> None:
    """Without a zone it is China Standard Time."""
    flash = one(json.dumps({"title": "Tin", "published_at": stated}), "json")

    assert flash.published_at == datetime.fromisoformat(instant)
    assert flash.published_at.utcoffset() == datetime.fromisoformat(instant).utcoffset()


@pytest.mark.parametrize("stated", ["Feb 30, 2025", "soon", "", None, True, 10**30, "Foo 3, 2025"])
def test_what_is_no_time_is_no_time(stated: object) -> None:
    """Nothing is guessed: the flash has no time then."""
    assert one(json.dumps({"title": "Tin", "published_at": stated}), "json").published_at is None


def test_a_flash_pasted_alone_is_read() -> None:
    """Headline, text and the time under it, as copied from a list of flashes."""
    flash = one(f"Bank Lends (Sample)\n{OFFER} {OFFER}\nMar 4, 2030 09:12")

    assert (flash.title, flash.body) == ("Bank Lends (Sample)", f"{OFFER} {OFFER}")
    assert flash.published_at == datetime(2030, 3, 4, 9, 12, tzinfo=CHINA)


def test_a_headline_alone_is_a_flash() -> None:
    """Many flashes are no more than that."""
    flash = one("LME tin stocks fall 3% (Sample)")

    assert (flash.title, flash.body, flash.published_at) == (
        "LME tin stocks fall 3% (Sample)",
        "",
        None,
    )


def test_a_headline_in_brackets_before_the_text_is_the_headline() -> None:
    """As flashes are written on both sites."""
    english = one("[SMM Flash: Tin up] Tin rose 1% today.")
    chinese = one("【SMM快讯：锡价上涨】锡价今日上涨1%。")

    assert (english.title, english.section, english.body) == (
        "Tin up",
        "SMM Flash",
        "Tin rose 1% today.",
    )
    assert (chinese.title, chinese.section, chinese.body) == (
        "锡价上涨",
        "SMM快讯",
        "锡价今日上涨1%。",
    )
    assert (english.language, chinese.language) == ("en", "zh")


def test_a_paragraph_without_a_headline_is_headed_by_its_first_sentence() -> None:
    """Said once: the sentence is not left in the text as well."""
    first = "Sample Tin Corp of Exampleland said that it will halt two lines from March 4."
    rest = "The halt takes out 300 mt a month. " * 5

    flash = one(f"{first} {rest}")

    assert (flash.title, flash.body) == (first, rest.strip())


def test_a_chinese_page_is_read_like_an_english_one() -> None:
    """Its own labels, its own title marks; 》 closes a title there and is no link."""
    page = (
        "示例：《稀土管理条例》征求意见稿发布【SMM评论】\n发布时间：2030年3月5日 18:06\n"
        "工信部发布《稀土管理条例》征求意见稿。》点击查看详情\n推荐阅读：\n》另一页的标题\n"
        "数据来源声明：除公开信息外均由SMM处理。\n相关新闻\n"
        "示例矿山复产\n2030-03-04 09:30\n示例矿山复产\n查看更多\n"
        "示例矿山今日复产。\n2030-03-04 09:30"
    )

    article, related = normalize(raw(page))

    assert (article.title, article.section) == ("示例：《稀土管理条例》征求意见稿发布", "SMM评论")
    assert article.body == "工信部发布《稀土管理条例》征求意见稿。"
    assert article.published_at == datetime(2030, 3, 5, 18, 6, tzinfo=CHINA)
    assert (related.title, related.body) == ("示例矿山复产", "示例矿山今日复产。")
    assert {article.language, related.language} == {"zh"}


def test_a_lead_with_a_number_of_its_own_stays() -> None:
    """Nothing that stands nowhere else is dropped."""
    page = PAGE.replace(
        "gained 2.1%, and sellers in the spot", "gained 2.2%, and sellers in the", 1
    )

    assert "gained 2.2%" in normalize(raw(page))[0].body


def test_the_same_text_gets_the_same_id_whatever_its_form() -> None:
    """Text and HTML of one page are one flash; the same note of another day is another."""
    note = "Tin flat (Sample)\nMar {day}, 2030 09:00\nTin was unchanged."

    assert one(note.format(day=4)).id == one(note.format(day=4).replace("\n", "\r\n\r\n")).id
    assert one(note.format(day=4)).id != one(note.format(day=5)).id


@pytest.mark.parametrize(
    ("content", "media", "reason"),
    [
        ("", "text", "empty"),
        (" \n\ufeff\t ", "html", "empty"),
        ("PK\x03\x04\x00\x00\x08\x00" * 40, "text", "no text"),
        ("\ufffd\ufffd\ufffd" * 40, "text", "no text"),
        ("Read More\n》Click to View\nData Source Statement: x", "text", "no headline"),
        ("Feb 20, 2025 18:06", "text", "no headline"),
        ("<html><body><img src=x></body></html>", "html", "no headline"),
        ("12345", "text", "no headline"),
        ('{"title": "Tin", "body": ', "json", "not valid JSON"),
        ('{"title": "", "body": ""}', "json", "no headline"),
        ('{"title": ["Tin"]}', "json", '"title" is no text'),
        ("[1, 2]", "json", "no JSON object"),
        ("[" * 100_000, "json", "JSON"),
        ("x" * 5_000_001, "text", "too large"),
        ("<div>" * 100_000, "html", "nested"),
        (json.dumps({"title": "Tin", "body": "<b></b>" + "<div>" * 9_000}), "json", "nested"),
        ("\ud800" * 40, "text", "no text"),
    ],
)
def test_what_cannot_be_read_says_why(content: str, media: Media, reason: str) -> None:
    """The reason is for a person: no traceback, no silence, no empty flash."""
    with pytest.raises(Unreadable, match=reason):
        normalize(raw(content, media))


@given(content=st.text(max_size=400), media=st.sampled_from(["text", "html", "json"]))
def test_any_text_is_read_or_refused(content: str, media: Media) -> None:
    """Whatever comes in: flashes with a title, or a reason."""
    try:
        flashes = normalize(raw(content, media))
    except Unreadable:
        return

    assert flashes
    assert all(flash.title and flash.id for flash in flashes)


@pytest.mark.parametrize(
    "unit",
    ["[", "【SMM：", "》", "《", "Feb 2, 2025 1:1\n", "a a\n", "<div>", "1,111", "- ", "A. "],
)
def test_hostile_text_is_no_more_work(unit: str) -> None:
    """The work grows with length, whatever the text repeats."""
    texts = [unit * (size // len(unit)) for size in (6_000, 60_000)]
    short, long = (steps(lambda text=text: _read_both(text)) for text in texts)

    assert long < 2_000 + 13 * short


def _read_both(text: str) -> None:
    for media in ("text", "html"):
        with suppress(Unreadable):
            normalize(raw(text, media))
