"""The board from what is stored, on both databases."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from briefs.filters import parse
from briefs.history.board import load_board, topics_in, usual_materials
from briefs.history.chart import load_chart
from briefs.history.chart_words import caption_of
from briefs.history.load import load_series
from briefs.history.pages import board_page, history_page
from briefs.stated import numbers_in
from briefs.store import Store, migrate, open_store
from briefs.types import Language
from tests.support.databases import postgresql
from tests.support.price_days import TODAY, flash, lexicon, renderer, tell, tell_week


@pytest.fixture(params=["sqlite", "postgresql"])
async def told(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """A database that was told a week of Pr-Nd oxide."""
    if request.param == "sqlite":
        async with _told(f"sqlite+aiosqlite:///{tmp_path / 'flashbrief.db'}") as store:
            yield store
        return
    async with postgresql() as url, _told(url) as store:
        yield store


class _told:
    def __init__(self, url: str) -> None:
        self._url = url

    async def __aenter__(self) -> Store:
        await migrate(self._url)
        self._store = await open_store(self._url)
        await tell_week(self._store)
        return self._store

    async def __aexit__(self, *_: object) -> None:
        await self._store.close()


async def test_a_row_has_the_last_price_its_change_and_its_line(told: Store) -> None:
    """The newest point, the change against the one before, and a block for each day."""
    async with told.read() as conn:
        board = await load_board(conn, ["pr-nd", "copper"], lexicon(), today=TODAY)
    (row,) = board.rows

    assert (row.series.last.fact.low, row.series.last.fact.high) == (520_000, 524_000)
    assert row.change.percent == Decimal("2.35")
    assert (len(row.spark), row.age) == (5, 0)
    assert board.silent == ("copper",)


async def test_a_group_is_shown_as_its_members(told: Store) -> None:
    """Rare earths as a whole have no price; what was told of them has."""
    await tell(told, [flash(TODAY, "dysprosium oxide", "1.61-1.63 million")])
    async with told.read() as conn:
        board = await load_board(conn, ["rare-earths"], lexicon(), today=TODAY)

    assert {row.term for row in board.rows} == {"pr-nd-oxide", "dysprosium-oxide"}


@pytest.mark.parametrize(
    ("language", "name", "age"), [("en", "Pr-Nd oxide", "today"), ("zh", "氧化镨钕", "今天")]
)
async def test_a_board_shows_what_it_rests_on(
    told: Store, language: Language, name: str, age: str
) -> None:
    """In both languages: the level, a computed percent with a star, its inputs, both sentences."""
    async with told.read() as conn:
        board = await load_board(conn, ["pr-nd-oxide"], lexicon(), today=TODAY)
    text = board_page(renderer(), board, (), language, TODAY)

    assert f"<b>{name}</b>  <b>520,000–524,000</b>" in text
    assert "▲ 12,000*  +2.35 %*  [1][2]" in text
    assert "522,000 − 510,000 = 12,000; 12,000 ÷ 510,000 = +2.35 %" in text
    assert age in text
    assert text.count("was reported at") == 2


async def test_a_table_has_the_newest_day_first(told: Store) -> None:
    """Stated percents stand as they are, computed ones have a star that is explained."""
    async with told.read() as conn:
        (series,) = await load_series(
            conn, "pr-nd", lexicon(), first=date(2026, 3, 1), last=TODAY
        )  # fmt: skip
    text = history_page(renderer(), series, (series,), "en", TODAY)

    assert "03-06 520,000–524,000 +2.35%*\n" in text
    assert "03-02         512,000  +2.4%\n" in text
    assert text.index("03-06") < text.index("03-02")
    assert "* computed" in text


def test_topics_of_filters_in_their_order() -> None:
    """What a chat is subscribed to by name, not what it leaves out."""
    lines = ("ndpr move>=1%", "copper or tin -aluminium", "kind:policy", "ndpr")

    assert topics_in(parse(line, lexicon()).expr for line in lines) == ("pr-nd", "copper", "tin")


def test_the_usual_board_is_of_known_materials() -> None:
    """Each line of the data file is a name of the lexicon."""
    assert set(usual_materials()) <= set(lexicon().terms)


async def test_no_number_without_its_sentence(store: Store) -> None:
    """Whatever prices were told: each number of a board, a table and a caption stands in a
    sentence that is shown, or is computed and says from what."""
    chance = random.Random(19)
    day = TODAY - timedelta(days=40)
    told = [
        flash(day + timedelta(days=n), "Pr-Nd oxide", f"{chance.randrange(400_000, 600_000):,}")
        for n in range(0, 40, 3)
    ]
    await tell(store, told)
    async with store.read() as conn:
        board = await load_board(conn, ["pr-nd"], lexicon(), today=TODAY)
        chart = await load_chart(conn, ["pr-nd"], lexicon(), first=day, last=TODAY)
    texts = [
        board_page(renderer(), board, (), "en", TODAY),
        caption_of(chart, renderer(), "en"),
    ]
    for text in map(renderer().plain, texts):
        said, evidence = text.split("Evidence")
        known = numbers_in(evidence) | {Decimal(n) for n in range(1, 41)} | {Decimal(2026)}
        assert numbers_in(said) <= known, text
