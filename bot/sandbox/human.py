"""The person's side: writing, sending a file, pressing a button, asking inline."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from typing import Any

from bot.sandbox.bots import Bot
from bot.sandbox.detect import detect
from bot.sandbox.errors import bad
from bot.sandbox.keyboards import check_markup
from bot.sandbox.methods.files import document_of, is_image, photo_of
from bot.sandbox.methods.queries import inline_message
from bot.sandbox.scene import HUMAN, Chat, Message
from bot.sandbox.text import LONGEST_TEXT
from bot.sandbox.world import File, World

INLINE_SECONDS = 10


def write(
    world: World,
    chat_id: int,
    text: str,
    *,
    thread_id: int | None = None,
    reply_to: int | None = None,
    sender: int = HUMAN,
    **extra: Any,
) -> Message:
    """A person sends a text; bots that may see it get the update. Raises Refusal."""
    text = text.strip()
    if not text:
        raise bad("message text is empty")
    if len(text) > LONGEST_TEXT:
        raise bad("message is too long")
    chat = world.chat(chat_id)
    entities = detect(text)
    content: dict[str, Any] = {"text": text, **extra}
    if entities:
        content["entities"] = sorted(entities, key=lambda entity: int(entity["offset"]))
    return say(world, chat, sender, content, thread_id, reply_to)


def send_file(
    world: World,
    chat_id: int,
    file: File,
    *,
    caption: str = "",
    thread_id: int | None = None,
    sender: int = HUMAN,
) -> Message:
    """A person sends a file: as a photo if it is one, else as a document."""
    number = world.keep(file)
    content: dict[str, Any] = (
        {"photo": photo_of(number, file)}
        if is_image(file.data)
        else {"document": document_of(number, file)}
    )
    if caption.strip():
        content["caption"] = caption.strip()
    return say(world, world.chat(chat_id), sender, content, thread_id, None)


def send_album(
    world: World, chat_id: int, files: Sequence[tuple[File, str]], *, sender: int = HUMAN
) -> list[Message]:
    """A person sends several pictures as one album, each with its caption or none."""
    chat, album = world.chat(chat_id), secrets.token_hex(8)
    return [
        say(
            world,
            chat,
            sender,
            {
                "photo": photo_of(world.keep(file), file),
                "media_group_id": album,
                **({"caption": caption} if caption else {}),
            },
        )
        for file, caption in files
    ]


def edit(world: World, chat_id: int, message_id: int, text: str) -> Message:
    """A person changes a text they wrote; bots that may see it are told. Raises Refusal."""
    chat = world.chat(chat_id)
    message = world.message(chat, message_id)
    changed = {**message, "text": text.strip(), "edit_date": int(world.clock())}
    changed.pop("entities", None)
    if entities := detect(changed["text"]):
        changed["entities"] = entities
    chat.messages[message_id] = changed
    world.events.add("edit", chat_id=chat.id, message=changed)
    world.hand(changed, edited=True)
    return changed


def press(world: World, chat_id: int, message_id: int, data: str, *, sender: int = HUMAN) -> str:
    """A person presses an inline button; gives the id of the query."""
    chat = world.chat(chat_id)
    message = world.message(chat, message_id, "press")
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    if all(button.get("callback_data") != data for row in rows for button in row):
        raise bad("there is no such button under the message")
    number = secrets.token_hex(8)
    world.queries[number] = {"chat_id": chat.id}
    query = {
        "id": number,
        "from": world.users[sender],
        "message": message,
        "chat_instance": str(chat.id),
        "data": data,
    }
    world.queue("callback_query", query, only=_author(world, message))
    return number


async def ask_inline(world: World, text: str, *, sender: int = HUMAN) -> list[dict[str, Any]]:
    """A person types `@bot text`; gives the results. Raises TimeoutError, Refusal."""
    number = secrets.token_hex(8)
    answer: asyncio.Future[list[dict[str, Any]]] = asyncio.get_running_loop().create_future()
    world.queries[number] = {"answer": answer}
    query = {"id": number, "from": world.users[sender], "query": text, "offset": ""}
    world.queue("inline_query", query)
    try:
        return await asyncio.wait_for(answer, INLINE_SECONDS)
    finally:
        world.queries.pop(number, None)


def choose_inline(
    world: World,
    chat_id: int,
    result: dict[str, Any],
    *,
    thread_id: int | None = None,
    sender: int = HUMAN,
) -> Message:
    """A person sends one of the results. Raises Refusal for one that makes no message here."""
    content = inline_message(result)
    bot = world.first_bot()
    if not content or bot is None:
        raise bad("the sandbox sends articles with a text only")
    markup = check_markup(result.get("reply_markup"))
    more = {"via_bot": bot.user, **({"reply_markup": markup} if markup else {})}
    return say(world, world.chat(chat_id), sender, content | more, thread_id)


def block(world: World, chat_id: int, refusal: str = "bot was blocked by the user") -> None:
    """The person blocks the bot, or throws it out of the chat."""
    _change_membership(world, chat_id, refusal, "member", "kicked")


def unblock(world: World, chat_id: int) -> None:
    _change_membership(world, chat_id, None, "kicked", "member")


def _change_membership(world: World, chat_id: int, refusal: str | None, old: str, new: str) -> None:
    chat = world.chat(chat_id)
    chat.refusal = refusal
    for bot in world.bots.values():
        update = {
            "chat": chat.about,
            "from": world.users[HUMAN],
            "date": int(world.clock()),
            "old_chat_member": _status(old, bot),
            "new_chat_member": _status(new, bot),
        }
        world.queue("my_chat_member", update, only=bot)


def _status(status: str, bot: Bot) -> dict[str, Any]:
    about = {"status": status, "user": bot.user}
    return {**about, "until_date": 0} if status == "kicked" else about


def say(
    world: World,
    chat: Chat,
    sender: int,
    content: dict[str, Any],
    thread_id: int | None = None,
    reply_to: int | None = None,
) -> Message:
    """A message of a person, handed to the bots that may see it."""
    if thread_id and thread_id in chat.topics:
        content |= {"message_thread_id": thread_id, "is_topic_message": True}
    if reply_to in chat.messages:
        original = chat.messages[reply_to or 0]
        content["reply_to_message"] = {
            name: value for name, value in original.items() if name != "reply_to_message"
        }
    if chat.type == "private" and chat.id == sender:
        chat.opened = True
    message = world.post(chat, world.users[sender], **content)
    world.hand(message)
    return message


def _author(world: World, message: Message) -> Bot | None:
    number = (message.get("from") or {}).get("id")
    return next((bot for bot in world.bots.values() if bot.id == number), None)
