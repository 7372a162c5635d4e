"""What was found, said; and where a name is not clear, asked."""

from __future__ import annotations

from telegram import InlineKeyboardMarkup, Message

from bot.context import BotContext
from bot.handlers.earlier import keep_question
from bot.handlers.names import label
from bot.handlers.reader import Reader
from bot.keyboards import answer_keyboard, choice_keyboard
from bot.presses import Topic
from briefs.answer import Asked, retrieve
from briefs.asked import Answer, Query
from briefs.topics import TOPICS
from briefs.types import Price


async def answer_query(reader: Reader, context: BotContext, query: Query) -> None:
    """Answer a question that is understood already: a command's. The next one may go on from it."""
    await keep_question(reader, context, Asked(query.question.lstrip("/"), query.terms))
    found = await retrieve(query, store=context.store, lexicon=context.lexicon, now=context.now())
    await say_answer(reader, context, found)


async def say_answer(
    reader: Reader, context: BotContext, found: Answer, *, answering: Message | None = None
) -> None:
    """Say what was found. `answering` is the question: it is quoted where a choice needs it."""
    choices = _choices(reader, context, found)
    text = context.renderer.answer(found, reader.language)
    keyboard = choices or _more(reader, context, found)
    await reader.say(text, keyboard, answering=answering if choices else None)


def topic_query(
    reader: Reader, *, kinds: tuple[str, ...], term_id: str | None, question: str
) -> Query:
    """The question a command stands for."""
    terms = () if term_id is None else (term_id,)
    return Query(question=question, language=reader.language, terms=terms, kinds=kinds)


def _choices(reader: Reader, context: BotContext, found: Answer) -> InlineKeyboardMarkup | None:
    """Buttons for the terms an unclear name may stand for, or is near to; for the series of one."""
    ids = (
        found.choices
        or found.query.ambiguous
        or tuple(
            hit.term.id
            for name in found.query.suggestions
            for hit in context.lexicon.find(name, limit=1)
        )
    )
    terms = [context.lexicon.terms[term_id] for term_id in dict.fromkeys(ids)]
    topic: Topic = "ask"
    return choice_keyboard(topic, label(terms, reader.language)) if terms else None


def _more(reader: Reader, context: BotContext, found: Answer) -> InlineKeyboardMarkup | None:
    """What else there is on the subject of an answer: its prices as chart and table, a watch."""
    term = next((id for id in found.query.terms if id in context.lexicon.terms), None)
    if not found.answerable or term is None:
        return None
    if context.lexicon.terms[term].kind not in TOPICS:
        return None
    priced = any(isinstance(one.fact, Price) for one in found.found)
    return answer_keyboard(term, reader.words, priced=priced)
