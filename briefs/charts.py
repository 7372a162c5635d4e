"""Charts as PNG, drawn for a phone. The only user of matplotlib, which is loaded when first asked.

Figures are objects of their own: nothing is kept in `pyplot`, several threads may draw at a time.
"""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from briefs.history.looks import DARK, LIGHT, Look
from briefs.history.picture import Line, Mark, Panel, Picture
from briefs.wording import MONTHS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDE, HIGH, DPI = 1080, 1080, 150  # pixels; Telegram shows it as wide as the screen
# On a phone all of it is a third of its size: nothing is written smaller than ten pixels there.
TITLE, LABEL, TICK, BELOW = 18.0, 14.5, 14.0, 13.0  # points
LINE_HIGH: Final = 44  # pixels of a line of text below the panels
HEAD_HIGH: Final = 104  # pixels of the title
LABEL_HIGH: Final = 50  # pixels of a line's name, above its panel
ROOM: Final = 66  # Latin characters of a line below; a Chinese one takes two
LABEL_ROOM: Final = 56  # and of a line's name; longer ones are written smaller
LATIN: Final = "DejaVu Sans"  # comes with matplotlib
#: Any of these writes Chinese; Debian: fonts-noto-cjk or fonts-wqy-microhei.
CHINESE: Final = (
    *("Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC"),
    *("WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback"),
    *("PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "SimHei"),
)
FEW: Final = 45  # points that each get a dot
MONTHLY: Final = timedelta(days=150)  # from here on an axis has months, not days
EPOCH: Final = date(1970, 1, 1).toordinal()
CJK: Final = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]+")


def writes_chinese() -> bool:
    """Whether a font with Chinese characters is installed; without one charts speak English."""
    return _chinese_font() is not None


