"""`@bot cu` in any chat: answers to choose from, each sent as a message of the asker's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.context import BotContext
from bot.delivery.send import NO_PREVIEW
from bot.delivery.split import split
from bot.handlers.ask import LONGEST_QUESTION
from bot.handlers.board import materials_for
from bot.handlers.names import LONGEST_NAME, PRICED
from bot.handlers.start import ASK
from bot.i18n import language_of
from briefs.answer import Asked, ask
from briefs.asked import Answer
from briefs.store import chats
from briefs.types import Language

KEPT_SECONDS = 30  # by Telegram, for the same words of the same person
MOST = 8  # articles: each is an answer looked up
MOST_NEAR = 4
EVIDENCE = re.compile(r" ?\[\d+\]")  # numbers of sentences, which nobody sees before choosing
LONGEST_TITLE, LONGEST_DESCRIPTION = 90, 160


async def ignore(_update: Update, _context: BotContext) -> None:
    """What was sent by choosing one of our answers is no question to us."""


async def inline(update: Update, context: BotContext) -> None:
    query = update.inline_query
    assert query is not None
    language = await _language(query, context)
    words = context.services.translations.words(language)
    found = await _answers(query, context, language)
    # Whoever types on has asked something else by now.
    with suppress(BadRequest):
        await query.answer(
            _articles(found, context, language),
            cache_time=KEPT_SECONDS,
            is_personal=True,
            button=InlineQueryResultsButton(words("inline-private"), start_parameter=ASK),
        )


async def _language(query: InlineQuery, context: BotContext) -> Language:
    async with context.store.read() as conn:
        known = await chats.get_chat(conn, query.from_user.id)
    return known.language if known is not None else language_of(query.from_user.language_code)


async def _answers(query: InlineQuery, context: BotContext, language: Language) -> list[Answer]:
    """To the words typed, then to names they may be the beginning of; without words, on the
    materials of the person's board. What is not stored is said only if nothing else is."""
    typed = query.query.strip()[:LONGEST_QUESTION]
    questions = await _of_board(query, context) if not typed else _meant(typed, context)
    found = [await _answer(one, context, language) for one in questions[:MOST]]
    told = [one for one in found if one.answerable]
    return told or ([found[0]] if typed else [])


def _meant(typed: str, context: BotContext) -> list[Asked]:
    near = context.lexicon.find(typed, kinds=PRICED, limit=MOST_NEAR)
    named = [Asked(hit.term.name, (hit.term.id,)) for hit in near]
    return [Asked(typed), *(named if len(typed) <= LONGEST_NAME else ())]


async def _of_board(query: InlineQuery, context: BotContext) -> list[Asked]:
    terms, _ = await materials_for(context, query.from_user.id, 0)
    return [Asked(context.lexicon.terms[id].name, (id,)) for id in terms]


async def _answer(asked: Asked, context: BotContext, language: Language) -> Answer:
    _, found = await ask(
        asked,
        store=context.store,
        lexicon=context.lexicon,
        now=context.now(),
        language=language,
    )
    return found


def _articles(
    found: Iterable[Answer], context: BotContext, language: Language
) -> list[InlineQueryResultArticle]:
    pages = {context.renderer.answer(one, language): one for one in found}
    return [
        _article(str(number), page, one, context, language)
        for number, (page, one) in enumerate(pages.items())
    ]


def _article(
    number: str, page: str, found: Answer, context: BotContext, language: Language
) -> InlineQueryResultArticle:
    """An answer: its figure to choose by, all of it (as far as one message goes) to be sent."""
    short = context.renderer.answer(replace(found, old=None), language)
    plain = EVIDENCE.sub("", context.renderer.plain(short))
    title, *more = [" ".join(line.split()) for line in plain.splitlines() if line.strip()]
    content = InputTextMessageContent(
        split(page)[0], parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
    )
    return InlineQueryResultArticle(
        number,
        title[:LONGEST_TITLE],
        content,
        description=" ".join(more)[:LONGEST_DESCRIPTION] or None,
    )
