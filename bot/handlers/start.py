"""/start: one screen with three ways to begin, and what is followed; /help."""

from __future__ import annotations

from telegram import Update

from bot.channel_keyboards import event_of
from bot.context import BotContext
from bot.handlers.briefings import open_event
from bot.handlers.names import find_term, name_of_id
from bot.handlers.reader import Reader, reader_of
from bot.keyboards import choice_keyboard, start_keyboard
from briefs.store import subscriptions
from briefs.store.subscriptions import EVERYTHING

# What most readers follow, offered first; any other name can be typed.
FIRST_TOPICS = (
    "rare earths",
    "copper",
    "aluminium",
    "nickel",
    "lithium",
    "zinc",
    "tin",
    "lead",
    "steel",
)


ASK = "ask"  # the payload of the link under the answers of inline mode


async def begin(update: Update, context: BotContext) -> None:
    """The first screen; `/start copper`, or a link with that payload, follows copper at once.

    A link under a post in a channel opens its event.
    """
    reader = await reader_of(update, context)
    typed = " ".join(context.args or ())
    event_id = event_of(typed)
    if event_id is not None:
        await open_event(reader, context, event_id)
        return
    if typed == ASK:
        await reader.say(reader.words("ask-example"))
        return
    name = typed.replace("_", " ")
    if not name:
        await _first_screen(reader, context)
        return
    term = await find_term(reader, context.lexicon, name, topic="follow")
    if term is not None:
        await follow(reader, context, term.id)


async def help_page(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    page = reader.words("help")
    if reader.private and reader.user_id in context.services.owners:
        page += "\n\n" + reader.words("help-feeder")
    await reader.say(page)


async def chosen(reader: Reader, context: BotContext, choice: str) -> None:
    """One of the buttons of the first screen."""
    if choice == "all":
        await follow(reader, context, EVERYTHING)
    elif choice == "pick":
        keyboard = choice_keyboard("follow", first_topics(reader, context), wide=3)
        await reader.say(reader.words("pick-topic"), keyboard)
    elif choice == "stop":
        await _stop(reader, context)
    else:
        await reader.say(reader.words("ask-example"))


async def follow(reader: Reader, context: BotContext, topic: str) -> None:
    """Add a topic (a lexicon id, or `*`) to what the chat follows."""
    if not await reader.may_set():
        await reader.say(reader.words("admins-only"))
        return
    async with context.store.begin() as conn:
        new = await subscriptions.subscribe(
            conn, reader.chat_id, reader.thread_id, topic, context.now()
        )
    if not new:
        await reader.say(reader.words("follow-already"))
    elif topic == EVERYTHING:
        await reader.say(reader.words("follow-everything"))
    else:
        name = name_of_id(context.lexicon, topic, reader.language)
        await reader.say(reader.words("follow-topic", name=name))


async def _stop(reader: Reader, context: BotContext) -> None:
    if not await reader.may_set():
        await reader.say(reader.words("admins-only"))
        return
    async with context.store.begin() as conn:
        await subscriptions.unsubscribe(conn, reader.chat_id, reader.thread_id)
    await reader.say(reader.words("follow-nothing"))


async def _first_screen(reader: Reader, context: BotContext) -> None:
    async with context.store.read() as conn:
        followed = await subscriptions.topics(conn, reader.chat_id, reader.thread_id)
    screen = reader.words("start")
    if followed:
        names = (_topic_name(topic, reader, context) for topic in followed)
        screen += "\n\n" + reader.words("following", topics=", ".join(names))
    await reader.say(screen, start_keyboard(reader.words, following=bool(followed)))


def _topic_name(topic: str, reader: Reader, context: BotContext) -> str:
    if topic == "everything":
        return reader.words("topic-everything")
    return name_of_id(context.lexicon, topic, reader.language)


def first_topics(reader: Reader, context: BotContext) -> list[tuple[str, str]]:
    """(term id, label) of what is offered first."""
    hits = (context.lexicon.find(name, limit=1) for name in FIRST_TOPICS)
    ids = [found[0].term.id for found in hits if found]
    return [(term_id, name_of_id(context.lexicon, term_id, reader.language)) for term_id in ids]
