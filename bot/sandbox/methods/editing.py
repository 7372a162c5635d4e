"""Messages changed or taken away after they were sent."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.keyboards import check_markup
from bot.sandbox.methods.call import Call, medium_of
from bot.sandbox.methods.files import document, photo
from bot.sandbox.scene import Message
from bot.sandbox.shapes import a_number

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
    kind, source, caption = medium_of(call.params.object("media"))
    made = photo(call, source) if kind == "photo" else document(call, source)
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
    given = call.params.array("message_ids", "expected an Array of message identifiers")
    if given is None:
        raise bad("message identifiers are not specified")
    if len(given) > MOST_DELETED:
        raise bad("too many message identifiers specified")
    numbers = [a_number(each, "can't parse message identifier as a Number") for each in given]
    _take_away(call, call.writable().id, numbers)
    return True


def _take_away(call: Call, chat_id: int, numbers: list[int]) -> None:
    chat = call.world.chats[chat_id]
    gone = [number for number in numbers if chat.messages.pop(number, None) is not None]
    chat.pinned = [number for number in chat.pinned if number not in gone]
    call.world.events.add("delete", chat_id=chat_id, message_ids=gone)


async def set_reaction(call: Call) -> Any:
    chat = call.writable()
    message = call.world.message(chat, call.params.number("message_id"), "react")
    reaction = call.params.array("reaction", "expected an Array of ReactionType") or []
    call.world.events.add(
        "reaction", chat_id=chat.id, message_id=message["message_id"], reaction=reaction
    )
    return True
