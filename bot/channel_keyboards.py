"""The buttons of channels: under a post, of the list of channels, of one that is being set."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import (
    ChatAdministratorRights,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    KeyboardButtonRequestChat,
    ReplyKeyboardMarkup,
)
from telegram.helpers import create_deep_linked_url

from bot.i18n import Words
from bot.keyboards import rows
from bot.presses import Begin, Look, Page, Pick, Press, addressed, encode
from briefs.store.channels import Channel

EVENT = "event-"  # how the payload of a link to an event begins
PICKED = 1  # the number of our request for a channel


def link_keyboard(event_id: int, username: str, words: Words) -> InlineKeyboardMarkup:
    """Under a post: its sources, and questions, in a chat of the reader's own."""
    url = create_deep_linked_url(username, f"{EVENT}{event_id}")
    return InlineKeyboardMarkup([[InlineKeyboardButton(words("button-open"), url=url)]])


def event_of(payload: str) -> int | None:
    """The event that a link under a post means; None for any other payload."""
    number = payload.removeprefix(EVENT)
    return int(number) if number != payload and number.isdecimal() else None


def channels_keyboard(
    known: Iterable[Channel], username: str, words: Words
) -> InlineKeyboardMarkup:
    """A row for each channel, and the link that makes us admin of another one."""
    opening = [
        [InlineKeyboardButton(one.title, callback_data=_for(one.chat_id, Look("open")))]
        for one in known
    ]
    url = f"https://t.me/{username}?startchannel&admin=post_messages+edit_messages"
    return InlineKeyboardMarkup(
        [*opening, [InlineKeyboardButton(words("button-channel-new"), url=url)]]
    )


def channel_keyboard(channel: Channel, words: Words) -> InlineKeyboardMarkup:
    """What can be set for a channel, each button with what a press makes of it."""
    language = "zh" if channel.language == "en" else "en"
    layout = "short" if channel.layout == "full" else "full"
    pins = "off" if channel.pins else "on"
    buttons: list[tuple[str, Press]] = [
        (words("button-add"), Pick("")),
        (words("button-list"), Page("0")),
        (words(f"button-language-{language}"), Look("language", language)),
        (words(f"button-layout-{layout}"), Look("layout", layout)),
        (words(f"button-pins-{pins}"), Look("pins", pins)),
        (words("button-zone"), Look("zone")),
        (words("button-quiet"), Look("quiet")),
        (words("button-begin-stop"), Begin("stop")),
    ]
    return rows(buttons, wide=2)


def pick_keyboard(words: Words) -> ReplyKeyboardMarkup:
    """A button that lets a person choose a channel, and makes us its admin on the way."""
    ours = ChatAdministratorRights.no_rights().to_dict()
    ours |= {"can_post_messages": True, "can_edit_messages": True}
    request = KeyboardButtonRequestChat(
        PICKED,
        chat_is_channel=True,
        # Whoever makes us admin has to have what we are given.
        user_administrator_rights=ChatAdministratorRights(**ours | {"can_promote_members": True}),
        bot_administrator_rights=ChatAdministratorRights(**ours),
        request_title=True,
    )
    button = KeyboardButton(words("button-channel-pick"), request_chat=request)
    return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)


def set_up_keyboard(chat_id: int, words: Words) -> InlineKeyboardMarkup:
    """The way to the screen of a channel."""
    data = _for(chat_id, Look("open"))
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(words("button-channel-set"), callback_data=data)]]
    )


def for_chat(keyboard: InlineKeyboardMarkup, chat_id: int) -> InlineKeyboardMarkup:
    """The same buttons, their presses meant for another chat; what is too long is left out."""
    rows = [
        [meant for button in row if (meant := _meant(button, chat_id)) is not None]
        for row in keyboard.inline_keyboard
    ]
    return InlineKeyboardMarkup([row for row in rows if row])


def _meant(button: InlineKeyboardButton, chat_id: int) -> InlineKeyboardButton | None:
    if not isinstance(button.callback_data, str):
        return button  # a link
    data = addressed(button.callback_data, chat_id)
    return None if data is None else InlineKeyboardButton(button.text, callback_data=data)


def _for(chat_id: int, press: Press) -> str:
    data = addressed(encode(press) or "", chat_id)
    assert data is not None
    return data
