"""Every Bot API method the sandbox serves, by its name in small letters."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.sandbox.methods import chats, editing, files, me, queries, sending, updates
from bot.sandbox.methods.call import Call

Method = Callable[[Call], Awaitable[Any]]

METHODS: Mapping[str, Method] = {
    "getme": me.get_me,
    "logout": me.log_out,
    "close": me.log_out,
    "setmycommands": me.set_my_commands,
    "getmycommands": me.get_my_commands,
    "deletemycommands": me.delete_my_commands,
    "setmyname": me.set_text("name"),
    "getmyname": me.get_text("name"),
    "setmydescription": me.set_text("description"),
    "getmydescription": me.get_text("description"),
    "setmyshortdescription": me.set_text("short_description"),
    "getmyshortdescription": me.get_text("short_description"),
    "setchatmenubutton": me.log_out,
    "getchatmenubutton": me.get_menu_button,
    "getupdates": updates.get_updates,
    "setwebhook": updates.set_webhook,
    "deletewebhook": updates.delete_webhook,
    "getwebhookinfo": updates.get_webhook_info,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendmediagroup": sending.send_media_group,
    "forwardmessage": sending.forward_message,
    "copymessage": sending.copy_message,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_text,
    "editmessagecaption": editing.edit_caption,
    "editmessagereplymarkup": editing.edit_markup,
    "editmessagemedia": editing.edit_media,
    "deletemessage": editing.delete_message,
    "deletemessages": editing.delete_messages,
    "setmessagereaction": editing.set_reaction,
    "answercallbackquery": queries.answer_callback,
    "answerinlinequery": queries.answer_inline,
    "getfile": files.get_file,
    "getuserprofilephotos": files.get_profile_photos,
    "getchat": chats.get_chat,
    "getchatmember": chats.get_member,
    "getchatmembercount": chats.get_member_count,
    "getchatadministrators": chats.get_administrators,
    "leavechat": chats.leave,
    "pinchatmessage": chats.pin,
    "unpinchatmessage": chats.unpin,
    "unpinallchatmessages": chats.unpin_all,
    "createforumtopic": chats.create_topic,
    "editforumtopic": chats.edit_topic,
    "closeforumtopic": chats.known_topic,
    "reopenforumtopic": chats.known_topic,
    "deleteforumtopic": chats.delete_topic,
}
