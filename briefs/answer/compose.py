"""Facts → an answer: each with its sentence, sentences of one flash together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefs.asked import Answer, Query
from briefs.backing import backed
from briefs.types import Citation, Found


def answer_with(query: Query, found: Sequence[Found]) -> Answer:
    """An answer that shows these facts, in this order; each rests on the sentence cited."""
    shown, computed = backed(found)
    return Answer(query, answerable=True, found=shown, citations=cite(found), computed=computed)


def cite(found: Iterable[Found]) -> tuple[Citation, ...]:
    """Every sentence once; those of a flash follow each other, as its source is named once."""
    flashes: dict[str, list[Citation]] = {}
    for one in found:
        cited = Citation(one.flash_id, one.fact.quote, one.url, one.publisher, one.published_at)
        told = flashes.setdefault(one.flash_id, [])
        if cited not in told:
            told.append(cited)
    return tuple(cited for told in flashes.values() for cited in told)
