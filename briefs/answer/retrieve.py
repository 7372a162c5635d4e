"""A question understood → what is stored on exactly that, or an honest nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.answer.candidates import candidates
from briefs.answer.choose import choose_facts, choose_stories
from briefs.answer.compose import answer_with
from briefs.answer.concepts import Concept, concepts_of
from briefs.answer.corrected import with_corrected
from briefs.answer.fit import Fit, fit_of
from briefs.answer.levels import asks_for_levels, find_levels
from briefs.answer.passages import story_of
from briefs.answer.question import understand
from briefs.answer.sentences import MOST_SENTENCES, choose_sentences
from briefs.asked import Answer, Query
from briefs.backing import backed
from briefs.jurisdiction import jurisdiction_by
from briefs.lexicon import Lexicon
from briefs.life_cycle import earlier_marked
from briefs.store import Store
from briefs.store.facts import facts_of, first_stored_at
from briefs.store.search import last_named_at, load_flashes
from briefs.types import Citation, Found, Language

MOST_CITED = 8


async def answer(
    question: str,
    *,
    store: Store,
    lexicon: Lexicon,
    now: datetime,
    language: Language | None = None,
    terms: Sequence[str] = (),
) -> Answer:
    """Answer in the asker's language. `terms` are ids chosen for a name that was not clear."""
    query = understand(question, lexicon, now, language, terms)
    return await retrieve(query, store=store, lexicon=lexicon, now=now)


async def retrieve(query: Query, *, store: Store, lexicon: Lexicon, now: datetime) -> Answer:
    """What is stored on it: facts, the sentences they rest on, or the reason for nothing."""
    if query.out_of_scope:
        return Answer(query, answerable=False, reason="out_of_scope")
    if query.ambiguous:
        return Answer(query, answerable=False, reason="ambiguous")
    concepts = concepts_of(query, lexicon)
    if not concepts and not query.kinds:
        return Answer(query, answerable=False, reason="nothing_stored")
    async with store.read() as conn:
        if asks_for_levels(query, lexicon) and (levels := await find_levels(conn, query, lexicon)):
            newest = [found for group in levels for found in group]
            return answer_with(query, await with_corrected(conn, newest))
        fits = await _fits(conn, query, concepts, lexicon)
        chosen = choose_stories(fits, query, concepts)
        if chosen:
            return _compose(query, chosen, concepts, lexicon)
        known = [id for id in query.terms if id in lexicon.terms]
        last = await last_named_at(conn, known) if known else None
        since = await first_stored_at(conn)
    return Answer(
        query,
        answerable=False,
        last_word_on=last,
        stored_since=since,
        topic=", ".join(dict.fromkeys(one.label for one in concepts)),
        reason="unknown_name" if query.suggestions else "nothing_stored",
    )


async def _fits(
    conn: AsyncConnection, query: Query, concepts: Sequence[Concept], lexicon: Lexicon
) -> list[Fit]:
    ids = await candidates(conn, query, concepts)
    facts = await facts_of(conn, ids)
    fits = []
    for flash, event_id, sources, at in await load_flashes(conn, ids):
        story = story_of(flash, event_id, sources, at, lexicon)
        fit = fit_of(story, facts.get(flash.id, ()), query, concepts, lexicon)
        if fit is not None:
            fits.append(fit)
    return fits


def _compose(
    query: Query, chosen: Sequence[Fit], concepts: Sequence[Concept], lexicon: Lexicon
) -> Answer:
    found: list[Found] = []
    citations: list[Citation] = []
    most = MOST_SENTENCES if len(chosen) == 1 else 2
    for fit in chosen:
        facts = choose_facts(fit, query, concepts, lexicon)
        sentences = choose_sentences(fit, facts, query, concepts, most=most)
        found.extend(facts)
        citations.extend(sentences)
    shown, computed = backed(earlier_marked(found, jurisdiction_by(lexicon)))
    citations = citations[:MOST_CITED]
    quoted = {(one.flash_id, one.quote) for one in citations}
    shown = tuple(one for one in shown if (one.flash_id, one.fact.quote) in quoted)
    return Answer(
        query, answerable=True, found=shown, citations=tuple(citations), computed=computed
    )
