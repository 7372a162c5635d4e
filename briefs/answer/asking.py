"""The one way of a question, whichever door it came through.

words → spell_tickers → in_full (behind the earlier question) → understand → retrieve → Answer
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from briefs.answer.follow_up import Asked, in_full
from briefs.answer.model import Complete
from briefs.answer.question import understand
from briefs.answer.rephrase import may_rephrase, rephrase
from briefs.answer.retrieve import retrieve
from briefs.answer.smooth import smooth
from briefs.answer.tickers import spell_tickers
from briefs.asked import Answer
from briefs.lexicon import Lexicon
from briefs.store import Store
from briefs.times import CHINA
from briefs.types import Language


async def ask(
    asked: Asked,
    *,
    store: Store,
    lexicon: Lexicon,
    now: datetime,
    language: Language | None = None,
    earlier: Asked | None = None,
    complete: Complete | None = None,
) -> tuple[Asked, Answer]:
    """The question in full, and its answer in the asker's language.

    `earlier` is the one this may go on from. With `asked.terms` a name that was not clear is.
    `complete` asks a language model; all is the same without, but for what is not ours to read.
    """
    spelt = spell_tickers(asked.question, lexicon)
    full = in_full(spelt, earlier, lexicon, now)
    full = replace(full, terms=asked.terms or full.terms)
    query = understand(full.question, lexicon, now, language, full.terms)
    found = await retrieve(query, store=store, lexicon=lexicon, now=now)
    if complete is not None:
        if may_rephrase(found, lexicon):
            full, found = await _asked_again(full, found, complete, store, lexicon, now)
        found = await smooth(found, complete, lexicon)
    return replace(full, told_on=_told_on(found)), found


def _told_on(found: Answer) -> date | None:
    """The day of the newest sentence of an answer."""
    told = [one.published_at for one in found.citations if one.published_at]
    return max(told).astimezone(CHINA).date() if told else None


async def _asked_again(
    full: Asked, found: Answer, complete: Complete, store: Store, lexicon: Lexicon, now: datetime
) -> tuple[Asked, Answer]:
    """The question as the model reads it, if that has an answer; else what there was."""
    read_as = await rephrase(found.query, complete, lexicon, now)
    if read_as is None:
        return full, found
    query = understand(read_as, lexicon, now, found.query.language)
    again = await retrieve(query, store=store, lexicon=lexicon, now=now)
    if not again.answerable:
        return full, found
    return Asked(read_as), replace(again, read_as=read_as)


async def answer(
    question: str,
    *,
    store: Store,
    lexicon: Lexicon,
    now: datetime,
    language: Language | None = None,
    terms: Sequence[str] = (),
) -> Answer:
    """The answer to a question that stands alone. `terms`: ids chosen for a name in it."""
    asked = Asked(question, tuple(terms))
    _, found = await ask(asked, store=store, lexicon=lexicon, now=now, language=language)
    return found
