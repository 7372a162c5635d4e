"""What a dollar cost in yuan, as flashes told it: dated quotes, each with its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Day
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.convert import FX_KEEPS, FxQuote
from briefs.extract.sentences import split_sentences
from briefs.store.search import load_flashes, search_flashes, term_word
from briefs.times import CHINA
from briefs.types import Citation, Flash

YUAN_RATE: Final = "yuan-exchange-rate"
PLAUSIBLE: Final = (Decimal(5), Decimal(10))  # yuan for a dollar since there is a wire
_RATE: Final = r"(?P<rate>\d\.\d{2,5})(?![\d%])"
#: "USD/CNY stood at 7.18", "yuan closed at 7.265"; "7.1793 yuan per US dollar"; "人民币…报7.1793"
_SHAPES: Final = (
    re.compile(r"(?:USD/?CN[YH]|(?:rate|yuan|renminbi|RMB|CNY)\b)[^.\d;]{0,60}?" + _RATE),
    re.compile(_RATE + r" ?(?:yuan|RMB|CNY) (?:per|to|against|a) (?:one |the |1 )?(?:US )?dollar"),
    re.compile(r"人民币[^\d;。]{0,20}" + _RATE),
)
_BOTH: Final = re.compile(r"dollar|USD|\$|美元", re.IGNORECASE)
_NOT_A_QUOTE: Final = re.compile(
    r"\b(?:forecasts?|expect(?:s|ed)?|could|may|might|will|target|by (?:the )?(?:year|end))\b"
    r"|预计|预测"
)
_ENOUGH: Final = 40


def rates_in(flash: Flash) -> Iterator[FxQuote]:
    """Yuan for a dollar, as the sentences of a dated flash state it. The day is the flash's own."""
    if flash.published_at is None:
        return
    day = flash.published_at.astimezone(CHINA).date()
    for sentence in split_sentences(flash.text):
        quote = flash.text[sentence.start : sentence.end]
        if not _BOTH.search(quote) or _NOT_A_QUOTE.search(quote):
            continue
        for rate in sorted({Decimal(m["rate"]) for s in _SHAPES for m in s.finditer(quote)}):
            if PLAUSIBLE[0] <= rate <= PLAUSIBLE[1]:
                cited = Citation(flash.id, quote, flash.url, flash.publisher, flash.published_at)
                yield FxQuote("USD", "CNY", rate, day, cited)


async def stored_rate(conn: AsyncConnection, day: Day) -> FxQuote | None:
    """The newest stored quote of that day or the week before it; None when nobody printed one."""
    since = datetime.combine(day - FX_KEEPS, time(), CHINA)
    until = datetime.combine(day + timedelta(days=1), time(), CHINA)
    words = [[term_word(YUAN_RATE)]]
    ids = await search_flashes(conn, words, since=since, until=until, limit=_ENOUGH)
    quotes = [q for flash, *_ in await load_flashes(conn, ids) for q in rates_in(flash)]
    fitting = [q for q in quotes if q.day <= day <= q.day + FX_KEEPS]
    return max(fitting, key=lambda q: (q.day, q.citation.flash_id), default=None)
