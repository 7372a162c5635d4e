"""/export and /import: a chat's subscriptions as a file."""

from __future__ import annotations

from telegram import Document, Message, Update

from bot.context import BotContext
from bot.handlers.filter_errors import marked
from bot.handlers.reader import Reader, reader_of
from bot.handlers.timezone import ask_once
from bot.handlers.watches import wishes_of
from bot.handlers.wishes import filter_of
from bot.i18n import Html
from briefs.filters import print_expr, print_rhythm
from briefs.sources.content import decode
from briefs.store import subscriptions
from briefs.wish_list import MOST, BadList, Flaw, Line, read_list, write_list

FILE_NAME = "flashbrief-subscriptions.json"
LARGEST_FILE = 256_000  # bytes
MOST_FLAWS = 5  # told at once


async def export(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    if await reader.refuses():
        return
    wishes = await wishes_of(reader, context)
    if not wishes:
        await reader.say(reader.words("export-empty"))
        return
    lines = (Line(filter_of(wish), wish.loudness, wish.paused) for wish in wishes)
    done = reader.words("export-done", count=len(wishes))
    await reader.hand_over(write_list(lines).encode(), FILE_NAME, done)


async def command(update: Update, context: BotContext) -> None:
    """`/import` under a file, or in reply to one; alone it says how."""
    reader = await reader_of(update, context)
    if await reader.refuses():
        return
    document = _document(update.effective_message)
    if document is None:
        await reader.say(reader.words("import-how"))
    elif (document.file_size or 0) > LARGEST_FILE:
        await reader.say(reader.words("import-too-big", limit=LARGEST_FILE // 1000))
    else:
        loaded = await (await document.get_file()).download_as_bytearray()
        await take_in(reader, context, decode(bytes(loaded)))


async def take_in(reader: Reader, context: BotContext, text: str) -> None:
    """Add the subscriptions of a file, all of them or, where one is wrong, none."""
    try:
        lines = read_list(text, context.lexicon)
    except BadList as bad:
        await reader.say(_refusal(bad, reader))
        return
    added = await _add(reader, context, lines)
    if added is None:
        await reader.say(reader.words("watch-too-many", most=MOST, list=reader.listing))
    else:
        await reader.say(reader.words("import-done", added=added, known=len(lines) - added))
        if not all(line.filter.rhythm.instant for line in lines):
            await ask_once(reader, context)


async def _add(reader: Reader, context: BotContext, lines: tuple[Line, ...]) -> int | None:
    """How many were new; None if the chat would have more than one may."""
    at = (reader.chat_id, reader.thread_id)
    async with context.store.begin() as conn:
        known = {one.text for one in await subscriptions.of_chat(conn, *at)}
        fresh = {print_expr(line.filter.expr): line for line in lines}
        new = [line for text, line in fresh.items() if text not in known]
        if len(known) + len(new) > MOST:
            return None
        for line in new:
            id = await subscriptions.watch(
                conn,
                *at,
                line.filter.expr,
                context.now(),
                rhythm=print_rhythm(line.filter.rhythm),
                loudness=line.loudness,
            )
            if line.paused and id is not None:
                await subscriptions.pause(conn, reader.chat_id, id, True)
    return len(new)


def _refusal(bad: BadList, reader: Reader) -> str:
    told = [_flaw(flaw, reader) for flaw in bad.flaws[:MOST_FLAWS]]
    left = len(bad.flaws) - len(told)
    more = [reader.words("flash-more", count=left)] if left else []
    return "\n".join([reader.words("import-refused"), *told, *more])


def _flaw(flaw: Flaw, reader: Reader) -> str:
    if flaw.error is not None:
        line = marked(flaw.watch, flaw.error.start, flaw.error.end)
        said = reader.words(f"filter-{flaw.error.problem}", word=flaw.error.word)
        return reader.words("import-line", number=flaw.number, flaw=Html(f"{line}: {said}"))
    said = reader.words(f"import-{flaw.mistake}", field=flaw.field, value=flaw.value, most=MOST)
    key = "import-line" if flaw.number else "import-file"
    return reader.words(key, number=flaw.number, flaw=Html(said))


def _document(message: Message | None) -> Document | None:
    """The file of a message, or of that which it replies to."""
    earlier = message.reply_to_message if message is not None else None
    own = message.document if message is not None else None
    return own or (earlier.document if earlier is not None else None)
