"""Whether a flash says something of the kind asked for about what is asked: a price of it, an
amount, a view, or at least the words of the kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from briefs.answer.concepts import Concept
from briefs.answer.passages import Passage, Story, of_title
from briefs.answer.vocabulary import vocabulary
from briefs.lexicon import Lexicon
from briefs.types import Fact, Found, Metric, Price, PriceKind, Stance, Volume
from briefs.words import stems, words_of

_MONEY: Final = re.compile(
    r"[$€£¥￥][ ]?[0-9]|\b(?:RMB|CNY|USD|EUR)/\w+ [0-9]|"
    r"[0-9](?:[ ]?(?:million|billion|k|万|亿))?[ ]?(?:a |per )?(?:yuan|cny|rmb|"
    r"usd|dollars?|euros?|cents?|元|美元|/mt|/t\b|/lb|/kg|/oz|/dmt|points?\b)",
    re.IGNORECASE,
)
_TOLD_AMOUNT: Final = re.compile(
    r"[0-9](?:[ -]?(?:million|billion|k|m|bn|mn|万|亿))?[ -]?(?:%|per ?cent|percentage|mt\b|t\b|"
    r"tonn?es?|tons?|tpy|kg|kilogram|lbs?\b|pounds|oz|ounces|lots|wmt|dmt|barrels?|GW|MW|pieces|"
    r"units|吨|千克|公斤|手|盎司|磅|个百分点|in\b)",
    re.IGNORECASE,
)
_AMOUNT: Final = re.compile(r"how much|how many|volume|tonnage|tonn?e?s|多少", re.IGNORECASE)
_TRADE: Final = frozenset({"export", "import"})  # halted, or so many tonnes of them
_STANCES: Final = {
    Stance.BULLISH: ("bullish", "positive on", "看好", "看涨", "看多"),
    Stance.BEARISH: ("bearish", "negative on", "看跌", "看空"),
}
PRICED: Final = frozenset({"material", "contract"})


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
        names = [one for one in concepts if one.kind in PRICED]
        return any(_thinks_of(one, names, story) for one in told) or stance.value in story.stems
    if kind == "volumes":
        named = [one for one in words if speaks_of(kind, one)]
        materials = [one for one in concepts if one.kind in PRICED]
        metrics = vocabulary().metrics(asked)
        trade = (
            len(words) > len(named)
            and _TRADE & {word for one in named for word in one.words}
            and not _AMOUNT.search(asked)
        )
        return any(
            (trade or _TOLD_AMOUNT.search(passage.text))
            and any(one.in_passage(passage) for one in named or words)
            and (not materials or _of_these(passage, materials, facts, lexicon))
            for passage in story.passages
        ) or any(
            isinstance(found.fact, Volume)
            and (measures(found.fact, metrics) if metrics else not named)
            and (not materials or any(about(found, one, lexicon) for one in materials))
            for found in facts
        )
    if any(found.fact.fact == kind for found in facts):
        return True
    return any(has_cue(kind, passage) for passage in story.passages)


def measures(fact: Volume, metrics: frozenset[Metric]) -> bool:
    """Whether it is of a measure asked for; what a plant is to produce tells its capacity."""
    return fact.metric in metrics or (
        Metric.CAPACITY in metrics and fact.metric is Metric.PRODUCTION
    )


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
    return not passage.stems.isdisjoint(_said_of(kind))


def speaks_of(kind: str, concept: Concept) -> bool:
    """Whether the concept is a cue word of the kind ("output" of volumes)."""
    return not concept.words.isdisjoint(_stems_of(kind))


@cache
def _said_of(kind: str) -> frozenset[str]:
    """The cue words of a kind; of views also what means the same ("should reach" of a target)."""
    own = _stems_of(kind)
    if kind != "opinions":
        return own
    return own.union(*(vocabulary().alike(word) for word in own))


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
    priced = [one for one in concepts if one.kind in PRICED]
    if not priced:
        return any(is_priced(passage) for passage in story.passages)
    wanted = [one for one in covered if one.kind in PRICED]
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
        return any(spelt <= words for spelt in (*concept.spelt, *map(_alone, concept.words)))
    return concept.names(found.fact, lexicon) or _at_exchange(
        found, concept, lexicon.ancestors(own)
    )


def _at_exchange(found: Found, concept: Concept, groups: frozenset[str]) -> bool:
    """Whether a fact on the metal of a contract is of its exchange: by its venue, or as its
    sentence or headline says."""
    if not concept.parts or concept.parts[0].isdisjoint(groups):
        return False
    venue = getattr(found.fact, "venue", None)
    told = stems(venue or f"{found.title} {found.fact.quote}")
    return not concept.exchange.isdisjoint(told)


def _alone(word: str) -> frozenset[str]:
    return frozenset((word,))


def is_priced(passage: Passage) -> bool:
    return bool(_MONEY.search(passage.text))
