"""Facts by kind, topic, time, agency, institution and words."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, String, bindparam, case, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from briefs.store.tables import event, fact_term, finding, flash
from briefs.store.tables import fact as table
from briefs.types import Fact, Finding, FindingKind, Flash, Found
from briefs.wire import fact_from_json, fact_to_json

COMMON = 2_000  # facts of a term, and it is a common one
NAMES_OF_SUBJECT = ("commodity", "subject", "title", "text", "project")


_ADD = insert(table)
# By its place in the flash: to be given the number of each would take a statement a fact.
_ADD_TERMS = insert(fact_term).from_select(
    ["term_id", "fact_id"],
    select(bindparam("term", type_=String), table.c.id).where(
        table.c.flash_id == bindparam("flash"), table.c.position == bindparam("at")
    ),
)
_ADD_FINDINGS = insert(finding)
_TERMS_OF_EVENT = (
    select(fact_term.c.term_id)
    .join(table, table.c.id == fact_term.c.fact_id)
    .join(flash, flash.c.id == table.c.flash_id)
    .where(flash.c.event_id == bindparam("event_id"))
    .distinct()
)
_correction = event.alias("correction")
_CORRECTED_BY = (
    select(func.max(_correction.c.id))
    .where(_correction.c.corrects == event.c.id)
    .correlate(event)
    .scalar_subquery()
    .label("superseded_by")
)
_FINDINGS = (
    select(finding)
    .where(finding.c.flash_id.in_(bindparam("flash_ids", expanding=True)))
    .order_by(finding.c.id)
)


async def save_facts(
    conn: AsyncConnection,
    flash: Flash,
    facts: Sequence[Fact],
    *,
    terms: Sequence[Collection[str]],
    findings: Sequence[Finding],
    now: datetime,
) -> None:
    """Keep the facts of a saved flash. `terms` holds, for each, the lexicon ids to find it by."""
    happened_at = flash.published_at or now
    rows = [fact_row(flash, fact, position, happened_at) for position, fact in enumerate(facts)]
    if rows:
        await conn.execute(_ADD, rows)
        pairs = [
            {"term": term, "flash": flash.id, "at": position}
            for position, its_terms in zip(range(len(facts)), terms, strict=True)
            for term in sorted(set(its_terms))
        ]
        if pairs:
            await conn.execute(_ADD_TERMS, pairs)
    if findings:
        await conn.execute(_ADD_FINDINGS, [_finding_row(flash.id, one) for one in findings])


async def find_facts(
    conn: AsyncConnection,
    *,
    kinds: Collection[str] = (),
    terms: Collection[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    agency: str | None = None,
    institution: str | None = None,
    least: Decimal | None = None,
    words: Collection[str] = (),
    limit: int = 50,
) -> tuple[Found, ...]:
    """Facts that fit every condition given, newest first; `since` is included, `until` is not.

    `terms` may name groups: a fact is found by any term it has or belongs under. `words` need one
    match in title or quote; the more of them match, the earlier the fact comes. `least` is an
    amount of money, or a level, that the fact reaches.
    """
    query = _found().limit(limit)
    if kinds:
        query = query.where(table.c.kind.in_(kinds))
    if terms:
        query = query.where(await _about(conn, terms))
    if since is not None:
        query = query.where(table.c.published_at >= since)
    if until is not None:
        query = query.where(table.c.published_at < until)
    if agency is not None:
        query = query.where(func.lower(table.c.agency) == agency.lower())
    if institution is not None:
        query = query.where(func.lower(table.c.institution) == institution.lower())
    if least is not None:
        query = query.where(table.c.high >= float(least))
    if words:
        score = _score(words)
        query = query.where(score > 0).order_by(score.desc())
    query = query.order_by(table.c.published_at.desc(), table.c.flash_id, table.c.position)
    return await _load(conn, query)


async def _about(conn: AsyncConnection, terms: Collection[str]) -> ColumnElement[bool]:
    """The condition that a fact is about one of the terms, in the form that is fast for them.

    Facts of a rare term are gathered and then sorted; those of a common one ("metals") would be
    most of the table, so facts are walked newest first and each is asked whether it is.
    """
    mine = fact_term.c.term_id.in_(terms)
    some = select(fact_term.c.fact_id).where(mine).limit(COMMON).subquery()
    if await conn.scalar(select(func.count()).select_from(some)) == COMMON:
        return select(fact_term.c.fact_id).where(mine, fact_term.c.fact_id == table.c.id).exists()
    return table.c.id.in_(select(fact_term.c.fact_id).where(mine))


async def facts_of(
    conn: AsyncConnection, flash_ids: Collection[str]
) -> dict[str, tuple[Found, ...]]:
    """The facts of each of these flashes, as they stand in its text."""
    found: dict[str, tuple[Found, ...]] = defaultdict(tuple)
    for one in await _load(conn, _of_flashes(), {"ids": list(flash_ids)}):
        found[one.flash_id] += (one,)
    return dict(found)


async def found_by_ids(conn: AsyncConnection, ids: Collection[int]) -> tuple[Found, ...]:
    """These facts, newest first."""
    return await _load(conn, _of_ids(), {"ids": list(ids)})


async def event_facts(conn: AsyncConnection, event_id: int) -> tuple[Found, ...]:
    """Every fact of an event, by all who told it, in the order of telling."""
    return (await facts_of_events(conn, [event_id])).get(event_id, ())


async def facts_of_events(
    conn: AsyncConnection, event_ids: Collection[int]
) -> dict[int, tuple[Found, ...]]:
    """The facts of each of these events, in the order of telling."""
    query = _found().where(flash.c.event_id.in_(event_ids))
    query = query.order_by(flash.c.happened_at, table.c.flash_id, table.c.position)
    found: dict[int, tuple[Found, ...]] = defaultdict(tuple)
    for one in await _load(conn, query):
        found[cast(int, one.event_id)] += (one,)
    return dict(found)


async def event_terms(conn: AsyncConnection, event_id: int) -> frozenset[str]:
    """What an event is about: the lexicon ids of its facts, groups included."""
    return frozenset(await conn.scalars(_TERMS_OF_EVENT, {"event_id": event_id}))


async def newest_told(conn: AsyncConnection) -> datetime | None:
    """When anything was told last."""
    at: datetime | None = await conn.scalar(select(func.max(table.c.published_at)))
    return at


async def first_stored_at(conn: AsyncConnection) -> datetime | None:
    """Since when there is anything stored at all."""
    first = select(flash.c.stored_at).order_by(flash.c.raw_id).limit(1)
    at: datetime | None = await conn.scalar(first)
    return at


@cache
def _found() -> Select[Any]:
    return (
        select(
            table.c.kind,
            table.c.data,
            table.c.position,
            flash.c.id,
            flash.c.title,
            flash.c.publisher,
            flash.c.published_at,
            flash.c.url,
            flash.c.event_id,
            event.c.sources,
            event.c.corrects,
            _CORRECTED_BY,
        )
        .join(flash, flash.c.id == table.c.flash_id)
        .join(event, event.c.id == flash.c.event_id)
    )


@cache
def _of_flashes() -> Select[Any]:
    asked = table.c.flash_id.in_(bindparam("ids", expanding=True))
    return _found().where(asked).order_by(table.c.flash_id, table.c.position)


@cache
def _of_ids() -> Select[Any]:
    newest = (table.c.published_at.desc(), table.c.flash_id, table.c.position)
    return _found().where(table.c.id.in_(bindparam("ids", expanding=True))).order_by(*newest)


async def _load(
    conn: AsyncConnection, query: Select[Any], asked: Mapping[str, Any] | None = None
) -> tuple[Found, ...]:
    rows = (await conn.execute(query, asked)).all()
    findings = await _findings(conn, {row.id for row in rows})
    found = []
    for row in rows:
        # What was said of the flash as a whole goes with the first of its facts.
        whole = findings.pop((row.id, None), ())
        own = findings.get((row.id, row.position), ())
        found.append(
            Found(
                fact=fact_from_json(row.kind, row.data),
                flash_id=row.id,
                title=row.title,
                publisher=row.publisher,
                published_at=row.published_at,
                url=row.url,
                event_id=row.event_id,
                findings=(*own, *whole),
                sources=row.sources,
                superseded_by=row.superseded_by,
                corrects=row.corrects,
            )
        )
    return tuple(found)


async def _findings(
    conn: AsyncConnection, flash_ids: Collection[str]
) -> dict[tuple[str, int | None], tuple[Finding, ...]]:
    rows = await conn.execute(_FINDINGS, {"flash_ids": sorted(flash_ids)})
    found: dict[tuple[str, int | None], tuple[Finding, ...]] = defaultdict(tuple)
    for row in rows.mappings():
        one = Finding(
            FindingKind(row["kind"]), row["position"], row["detail"], row["quote"], row["inputs"]
        )
        found[row["flash_id"], row["position"]] += (one,)
    return dict(found)


def _score(words: Collection[str]) -> ColumnElement[int]:
    """How many of the words stand in the fact's title or quote."""
    hits = [
        case((table.c.folded.contains(_fold(word), autoescape=True), 1), else_=0) for word in words
    ]
    return sum(hits[1:], start=hits[0])


