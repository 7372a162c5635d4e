"""The screen of a channel: what is posted there, how it looks, and the buttons that change it.

The subscriptions themselves are those of any chat: /watch's walk and cards, meant for the channel.
"""

from __future__ import annotations

from typing import cast

from bot.channel_keyboards import channel_keyboard
from bot.context import BotContext
from bot.handlers import quiet, timezone
from bot.handlers.channel_access import our_rights
from bot.handlers.reader import Reader
from bot.handlers.wishes import said
from bot.presses import Look
from briefs.store import channels, chats, subscriptions
from briefs.store.channels import Channel
from briefs.store.matching import INSTANT
from briefs.types import Language, Layout

MOST_SHOWN = 10  # subscriptions; the list shows all
LONGEST_SHOWN = 200  # characters of one


async def show_channel(reader: Reader, context: BotContext) -> None:
    """All that is set for the channel that the reader speaks for."""
    async with context.store.read() as conn:
        channel = await channels.find(conn, reader.chat_id)
        wishes = await subscriptions.of_chat(conn, reader.chat_id)
    if channel is None:
        await reader.put(reader.words("channel-not-yours"))
        return
    words = reader.words
    shown = [f"• {said(one, reader, context, LONGEST_SHOWN)}" for one in wishes[:MOST_SHOWN]]
    lines = [words("channel-title", title=channel.title), *(shown or [words("channel-empty")])]
    if len(wishes) > MOST_SHOWN:
        lines.append(words("flash-more", count=len(wishes) - MOST_SHOWN))
    lines += ["", words("channel-look", **_look(channel)), *await _troubles(reader, channel)]
    if channel.pins and all(one.rhythm == INSTANT for one in wishes):
        lines.append(words("channel-no-board", channel=str(channel.chat_id)))
    lines += ["", words("channel-how", channel=str(channel.chat_id))]
    await reader.put("\n".join(lines), channel_keyboard(channel, words))


async def look(reader: Reader, context: BotContext, pressed: Look) -> None:
    """A press on the screen of a channel: what it opens, or the screen with what it changed."""
    if pressed.do == "zone":
        await timezone.show(reader, context)
    elif pressed.do == "quiet":
        await quiet.show(reader, context)
    else:
        await change(reader, context, pressed)
        await show_channel(reader, context)


async def change(reader: Reader, context: BotContext, pressed: Look) -> None:
    """Set how posts look from now on."""
    chat_id = reader.chat_id
    async with context.store.begin() as conn:
        if pressed.do == "language":
            await chats.set_language(conn, chat_id, 0, cast(Language, pressed.value))
        elif pressed.do == "layout":
            await channels.set_layout(conn, chat_id, cast(Layout, pressed.value))
        elif pressed.do == "pins":
            await channels.set_pins(conn, chat_id, pressed.value == "on")


def _look(channel: Channel) -> dict[str, str]:
    return {
        "spoken": channel.language,
        "layout": channel.layout,
        "pins": "on" if channel.pins else "off",
        "zone": channel.zone,
    }


async def _troubles(reader: Reader, channel: Channel) -> list[str]:
    """What Telegram does not let us do there, though it is asked for."""
    rights = await our_rights(reader)
    if not rights.post:
        return [reader.words("channel-cannot-post")]
    return [reader.words("channel-cannot-pin")] if channel.pins and not rights.edit else []
