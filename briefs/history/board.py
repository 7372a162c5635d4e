"""The board: of each material the last price, its change, and how it went."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.errors import BriefsError
from briefs.filters.expressions import Both, Either, Expr, Topic
from briefs.history.change import Change, change_at
from briefs.history.load import load_series
from briefs.history.series import Identity, Series, main_series
from briefs.history.spark import sparkline
from briefs.lexicon import Lexicon, TermKind
from briefs.store.facts import find_facts
from briefs.types import Price

MOST: Final = 20  # rows of a board
MOST_OF_GROUP: Final = 8  # rows that a group of materials is shown as
LOOKED_AT: Final = 100  # prices of a group, the newest, that say which materials those are
BACK: Final = timedelta(days=400)  # older than that is no price of today
EACH: Final = 60  # facts of each name that are looked at
POINTS: Final = 12  # of the line beside a price
BOARDED: Final = frozenset({TermKind.MATERIAL, TermKind.CONTRACT})


@dataclass(frozen=True, slots=True)
class Row:
    """One material: its main series with the last change, and the blocks of its last points."""

    term: str
    series: Series
    change: Change
    spark: str
    age: int  # days since the last price

    @property
    def name(self) -> str:
        return self.series.name


@dataclass(frozen=True, slots=True)
class Board:
    """`silent`: ids of those asked for of which no price is stored."""

    rows: tuple[Row, ...]
    silent: tuple[str, ...]


async def load_board(
    conn: AsyncConnection, terms: Sequence[str], lexicon: Lexicon, *, today: date
) -> Board:
    """These materials in their order; of a group those of its members that were told of last."""
    rows: dict[Identity, Row] = {}
    silent = []
    for term in terms:
        found = [row for one in await _shown_as(conn, term, lexicon)
                 if (row := await _row(conn, one, lexicon, today))]  # fmt: skip
        for row in found:
            rows.setdefault(row.series.identity, row)
        if not found:
            silent.append(term)
    return Board(tuple(rows.values())[:MOST], tuple(silent))


def topics_in(exprs: Iterable[Expr]) -> tuple[str, ...]:
    """What filters ask for by name, in their order; what they exclude does not count."""
    return tuple(dict.fromkeys(term for expr in exprs for term in _topics(expr)))


@cache
def usual_materials() -> tuple[str, ...]:
    """The board of who follows nothing in particular. Raises BriefsError if the file is wrong."""
    text = files("briefs").joinpath("history", "data", "board.toml").read_text("utf-8")
    try:
        listed = tomllib.loads(text)["materials"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise BriefsError(f"briefs/history/data/board.toml: {error}") from error
    return tuple(map(str, listed))


async def _shown_as(conn: AsyncConnection, term: str, lexicon: Lexicon) -> Sequence[str]:
    own = lexicon.terms.get(term)
    if own is None or own.kind in BOARDED:
        return [term] if own is not None else []
    newest = await find_facts(conn, kinds=[Price.fact], terms=[term], limit=LOOKED_AT)
    told = (one.fact.term for one in newest if isinstance(one.fact, Price) and one.fact.term)
    known = (one for one in told if one in lexicon.terms and lexicon.terms[one].kind in BOARDED)
    return tuple(dict.fromkeys(known))[:MOST_OF_GROUP]


async def _row(conn: AsyncConnection, term: str, lexicon: Lexicon, today: date) -> Row | None:
    every = await load_series(conn, term, lexicon, first=today - BACK, last=today, each=EACH)
    series = main_series(every)
    if series is None:
        return None
    spark = sparkline([point.middle for point in series.points[-POINTS:]])
    age = (today - series.last.day).days
    return Row(term, series, change_at(series), spark if len(series.points) > 1 else "", age)


def _topics(expr: Expr) -> Iterator[str]:
    if isinstance(expr, Topic):
        yield expr.term
    elif isinstance(expr, Both | Either):
        for part in expr.parts:
            yield from _topics(part)
