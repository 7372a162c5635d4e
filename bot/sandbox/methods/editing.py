"""Messages changed or taken away after they were sent."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.keyboards import check_markup
from bot.sandbox.methods.call import Call, caption_of
from bot.sandbox.methods.files import document, photo
from bot.sandbox.world import Message

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
MOST_DELETED = 100
DELETABLE_SECONDS = 48 * 3600


async def edit_text(call: Call) -> Any:
    content = call.text()
    _, message = call.own_message()
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    return _change(call, ("text", "entities"), content)


async def edit_caption(call: Call) -> Any:
    return _change(call, ("caption", "caption_entities"), call.caption())


async def edit_markup(call: Call) -> Any:
    return _change(call, (), {})


async def edit_media(call: Call) -> Any:
    media = call.params.object("media")
    if not isinstance(media, dict) or media.get("type") not in ("photo", "document"):
        raise bad("can't parse InputMedia: the sandbox keeps photos and documents")
    source = str(media.get("media", "")).removeprefix("attach://")
    kind = media["type"]
    made = photo(call, source) if kind == "photo" else document(call, source)
    caption = caption_of(
        media.get("caption"), media.get("parse_mode"), media.get("caption_entities")
    )
    gone = ("photo", "document", "caption", "caption_entities")
    return _change(call, gone, {kind: made, **caption})


def _change(call: Call, gone: tuple[str, ...], content: dict[str, Any]) -> Message:
    chat, message = call.own_message()
    markup = check_markup(call.params.object("reply_markup"))
    changed = {k: v for k, v in message.items() if k not in (*gone, "reply_markup", "edit_date")}
    changed |= content
    if markup is not None:
        changed["reply_markup"] = markup
    if changed == {k: v for k, v in message.items() if k != "edit_date"}:
        raise bad(NOT_MODIFIED)
    changed["edit_date"] = int(call.world.clock())
    chat.messages[message["message_id"]] = changed
    call.world.events.add("edit", chat_id=chat.id, message=changed)
    return changed


async def delete_message(call: Call) -> Any:
    number = call.params.number("message_id")
    chat = call.writable()
    message = call.world.message(chat, number, "delete")
    if call.world.clock() - message["date"] > DELETABLE_SECONDS and not call.is_own(message):
        raise bad("message can't be deleted for everyone")
    _take_away(call, chat.id, [message["message_id"]])
    return True


async def delete_messages(call: Call) -> Any:
    numbers = call.params.object("message_ids")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= MOST_DELETED:
        raise bad("message_ids must hold 1-100 identifiers")
    _take_away(call, call.writable().id, [int(number) for number in numbers])
    return True


def _take_away(call: Call, chat_id: int, numbers: list[int]) -> None:
    messages = call.world.chats[chat_id].messages
    gone = [number for number in numbers if messages.pop(number, None) is not None]
    call.world.events.add("delete", chat_id=chat_id, message_ids=gone)


async def set_reaction(call: Call) -> Any:
    chat = call.writable()
    message = call.world.message(chat, call.params.number("message_id"), "react")
    reaction = call.params.object("reaction") or []
    call.world.events.add(
        "reaction", chat_id=chat.id, message_id=message["message_id"], reaction=reaction
    )
    return True
