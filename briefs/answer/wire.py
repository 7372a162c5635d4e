"""An answer as the command line prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from briefs.asked import Answer

_HAN: Final = "[\u3400-\u9fff]"
_DIGITS: Final = r"[0-9]{1,15}(?:,[0-9]{3})*(?:\.[0-9]{1,6})?"
_AGAINST_CHINESE: Final = re.compile(
    rf"(?<={_HAN})[+−-]?(?P<behind>{_DIGITS})(?![0-9])"
    rf"|(?<![0-9.,])(?P<before>{_DIGITS})(?={_HAN})"
)


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
            *(
                {"value": _number(one.value), "inputs": [_number(each) for each in one.inputs]}
                for one in answer.computed
            ),
            *({"value": _number(one), "inputs": [_number(one)]} for one in _unspaced(answer)),
        ],
    }


def _unspaced(answer: Answer) -> Iterator[Decimal]:
    """Numbers that stand against Chinese characters ("报55元"): who reads the quotes by word
    boundaries does not see them, so they are listed with themselves as what they are made from."""
    seen: set[Decimal] = set()
    for cited in answer.citations:
        for match in _AGAINST_CHINESE.finditer(cited.quote):
            value = Decimal((match["behind"] or match["before"]).replace(",", ""))
            if value not in seen:
                seen.add(value)
                yield value


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
