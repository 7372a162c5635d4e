"""Where rules stood on a day: the life cycle as far as it was told by then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Final

from briefs.answer.compose import led_by
from briefs.answer.concepts import Concept
from briefs.answer.passages import Passage, passage_of
from briefs.answer.search import Search, day_after
from briefs.asked import Answer, Standing, Wanted
from briefs.jurisdiction import jurisdiction_by
from briefs.lexicon import Lexicon
from briefs.life_cycle import Stage, Timeline, life_cycle
from briefs.stated import numbers_in
from briefs.store.facts import facts_of, find_facts
from briefs.store.search import kind_word, search_flashes
from briefs.types import Policy, PolicyStatus
from briefs.words import stems

MOST: Final = 3
MOST_LISTED: Final = 8
LOOKED_AT: Final = 80  # tellings
_ENOUGH: Final = 0.5  # of the words that say which rule is meant
_NEAR: Final = 0.15  # two rules fit about equally well
_DANGLING: Final = re.compile(r"\s+(?:on|of|for|in|from|at|to|by|with)$")
_SUBJECTS: Final = frozenset({"material", "contract", "sector"})


async def find_standings(search: Search) -> tuple[Standing, ...]:
    """The rules that the question means, the one that fits best first."""
    day = as_of(search)
    ranked = sorted(
        (
            (fit, line)
            for line in await _lives(search, day)
            if (fit := _fit(line, search.concepts, search.lexicon)) >= _ENOUGH
        ),
        key=lambda pair: pair[0],
        reverse=True,
    )
    best = ranked[0][0] if ranked else 0.0
    told = (_standing(line, day) for fit, line in ranked if fit >= best - _NEAR)
    return tuple(_without_vaguer([one for one in told if one is not None]))[:MOST]


def _without_vaguer(standings: Sequence[Standing]) -> Iterator[Standing]:
    """Without "export ban" beside "cobalt export ban": a rule told of under a shorter name."""
    names = [stems(one.title) for one in standings]
    for at, one in enumerate(standings):
        if not any(names[at] < other or (names[at] == other and at > i)
                   for i, other in enumerate(names)):  # fmt: skip
            yield one


async def answer_in_force(search: Search) -> Answer | None:
    """Every rule of the topic in force on the day, those with the newest news first."""
    if search.query.wanted is not Wanted.IN_FORCE:
        return None
    day = as_of(search)
    lines = [
        line
        for line in await _lives(search, day)
        if _fit(line, search.concepts, search.lexicon) > _ENOUGH
    ]
    told = (_standing(line, day) for line in lines)
    ruling = [one for one in told if one and one.status is PolicyStatus.EFFECTIVE]
    return led_by(search.query, ruling[:MOST_LISTED]) if ruling else None


def as_of(search: Search) -> date:
    """The day whose state is asked for: the last of those said, else today."""
    return min(max((one.last for one in search.query.windows), default=search.today), search.today)


async def _lives(search: Search, day: date) -> Sequence[Timeline]:
    """As told by that day; of what nobody told of then, as it was told later."""
    return await _told(search, day_after(day)) or await _told(search, None)


async def _told(search: Search, until: datetime | None) -> Sequence[Timeline]:
    terms = search.terms(*_SUBJECTS)
    words = [word for one in search.concepts if one.kind not in _SUBJECTS for word in one.words]
    if not terms and not words:
        return ()
    if terms:
        found = await find_facts(
            search.conn, kinds=[Policy.fact], terms=terms, until=until, limit=LOOKED_AT
        )
    else:
        asked = [[kind_word(Policy.fact)], words]
        ids = await search_flashes(search.conn, asked, until=until, limit=LOOKED_AT)
        facts = await facts_of(search.conn, ids)
        found = tuple(one for id in ids for one in facts.get(id, ()))
    return life_cycle(found, jurisdiction=jurisdiction_by(search.lexicon))


def _fit(line: Timeline, concepts: Sequence[Concept], lexicon: Lexicon) -> float:
    """How much of what is asked it says, in its name wholly, in its sentences by half; 0 without
    one of the names asked."""
    name = passage_of(" ".join((*line.names, line.agency or "")), lexicon)
    text = passage_of(" ".join((name.text, *_texts(line.stages))), lexicon)
    groups = frozenset().union(*(lexicon.ancestors(id) for id in line.terms if id in lexicon.terms))
    if any(one.must and not _says(one, text, groups) for one in concepts):
        return 0.0
    words = [one for one in concepts if one.kind not in _SUBJECTS]
    if not words:
        return 1.0
    said = (_says(one, name, groups) + _says(one, text, groups) for one in words)
    return sum(said) / (2 * len(words))


def _says(concept: Concept, passage: Passage, groups: frozenset[str]) -> bool:
    return not concept.terms.isdisjoint(groups) or concept.in_passage(passage)


def _texts(stages: Iterable[Stage]) -> Iterable[str]:
    for stage in stages:
        for one in stage.told:
            yield f"{one.title} {one.fact.quote}"


def _standing(line: Timeline, day: date) -> Standing | None:
    status = line.status_at(day)
    begun = [stage for stage in line.stages if stage.since and stage.since <= day]
    if status is None or not begun:
        return None
    stage = begun[-1]
    due = stage.effective_date if stage.effective_date and stage.effective_date > day else None
    since = stage.since if status is stage.status else stage.effective_date
    title = _backed_title(line, stage)
    return Standing(title, line.agency, status, day, since, due, stage.news)


def _backed_title(line: Timeline, stage: Stage) -> str:
    """The name told most often, unless it has a number that the sentence shown has not."""
    told = stage.news.fact
    assert isinstance(told, Policy)
    unsaid = numbers_in(line.title) - numbers_in(told.quote)
    title = told.title if any(not 1900 <= one < 2100 for one in unsaid) else line.title
    return _DANGLING.sub("", title)
