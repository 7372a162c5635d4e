"""Pictures of prices: what they show as a value, and that they can be drawn."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PIL import Image

from briefs import charts
from briefs.charts import HIGH, WIDE, draw
from briefs.history import Series, main_series
from briefs.history.chart import Axes, Chart, Shown, load_chart
from briefs.history.chart_words import CAPTION, caption_of, picture_of
from briefs.history.looks import DARK, LIGHT
from briefs.history.picture import Picture
from briefs.store import Store
from briefs.types import Found, PriceKind
from briefs.wording import width
from tests.briefs.history.test_series import quote, series
from tests.support.price_days import NOW, TODAY, flash, lexicon, renderer, tell, tell_week

FIRST = date(2026, 2, 2)
LAST = date(2026, 3, 31)
COPPER = {"commodity": "copper", "term": "copper", "mention": "copper", "unit": "USD/t"}


def days(*numbers: int) -> list[date]:
    return [FIRST + timedelta(days=n) for n in numbers]


def chart(*groups: tuple[Series, ...]) -> Chart:
    chosen = [(main_series(every), every) for every in groups]
    shown = tuple(Shown(main, every) for main, every in chosen if main is not None)
    return Chart(shown, (), FIRST, LAST)


def oxide(*numbers: int) -> tuple[Series, ...]:
    return series(*(quote(day, 500_000 + 1_000 * n, 504_000 + 1_000 * n)
                    for n, day in enumerate(days(*numbers))))  # fmt: skip


def copper(*told: Found) -> tuple[Series, ...]:
    return series(*told, term="copper")


def drawn(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(draw(picture))).convert("RGB")


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def test_a_picture_is_as_wide_as_a_phone_and_shows_its_line() -> None:
    """1080 pixels wide, in the colours of its look, with the line's own colour in it."""
    picture = picture_of(chart(oxide(0, 1, 2, 3)), renderer(), "en")
    for dark, look in ((False, LIGHT), (True, DARK)):
        image = drawn(replace(picture, dark=dark))
        colours = {colour for _, colour in image.getcolors(maxcolors=10**6) or ()}

        assert image.width == WIDE
        assert image.height >= HIGH
        assert image.getpixel((2, 2)) == rgb(look.back)
        assert rgb(look.lines[0]) in colours


def test_one_digest_is_one_picture() -> None:
    """Drawn twice it has the same bytes; another look or figure is another picture."""
    picture = picture_of(chart(oxide(0, 1, 2)), renderer(), "en")
    again = picture_of(chart(oxide(0, 1, 2)), renderer(), "en")
    other = picture_of(chart(oxide(0, 1, 2, 3)), renderer(), "en")

    assert picture.digest == again.digest
    assert draw(picture) == draw(again)
    assert len({picture.digest, other.digest, replace(picture, dark=True).digest}) == 3


def test_several_may_be_drawn_at_a_time() -> None:
    """Threads that draw do not disturb one another: each picture is what it is alone."""
    pictures = [
        replace(picture_of(chart(oxide(*range(n))), renderer(), "en"), dark=dark)
        for n in (2, 4, 6)
        for dark in (False, True)
    ]
    alone = [draw(picture) for picture in pictures]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(draw, pictures)) == alone


def test_a_single_point_is_a_picture() -> None:
    """One day, one range: drawn, with its last price said."""
    picture = picture_of(chart(oxide(3)), renderer(), "en")

    assert picture.panels[0].lines[0].label.startswith("500,000–504,000 CNY/t, 5 Feb")
    assert drawn(picture).height >= HIGH


def test_a_hole_parts_the_line_and_is_noted() -> None:
    """Two stretches and a note; a reader sees where nothing was told."""
    picture = picture_of(chart(oxide(0, 1, 2, 30, 31)), renderer(), "en")

    assert [len(part) for part in picture.panels[0].lines[0].stretches] == [3, 2]
    assert "Nothing told for 28 days after 4 Feb: not joined." in picture.notes
    assert "Nothing told since 5 Mar 2026." in picture.notes


def test_another_unit_has_an_axis_of_its_own() -> None:
    """The newest unit above, what was told before below it, and a note of the day."""
    every = series(
        *(quote(day, 500 + n, unit="CNY/kg") for n, day in enumerate(days(0, 1, 2))),
        *(quote(day, 503_000 + n) for n, day in enumerate(days(50, 51, 52, 53))),
    )
    picture = picture_of(chart(every), renderer(), "en")

    assert [panel.lines[0].label.split()[1] for panel in picture.panels] == ["CNY/t,", "CNY/kg,"]
    assert any("told in CNY/t, before in CNY/kg" in note for note in picture.notes)
    assert drawn(picture).width == WIDE


