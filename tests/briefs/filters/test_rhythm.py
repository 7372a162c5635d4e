"""Rhythms: typed, printed, said in plain words."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs.filters import (
    PRESETS,
    FilterError,
    Rhythm,
    Venue,
    Window,
    print_rhythm,
    read_rhythm,
    say_rhythm,
)
from briefs.filters.rhythm_reading import read_days, read_window

clocks = st.times().map(lambda t: t.replace(second=0, microsecond=0))
windows = (
    st.tuples(clocks, clocks).filter(lambda ends: ends[0] != ends[1]).map(lambda e: Window(*e))
)
days = st.sets(st.integers(1, 7), max_size=6).map(lambda chosen: tuple(sorted(chosen)))
venues = st.sampled_from([None, *Venue])
rhythms = st.one_of(
    st.just(Rhythm()),
    st.builds(
        Rhythm,
        hours=st.integers(1, 24),
        days=days,
        windows=st.sets(windows, max_size=3).map(
            lambda chosen: tuple(sorted(chosen, key=lambda w: (w.start, w.end)))
        ),
        venue=venues,
        always=st.booleans(),
        coverage=st.booleans(),
    ),
    st.builds(
        Rhythm,
        times=st.sets(clocks, min_size=1, max_size=4).map(lambda ts: tuple(sorted(ts))),
        days=days,
        venue=venues,
        always=st.booleans(),
        coverage=st.booleans(),
    ),
    st.builds(
        Rhythm,
        session=st.just(True),
        days=days,
        venue=st.sampled_from(Venue),
        always=st.booleans(),
        coverage=st.booleans(),
    ),
)


@given(rhythms)
@settings(max_examples=300, deadline=None)
def test_what_is_printed_is_read_as_the_same_rhythm(rhythm: Rhythm) -> None:
    """Print → read ends where it began, whatever the rhythm."""
    assert read_rhythm(print_rhythm(rhythm)) == rhythm


@given(st.text(st.sampled_from("0189:-,hmonfriedt每周一至shfelmc"), max_size=24))
@settings(max_examples=300, deadline=None)
def test_whatever_is_typed_is_read_or_explained(typed: str) -> None:
    """No other error than the one that points at a part of it."""
    try:
        rhythm = read_rhythm(typed, 5)
    except FilterError as error:
        told_at, explained = (error.start, error.end), bool(error.nearest)
    else:
        told_at, explained = (5, 5), read_rhythm(print_rhythm(rhythm)) == rhythm
    assert 5 <= told_at[0] <= told_at[1] <= 5 + len(typed)
    assert explained


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("16:00,8:30", "08:30,16:00"),
        ("8:30,mon,tue,wed", "mon-wed,08:30"),
        ("fri-mon,9:00", "mon,fri-sun,09:00"),
        ("weekdays", "mon-fri,08:30"),
        ("工作日,9:00", "mon-fri,09:00"),
        ("周一至周三,9:00", "mon-wed,09:00"),
        ("daily", "08:30"),
        ("weekly", "mon,08:30"),
        ("fri,weekly", "fri,08:30"),
        ("morning-evening", "08:30,18:00"),
        ("早晚", "08:30,18:00"),
        ("open-close", "shfe,open-close"),
        ("LME,open-close", "lme,open-close"),
        ("shfe", "shfe,08:30"),
        ("hourly", "1h"),
        ("4小时", "4h"),
        ("2h,21:00-02:30,09:00-11:30", "2h,09:00-11:30,21:00-02:30"),
        ("instant", "instant"),
        ("即时", "instant"),
        ("08:30,always", "08:30,always"),
        ("统计,08:30,always", "08:30,always,coverage"),
    ],
)
def test_ways_to_say_it(typed: str, printed: str) -> None:
    """Presets, days, windows and exchanges, in any order and in Chinese."""
    assert print_rhythm(read_rhythm(typed)) == printed


@pytest.mark.parametrize(
    ("typed", "wrong", "nearest"),
    [
        ("08:30,someday", "someday", ("every:08:30", "every:4h")),
        ("wekly", "wekly", ("every:weekly",)),
        ("4h,5h", "4h,5h", ("every:08:30", "every:4h")),
        ("4h,08:30", "4h,08:30", ("every:08:30", "every:4h")),
        ("0h", "0h", ("every:08:30", "every:4h")),
        ("25h", "25h", ("every:08:30", "every:4h")),
        ("08:30,24:00", "24:00", ("every:08:30", "every:4h")),
        ("08:30,09:00-11:00", "08:30,09:00-11:00", ("every:08:30", "every:4h")),
        ("2h,09:00-09:00", "09:00-09:00", ("every:08:30", "every:4h")),
        ("instant,mon", "instant,mon", ("every:08:30", "every:4h")),
        ("always", "always", ("every:08:30", "every:4h")),
        ("coverage", "coverage", ("every:08:30", "every:4h")),
        ("shfe,lme,08:30", "shfe,lme,08:30", ("every:08:30", "every:4h")),
    ],
)
def test_what_is_wrong_is_pointed_at(typed: str, wrong: str, nearest: tuple[str, ...]) -> None:
    """The part that cannot be read, or all where the parts do not go together."""
    with pytest.raises(FilterError) as caught:
        read_rhythm(typed)

    error = caught.value
    assert typed[error.start : error.end] == wrong
    assert error.nearest == nearest


@pytest.mark.parametrize(
    ("typed", "english", "chinese"),
    [
        ("instant", ", at once", "，即时推送"),
        (
            "mon-fri,08:30,16:00",
            ", as a digest at 08:30 and 16:00 Shanghai on weekdays",
            "，工作日于上海时间 08:30和16:00 汇总",
        ),
        (
            "shfe,2h,09:00-11:30,21:00-02:30",
            ", as a digest every 2 h from 09:00 to 11:30 and from 21:00 to 02:30, Shanghai time "
            "when SHFE trades",
            "，SHFE 交易日09:00至11:30和21:00至02:30每 2 小时（上海时间）汇总一次",
        ),
        (
            "lme,open-close,always",
            ", as a digest at the open and the close of LME when LME trades, "
            "even if nothing is new",
            "，LME 交易日于 LME 开盘和收盘时汇总，没有新消息也发送",
        ),
        ("weekly", ", as a digest at 08:30 Shanghai on Mondays", "，周一于上海时间 08:30 汇总"),
    ],
)
def test_plain_words(typed: str, english: str, chinese: str) -> None:
    """A rhythm is said back with the zone it is meant in."""
    rhythm = read_rhythm(typed)

    assert say_rhythm(rhythm, "en", "Asia/Shanghai") == english
    assert say_rhythm(rhythm, "zh", "Asia/Shanghai") == chinese


@given(rhythms)
@settings(max_examples=100, deadline=None)
def test_every_rhythm_can_be_said(rhythm: Rhythm) -> None:
    """In both languages, with no gap left open."""
    for said in (say_rhythm(rhythm, "en", "Asia/Tokyo"), say_rhythm(rhythm, "zh", "Asia/Tokyo")):
        assert said[0] in ",，"
        assert "{" not in said


def test_presets_have_names() -> None:
    """Each is read from its name."""
    assert {name: read_rhythm(name) for name in PRESETS} == dict(PRESETS)


def test_parts_of_quiet_hours() -> None:
    """A window and its days are read by themselves too."""
    assert read_window("22:00-07:00") == Window(time(22), time(7))
    assert read_window("22:00-22:00") is None
    assert read_window("late") is None
    assert read_days("sat,sun") == (6, 7)
    assert read_days("08:30") is None
    assert read_days("soon") is None
