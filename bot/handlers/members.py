"""Let in, thrown out, blocked, unblocked: whether a chat may be written to."""

from __future__ import annotations

from telegram import ChatMember, Update
from telegram.constants import ChatType

from bot.context import BotContext
from bot.delivery.failures import Reason
from bot.handlers.channel import promoted
from bot.handlers.reader import reader_of
from briefs.store import chats, outbox

OUT = (ChatMember.BANNED, ChatMember.LEFT)


async def changed(update: Update, context: BotContext) -> None:
    member = update.my_chat_member
    assert member is not None
    status = member.new_chat_member.status
    if member.chat.type == ChatType.CHANNEL and status == ChatMember.ADMINISTRATOR:
        await promoted(member, update.update_id, context)
        return
    if status not in OUT:
        await reader_of(update, context)  # notes the chat as active
        return
    private = member.chat.type == member.chat.PRIVATE
    reason = Reason.BLOCKED if private else Reason.KICKED
    async with context.store.begin() as conn:
        await chats.switch_off(conn, member.chat.id, reason)
        await outbox.cancel_chat(conn, member.chat.id, reason)
