"""A chart as a picture, and the words in it and under it.

One material is drawn by its levels, on an axis of its own for each unit it was told in. Two of one
unit share the axis; two of different units, or far apart, are each set to 100 at their first price.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from briefs.evidence import Evidence
from briefs.history.chart import Axes, Chart
from briefs.history.holes import other_units, stretches
from briefs.history.notice_words import notice_words, said
from briefs.history.picture import Dot, Line, Mark, Panel, Picture
from briefs.history.policies import Turn
from briefs.history.series import Point, Series
from briefs.naming import clipped
from briefs.speech import CJK, Speaker
from briefs.types import Language
from briefs.wording import figure, width

if TYPE_CHECKING:
    from briefs.render import Renderer

MARK_ROOM: Final = 62  # Latin characters of a line in the picture; a Chinese one takes two
MOST_PANELS: Final = 2
CAPTION: Final = 1024  # characters under a picture; core.telegram.org/bots/api#sendphoto
QUOTES: Final = (700, 420, 200, 0)  # characters of sentences, tried in turn
_HUNDRED: Final = Decimal(100)


def picture_of(
    chart: Chart, renderer: Renderer, language: Language, *, dark: bool = False
) -> Picture:
    """The chart as a value that can be drawn, in the words of that language."""
    t = renderer.speaker(language, chart.last)
    return Picture(
        title=_title(chart, t),
        panels=tuple(_panels(chart, t)),
        first=chart.first,
        last=chart.last,
        marks=tuple(_mark(n, turn, t) for n, turn in enumerate(chart.turns, start=1)),
        notes=tuple(_notes(chart, t)),
        footer=_footer(chart, t),
        chinese=language == "zh",
        dark=dark,
    )


def caption_of(chart: Chart, renderer: Renderer, language: Language) -> str:
    """What stands under the picture: the last figures with their sentences, marks, notices; with
    as many sentences as a caption has room for."""
    for room in QUOTES:
        text = renderer.page(
            "chart", language, near=chart.last, chart=chart, room=room, evidence=Evidence()
        )
        if width(renderer.plain(text)) <= CAPTION:
            break
    return text


def _title(chart: Chart, t: Speaker) -> str:
    """The material; of two what their axis measures."""
    if chart.axes is Axes.INDEX:
        return said(t("chart-index"))
    names = [_name(one.main, t) for one in chart.shown]
    if len(names) > 1 and chart.axes is Axes.SHARED:
        return t.unit(chart.shown[0].main.unit)
    return " · ".join(names)


def _panels(chart: Chart, t: Speaker) -> Iterator[Panel]:
    if len(chart.shown) == 1:
        (one,) = chart.shown
        every = sorted((one.main, *other_units(one.main, one.every)), key=_newest_first)
        for series in every[:MOST_PANELS]:
            yield Panel((_line(series, t),))
        return
    index = chart.axes is Axes.INDEX
    lines = [
        _line(one.main, t, _name(one.main, t), one.base if index else None) for one in chart.shown
    ]
    if chart.axes is Axes.APART:
        yield from (Panel((line,)) for line in lines)
    else:
        yield Panel(tuple(lines))


def _line(series: Series, t: Speaker, name: str = "", base: Point | None = None) -> Line:
    parts = tuple(tuple(_dot(point, base) for point in part) for part in stretches(series))
    stray = tuple(
        _dot(replace(point, fact=other.fact), base)
        for point in series.points
        for other in point.others
    )
    level = f"{figure(series.last.fact)} {t.unit(series.unit)}"
    told = f"{level}{said(t('comma'))}{t.day(series.last.day)}"
    return Line(f"{name}  {told}".strip(), parts, stray)


def _dot(point: Point, base: Point | None) -> Dot:
    low, high = point.fact.low, point.fact.high
    if base is not None:
        low, high = (end / base.middle * _HUNDRED for end in (low, high))
    return Dot(point.day, float(low), float(high))


def _mark(number: int, turn: Turn, t: Speaker) -> Mark:
    status = said(t("life-extended") if turn.stage.extended else t(f"life-{turn.stage.status}"))
    title = t.title(t.policy_name(turn.line.names, turn.line.title))
    text = f"{t.day(turn.day)} {status}{said(t('colon'))}{title}"
    return Mark(number, turn.day, clipped(text, MARK_ROOM - sum(map(len, CJK.findall(text)))))


def _notes(chart: Chart, t: Speaker) -> Iterator[str]:
    if chart.axes is Axes.INDEX:
        for one in chart.shown:
            level = f"{figure(one.base.fact)} {t.unit(one.main.unit)}"
            day = t.day(one.base.day)
            yield said(t("chart-base", name=_name(one.main, t), level=level, day=day))
    told: dict[str, list[str]] = defaultdict(list)
    for one in chart.shown:
        for notice in one.notices(chart.last):
            told[said(notice_words(notice, t))].append(_name(one.main, t))
    for text, names in told.items():
        of = names[0] + said(t("colon")) if len(names) < len(chart.shown) else ""
        yield of + text


def _footer(chart: Chart, t: Speaker) -> str:
    tellers = dict.fromkeys(one.main.venue for one in chart.shown if one.main.venue)
    last = max(one.main.last.day for one in chart.shown)
    sources = ", ".join(t.name(one) for one in tellers) or said(t("unnamed"))
    return said(t("chart-footer", sources=sources, day=t.day(last, full=True)))


def _name(series: Series, t: Speaker) -> str:
    kind = series.identity.kind
    name = t.title(series.name)
    if kind != "spot":
        name += said(t.aside(t.known(f"kind-{kind}", kind)))
    return name + (said(t.aside(t("untaxed"))) if series.identity.untaxed else "")


def _newest_first(series: Series) -> int:
    return -series.last.day.toordinal()