def test_two_units_are_shown_as_an_index_that_says_how() -> None:
    """Each line begins at 100, and what 100 is stands below."""
    other = copper(*(quote(day, 9_000 + 90 * n, **COPPER) for n, day in enumerate(days(0, 1))))
    both = chart(oxide(0, 1), other)
    picture = picture_of(both, renderer(), "en")
    first, second = picture.panels[0].lines

    assert picture.title == "Index, 100 at the first price shown"
    assert (first.stretches[0][0].middle, second.stretches[0][0].middle) == (100.0, 100.0)
    assert second.stretches[0][1].middle == pytest.approx(101.0)
    assert "Copper: 100 = 9,000 USD/t, 2 Feb" in picture.notes
    assert drawn(picture).width == WIDE


def test_two_of_one_unit_far_apart_are_an_index() -> None:
    """Terbium costs several times dysprosium: on one axis neither would be seen to move."""
    metal = {"commodity": "Pr-Nd metal", "term": "pr-nd-metal"}
    far = series(*(quote(day, 5_000_000, **metal) for day in days(0, 1)))

    assert chart(oxide(0, 1), far).axes is Axes.INDEX


def test_what_is_not_above_zero_makes_no_index() -> None:
    """A charge that was paid the other way round stands on an axis of its own."""
    charge = {"commodity": "copper premium", "term": "copper", "unit": "USD/t",
              "kind": PriceKind.PREMIUM}  # fmt: skip
    negative = copper(*(quote(day, -60 + n, **charge) for n, day in enumerate(days(0, 1))))
    both = chart(oxide(0, 1), negative)
    picture = picture_of(both, renderer(), "en")

    assert both.axes is Axes.APART
    assert [len(panel.lines) for panel in picture.panels] == [1, 1]
    assert drawn(picture).width == WIDE


def test_two_of_one_unit_share_their_levels() -> None:
    """Nothing is computed where it need not be."""
    metal = {"commodity": "Pr-Nd metal", "term": "pr-nd-metal"}
    other = series(*(quote(day, 620_000, **metal) for day in days(0, 1)))
    picture = picture_of(chart(oxide(0, 1), other), renderer(), "en")

    assert picture.title == "CNY/t"
    assert picture.panels[0].lines[1].stretches[0][0].middle == 620_000.0


def test_other_tellings_of_a_day_are_shown_apart() -> None:
    """A figure that differs is a dot of its own, never averaged into the line."""
    told = series(quote(days(0)[0], 500_000), quote(days(0)[0], 520_000))
    (line,) = picture_of(chart(told), renderer(), "en").panels[0].lines

    assert {dot.middle for dot in (*line.stretches[0], *line.stray)} == {500_000.0, 520_000.0}


def test_without_a_chinese_font_nothing_is_drawn_as_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no font can write is left out; no missing glyph is warned of."""
    monkeypatch.setattr(charts, "_chinese_font", lambda: None)
    picture = picture_of(chart(oxide(0, 1)), renderer(), "zh")

    assert drawn(picture).width == WIDE


async def test_turns_of_rules_are_marks(store: Store) -> None:
    """A rule on the group that a material is in is marked on its day, with its sentence."""
    await tell_week(store)
    await tell(store, [
        "Sample: export controls on rare earths\n2026-03-03 18:00\nOn March 3, 2026, China's "
        "Ministry of Commerce announced export controls on rare earths, effective immediately.\n"
    ])  # fmt: skip
    async with store.read() as conn:
        found = await load_chart(
            conn, ["pr-nd", "gold"], lexicon(), first=TODAY - timedelta(days=30), last=TODAY
        )
    picture = picture_of(found, renderer(), "en")
    caption = caption_of(found, renderer(), "en")

    assert found.missing == ("gold",)
    assert [(mark.number, mark.day) for mark in picture.marks] == [(1, date(2026, 3, 3))]
    assert "1. 3 Mar · in force ·" in caption
    assert "announced export controls on rare earths" in caption
    assert drawn(picture).width == WIDE


async def test_a_caption_has_the_room_that_telegram_gives(store: Store) -> None:
    """Long sentences are left out of it one after the other, figures never."""
    await tell(store, [flash(NOW.date(), "Pr-Nd oxide", "520,000", "up " + "very " * 150 + "much")])
    async with store.read() as conn:
        found = await load_chart(conn, ["pr-nd"], lexicon(), first=FIRST, last=TODAY)
    text = caption_of(found, renderer(), "en")

    assert "520,000" in text
    assert width(renderer().plain(text)) <= CAPTION
