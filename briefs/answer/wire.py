"""An answer as the command line prints it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from briefs.asked import Answer


def answer_to_json(answer: Answer, text: str) -> dict[str, Any]:
    """JSON-ready: the question, what a person reads, and what it rests on."""
    return {
        "q": answer.query.question,
        "text": text,
        "answerable": answer.answerable,
        "citations": [
            {"flash_id": one.flash_id, "quote": one.quote, "url": one.url}
            for one in answer.citations
        ],
        "computed": [
            {"value": _number(one.value), "inputs": [_number(each) for each in one.inputs]}
            for one in answer.computed
        ],
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
