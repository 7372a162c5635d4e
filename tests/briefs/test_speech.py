"""Days, units and money as each language says them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from fluent.runtime import FluentBundle, FluentResource

from briefs.errors import TemplateError
from briefs.naming import load_names
from briefs.render import TEMPLATES
from briefs.speech import Speaker
from briefs.types import Language


def speaker(language: Language, near: date | None = None) -> Speaker:
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource((TEMPLATES / f"words.{language}.ftl").read_text("utf-8")))
    return Speaker(language, bundle, load_names(), near)


EN, ZH = speaker("en"), speaker("zh")


@pytest.mark.parametrize(
    ("near", "english", "chinese"),
    [
        (None, "19 Feb 2030", "2030年2月19日"),
        (date(2030, 5, 1), "19 Feb", "2月19日"),
        (date(2031, 1, 1), "19 Feb 2030", "2030年2月19日"),
    ],
)
def test_days(near: date | None, english: str, chinese: str) -> None:
    """The year is said where it is not the reader's own."""
    day = date(2030, 2, 19)
    assert speaker("en", near).day(day) == english
    assert speaker("zh", near).day(day) == chinese


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        ("2024", "2024", "2024年"),
        ("2024-05", "May 2024", "2024年5月"),
        ("2024-05-06", "6 May 2024", "2024年5月6日"),
        ("2024-13", "2024-13", "2024-13"),
        ("2024-02-31", "2024-02-31", "2024-02-31"),
        ("2024-Q1", "2024-Q1", "2024-Q1"),
    ],
)
def test_months(value: str, english: str, chinese: str) -> None:
    """A date is as exact as its text; what is no date stays as it came."""
    assert (EN.month(value), ZH.month(value)) == (english, chinese)


def test_a_moment_is_the_readers_own() -> None:
    """Telegram shows it in the reader's zone, other readers see China's with its name."""
    told = datetime(2030, 3, 5, 9, 30, tzinfo=UTC)
    shown = '<tg-time unix="{}" format="dt">{}</tg-time>'
    unix = int(told.timestamp())
    assert EN.moment(told) == shown.format(unix, "5 Mar 2030 17:30 CST")
    assert ZH.moment(told) == shown.format(unix, "2030年3月5日 17:30（北京时间）")


def test_the_day_of_a_moment_is_the_readers_own() -> None:
    """Late in the evening of one zone it is the next day in another."""
    told = datetime(2030, 3, 5, 22, 0, tzinfo=UTC)
    shown = '<tg-time unix="{}" format="d">{}</tg-time>'
    unix = int(told.timestamp())
    assert EN.local_day(told) == shown.format(unix, "6 Mar 2030")
    assert ZH.local_day(told) == shown.format(unix, "2030年3月6日")


def test_a_day_without_a_clock_has_no_hour() -> None:
    """Midnight in China is a date line, the same day for every reader."""
    assert EN.moment(datetime(2030, 3, 4, 16, tzinfo=UTC)) == "5 Mar 2030"


@pytest.mark.parametrize(
    ("amount", "currency", "english", "chinese"),
    [
        ("565000000", "USD", "USD 565 million", "5.65亿美元"),
        ("13700000000", "CNY", "CNY 13.7 billion", "137亿元"),
        ("1234567", "USD", "USD 1,234,567", "123.4567万美元"),
        ("20000000", "XAF", "XAF 20 million", "2,000万XAF"),
        ("500", None, "500", "500"),
    ],
)
def test_money(amount: str, currency: str | None, english: str, chinese: str) -> None:
    """Scaled where it stays exact, written out where it would not."""
    value = Decimal(amount)
    assert (EN.money(value, currency), ZH.money(value, currency)) == (english, chinese)


@pytest.mark.parametrize(
    ("unit", "chinese"),
    [("CNY/t", "元/吨"), ("USD/lb", "美元/磅"), ("furlongs", "furlongs"), (None, "")],
)
def test_units(unit: str | None, chinese: str) -> None:
    """A unit we have no word for stays as it is."""
    assert ZH.unit(unit) == chinese
    assert EN.unit(unit) == (unit or "")


def test_what_is_said_is_escaped() -> None:
    """A value is text, never markup."""
    assert EN.aside("<b>") == " (&lt;b&gt;)"


def test_an_unknown_word_is_an_error() -> None:
    """A template that asks for a word nobody wrote is told which."""
    with pytest.raises(TemplateError, match="no-such-word"):
        EN("no-such-word")
