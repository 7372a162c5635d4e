"""Of the flashes that fit: those that answer, their facts, and the sentences worth quoting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefs.answer.concepts import Concept
from briefs.answer.fit import (
    Fit,
    about,
    enough_words,
    has_cue,
    has_stance,
    is_priced,
    may_answer,
    stance_asked,
)
from briefs.answer.passages import Passage, Story, of_title
from briefs.answer.vocabulary import vocabulary
from briefs.asked import Query
from briefs.lexicon import Lexicon
from briefs.types import Citation, Found, Opinion, Price, PriceKind

MOST_STORIES: Final = 3
MOST_FACTS: Final = 6
MOST_SENTENCES: Final = 4
_LISTED: Final = frozenset({"policies", "risks", "deals", "opinions"})
_SIBLINGS: Final = frozenset({"material", "contract", "company"})
_SUBJECTS: Final = frozenset({"material", "contract", "company", "agency", "house", "sector"})
_REASON: Final = re.compile(
    r"\b(?:because|due to|owing to|driven|behind|thanks to|amid|on the back of|reasons?|caused?|"
    r"kept|pushed|supported|costs?|shortages?|tight|squeezed?)\b|因|由于|受.{0,12}影响|推动|支撑",
    re.IGNORECASE,
)
_OCCASION: Final = re.compile(r"\b(?:as|after|since|with|following|on)\b", re.IGNORECASE)
_LEAST_GAIN: Final = 0.9
_SLOTS: Final = {"why": 1.5, "occasion": 0.9, "prices": 1.5, "volumes": 1.0, "risks": 1.5}
_UP, _DOWN = "rise", "fall"
_CLOSE: Final = 0.6  # of what the closest sentence says of the question


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
    """Another telling of the same; more to list, where rules or risks or a topic are asked for."""
    bare = not query.kinds and not query.words
    twin = [fit for fit in whole[1:] if fit.story.event_id == best.story.event_id][:1]
    if query.windows or not (bare or _LISTED.intersection(query.kinds)):
        return twin
    events = {best.story.event_id}
    more = twin
    for fit in whole:
        if fit.story.event_id not in events and fit.rank[:3] == best.rank[:3]:
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
    best: dict[str, float] = {}
    for score, found in scored:
        best[found.fact.fact] = max(score, best.get(found.fact.fact, score))
    kept = [found for score, found in scored if score >= best[found.fact.fact] - 1.0]
    if "prices" in query.kinds or not query.kinds:
        kept.sort(key=lambda found: found.fact.fact != "prices")
    return tuple(kept[:MOST_FACTS])


def _wanted(found: Found, query: Query) -> bool:
    fact = found.fact
    forecast = isinstance(fact, Price) and fact.kind is PriceKind.FORECAST
    if forecast:
        return "opinions" in query.kinds and not stance_asked(query.question)
    if isinstance(fact, Opinion) and not has_stance(fact, query.question):
        return False
    if not query.kinds:
        return not query.words or fact.fact in ("prices", "policies", "moves", "volumes")
    return fact.fact in query.kinds


def _fact_score(found: Found, fit: Fit, concepts: Sequence[Concept], lexicon: Lexicon) -> float:
    quoted = next((one for one in fit.story.passages if found.fact.quote in one.text), None)
    subjects = [one for one in concepts if one.kind in _SUBJECTS and one.label in fit.covered]
    own = getattr(found.fact, "term", None)
    if own is not None and subjects and not any(about(found, one, lexicon) for one in subjects):
        return 0.0
    if _against(found, quoted, concepts):
        return 0.0
    listed = found.fact.fact in ("risks", "opinions")
    said = sum(one.weight for one in concepts if quoted is not None and one.in_passage(quoted))
    most = max((_said(one, concepts) for one in fit.story.passages), default=0.0)
    if not listed and said < _CLOSE * most:
        return 0.0
    score = said + sum(2.0 for one in subjects if about(found, one, lexicon)) + listed
    return score if concepts else 1.0


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
    told = [one for one in fit.story.passages if any(quote in one.text for quote in quotes)]
    left = {one.label for one in concepts if one.label in fit.covered} | _slots(query)
    left -= {slot for slot in left if any(found.fact.fact == slot[1:] for found in facts)}
    for passage in told:
        left -= _says(fit.story, passage, concepts, bool(quotes))
    taken = {passage.index for passage in told}
    while len(quotes) < most:
        best = max(
            (one for one in fit.story.passages if one.index not in taken),
            key=lambda one: (_gain(fit.story, one, left, concepts, bool(quotes)), -one.index),
            default=None,
        )
        if best is None or (quotes and _gain(fit.story, best, left, concepts, True) < _LEAST_GAIN):
            break
        quotes.append(best.text)
        taken.add(best.index)
        left -= _says(fit.story, best, concepts, True)
    return tuple(fit.story.cite(quote) for quote in quotes)


def _slots(query: Query) -> set[str]:
    """What must be said beside the words of the question: a price, an amount, a reason, a risk."""
    asked = vocabulary().kinds(query.question)
    more = {"#occasion"} if "why" in asked else set()
    return {f"#{kind}" for kind in asked if kind in _SLOTS} | more


def _says(story: Story, passage: Passage, concepts: Sequence[Concept], quoted: bool) -> set[str]:
    """Labels of the concepts and slots a sentence covers."""
    here = {one.label for one in concepts if one.in_passage(passage)}
    found = set(here)
    if _REASON.search(passage.text) and (here or quoted):
        found.add("#why")
    if _OCCASION.search(passage.text) and (here or quoted):
        found.add("#occasion")
    heads = {term for one in concepts if one.kind in ("material", "contract") for term in one.terms}
    if is_priced(passage) and (here or of_title(story, passage, frozenset(heads))):
        found.add("#prices")
    if passage.has_number and here:
        found.add("#volumes")
    if has_cue("risks", passage):
        found.add("#risks")
    return found


def _gain(
    story: Story, passage: Passage, left: set[str], concepts: Sequence[Concept], quoted: bool
) -> float:
    """How much of what is left a sentence says; what is said already counts a little."""
    says = _says(story, passage, concepts, quoted)
    new = says & left
    if quoted and not new:
        return 0.0
    gain = sum(_SLOTS[label[1:]] for label in new if label.startswith("#"))
    for one in concepts:
        if one.label in says:
            gain += one.weight if one.label in left else 0.25 * one.weight
    return gain * (0.45 if passage.kind in ("title", "heading") else 1.0)
