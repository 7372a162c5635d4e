"""Facts → an answer: each with its sentence, sentences of one flash together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefs.asked import Answer, Conversion, Lead, Movement, Query, Standing
from briefs.backing import backed
from briefs.types import Citation, Computed, Found, Policy

MOST_CITED = 8


def answer_with(query: Query, found: Sequence[Found]) -> Answer:
    """An answer that shows these facts, in this order; each rests on the sentence cited."""
    shown, computed = backed(found)
    return Answer(query, answerable=True, found=shown, citations=cite(found), computed=computed)


def led_by(
    query: Query,
    leads: Iterable[Lead],
    further: Sequence[Citation] = (),
    plain: Answer | None = None,
) -> Answer:
    """An answer that begins with these leads, then what was found besides.

    A lead with a number that its sentences do not have is left out.
    """
    kept = [lead for lead in leads if _is_backed(lead)]
    told = [one for lead in kept for one in founds_of(lead)]
    rest = plain or Answer(query, answerable=bool(kept))
    return replace(
        rest,
        answerable=rest.answerable or bool(kept),
        leads=tuple(kept),
        found=tuple(one for one in rest.found if not any(_says(lead, one) for lead in kept)),
        citations=joined((*cite(told), *further), rest.citations),
        computed=tuple(dict.fromkeys((*_computed(kept), *backed(told)[1], *rest.computed))),
    )


def founds_of(lead: Lead) -> tuple[Found, ...]:
    """The tellings a lead rests on."""
    if isinstance(lead, Movement):
        return lead.before, lead.after
    return (lead.price,) if isinstance(lead, Conversion) else (lead.news,)


def _says(lead: Lead, found: Found) -> bool:
    """Whether a lead says all that the line of a fact would."""
    if not isinstance(lead, Standing) or not isinstance(found.fact, Policy):
        return False
    same = (lead.news.flash_id, lead.news.fact.quote) == (found.flash_id, found.fact.quote)
    return same and lead.status is found.fact.status


def _is_backed(lead: Lead) -> bool:
    told = founds_of(lead)
    return len(backed(told)[0]) == len(told)


def _computed(leads: Iterable[Lead]) -> Iterable[Computed]:
    for lead in leads:
        if isinstance(lead, Movement | Conversion):
            yield from lead.computed


def joined(first: Iterable[Citation], then: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each sentence once, those of a flash together, no more than a message holds."""
    flashes: dict[str, list[Citation]] = {}
    for cited in (*first, *then):
        told = flashes.setdefault(cited.flash_id, [])
        if all(cited.quote != one.quote for one in told):
            told.append(cited)
    return tuple(cited for told in flashes.values() for cited in told)[:MOST_CITED]


def cite(found: Iterable[Found]) -> tuple[Citation, ...]:
    """Every sentence once; those of a flash follow each other, as its source is named once."""
    flashes: dict[str, list[Citation]] = {}
    for one in found:
        cited = Citation(one.flash_id, one.fact.quote, one.url, one.publisher, one.published_at)
        told = flashes.setdefault(one.flash_id, [])
        if cited not in told:
            told.append(cited)
    return tuple(cited for told in flashes.values() for cited in told)
