"""Questions: /ask, anything written in a private chat, and what is addressed to us in a group.

All of them go the way of `briefs.answer.ask`; a group is heard by command, mention or reply alone.
"""

from __future__ import annotations

from telegram import Message, MessageEntity, Update
from telegram.ext import filters

from bot.context import BotContext
from bot.handlers.answers import say_answer
from bot.handlers.earlier import earlier_question, keep_question
from bot.handlers.names import name_of_id
from bot.handlers.reader import Reader, reader_of
from briefs.answer import Asked, ask

LONGEST_QUESTION = 500  # characters; what is longer is no question


class _Addressed(filters.MessageFilter):
    """A message that names us, or replies to a message of ours."""

    def filter(self, message: Message) -> bool:
        return _name_in(message) is not None or _replies_to_us(message)


ADDRESSED = _Addressed(name="Addressed")


async def command(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    message = update.effective_message
    await _answer(reader, context, _question_in(message) if message else "", message)


async def free_text(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    message = update.effective_message
    await _answer(reader, context, (message and message.text) or "", message)


async def addressed(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    message = update.effective_message
    assert message is not None
    await _answer(reader, context, _question_in(message), message)


async def ask_with(
    reader: Reader, context: BotContext, term_id: str, asked: Message | None
) -> None:
    """Go on with a term chosen for an unclear name; `asked` is the question it stood in."""
    name = name_of_id(context.lexicon, term_id, reader.language)
    question = _question_in(asked) if asked is not None else ""
    await _answer(reader, context, question or name, None, (term_id,))


async def _answer(
    reader: Reader,
    context: BotContext,
    question: str,
    message: Message | None,
    chosen: tuple[str, ...] = (),
) -> None:
    question = question.strip()[:LONGEST_QUESTION]
    if not question:
        await reader.say(reader.words("ask-example"))
        return
    asked, found = await ask(
        Asked(question, chosen),
        store=context.store,
        lexicon=context.lexicon,
        now=context.now(),
        language=reader.language,
        earlier=await earlier_question(reader, context, message),
        complete=context.services.complete,
    )
    # After "and silver?" with nothing stored, the next goes on from what there was an answer to.
    if found.answerable or not asked.goes_on:
        await keep_question(reader, context, asked)
    await say_answer(reader, context, found, answering=message)


def _question_in(message: Message) -> str:
    """The text without the command or our name."""
    text = message.text or ""
    name = _name_in(message)
    if text.startswith("/"):
        return "".join(text.split(maxsplit=1)[1:])
    return text.replace(name, " ") if name else text


def _name_in(message: Message) -> str | None:
    ours = f"@{message.get_bot().username}".lower()
    named = message.parse_entities([MessageEntity.MENTION]).values()
    return next((name for name in named if name.lower() == ours), None)


def _replies_to_us(message: Message) -> bool:
    earlier = message.reply_to_message
    author = earlier.from_user if earlier is not None else None
    return author is not None and author.id == message.get_bot().id
