"""Of the flashes that fit: those that answer, their facts, and the sentences worth quoting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from briefs.answer.concepts import Concept
from briefs.answer.fit import Fit, enough_words, may_answer
from briefs.answer.gates import about, has_stance, measures, stance_asked
from briefs.answer.passages import Passage
from briefs.answer.reasons import asks_why
from briefs.answer.vocabulary import vocabulary
from briefs.asked import Query
from briefs.lexicon import Lexicon
from briefs.types import Found, Opinion, Price, PriceKind, Volume

MOST_STORIES: Final = 3
MOST_FACTS: Final = 6
_LISTED: Final = frozenset({"policies", "risks", "deals", "opinions", "moves"})
_SIBLINGS: Final = frozenset({"material", "contract", "company"})
_SUBJECTS: Final = frozenset({"material", "contract", "company", "agency", "house", "sector"})
_OCCASION: Final = timedelta(days=7)
_UP, _DOWN = "rise", "fall"
_CLOSE: Final = 0.6  # of what the closest sentence says of the question


def choose_stories(
    fits: Sequence[Fit], query: Query, concepts: Sequence[Concept]
) -> tuple[Fit, ...]:
    """The flashes that together answer all of it, best first; none when they do not."""
    ranked = sorted(fits, key=lambda fit: fit.rank, reverse=True)
    concepts = _with_known_names(ranked, concepts)
    whole = [fit for fit in ranked if may_answer(fit, query, concepts)]
    if whole:
        chosen = _each_window(whole, query)
        if not chosen:
            return ()
        if len(chosen) == 1:
            chosen += _others_alike(chosen[0], whole, query)
        return tuple(chosen[:MOST_STORIES])
    return _together(ranked, query, concepts)


def _with_known_names(fits: Sequence[Fit], concepts: Sequence[Concept]) -> list[Concept]:
    """A first word with a capital may be a name or not: where a flash has it, it is one, and those
    that lack it speak of another."""
    said = frozenset().union(*(fit.covered for fit in fits))
    return [
        replace(one, must=True)
        if one.kind == "word" and one.may_be_name and one.label in said
        else one
        for one in concepts
    ]


def _each_window(whole: Sequence[Fit], query: Query) -> list[Fit]:
    """One for each of the days asked about; none when a day has none."""
    chosen: list[Fit] = []
    for window in query.windows:
        best = next((fit for fit in whole if window in fit.windows), None)
        if best is None and window.baseline and chosen:
            continue  # what it is compared with may stand beside it
        if best is None:
            return []
        if best not in chosen:
            chosen.append(best)
    return chosen or [whole[0]]


def _others_alike(best: Fit, whole: Sequence[Fit], query: Query) -> list[Fit]:
    """Another telling of the same; more to list, where rules or risks or a topic are asked for."""
    bare = not query.kinds and not query.words
    twin = [fit for fit in whole[1:] if fit.story.event_id == best.story.event_id][:1]
    if not (bare or _LISTED.intersection(query.kinds)):
        return twin
    events = {best.story.event_id}
    more = twin
    for fit in whole:
        alike = fit.rank[:3] == best.rank[:3] and fit.windows == best.windows
        if fit.story.event_id not in events and alike:
            events.add(fit.story.event_id)
            more.append(fit)
    return more


def _together(ranked: Sequence[Fit], query: Query, concepts: Sequence[Concept]) -> tuple[Fit, ...]:
    """Names of one kind ("copper vs tin") may each have a flash; all else stands in each."""
    musts = [one for one in concepts if one.must]
    kinds = [one.kind for one in musts]
    siblings = [one for one in musts if one.kind in _SIBLINGS and kinds.count(one.kind) > 1]
    if len(siblings) < 2:
        return ()
    others = [one for one in musts if one not in siblings]
    chosen: list[Fit] = []
    for sibling in siblings:
        best = next(
            (
                fit
                for fit in ranked
                if sibling.label in fit.covered
                and all(one.label in fit.covered for one in others)
                and enough_words(fit, query, concepts)
            ),
            None,
        )
        if best is None:
            return ()
        if best not in chosen:
            chosen.append(best)
    if "moves" in query.kinds and not _at_one_time(chosen):
        return ()  # shares that moved on one occasion are asked for
    return tuple(chosen[:MOST_STORIES])


def _at_one_time(chosen: Sequence[Fit]) -> bool:
    told = [fit.story.happened_at for fit in chosen]
    return max(told) - min(told) <= _OCCASION


def choose_facts(
    fit: Fit, query: Query, concepts: Sequence[Concept], lexicon: Lexicon
) -> tuple[Found, ...]:
    """The facts of a flash that are asked for, those that say most of it."""
    scored = [
        (score, found)
        for found in _measured(fit.facts, query)
        if _wanted(found, query) and (score := _score(found, fit, query, concepts, lexicon)) > 0
    ]
    if not scored:
        return ()
    best: dict[str, float] = {}
    for score, found in scored:
        best[found.fact.fact] = max(score, best.get(found.fact.fact, score))
    kept = [found for score, found in scored if score >= _least(found, best[found.fact.fact])]
    if "prices" in query.kinds or not query.kinds:
        kept.sort(key=lambda found: found.fact.fact != "prices")
    return tuple(kept[:MOST_FACTS])


def _measured(facts: Sequence[Found], query: Query) -> Sequence[Found]:
    """Without amounts of other measures than the one asked, where that is told."""
    metrics = vocabulary().metrics(query.question)
    told = [one for one in facts if isinstance(one.fact, Volume) and measures(one.fact, metrics)]
    if not told:
        return facts
    return [one for one in facts if not isinstance(one.fact, Volume) or one in told]


def _least(found: Found, best: float) -> float:
    """What a fact must reach to stand beside the best of its kind: amounts of the same measure
    often have a sentence each."""
    return min(best - 1.0, _CLOSE * best) if isinstance(found.fact, Volume) else best - 1.0


def _score(
    found: Found, fit: Fit, query: Query, concepts: Sequence[Concept], lexicon: Lexicon
) -> float:
    asked = found.fact.fact in query.kinds
    return _fact_score(found, fit, concepts, lexicon, asked=asked)


def _wanted(found: Found, query: Query) -> bool:
    fact = found.fact
    forecast = isinstance(fact, Price) and fact.kind is PriceKind.FORECAST
    if forecast:
        return "opinions" in query.kinds and not stance_asked(query.question)
    if isinstance(fact, Opinion) and not has_stance(fact, query.question):
        return False
    if not query.kinds:
        if asks_why(query.question):
            return False  # reasons are sentences
        return not query.words or fact.fact in ("prices", "policies", "moves", "volumes")
    return fact.fact in query.kinds


def _fact_score(
    found: Found, fit: Fit, concepts: Sequence[Concept], lexicon: Lexicon, *, asked: bool
) -> float:
    """How much of the question its sentence says. `asked`: its kind is named in the question, so
    only sentences with facts of that kind are rivals."""
    quoted = next((one for one in fit.story.passages if found.fact.quote in one.text), None)
    subjects = [one for one in concepts if one.kind in _SUBJECTS and one.label in fit.covered]
    own = getattr(found.fact, "term", None)
    if own is not None and subjects and not any(about(found, one, lexicon) for one in subjects):
        return 0.0
    if _against(found, quoted, concepts):
        return 0.0
    rivals = _holding(found, fit) if asked else fit.story.passages
    listed = found.fact.fact in ("risks", "opinions")
    said = sum(
        one.weight
        for one in concepts
        if quoted is not None and (one.in_passage(quoted) or one.names(found.fact, lexicon))
    )
    most = max((_said(one, concepts) for one in rivals), default=0.0)
    if not listed and said < _CLOSE * most:
        return 0.0
    score = said + sum(2.0 for one in subjects if about(found, one, lexicon)) + listed
    return score if concepts else 1.0


def _holding(found: Found, fit: Fit) -> list[Passage]:
    """The sentences with facts of the same kind."""
    quotes = {one.fact.quote for one in fit.facts if one.fact.fact == found.fact.fact}
    return [one for one in fit.story.passages if any(quote in one.text for quote in quotes)]


def _against(found: Found, quoted: Passage | None, concepts: Sequence[Concept]) -> bool:
    """A rise where falls are asked for, or the other way round."""
    ways = [one for one in concepts if not one.words.isdisjoint((_UP, _DOWN))]
    asked = {way for way in (_UP, _DOWN) if any(way in one.words for one in ways)}
    if len(asked) != 1:
        return False
    if quoted is not None and not any(one.in_passage(quoted) for one in ways):
        return True
    change = getattr(found.fact, "change", None) or getattr(found.fact, "change_pct", None)
    return change is not None and (change > 0) != (asked == {_UP})


def _said(passage: Passage, concepts: Sequence[Concept]) -> float:
    return sum(one.weight for one in concepts if one.in_passage(passage))
