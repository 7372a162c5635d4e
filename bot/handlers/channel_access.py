"""Whether a person may set a channel, asked of Telegram at every update, and what we may do there.

A channel is offered to those who picked it or made us its admin: an offer, and no right.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from telegram import Chat, ChatFullInfo, ChatMemberAdministrator
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from bot.context import BotContext
from bot.handlers.reader import Reader
from briefs.store import channels, chats


@dataclass(frozen=True, slots=True)
class Rights:
    """What we may do in a channel. Editing is also what pinning takes there."""

    post: bool
    edit: bool


async def reach(reader: Reader, context: BotContext, name: str | int) -> Reader | None:
    """The reader, speaking for the channel of that id or @name, which is noted.

    None if there is no such channel, we are not in it, or the person is no admin of it: all said.
    """
    try:
        chat = await reader.bot.get_chat(name)
    except (BadRequest, Forbidden):
        await reader.say(reader.words("channel-not-seen", name=str(name)))
        return None
    if chat.type != ChatType.CHANNEL:
        # Its title is none of a stranger's business.
        await reader.say(reader.words("channel-is-none", name=str(name)))
        return None
    if not await reader.is_admin_of(chat.id):
        await _refuse(reader, context, chat.id)
        return None
    assert reader.user_id is not None
    await note_channel(context, chat, reader.user_id)
    return await speak_for(reader, context, chat.id)


async def speak_for(reader: Reader, context: BotContext, chat_id: int) -> Reader | None:
    """The same person, what they set being the channel's; None, and said, if they may not now."""
    async with context.store.read() as conn:
        channel = await channels.find(conn, chat_id)
    if not reader.private or channel is None or not await reader.is_admin_of(chat_id):
        await _refuse(reader, context, chat_id)
        return None
    return replace(
        reader,
        chat_id=chat_id,
        thread_id=0,
        private=False,
        zone=channel.zone,
        home=reader.chat_id,
        command=f"channel {chat_id}",
        listing=f"channel {chat_id}",
    )


async def note_channel(context: BotContext, chat: Chat | ChatFullInfo, user_id: int) -> None:
    """Keep a channel, and offer it to this person. A new one takes over their language and zone."""
    now = context.now()
    async with context.store.begin() as conn:
        person = await chats.get_chat(conn, user_id)
        await chats.save_chat(
            conn,
            chat.id,
            type=chat.type,
            title=chat.effective_name or "",
            language=person.language if person is not None else "en",
            now=now,
            zone=person.zone if person is not None else "UTC",
        )
        await channels.note_admin(conn, user_id, chat.id, now)


async def our_rights(reader: Reader) -> Rights:
    """What Telegram lets us do in the channel that the reader speaks for."""
    try:
        us = await reader.bot.get_chat_member(reader.chat_id, reader.bot.id)
    except (BadRequest, Forbidden):
        return Rights(post=False, edit=False)
    if not isinstance(us, ChatMemberAdministrator):
        return Rights(post=False, edit=False)
    return Rights(post=bool(us.can_post_messages), edit=bool(us.can_edit_messages))


async def _refuse(reader: Reader, context: BotContext, chat_id: int) -> None:
    if reader.user_id is not None:
        async with context.store.begin() as conn:
            await channels.drop_admin(conn, reader.user_id, chat_id)
    await reader.say(reader.words("channel-not-yours"))
