"""What a telling changes in the life of a policy: the status it had before, as a finding.

The same status told again changes nothing and gets no finding; neither does a look back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.jurisdiction import jurisdiction_by
from briefs.lexicon import Lexicon
from briefs.life_cycle import Stage, changes, life_cycle
from briefs.policy_names import same_policy
from briefs.store.facts import find_facts
from briefs.types import Fact, Finding, FindingKind, Flash, Found, Policy
from briefs.words import words_of

_EARLIER: Final = 200  # tellings looked at
_NAMING: Final = 4  # words of a title that names no material, by which it is looked for


async def find_changes(
    conn: AsyncConnection, flash: Flash, facts: Sequence[Fact], lexicon: Lexicon, now: datetime
) -> tuple[Finding, ...]:
    """A finding for each policy that stands otherwise than it was last told to."""
    found: list[Finding] = []
    for index, fact in enumerate(facts):
        if isinstance(fact, Policy):
            earlier = await _earlier(conn, fact, flash.published_at or now)
            found += _changed(index, _as_found(flash, fact), earlier, lexicon)
    return tuple(found)


async def _earlier(conn: AsyncConnection, fact: Policy, until: datetime) -> tuple[Found, ...]:
    words = () if fact.terms else _naming(fact.title)
    if not fact.terms and not words:
        return ()
    return await find_facts(
        conn, kinds=["policies"], terms=fact.terms, words=words, until=until, limit=_EARLIER
    )


def _naming(title: str) -> Collection[str]:
    """The longest words of a title, as they stand in it."""
    spans = {title[word.start : word.end] for word in words_of(title)}
    return sorted(spans, key=len, reverse=True)[:_NAMING]


def _changed(
    index: int, new: Found, earlier: Sequence[Found], lexicon: Lexicon
) -> Iterator[Finding]:
    jurisdiction = jurisdiction_by(lexicon)
    told = [
        one for one in earlier
        if isinstance(one.fact, Policy) and isinstance(new.fact, Policy)
        and same_policy(one.fact, new.fact, jurisdiction)
    ]  # fmt: skip
    for line in life_cycle([*told, new], jurisdiction=jurisdiction):
        last: Stage | None = None
        for _, stage in changes(line):
            if stage.news is new and last is not None:
                yield _finding(index, new, last, stage)
            last = stage


def _finding(index: int, new: Found, before: Stage, now: Stage) -> Finding:
    since = f" since {before.since}" if before.since else ""
    inputs = {"before": before.status.value, "flash": before.news.flash_id}
    if before.since:
        inputs["since"] = before.since.isoformat()
    if before.effective_date:
        inputs["in force from"] = before.effective_date.isoformat()
    detail = f"It was {before.status}{since}; now it is {now.status}."
    if now.status is before.status:
        detail = f"It was {before.status}{since} already; its term or its day has changed."
    return Finding(FindingKind.STATUS_CHANGE, index, detail, new.fact.quote, inputs)


def _as_found(flash: Flash, fact: Policy) -> Found:
    return Found(
        fact=fact,
        flash_id=flash.id,
        title=flash.title,
        publisher=flash.publisher,
        published_at=flash.published_at,
        url=flash.url,
        event_id=None,
    )
