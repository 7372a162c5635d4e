"""Who talks with us, where and in which language: what a handler replies through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from telegram import (
    Bot,
    Chat,
    ChatMember,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    Update,
)
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, Forbidden

from bot.channel_keyboards import for_chat
from bot.context import BotContext
from bot.delivery.send import NO_PREVIEW
from bot.delivery.split import split
from bot.i18n import Words, language_of
from bot.zones import guess_zone
from briefs.store import chats
from briefs.types import Language

Markup: TypeAlias = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove
M = TypeVar("M")
ADMINS = (ChatMember.ADMINISTRATOR, ChatMember.OWNER)
NOT_MODIFIED = "message is not modified"  # a second press of the same button


@dataclass(frozen=True, slots=True)
class Reader:
    """The chat (and forum topic) an update came from. Replies go there and nowhere else.

    A channel is set in private: then `chat_id` is the channel, and `home` where replies go.
    """

    bot: Bot
    chat_id: int
    thread_id: int  # 0: no forum topic
    private: bool
    user_id: int | None
    anonymous_admin: bool  # speaks as the group itself
    code: str | None  # the language of the user's Telegram
    language: Language
    words: Words
    zone: str = "UTC"  # IANA name
    pressed: Message | None = None  # our message whose button was pressed
    channel: bool = False
    home: int | None = None
    command: str = "watch"  # what subscribes the chat, as it is typed
    listing: str = "watches"  # what shows its subscriptions

    async def say(
        self,
        html: str,
        keyboard: Markup | None = None,
        *,
        answering: Message | None = None,
    ) -> None:
        """Reply with Telegram HTML, in as many messages as it takes; buttons under the last."""
        parts = split(html)
        for part in parts:
            await self.bot.send_message(
                self.chat_id if self.home is None else self.home,
                part,
                parse_mode=ParseMode.HTML,
                message_thread_id=self.thread_id or None,
                link_preview_options=NO_PREVIEW,
                reply_markup=self._meant(keyboard) if part is parts[-1] else None,
                reply_parameters=_quote(answering) if part is parts[0] else None,
            )

    async def hand_over(
        self, data: bytes, name: str, caption: str, keyboard: Markup | None = None
    ) -> None:
        """Send a file, with a few words of Telegram HTML under it."""
        await self.bot.send_document(
            self.chat_id if self.home is None else self.home,
            data,
            filename=name,
            caption=caption,
            parse_mode=ParseMode.HTML,
            message_thread_id=self.thread_id or None,
            reply_markup=self._meant(keyboard),
        )

    async def show(
        self, picture: bytes | str, caption: str, keyboard: InlineKeyboardMarkup | None = None
    ) -> str | None:
        """Send a picture (as PNG, or by Telegram's id of it), or put it in place of the one whose
        button was pressed. Gives Telegram's id of it. Raises BadRequest for an id it has not."""
        shown = self.pressed if self.pressed is not None and self.pressed.photo else None
        if shown is not None:
            media = InputMediaPhoto(picture, caption=caption, parse_mode=ParseMode.HTML)
            message = await shown.edit_media(media, reply_markup=self._meant(keyboard))
        else:
            message = await self.bot.send_photo(
                self.chat_id if self.home is None else self.home,
                picture,
                caption=caption,
                parse_mode=ParseMode.HTML,
                message_thread_id=self.thread_id or None,
                reply_markup=self._meant(keyboard),
            )
        photos = message.photo if isinstance(message, Message) else ()
        return photos[-1].file_id if photos else None

    async def put(self, html: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
        """Say it in place of what was pressed; as a message where none was, or it is gone."""
        if self.pressed is None:
            await self.say(html, keyboard)
            return
        try:
            await self.pressed.edit_text(
                html,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=self._meant(keyboard),
            )
        except BadRequest as error:
            if NOT_MODIFIED not in str(error).lower():
                await self.say(html, keyboard)

    def _meant(self, keyboard: M) -> M | InlineKeyboardMarkup:
        """Buttons whose presses are meant for the chat that is set, wherever they are shown."""
        if self.home is None or not isinstance(keyboard, InlineKeyboardMarkup):
            return keyboard
        return for_chat(keyboard, self.chat_id)

    async def refuses(self) -> bool:
        """Whether this person may not change the chat's settings; who may not is told."""
        if await self.may_set():
            return False
        await self.say(self.words("admins-only"))
        return True

    async def may_set(self) -> bool:
        """Whether this person may change the chat's settings: in a group, its admins only."""
        if self.private or self.anonymous_admin:
            return True
        return await self.is_admin_of(self.chat_id)

    async def is_admin_of(self, chat_id: int) -> bool:
        """Whether this person is an admin of a group or channel, as Telegram says it now."""
        if self.user_id is None:
            return False
        try:
            member = await self.bot.get_chat_member(chat_id, self.user_id)
        except (BadRequest, Forbidden):  # we are not in it, and nobody can be asked
            return False
        return member.status in ADMINS


async def reader_of(update: Update, context: BotContext) -> Reader:
    """The reader behind an update; a chat seen for the first time, or back again, is noted."""
    chat, user = update.effective_chat, update.effective_user
    assert chat is not None
    message = update.effective_message
    in_topic = message is not None and bool(message.is_topic_message)
    thread_id = (message.message_thread_id or 0) if message is not None and in_topic else 0
    code = user.language_code if user is not None else None
    known = await _known(context, chat, thread_id, code)
    query = update.callback_query
    return Reader(
        bot=context.bot,
        chat_id=chat.id,
        thread_id=thread_id,
        private=chat.type == ChatType.PRIVATE,
        user_id=user.id if user is not None else None,
        anonymous_admin=_is_anonymous_admin(update, chat),
        code=code,
        language=known.language,
        words=context.services.translations.words(known.language),
        zone=known.zone,
        pressed=message if query is not None else None,
        channel=chat.type == ChatType.CHANNEL,
    )


def _is_anonymous_admin(update: Update, chat: Chat) -> bool:
    # A press of a button comes with our own message, never with the presser's.
    message = update.message
    speaker = message.sender_chat if message is not None else None
    return speaker is not None and speaker.id == chat.id


async def _known(context: BotContext, chat: Chat, thread_id: int, code: str | None) -> chats.Chat:
    async with context.store.read() as conn:
        known = await chats.get_chat(conn, chat.id, thread_id)
    if known is not None and known.active:
        return known
    async with context.store.begin() as conn:
        return await chats.save_chat(
            conn,
            chat.id,
            thread_id,
            type=chat.type,
            title=chat.effective_name or "",
            language=language_of(code),
            zone=guess_zone(code),
            now=context.now(),
        )


def _quote(message: Message | None) -> ReplyParameters | None:
    if message is None:
        return None
    # The question may be deleted by the time the answer is ready.
    return ReplyParameters(message.message_id, allow_sending_without_reply=True)
