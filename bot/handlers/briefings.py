"""Briefings in a chat: of an event with its buttons, of a period, and what the buttons show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from itertools import groupby

from bot.context import BotContext
from bot.handlers.moments import local_time
from bot.handlers.names import name_of_id
from bot.handlers.reader import Reader
from bot.i18n import Html
from bot.keyboards import ask_keyboard, briefing_keyboard
from briefs.condense import condense
from briefs.jurisdiction import jurisdiction_by
from briefs.life_cycle import Timeline, policy_timeline
from briefs.publish import brief_event
from briefs.store import events
from briefs.store.facts import event_facts, find_facts
from briefs.times import CHINA
from briefs.topics import own_terms
from briefs.types import Briefing, Citation, Policy

MOST_FACTS = 200  # of a period


async def briefing_of(context: BotContext, event_id: int) -> Briefing | None:
    """The briefing of an event; None if there is none of that number."""
    async with context.store.read() as conn:
        event = await events.get_event(conn, event_id)
        return None if event is None else await brief_event(conn, event_id)


async def open_event(reader: Reader, context: BotContext, event_id: int) -> None:
    briefing = await briefing_of(context, event_id)
    if briefing is None:
        await reader.say(reader.words("expired"))
        return
    text = context.renderer.briefing(briefing, reader.language)
    await reader.say(text, briefing_keyboard(event_id, reader.words, pushed=False))


async def brief_period(
    reader: Reader, context: BotContext, since: datetime, term_id: str | None
) -> None:
    """What was told since a moment, of a topic or of everything."""
    now = context.now()
    terms = () if term_id is None else (term_id,)
    async with context.store.read() as conn:
        found = await find_facts(conn, terms=terms, since=since, until=now, limit=MOST_FACTS)
    name = None if term_id is None else name_of_id(context.lexicon, term_id, reader.language)
    if not found:
        await reader.say(_nothing(reader, name, since))
        return
    headline = name or reader.words("all-topics")
    by = jurisdiction_by(context.lexicon)
    briefing = condense(found, headline=headline, since=since, until=now, jurisdiction=by)
    await reader.say(context.renderer.briefing(briefing, reader.language))


async def show_sources(reader: Reader, context: BotContext, event_id: int) -> None:
    """Each quoted sentence of an event, with who told it and when."""
    briefing = await briefing_of(context, event_id)
    if briefing is None:
        await reader.say(reader.words("expired"))
    elif not briefing.evidence:
        await reader.say(reader.words("quotes-none"))
    else:
        told = _sentences(briefing.evidence, reader)
        await reader.say("\n\n".join((reader.words("quotes-headline"), *told)))


async def show_policies(reader: Reader, context: BotContext, event_id: int) -> None:
    """The lives of the policies that an event tells of."""
    async with context.store.read() as conn:
        found = await event_facts(conn, event_id)
        policies = [one.fact for one in found if isinstance(one.fact, Policy)]
        terms = {term for policy in policies for term in policy.terms}
        words = () if terms else [policy.title for policy in policies]
        lines = await policy_timeline(conn, lexicon=context.lexicon, terms=terms, words=words)
    told = [line for line in lines if _tells(line, event_id)]
    if not policies or not told:
        await reader.say(reader.words("policies-none"))
        return
    today = context.now().astimezone(CHINA).date()
    await reader.say(context.renderer.timelines(told, reader.language, today))


def _tells(line: Timeline, event_id: int) -> bool:
    return any(one.event_id == event_id for stage in line.stages for one in stage.told)


async def offer_questions(reader: Reader, context: BotContext, event_id: int) -> None:
    """The questions most asked about what an event is about."""
    term_id = await subject_of(context, event_id)
    if term_id is None:
        await reader.say(reader.words("ask-anything"))
        return
    name = name_of_id(context.lexicon, term_id, reader.language)
    keyboard = ask_keyboard(term_id, name, reader.words)
    await reader.say(reader.words("ask-about", name=name), keyboard)


async def subject_of(context: BotContext, event_id: int) -> str | None:
    """The term that most facts of an event are about, the first of equals; None if there is none
    in the lexicon."""
    async with context.store.read() as conn:
        found = await event_facts(conn, event_id)
    terms = [term for one in found for term in own_terms(one.fact)]
    most = max(terms, key=terms.count, default=None)
    return most if most in context.lexicon.terms else None


def _nothing(reader: Reader, name: str | None, since: datetime) -> str:
    moment = Html(local_time(since))
    if name is None:
        return reader.words("nothing-in-period", since=moment)
    return reader.words("nothing-stored", name=name, since=moment)


def _sentences(evidence: Sequence[Citation], reader: Reader) -> Iterator[str]:
    """Numbered as in the briefing; who told them stands once before all that they told."""
    numbered = enumerate(evidence, start=1)
    for teller, told in groupby(numbered, key=lambda pair: _teller(pair[1], reader)):
        quotes = [f"[{n}] “{_oneline(citation.quote)}”" for n, citation in told]
        yield "\n".join((teller, *quotes))


def _teller(citation: Citation, reader: Reader) -> str:
    named = citation.publisher and escape(citation.publisher, quote=False)
    teller = named or reader.words("source-unnamed")
    if citation.url:
        teller = f'<a href="{escape(citation.url)}">{teller}</a>'
    told = f" · {local_time(citation.published_at)}" if citation.published_at else ""
    return teller + told


def _oneline(quote: str) -> str:
    return escape(" ".join(quote.split()), quote=False)
