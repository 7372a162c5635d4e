"""A question of any kind: the flashes that fit it, their facts, and the sentences worth quoting."""

from __future__ import annotations

from collections.abc import Sequence

from briefs.answer.candidates import candidates
from briefs.answer.choose import choose_facts, choose_stories
from briefs.answer.compose import MOST_CITED, led_by
from briefs.answer.corrected import corrections_first
from briefs.answer.fit import Fit, fit_of
from briefs.answer.movement import find_movements
from briefs.answer.passages import story_of
from briefs.answer.search import Search
from briefs.answer.sentences import MOST_SENTENCES, choose_sentences
from briefs.answer.standing import find_standings
from briefs.asked import Answer, Lead, Wanted
from briefs.backing import backed
from briefs.jurisdiction import jurisdiction_by
from briefs.life_cycle import earlier_marked
from briefs.store.facts import facts_of
from briefs.store.search import load_flashes
from briefs.types import Citation, Found


async def answer_told(search: Search) -> Answer | None:
    """What the flashes that answer the whole question say of it; first, where a status or a
    movement is asked, that."""
    leads = await _leads(search)
    chosen = choose_stories(await _fits(search), search.query, search.concepts)
    plain = await _compose(search, chosen) if chosen else None
    return led_by(search.query, leads, plain=plain) if plain or leads else None


async def _leads(search: Search) -> Sequence[Lead]:
    if search.query.wanted is Wanted.STANDING:
        return await find_standings(search)
    return await find_movements(search)


async def _fits(search: Search) -> list[Fit]:
    conn, query, concepts = search.conn, search.query, search.concepts
    ids = await candidates(conn, query, concepts)
    facts = await facts_of(conn, ids)
    fits = []
    for flash, event_id, sources, at in await load_flashes(conn, ids):
        story = story_of(flash, event_id, sources, at, search.lexicon)
        fit = fit_of(story, facts.get(flash.id, ()), query, concepts, search.lexicon)
        if fit is not None:
            fits.append(fit)
    return fits


async def _compose(search: Search, chosen: Sequence[Fit]) -> Answer:
    found: list[Found] = []
    citations: list[Citation] = []
    most = MOST_SENTENCES if len(chosen) == 1 else 2
    for fit in chosen:
        facts = choose_facts(fit, search.query, search.concepts, search.lexicon)
        found.extend(facts)
        citations.extend(choose_sentences(fit, facts, search.query, search.concepts, most=most))
    found, corrected = await corrections_first(search.conn, found)
    citations = [*corrected, *citations][:MOST_CITED]
    shown, computed = backed(earlier_marked(found, jurisdiction_by(search.lexicon)))
    quoted = {(one.flash_id, one.quote) for one in citations}
    shown = tuple(one for one in shown if (one.flash_id, one.fact.quote) in quoted)
    return Answer(
        search.query, answerable=True, found=shown, citations=tuple(citations), computed=computed
    )
