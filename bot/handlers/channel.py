"""/channel, in private: pick a channel, then set what is posted there, when and how.

`/channel` shows the channels one may set and how to add one; `/channel @name` opens one; with a
filter behind it (`/channel @name copper move>=1% every:08:30`) that is posted from then on;
`layout:short language:zh board:on` there say how posts look.
"""

from __future__ import annotations

from telegram import ChatMember, ChatMemberUpdated, ReplyKeyboardRemove, Update

from bot.channel_keyboards import PICKED, channels_keyboard, pick_keyboard, set_up_keyboard
from bot.context import BotContext
from bot.handlers.channel_access import note_channel, reach
from bot.handlers.channel_screens import change, show_channel
from bot.handlers.channel_words import UnknownLook, read_looks
from bot.handlers.reader import Reader, reader_of
from bot.handlers.watch import typed_line, watch_line
from briefs.store import channels, chats, outbox
from briefs.store.outbox import Lane

LINKS = ("https://t.me/", "http://t.me/", "t.me/")


async def command(update: Update, context: BotContext) -> None:
    reader = await reader_of(update, context)
    name, _, line = typed_line(update).partition(" ")
    if not reader.private:
        await reader.say(reader.words("channel-in-private"))
    elif not name:
        await _offer(reader, context)
    elif (speaker := await reach(reader, context, _target(name))) is not None:
        await _set(speaker, context, line)


async def _set(reader: Reader, context: BotContext, line: str) -> None:
    """What a line asks of a channel: how its posts are to look, a subscription, or its screen."""
    try:
        typed = read_looks(line)
    except UnknownLook as word:
        await reader.put(reader.words("channel-look-unknown", word=str(word)))
        return
    for look in typed.looks:
        await change(reader, context, look)
    if typed.rest:
        await watch_line(reader, context, typed.rest)
    else:
        await show_channel(reader, context)


async def picked(update: Update, context: BotContext) -> None:
    """A channel was chosen with the button that asks for one."""
    reader = await reader_of(update, context)
    message = update.effective_message
    shared = message.chat_shared if message is not None else None
    if shared is None or shared.request_id != PICKED:
        return
    speaker = await reach(reader, context, shared.chat_id)
    if speaker is not None:
        await reader.say(reader.words("channel-picked"), ReplyKeyboardRemove())
        await show_channel(speaker, context)


async def promoted(change: ChatMemberUpdated, update_id: int, context: BotContext) -> None:
    """Somebody made us admin of a channel: it is offered to them, if they talk with us."""
    await note_channel(context, change.chat, change.from_user.id)
    if change.old_chat_member.status == ChatMember.ADMINISTRATOR:
        return  # only our rights there are others now
    async with context.store.begin() as conn:
        person = await chats.get_chat(conn, change.from_user.id)
        if person is None or not person.active:
            return
        words = context.services.translations.words(person.language)
        await outbox.enqueue(
            conn,
            key=f"promoted:{update_id}",
            chat_id=person.chat_id,
            text=words("channel-promoted", title=change.chat.effective_name or ""),
            markup=set_up_keyboard(change.chat.id, words).to_dict(),
            lane=Lane.ANSWER,
            now=context.now(),
        )
    context.services.wake_delivery()


async def _offer(reader: Reader, context: BotContext) -> None:
    """The channels of this person, and the two ways to add one."""
    assert reader.user_id is not None
    async with context.store.read() as conn:
        known = await channels.of_admin(conn, reader.user_id)
    keyboard = channels_keyboard(known, reader.bot.username, reader.words)
    await reader.say(reader.words("channel-choose" if known else "channel-none"), keyboard)
    await reader.say(reader.words("channel-pick"), pick_keyboard(reader.words))


def _target(typed: str) -> str | int:
    """@name, a t.me link, or a number, as getChat takes it."""
    for link in LINKS:
        if typed.startswith(link):
            return "@" + typed.removeprefix(link).strip("/")
    return int(typed) if typed.removeprefix("-").isdecimal() else typed
