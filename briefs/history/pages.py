"""Boards, tables, movers and calendars as a reader sees them: values for their templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from briefs.evidence import Evidence
from briefs.history.board import Board
from briefs.history.holes import notices
from briefs.history.movers import Movers
from briefs.history.series import Series
from briefs.history.table import COMPUTED, DIFFERS, lines_of, rows_of
from briefs.types import Language

if TYPE_CHECKING:
    from briefs.render import Renderer

MOST_ROWS: Final = 60  # of a table in a message; the file has all
MOST_OTHERS: Final = 5


def board_page(
    renderer: Renderer, board: Board, silent: Sequence[str], language: Language, today: date
) -> str:
    """The board; `silent` are the names of those without a price."""
    return renderer.page(
        "board", language, near=today, board=board, names=silent, today=today, evidence=Evidence()
    )


def history_page(
    renderer: Renderer, series: Series, every: Sequence[Series], language: Language, today: date
) -> str:
    """A series as a table, with what is to be known of it and which others there are."""
    rows = rows_of(series)
    table = lines_of(rows[:MOST_ROWS])
    return renderer.page(
        "history",
        language,
        near=today,
        series=series,
        table=table,
        left=len(rows) - len(rows[:MOST_ROWS]),
        starred=any(COMPUTED in line for line in table),
        contested=any(DIFFERS in line for line in table),
        notices=notices(series, every, today),
        others=others_of(series, every),
        evidence=Evidence(),
    )


def others_of(series: Series, every: Sequence[Series]) -> tuple[str, ...]:
    """The names of the further series of a material, with their units."""
    named = (f"{one.name} ({one.unit})" for one in every if one is not series)
    return tuple(dict.fromkeys(named))[:MOST_OTHERS]


def movers_page(
    renderer: Renderer, movers: Movers, names: Mapping[str, str], language: Language, today: date
) -> str:
    """The movers by sector; `names` are those of the sectors in the reader's language."""
    every = [one for each in movers.sectors.values() for one in each]
    return renderer.page(
        "movers",
        language,
        near=today,
        movers=movers,
        names=names,
        every=every,
        evidence=Evidence(),
    )
