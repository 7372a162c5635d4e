"""Series → a picture of them, and the words under it.

One material is drawn by its levels, on an axis of its own for each unit it was told in. Two of one
unit share the axis; two of different units, or far apart, are each set to 100 at their first price.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from html import unescape
from typing import TYPE_CHECKING, Final

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.evidence import Evidence
from briefs.history.change import Change, change_at
from briefs.history.holes import Notice, NoticeKind, notices, other_units, stretches
from briefs.history.load import load_series
from briefs.history.picture import Dot, Line, Mark, Panel, Picture
from briefs.history.policies import Turn, turns_of
from briefs.history.series import Point, Series, main_series
from briefs.lexicon import Lexicon
from briefs.naming import clipped
from briefs.speech import CJK
from briefs.types import Language
from briefs.wording import figure, width

if TYPE_CHECKING:
    from briefs.render import Renderer
    from briefs.speech import Speaker

MARK_ROOM: Final = 62  # Latin characters of a line in the picture; a Chinese one takes two
MOST_PANELS: Final = 2
FAR: Final = 3  # times the lower of two levels, from where on they share no axis
CAPTION: Final = 1024  # characters under a picture; core.telegram.org/bots/api#sendphoto
QUOTES: Final = (700, 420, 200, 0)  # characters of sentences, tried in turn
_HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Shown:
    """A material in a chart: its main series, and all its series, for what changed its unit."""

    main: Series
    every: tuple[Series, ...]

    def notices(self, today: date) -> tuple[Notice, ...]:
        """What is to be known of its line, read on that day."""
        return notices(self.main, self.every, today)

    @property
    def change(self) -> Change:
        return change_at(self.main)


@dataclass(frozen=True, slots=True)
class Chart:
    """What is asked for, found: one material or two, over days, with what happened to rules.

    `missing` are the ids of those without a price in these days."""

    shown: tuple[Shown, ...]
    turns: tuple[Turn, ...]
    first: date
    last: date
    missing: tuple[str, ...] = ()

    @property
    def indexed(self) -> bool:
        """Whether levels cannot share an axis: of different units, or so far apart that neither
        would be seen to move. Then each is shown in percent of its first."""
        if len(self.shown) < 2:
            return False
        first, second = (one.main.last.middle for one in self.shown)
        far = min(first, second) <= 0 or max(first, second) > FAR * min(first, second)
        return far or len({one.main.unit for one in self.shown}) > 1


async def load_chart(
    conn: AsyncConnection, terms: Sequence[str], lexicon: Lexicon, *, first: date, last: date
) -> Chart:
    """The main series of each term over these days, both included, and the turns of rules."""
    shown, missing = list[Shown](), list[str]()
    for term in terms:
        every = await load_series(conn, term, lexicon, first=first, last=last)
        main = main_series(every)
        if main is None:
            missing.append(term)
        else:
            shown.append(Shown(main, every))
    turns = await turns_of(conn, terms, lexicon, first=first, last=last)
    return Chart(tuple(shown), turns, first, last, tuple(missing))


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


def base_of(series: Series) -> Point:
    """The point that an index counts from: the first one shown."""
    return series.points[0]


def _title(chart: Chart, t: Speaker) -> str:
    """The material; of two what their axis measures."""
    if chart.indexed:
        return _said(t("chart-index"))
    main = chart.shown[0].main
    return _name(main, t) if len(chart.shown) == 1 else t.unit(main.unit)


def _panels(chart: Chart, t: Speaker) -> Iterator[Panel]:
    if len(chart.shown) > 1:
        lines = (
            _line(one.main, t, _name(one.main, t), base_of(one.main) if chart.indexed else None)
            for one in chart.shown
        )
        yield Panel(tuple(lines))
    else:
        (one,) = chart.shown
        every = sorted((one.main, *other_units(one.main, one.every)), key=_newest_first)
        for series in every[:MOST_PANELS]:
            yield Panel((_line(series, t),))


def _line(series: Series, t: Speaker, name: str = "", base: Point | None = None) -> Line:
    parts = tuple(tuple(_dot(point, base) for point in part) for part in stretches(series))
    stray = tuple(
        _dot(replace(point, fact=other.fact), base)
        for point in series.points
        for other in point.others
    )
    level = f"{figure(series.last.fact)} {t.unit(series.unit)}"
    told = f"{level}{_said(t('comma'))}{t.day(series.last.day)}"
    return Line(f"{name}  {told}".strip(), parts, stray)


def _dot(point: Point, base: Point | None) -> Dot:
    low, high = point.fact.low, point.fact.high
    if base is not None:
        low, high = (end / base.middle * _HUNDRED for end in (low, high))
    return Dot(point.day, float(low), float(high))


def _mark(number: int, turn: Turn, t: Speaker) -> Mark:
    status = _said(t("life-extended") if turn.stage.extended else t(f"life-{turn.stage.status}"))
    title = t.title(t.policy_name(turn.line.names, turn.line.title))
    text = f"{t.day(turn.day)} {status}{_said(t('colon'))}{title}"
    return Mark(number, turn.day, clipped(text, MARK_ROOM - sum(map(len, CJK.findall(text)))))


def _notes(chart: Chart, t: Speaker) -> Iterator[str]:
    if chart.indexed:
        for one in chart.shown:
            base = base_of(one.main)
            level = f"{figure(base.fact)} {t.unit(one.main.unit)}"
            yield _said(t("chart-base", name=_name(one.main, t), level=level, day=t.day(base.day)))
    told: dict[str, list[str]] = defaultdict(list)
    for one in chart.shown:
        for notice in one.notices(chart.last):
            told[_notice(notice, t)].append(_name(one.main, t))
    for text, names in told.items():
        of = names[0] + _said(t("colon")) if len(names) < len(chart.shown) else ""
        yield of + text


def _notice(one: Notice, t: Speaker) -> str:
    match one.kind:
        case NoticeKind.UNIT:
            units = {"before": t.unit(one.before), "after": t.unit(one.after)}
            return _said(t("notice-unit", day=t.day(one.day), **units))
        case NoticeKind.CONTRACT:
            return _said(
                t("notice-contract", day=t.day(one.day), before=one.before, after=one.after)
            )
        case NoticeKind.HOLE:
            return _said(t("notice-hole", day=t.day(one.day), days=int(one.before)))
        case NoticeKind.ENDED:
            return _said(t("notice-ended", day=t.day(one.day, full=True)))


def _footer(chart: Chart, t: Speaker) -> str:
    tellers = dict.fromkeys(one.main.venue for one in chart.shown if one.main.venue)
    last = max(one.main.last.day for one in chart.shown)
    sources = ", ".join(t.name(one) for one in tellers) or _said(t("unnamed"))
    return _said(t("chart-footer", sources=sources, day=t.day(last, full=True)))


def _name(series: Series, t: Speaker) -> str:
    kind = series.identity.kind
    name = t.title(series.name)
    if kind != "spot":
        name += _said(t.aside(t.known(f"kind-{kind}", kind)))
    return name + (_said(t.aside(t("untaxed"))) if series.identity.untaxed else "")


def _said(text: str) -> str:
    """Words of the catalog for where no HTML is read."""
    return unescape(str(text))


def _newest_first(series: Series) -> int:
    return -series.last.day.toordinal()
