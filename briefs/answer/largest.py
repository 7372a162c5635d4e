"""What changed most in a day or a week, by the percent that the wires state."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from briefs.answer.compose import answer_with
from briefs.answer.nothing import nothing_on
from briefs.answer.search import Search, day_after, midnight
from briefs.asked import Answer, Wanted, Window
from briefs.store.facts import newest_told
from briefs.store.largest import largest_changes
from briefs.types import Found

MOST: Final = 8
LOOKED_AT: Final = 80
_UP: Final = re.compile(r"\b(?:gainers?|winners?|risers?)\b|涨幅榜|涨得", re.IGNORECASE)
_DOWN: Final = re.compile(r"\b(?:losers?|decliners?|fallers?)\b|跌幅榜|跌得", re.IGNORECASE)


async def answer_movers(search: Search) -> Answer | None:
    """The largest stated changes of the days asked, or of the last day with news where none is
    said; each subject once."""
    query = search.query
    if query.wanted is not Wanted.MOVERS:
        return None
    window = query.windows[0] if query.windows else await _newest_day(search)
    if window is None:
        return Answer(query, answerable=False, reason="nothing_stored")
    found = await largest_changes(
        search.conn,
        since=midnight(window.first),
        until=day_after(window.last),
        terms=search.terms("material", "contract", "sector", "company"),
        limit=LOOKED_AT,
    )
    told = list(_each_once(one for one in found if _of_side(one, query.question)))[:MOST]
    if told:
        return answer_with(query, told)
    return replace(await nothing_on(search), last_word_on=await newest_told(search.conn))


async def _newest_day(search: Search) -> Window | None:
    newest = await newest_told(search.conn)
    if newest is None:
        return None
    return Window((newest - timedelta(hours=16)).date(), newest.date())


def _of_side(found: Found, question: str) -> bool:
    """Gainers or losers, where only those are asked for."""
    change = getattr(found.fact, "change_pct", None) or 0
    up, down = _UP.search(question), _DOWN.search(question)
    return bool(up) == bool(down) or (change > 0 if up else change < 0)


def _each_once(found: Iterable[Found]) -> Iterable[Found]:
    seen: set[str] = set()
    for one in found:
        name = str(getattr(one.fact, "term", None) or getattr(one.fact, "subject", ""))
        if name not in seen:
            seen.add(name)
            yield one
