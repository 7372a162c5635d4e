"""The answer as a program reads it."""

from __future__ import annotations

import json

from briefs.answer.wire import answer_to_json
from tests.support.asking import Ask


async def test_an_answer_is_json_with_its_quotes(ask: Ask) -> None:
    """Question, text, whether it answers, quotes with flash and address, the numbers made."""
    found, text = await ask("tin price on 4 March 2030")

    row = json.loads(json.dumps(answer_to_json(found, text)))

    assert row["q"] == "tin price on 4 March 2030"
    assert row["answerable"] is True
    assert row["text"] == text
    assert row["citations"][0]["flash_id"] == "tin-1"
    assert row["citations"][0]["url"] == "https://example.com/tin-1"
    assert row["citations"][0]["quote"] in f"{text}"
    assert all(set(one) == {"value", "inputs"} for one in row["computed"])
