"""Inline and reply keyboards, checked as Telegram checks them."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.shapes import a_number, a_text, an_array, an_object

# core.telegram.org/bots/api#inlinekeyboardbutton; the limits of size are undocumented.
LONGEST_DATA = 64  # bytes
MOST_BUTTONS = 100
WIDEST_ROW = 8
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)

TEXTS = {"url", "callback_data", "switch_inline_query", "switch_inline_query_current_chat"}


def check_markup(markup: Any) -> dict[str, Any] | None:
    """The inline keyboard a message will show, or None. Raises Refusal."""
    if markup in (None, "", {}):
        return None
    if not isinstance(markup, dict):
        raise bad("object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if rows is None:
        return None  # reply keyboards belong to the chat, not to the message
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array')
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS or any(len(row) > WIDEST_ROW for row in rows):
        raise bad("reply markup is too long")
    for button in buttons:
        _check_button(button)
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _check_button(button: Any) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise bad('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not button["text"].strip():
        raise bad("BUTTON_TEXT_INVALID")
    if not any(action in button for action in ACTIONS):
        raise bad("can't parse inline keyboard button: Text buttons are unallowed in the inline "
                  "keyboard")  # fmt: skip
    for name in TEXTS & button.keys():
        a_text(button[name], f'field "{name}" must be of type String')
    if not 1 <= len(button.get("callback_data", "-").encode()) <= LONGEST_DATA:
        raise bad("BUTTON_DATA_INVALID")
    copied = button.get("copy_text")
    if copied is not None:
        complaint = 'can\'t parse inline keyboard button: Field "copy_text" must be of type Object'
        a_text(an_object(copied, complaint).get("text"), 'field "text" must be of type String')
    if "url" in button and not button["url"].startswith(("http://", "https://", "tg://")):
        raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def read_reply_keyboard(markup: Any) -> tuple[bool, list[list[dict[str, Any]]] | None]:
    """Whether a markup changes the keyboard under the input, and to what. Raises Refusal."""
    if not isinstance(markup, dict):
        return False, None
    if markup.get("remove_keyboard"):
        return True, None
    if "keyboard" not in markup:
        return False, None
    complaint = "can't parse reply keyboard: expected an Array of Arrays of buttons"
    rows = [an_array(row, complaint) for row in an_array(markup["keyboard"], complaint)]
    return True, [[_key(button) for button in row] for row in rows if row]


def _key(button: Any) -> dict[str, Any]:
    if isinstance(button, str):
        return {"text": button}
    complaint = "can't parse keyboard button: "
    key = an_object(button, complaint + "KeyboardButton must be a String or an Object")
    a_text(key.get("text"), complaint + 'Field "text" must be of type String')
    wanted = key.get("request_chat")
    if wanted is not None:
        request = an_object(wanted, complaint + "KeyboardButtonRequestChat must be an Object")
        a_number(request.get("request_id"), complaint + 'Field "request_id" must be a Number')
        if not isinstance(request.get("chat_is_channel"), bool):
            raise bad(complaint + 'Field "chat_is_channel" must be of type Bool')
    return key
