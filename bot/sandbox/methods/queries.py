"""Answers to pressed buttons and to inline queries."""

from __future__ import annotations

from typing import Any

from bot.sandbox.errors import bad
from bot.sandbox.methods.call import Call
from bot.sandbox.shapes import a_text, an_object, entities_of, every
from bot.sandbox.text import message_text

LONGEST_ANSWER = 200
MOST_RESULTS = 50
LONGEST_ID = 64  # bytes
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def answer_callback(call: Call) -> Any:
    query = _open_query(call, "callback_query_id")
    text = call.params.text("text")
    if text and len(text) > LONGEST_ANSWER:
        raise bad("MESSAGE_TOO_LONG")
    call.world.events.add(
        "callback_answer",
        chat_id=query["chat_id"],
        callback_query_id=call.params.text("callback_query_id"),
        text=text,
        show_alert=call.params.flag("show_alert"),
    )
    return True


async def answer_inline(call: Call) -> Any:
    results = every(
        an_object,
        call.params.object("results"),
        "expected an Array of inline query results",
        "can't parse inline query result: expected an Object",
    )
    if len(results) > MOST_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    numbers = [str(result.get("id", "")) for result in results]
    if any(not 1 <= len(number.encode()) <= LONGEST_ID for number in numbers):
        raise bad("RESULT_ID_INVALID")
    if len(set(numbers)) < len(numbers):
        raise bad("RESULT_ID_DUPLICATE")
    for result in results:
        inline_message(result)  # what cannot be read is refused now, not when it is chosen
    query = _open_query(call, "inline_query_id")
    query["answer"].set_result(results)
    return True


def inline_message(result: dict[str, Any]) -> dict[str, Any]:
    """The text and entities an article becomes when it is chosen. Raises Refusal."""
    complaint = "can't parse inline query result: expected an Object"
    said = an_object(result.get("input_message_content") or {}, complaint)
    if not said:
        return {}
    words, mode = said.get("message_text"), said.get("parse_mode")
    text, entities = message_text(
        None if words is None else a_text(words, 'field "message_text" must be a String'),
        None if mode is None else a_text(mode, 'field "parse_mode" must be a String'),
        entities_of(said.get("entities")),
    )
    return {"text": text, **({"entities": entities} if entities else {})}


def _open_query(call: Call, name: str) -> dict[str, Any]:
    query = call.world.queries.pop(call.params.needed(name), None)
    if query is None:
        raise bad(TOO_OLD)
    return query
