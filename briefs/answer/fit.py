"""How well a flash fits a question: what of it is covered, and whether it may answer at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from briefs.answer.concepts import Concept
from briefs.answer.passages import Passage, Story, of_title
from briefs.answer.reasons import asks_why, gives_reason
from briefs.answer.timely import timely
from briefs.answer.vocabulary import vocabulary
from briefs.asked import Query, Window
from briefs.lexicon import Lexicon
from briefs.types import Fact, Found, Price, PriceKind, Stance, Volume
from briefs.words import words_of

_MONEY: Final = re.compile(
    r"[$€£¥￥][ ]?[0-9]|[0-9](?:[ ]?(?:million|billion|k|万|亿))?[ ]?(?:a |per )?(?:yuan|cny|rmb|"
    r"usd|dollars?|euros?|cents?|元|美元|/mt|/t\b|/lb|/kg|/oz|/dmt|points?\b)",
    re.IGNORECASE,
)
_AMOUNT: Final = re.compile(r"how much|how many|volume|tonnage|tonn?e?s|多少", re.IGNORECASE)
_TRADE: Final = frozenset({"export", "import"})  # halted, or so many tonnes of them
_STANCES: Final = {
    Stance.BULLISH: ("bullish", "positive on", "看好", "看涨", "看多"),
    Stance.BEARISH: ("bearish", "negative on", "看跌", "看空"),
}
_GATED: Final = frozenset({"prices", "volumes", "policies", "risks", "deals", "opinions"})
_DATED: Final = frozenset({"prices", "volumes"})
_PRICED: Final = frozenset({"material", "contract"})
_ENOUGH, _ENOUGH_NAMED, _ENOUGH_BARE = 0.34, 0.25, 0.6


@dataclass(frozen=True, slots=True)
class Fit:
    """A story with the concepts it covers and the facts it carries."""

    story: Story
    facts: tuple[Found, ...]
    covered: frozenset[str]  # labels
    share: float  # of the weight asked
    close: float  # most of it in one sentence
    kinds_met: int
    windows: tuple[Window, ...]  # those it tells of

    @property
    def rank(self) -> tuple[float, ...]:
        near = round(self.share, 1)
        return (near, self.kinds_met, round(self.close, 1), self.story.happened_at.timestamp())


def fit_of(
    story: Story,
    facts: tuple[Found, ...],
    query: Query,
    concepts: Sequence[Concept],
    lexicon: Lexicon,
) -> Fit | None:
    """None where the story cannot answer even in part: other days, or nothing of the kind."""
    windows = tuple(one for one in query.windows if story.told_in(one))
    if query.windows and not windows:
        return None
    of_all_days, facts = facts, timely(facts, query.windows)
    covered = [
        one
        for one in concepts
        if one.in_story(story) or any(one.names(found.fact, lexicon) for found in facts)
    ]
    if _of_other_days(of_all_days, facts, covered, query, lexicon):
        return None
    asked = tuple(kind for kind in query.kinds if kind in _GATED)
    wanted = asked or (("prices",) if not query.words and not query.kinds else ())
    met = [
        kind
        for kind in wanted
        if meets(kind, story, facts, covered, concepts, lexicon, query.question)
    ]
    if asked and not met:
        return None
    total = sum(one.weight for one in concepts) or 1.0
    best = max(
        (sum(c.weight for c in covered if c.in_passage(one)) for one in story.passages), default=0.0
    )
    return Fit(
        story=story,
        facts=facts,
        covered=frozenset(one.label for one in covered),
        share=sum(one.weight for one in covered) / total,
        close=best / total,
        kinds_met=len(met) + _tells_why(story, query, covered),
        windows=windows,
    )


def _tells_why(story: Story, query: Query, covered: Sequence[Concept]) -> bool:
    """Whether a reason is asked and given, in a sentence on what is asked or under its headline."""
    if not asks_why(query.question):
        return False
    subjects = [one for one in covered if one.kind != "word"] or covered
    return any(
        gives_reason(passage)
        and any(one.in_passage(passage) or of_title(story, passage, one.terms) for one in subjects)
        for passage in story.passages[1:]
    )


def _of_other_days(
    told: Sequence[Found],
    kept: Sequence[Found],
    covered: Sequence[Concept],
    query: Query,
    lexicon: Lexicon,
) -> bool:
    """Whether the figures asked for are told here, but none of the days asked about."""
    bare = ("prices",) if not query.words else ()
    kinds = _DATED.intersection(query.kinds or bare)
    subjects = [one for one in covered if one.kind in _PRICED]
    metrics = vocabulary().metrics(query.question)

    def asked(found: Found) -> bool:
        fact = found.fact
        if fact.fact not in kinds or not any(about(found, one, lexicon) for one in subjects):
            return False
        return not isinstance(fact, Volume) or not metrics or fact.metric in metrics

    left = [one for one in kept if asked(one)]
    dropped = sum(map(asked, told)) > len(left)
    # Beside the dropped, an amount without a date of its own is of the same days.
    return dropped and not any(getattr(one.fact, "date", None) for one in left)


def meets(
    kind: str,
    story: Story,
    facts: Sequence[Found],
    covered: Sequence[Concept],
    concepts: Sequence[Concept],
    lexicon: Lexicon,
    asked: str,
) -> bool:
    """Whether the story says something of this kind about what is asked."""
    if kind == "prices":
        return _has_price(story, facts, covered, concepts, lexicon)
    words = [one for one in concepts if one.kind == "word"]
    if kind == "opinions" and (stance := stance_asked(asked)):
        told = [one for one in facts if one.fact.fact == kind and has_stance(one.fact, asked)]
        names = [one for one in concepts if one.kind in _PRICED]
        return any(_thinks_of(one, names, story) for one in told) or stance.value in story.stems
    if kind == "volumes":
        named = [one for one in words if speaks_of(kind, one)]
        materials = [one for one in concepts if one.kind in _PRICED]
        metrics = vocabulary().metrics(asked)
        trade = _TRADE & {word for one in named for word in one.words} and not _AMOUNT.search(asked)
        return any(
            (passage.has_number or trade)
            and any(one.in_passage(passage) for one in named or words)
            and (not materials or _of_these(passage, materials, facts, lexicon))
            for passage in story.passages
        ) or any(
            isinstance(found.fact, Volume)
            and (found.fact.metric in metrics if metrics else not named)
            and (not materials or any(about(found, one, lexicon) for one in materials))
            for found in facts
        )
    if any(found.fact.fact == kind for found in facts):
        return True
    return any(has_cue(kind, passage) for passage in story.passages)


def _of_these(
    passage: Passage, materials: Sequence[Concept], facts: Sequence[Found], lexicon: Lexicon
) -> bool:
    """Whether an amount is one of the material asked, not of another the sentence tells of."""
    if any(one.in_passage(passage) for one in materials):
        return True
    stated = [one for one in facts if one.fact.fact == "volumes" and one.fact.quote in passage.text]
    return not passage.of_material and (
        not stated or any(about(found, one, lexicon) for found in stated for one in materials)
    )


def _thinks_of(found: Found, names: Sequence[Concept], story: Story) -> bool:
    """Whether an opinion is on what was asked: its terms say so, or its sentence, or the title."""
    if not names:
        return True
    own = frozenset(getattr(found.fact, "terms", ()))
    passages = [one for one in story.passages if found.fact.quote in one.text]
    return any(
        not one.terms.isdisjoint(own) or any(one.in_passage(passage) for passage in passages)
        for one in names
    )


def stance_asked(question: str) -> Stance | None:
    """Bullish or bearish, where the question says which."""
    lowered = question.casefold()
    found = [stance for stance, words in _STANCES.items() if any(word in lowered for word in words)]
    return found[0] if len(found) == 1 else None


def has_stance(fact: Fact, question: str) -> bool:
    asked = stance_asked(question)
    return asked is None or getattr(fact, "stance", None) is asked


def has_cue(kind: str, passage: Passage) -> bool:
    return not passage.stems.isdisjoint(_stems_of(kind))


def speaks_of(kind: str, concept: Concept) -> bool:
    """Whether the concept is a cue word of the kind ("output" of volumes)."""
    return not concept.words.isdisjoint(_stems_of(kind))


@cache
def _stems_of(kind: str) -> frozenset[str]:
    found = set()
    for phrase, its_kind in vocabulary().cues:
        words = [word.stem for word in words_of(phrase)]
        if its_kind == kind and len(words) == 1 and words[0] not in vocabulary().silent:
            found.add(words[0])
    return frozenset(found)


def _has_price(
    story: Story,
    facts: Sequence[Found],
    covered: Sequence[Concept],
    concepts: Sequence[Concept],
    lexicon: Lexicon,
) -> bool:
    priced = [one for one in concepts if one.kind in _PRICED]
    if not priced:
        return any(is_priced(passage) for passage in story.passages)
    wanted = [one for one in covered if one.kind in _PRICED]
    by_fact = any(
        isinstance(found.fact, Price)
        and found.fact.kind is not PriceKind.FORECAST
        and any(about(found, one, lexicon) for one in wanted)
        for found in facts
    )
    return by_fact or any(
        is_priced(passage)
        and any(one.in_passage(passage) or of_title(story, passage, one.terms) for one in wanted)
        for passage in story.passages
    )


def about(found: Found, concept: Concept, lexicon: Lexicon) -> bool:
    """Whether a fact with a term of its own is about the concept, not about its neighbour."""
    own = getattr(found.fact, "term", None)
    if own is None or own not in lexicon.terms:
        subject = str(getattr(found.fact, "commodity", None) or getattr(found.fact, "subject", ""))
        words = frozenset(word.stem for word in words_of(subject))
        return any(spelt <= words for spelt in concept.spelt)
    return concept.names(found.fact, lexicon)


def is_priced(passage: Passage) -> bool:
    return bool(_MONEY.search(passage.text))


def may_answer(fit: Fit, query: Query, concepts: Sequence[Concept]) -> bool:
    """Whether it answers the whole question: every name, and enough of the words."""
    musts = [one for one in concepts if one.must]
    if any(one.label not in fit.covered for one in musts):
        return False
    return enough_words(fit, query, concepts)


def enough_words(fit: Fit, query: Query, concepts: Sequence[Concept]) -> bool:
    words = [
        one
        for one in concepts
        if one.kind == "word"
        and not any(speaks_of(kind, one) for kind in (*query.kinds, "prices", "moves"))
    ]
    if not words or (_other_language(fit, query) and not _unsaid_abroad(fit, concepts)):
        return any(one.label in fit.covered for one in concepts) or not concepts
    names = [one for one in concepts if one.kind != "word" and one.label in fit.covered]
    share = sum(one.label in fit.covered for one in words) / len(words)
    if not names:
        return share >= _ENOUGH_BARE and share * len(words) >= min(2, len(words))
    return share >= (_ENOUGH if len(names) == 1 else _ENOUGH_NAMED)


def _unsaid_abroad(fit: Fit, concepts: Sequence[Concept]) -> bool:
    """Whether a word whose translation we know is missing in a text of the other language."""
    return any(
        one.kind == "word" and one.label not in fit.covered and _in_both(one.words)
        for one in concepts
    )


def _in_both(words: frozenset[str]) -> bool:
    chinese = [any("㐀" <= char <= "鿿" for char in word) for word in words]
    return any(chinese) and not all(chinese)


def _other_language(fit: Fit, query: Query) -> bool:
    asked = "zh" if any("㐀" <= char <= "鿿" for char in query.question) else "en"
    return asked != fit.story.flash.language