def draw(picture: Picture) -> bytes:
    """The picture as PNG: the same bytes for the same picture, fonts and matplotlib."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    look = DARK if picture.dark else LIGHT
    said = [f"{mark.number}  {mark.text}" for mark in picture.marks]
    below = [line for text in (*said, *picture.notes) for line in _wrapped(text)]
    below.append(picture.footer)
    high = HIGH + LINE_HIGH * max(0, len(below) - 2)
    figure = Figure(figsize=(WIDE / DPI, high / DPI), dpi=DPI, facecolor=look.back)
    FigureCanvasAgg(figure)
    _draw_panels(figure, picture, look, room=LINE_HIGH * (len(below) + 1) / high)
    _write_below(figure, below, look, step=LINE_HIGH / high)
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _draw_panels(figure: Figure, picture: Picture, look: Look, *, room: float) -> None:
    """`room` is the share of the height that is kept free for text below."""
    high = figure.get_figheight() * DPI
    labels = LABEL_HIGH * max(len(panel.lines) for panel in picture.panels)
    grid = figure.add_gridspec(
        len(picture.panels), 1, left=0.195, right=0.955, bottom=room + 0.06,
        top=1 - (HEAD_HIGH + labels) / high, hspace=0.36,
    )  # fmt: skip
    _write(figure, 0.03, 1 - HEAD_HIGH / 2 / high, picture.title, look.text, TITLE, bold=True)
    for at, panel in enumerate(picture.panels):
        axes = figure.add_subplot(grid[at])
        _dress(axes, picture, look)
        for line, colour in zip(panel.lines, look.lines, strict=False):
            _draw_line(axes, line, colour)
        _scale(axes, panel)
        _label(figure, axes, panel, look)
        for mark in picture.marks:
            _draw_mark(axes, mark, look, numbered=at == len(picture.panels) - 1)


def _draw_line(axes: Axes, line: Line, colour: str) -> None:
    many = sum(map(len, line.stretches)) > FEW
    for stretch in line.stretches:
        days = [_number(dot.day) for dot in stretch]
        middles = [dot.middle for dot in stretch]
        ranged = any(dot.low < dot.high for dot in stretch)
        if ranged and len(stretch) > 1:
            lows, highs = [dot.low for dot in stretch], [dot.high for dot in stretch]
            axes.fill_between(days, lows, highs, color=colour, alpha=0.22, linewidth=0)
        elif ranged:
            axes.vlines(days, stretch[0].low, stretch[0].high, color=colour, alpha=0.5, linewidth=5)
        dotted = not many or len(stretch) == 1
        axes.plot(days, middles, color=colour, linewidth=2, marker="o" if dotted else "",
                  markersize=4.5, solid_joinstyle="round")  # fmt: skip
    strays = [(_number(dot.day), dot.middle) for dot in line.stray]
    if strays:
        axes.plot(*zip(*strays, strict=True), linestyle="", marker="o", markersize=6,
                  markerfacecolor="none", markeredgecolor=colour)  # fmt: skip


def _draw_mark(axes: Axes, mark: Mark, look: Look, *, numbered: bool) -> None:
    axes.axvline(_number(mark.day), color=look.mark, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
    if numbered:
        axes.annotate(
            str(mark.number), (_number(mark.day), 0), xycoords=("data", "axes fraction"),
            xytext=(0, 4), textcoords="offset points", ha="center", va="bottom",
            color=look.back, fontsize=BELOW, fontweight="bold", annotation_clip=False, family=LATIN,
            bbox={"boxstyle": "circle,pad=0.25", "facecolor": look.mark, "edgecolor": "none"},
        )  # fmt: skip


def _dress(axes: Axes, picture: Picture, look: Look) -> None:
    """Colours, the grid, and the days asked for, whether or not something was told on them."""
    from matplotlib import dates, ticker

    axes.set_facecolor(look.back)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(look.grid)
    axes.grid(axis="y", color=look.grid, linewidth=1)
    axes.set_axisbelow(True)
    axes.tick_params(
        colors=look.faint,
        labelsize=TICK,
        length=0,
        pad=5,
        labelfontfamily=_fonts("年" if picture.chinese else ""),
    )
    span = picture.last - picture.first
    margin = max(span * 0.03, timedelta(days=1))
    axes.set_xlim(_number(picture.first - margin), _number(picture.last + margin))
    locator = dates.AutoDateLocator(minticks=2, maxticks=4)  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(
        ticker.FuncFormatter(_days(span, picture.chinese and writes_chinese()))
    )
    axes.yaxis.set_major_locator(ticker.MaxNLocator(nbins=6))
    axes.yaxis.set_major_formatter(ticker.FuncFormatter(lambda value, _: f"{value:,.10g}"))


def _scale(axes: Axes, panel: Panel) -> None:
    """Room above and below what is drawn, also where all is one level."""
    dots = [dot for line in panel.lines for part in (*line.stretches, line.stray) for dot in part]
    low, high = min(dot.low for dot in dots), max(dot.high for dot in dots)
    margin = (high - low) * 0.12 or abs(high) * 0.02 or 1.0
    axes.set_ylim(low - margin, high + margin)


def _label(figure: Figure, axes: Axes, panel: Panel, look: Look) -> None:
    """Above its panel what each line is and its last figure, in its colour."""
    place, high = axes.get_position(), figure.get_figheight() * DPI
    for at, (line, colour) in enumerate(zip(reversed(panel.lines), look.of(panel), strict=False)):
        y = place.y1 + (LABEL_HIGH * (at + 0.75)) / high
        size = LABEL * min(1.0, LABEL_ROOM / _long(line.label))
        _write(figure, 0.03, y, line.label, colour, size, bold=True)


def _write_below(figure: Figure, lines: Sequence[str], look: Look, *, step: float) -> None:
    for at, text in enumerate(reversed(lines)):
        _write(figure, 0.03, step * (at + 0.85), text, look.faint if at == 0 else look.text, BELOW)


def _write(
    figure: Figure, x: float, y: float, text: str, colour: str, size: float, *, bold: bool = False
) -> None:
    # The fonts with Chinese characters mostly have one weight.
    weight = "bold" if bold and not CJK.search(text) else "normal"
    figure.text(x, y, _written(text), color=colour, fontsize=size, fontweight=weight,
                family=_fonts(text), va="center")  # fmt: skip


def _days(span: timedelta, chinese: bool) -> Callable[[float, int], str]:
    def label(value: float, _: int) -> str:
        day = date.fromordinal(EPOCH + int(value))
        if span > MONTHLY:
            return (
                f"{day.year}年{day.month}月" if chinese else f"{MONTHS[day.month - 1]} {day.year}"
            )
        return f"{day.month}月{day.day}日" if chinese else f"{day.day} {MONTHS[day.month - 1]}"

    return label


def _number(day: date) -> float:
    """A day on an axis of matplotlib: counted from 1970."""
    return float(day.toordinal() - EPOCH)


def _wrapped(text: str) -> list[str]:
    """The text in lines that fit below a panel."""
    return textwrap.wrap(text, ROOM - _long(text) + len(text)) or [""]


def _long(text: str) -> int:
    """How many Latin characters it is as wide as."""
    return len(text) + sum(map(len, CJK.findall(text)))


def _written(text: str) -> str:
    """The text with what no installed font can write left out, and no mark-up of mathematics."""
    shown = text if writes_chinese() else CJK.sub("…", text)
    return shown.replace("$", r"\$")


def _fonts(text: str) -> list[str]:
    """What it is written with, the first that has a character."""
    chinese = _chinese_font() if CJK.search(text) else None
    return [LATIN] if chinese is None else [LATIN, chinese]


@cache
def _chinese_font() -> str | None:
    from matplotlib.font_manager import fontManager

    installed = {entry.name for entry in fontManager.ttflist}
    return next((name for name in CHINESE if name in installed), None)