def fact_row(flash: Flash, fact: Fact, position: int, happened_at: datetime) -> Mapping[str, Any]:
    """A fact as a row: the slots it is searched by, and all of it."""
    return {
        "flash_id": flash.id,
        "position": position,
        "kind": fact.fact,
        "term": getattr(fact, "term", None),
        "subject": _subject(fact),
        "agency": getattr(fact, "agency", None),
        "status": getattr(fact, "status", None),
        "institution": getattr(fact, "institution", None),
        "low": _number(fact, "low", "value", "amount"),
        "high": _number(fact, "high", "value", "amount"),
        "unit": getattr(fact, "unit", None) or getattr(fact, "currency", None),
        "change_pct": _number(fact, "change_pct"),
        "day": _day(fact),
        "takes_effect": getattr(fact, "effective_date", None),
        "published_at": happened_at,
        "folded": _fold(f"{flash.title} {fact.quote}"),
        "data": fact_to_json(fact, exact=True),
    }


def _finding_row(flash_id: str, one: Finding) -> Mapping[str, Any]:
    return {
        "flash_id": flash_id,
        "position": one.fact,
        "kind": one.kind.value,
        "detail": one.detail,
        "quote": one.quote,
        "inputs": dict(one.inputs),
    }


def _subject(fact: Fact) -> str | None:
    names = (getattr(fact, name, None) for name in NAMES_OF_SUBJECT)
    return next((name for name in names if name), None)


def _number(fact: Fact, *names: str) -> float | None:
    values = (getattr(fact, name, None) for name in names)
    return next((float(value) for value in values if isinstance(value, Decimal)), None)


def _day(fact: Fact) -> date | None:
    day = getattr(fact, "date", None)
    return day if isinstance(day, date) else None


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
