"""Messages from a bot into a chat."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.keyboards import check_markup, read_reply_keyboard
from bot.sandbox.methods.call import Call, medium_of
from bot.sandbox.methods.files import document, photo
from bot.sandbox.scene import Chat, Message
from bot.sandbox.shapes import a_number

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
ALBUM = range(2, 11)


async def send_message(call: Call) -> Any:
    content = call.text()
    return _send(call, call.writable(), **content)


async def send_photo(call: Call) -> Any:
    chat = call.writable()
    return _send(call, chat, photo=photo(call, "photo"), **call.caption())


async def send_document(call: Call) -> Any:
    chat = call.writable()
    return _send(call, chat, document=document(call, "document"), **call.caption())


async def send_media_group(call: Call) -> Any:
    chat = call.writable()
    media = call.params.array("media", "expected an Array of InputMedia") or []
    if len(media) not in ALBUM:
        raise bad("there must be from 2 to 10 media in an album")
    album = f"{chat.id}{chat.next_message}"
    contents = [_medium(call, item) for item in media]  # all are read before any is sent
    return [_send(call, chat, media_group_id=album, **content) for content in contents]


def _medium(call: Call, item: Any) -> dict[str, Any]:
    kind, source, caption = medium_of(item)
    made = photo(call, source) if kind == "photo" else document(call, source)
    return {kind: made, **caption}


async def forward_message(call: Call) -> Any:
    source, original = _original(call)
    origin = {"type": "chat", "sender_chat": source.about, "date": original["date"]}
    if "from" in original:
        origin = {"type": "user", "sender_user": original["from"], "date": original["date"]}
    return _send(call, call.writable(), forward_origin=origin, **_content(original))


async def copy_message(call: Call) -> Any:
    _, original = _original(call)
    content = _content(original)
    if call.params.text("caption") is not None:
        content = {name: value for name, value in content.items() if "caption" not in name}
        content |= call.caption()
    return {"message_id": _send(call, call.writable(), **content)["message_id"]}


def _original(call: Call) -> tuple[Chat, Message]:
    source = call.world.chat(call.params.text("from_chat_id"))
    return source, call.world.message(source, call.params.number("message_id"), "forward")


def _content(message: Message) -> dict[str, Any]:
    kept = ("text", "entities", "photo", "document", "caption", "caption_entities")
    return {name: message[name] for name in kept if name in message}


async def send_chat_action(call: Call) -> Any:
    chat = call.writable()
    if call.params.text("action") not in ACTIONS:
        raise bad("wrong parameter action in request")
    call.world.events.add("chat_action", chat_id=chat.id, action=call.params.text("action"))
    return True


def _send(call: Call, chat: Chat, **content: Any) -> Message:
    thread = call.params.number("message_thread_id")
    # 1 is the General topic of every forum.
    if thread and thread != 1 and thread not in chat.topics:
        raise bad("message thread not found")
    if thread and thread != 1:
        content |= {"message_thread_id": thread, "is_topic_message": True}
    markup = call.params.object("reply_markup")
    changes, keyboard = read_reply_keyboard(markup)
    message = call.world.post(
        chat,
        call.bot.user,
        reply_to_message=_replied(call, chat),
        reply_markup=check_markup(markup),
        **content,
    )
    if changes:
        chat.keyboard = keyboard
        call.world.events.add("keyboard", chat_id=chat.id, keyboard=keyboard)
    return message


def _replied(call: Call, chat: Chat) -> Message | None:
    reply = call.params.mapping("reply_parameters", "object expected as reply parameters")
    number = call.params.number("reply_to_message_id")
    if reply:
        complaint = 'field "message_id" must be a Number'
        number = a_number(reply.get("message_id"), complaint)
    if not number:
        return None
    if number not in chat.messages:
        lenient = reply.get("allow_sending_without_reply")
        if lenient or call.params.flag("allow_sending_without_reply"):
            return None
        raise bad("message to be replied not found")
    original = chat.messages[number]
    return {name: value for name, value in original.items() if name != "reply_to_message"}
