"""Of the flashes that fit: those that answer, their facts, and the sentences worth quoting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefs.answer.concepts import Concept
from briefs.answer.fit import Fit, about, enough_words, is_priced, may_answer, speaks_of
from briefs.answer.passages import Passage
from briefs.answer.vocabulary import vocabulary
from briefs.lexicon import Lexicon
from briefs.types import Citation, Found, Price, PriceKind, Query

MOST_STORIES: Final = 3
MOST_FACTS: Final = 6
MOST_SENTENCES: Final = 4
_LISTED: Final = frozenset({"policies", "risks", "deals", "opinions"})
_SIBLINGS: Final = frozenset({"material", "contract", "company"})
_SUBJECTS: Final = frozenset({"material", "contract", "company", "agency", "house", "sector"})
_REASON: Final = re.compile(
    r"\b(?:because|due to|owing to|as|after|since|driven|behind|thanks to|amid|on the back|following"
    r"|reason|kept|caused|with)\b|因|由于|受.{0,12}影响|推动|支撑",
    re.IGNORECASE,
)
_LEAST_GAIN: Final = 0.9


def choose_stories(
    fits: Sequence[Fit], query: Query, concepts: Sequence[Concept]
) -> tuple[Fit, ...]:
    """The flashes that together answer all of it, best first; none when they do not."""
    ranked = sorted(fits, key=lambda fit: fit.rank, reverse=True)
    whole = [fit for fit in ranked if may_answer(fit, query, concepts)]
    if whole:
        chosen = _each_window(whole, query)
        if not chosen:
            return ()
        if len(chosen) == 1:
            chosen += _others_alike(chosen[0], whole, query)
        return tuple(chosen[:MOST_STORIES])
    return _together(ranked, query, concepts)


def _each_window(whole: Sequence[Fit], query: Query) -> list[Fit]:
    """One for each of the days asked about; none when a day has none."""
    chosen: list[Fit] = []
    for window in query.windows:
        best = next((fit for fit in whole if window in fit.windows), None)
        if best is None:
            return []
        if best not in chosen:
            chosen.append(best)
    return chosen or [whole[0]]


def _others_alike(best: Fit, whole: Sequence[Fit], query: Query) -> list[Fit]:
    """More to list: where several rules or risks are asked for, or a topic alone."""
    bare = not query.kinds and not query.words
    if query.windows or not (bare or _LISTED.intersection(query.kinds)):
        return []
    events = {best.story.event_id}
    more: list[Fit] = []
    for fit in whole:
        if fit.story.event_id not in events and fit.rank[:3] == best.rank[:3]:
            events.add(fit.story.event_id)
            more.append(fit)
    return more


def _together(
    ranked: Sequence[Fit], query: Query, concepts: Sequence[Concept]
) -> tuple[Fit, ...]:
    """Names of one kind ("copper vs tin") may each have their own flash; all else stands in each."""
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
    return tuple(chosen[:MOST_STORIES])


def choose_facts(
    fit: Fit, query: Query, concepts: Sequence[Concept], lexicon: Lexicon
) -> tuple[Found, ...]:
    """The facts of a flash that are asked for, those that say most of it."""
    scored = [
        (score, found)
        for found in fit.facts
        if _wanted(found, query) and (score := _fact_score(found, fit, concepts, lexicon)) > 0
    ]
    if not scored:
        return ()
    best = max(score for score, _ in scored)
    kept = [found for score, found in scored if score >= best - 1.0]
    if "prices" in query.kinds or not query.kinds:
        kept.sort(key=lambda found: found.fact.fact != "prices")
    return tuple(kept[:MOST_FACTS])


def _wanted(found: Found, query: Query) -> bool:
    fact = found.fact
    forecast = isinstance(fact, Price) and fact.kind is PriceKind.FORECAST
    if forecast:
        return "opinions" in query.kinds
    if not query.kinds:
        return not query.words or fact.fact in ("prices", "policies", "moves", "volumes")
    return fact.fact in query.kinds


def _fact_score(
    found: Found, fit: Fit, concepts: Sequence[Concept], lexicon: Lexicon
) -> float:
    quoted = next((one for one in fit.story.passages if found.fact.quote in one.text), None)
    subjects = [one for one in concepts if one.kind in _SUBJECTS and one.label in fit.covered]
    own = getattr(found.fact, "term", None)
    if own is not None and subjects and not any(about(found, one, lexicon) for one in subjects):
        return 0.0
    score = sum(2.0 for one in subjects if about(found, one, lexicon))
    if quoted is not None:
        score += sum(one.weight for one in concepts if one.in_passage(quoted))
    if found.fact.fact in ("risks", "opinions", "policies", "deals"):
        score += 1.0
    return score if score or not concepts else 0.0


def choose_sentences(
    fit: Fit,
    facts: Sequence[Found],
    query: Query,
    concepts: Sequence[Concept],
    *,
    most: int = MOST_SENTENCES,
) -> tuple[Citation, ...]:
    """The facts' own sentences, then whatever adds what they leave out."""
    quotes = list(dict.fromkeys(found.fact.quote for found in facts))
    left = {one.label for one in concepts if one.label in fit.covered}
    for passage in fit.story.passages:
        if any(quote in passage.text for quote in quotes):
            left -= {one.label for one in concepts if one.in_passage(passage)}
    asked = vocabulary().kinds(query.question)
    taken = {p.index for p in fit.story.passages if any(q in p.text for q in quotes)}
    need_reason = "why" in asked
    for _ in range(max(0, most - len(quotes))):
        best = max(
            (one for one in fit.story.passages if one.index not in taken),
            key=lambda one: (_gain(one, left, asked, concepts, need_reason), -one.index),
            default=None,
        )
        if best is None or (
            _gain(best, left, asked, concepts, need_reason) < _LEAST_GAIN and quotes
        ):
            break
        quotes.append(best.text)
        taken.add(best.index)
        left -= {one.label for one in concepts if one.in_passage(best)}
        need_reason = need_reason and not _REASON.search(best.text)
    return tuple(fit.story.cite(quote) for quote in quotes)


def _gain(
    passage: Passage,
    left: set[str],
    asked: Sequence[str],
    concepts: Sequence[Concept],
    need_reason: bool,
) -> float:
    here = [one for one in concepts if one.in_passage(passage)]
    gain = sum(one.weight for one in here if one.label in left)
    gain += 0.25 * sum(one.weight for one in here if one.label not in left)
    if need_reason and _REASON.search(passage.text):
        gain += 1.0
    if "prices" in asked and is_priced(passage) and here:
        gain += 0.7
    if "volumes" in asked and passage.has_number and here:
        gain += 0.5
    if any(speaks_of("risks", one) for one in here):
        gain += 0.5
    return gain * (0.45 if passage.kind in ("title", "heading") else 1.0)
