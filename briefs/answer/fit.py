"""How well a flash fits a question: what of it is covered, and whether it may answer at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from briefs.answer.concepts import Concept
from briefs.answer.gates import PRICED, about, meets, speaks_of
from briefs.answer.passages import Story, of_title
from briefs.answer.reasons import asks_why, gives_reason
from briefs.answer.timely import timely
from briefs.answer.vocabulary import vocabulary
from briefs.asked import Query, Window
from briefs.lexicon import Lexicon
from briefs.types import Found, Volume
from briefs.words import stems

_GATED: Final = frozenset({"prices", "volumes", "policies", "risks", "deals", "opinions"})
_DATED: Final = frozenset({"prices", "volumes"})
_INSTRUMENTS: Final = stems("ban quota tariff royalty rebate safeguard licence permit sanctions")
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
    native: bool  # of a time that is named, and in the language of the question

    @property
    def rank(self) -> tuple[float, ...]:
        near = round(self.share, 1)
        newest = self.story.happened_at.timestamp()
        return (near, self.kinds_met, round(self.close, 1), self.native, newest)


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
        if one.in_story(story) or any(about(found, one, lexicon) for found in facts)
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
        native=_language_of(query) == story.flash.language
        and (bool(query.windows) or any(one.kind == "year" for one in concepts)),
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
    subjects = [one for one in covered if one.kind in PRICED]
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


def may_answer(fit: Fit, query: Query, concepts: Sequence[Concept]) -> bool:
    """Whether it answers the whole question: every name, and enough of the words."""
    musts = [one for one in concepts if one.must or _is_instrument(one, query)]
    if any(one.label not in fit.covered for one in musts):
        return False
    return enough_words(fit, query, concepts)


def _is_instrument(concept: Concept, query: Query) -> bool:
    """A royalty is no tax, nor a quota a ban: of rules, the one asked for must be told of."""
    return "policies" in query.kinds and not concept.words.isdisjoint(_INSTRUMENTS)


def enough_words(fit: Fit, query: Query, concepts: Sequence[Concept]) -> bool:
    slot_words = {word for word, _ in vocabulary().slot_words}
    words = [
        one
        for one in concepts
        if one.kind == "word"
        and not any(speaks_of(kind, one) for kind in (*query.kinds, "prices", "moves"))
        and one.label.casefold() not in slot_words
    ]
    abroad = _other_language(fit, query)
    if abroad and _unsaid_abroad(fit, concepts):
        return False
    if abroad or not words:
        return any(one.label in fit.covered for one in concepts) or not concepts
    names = [one for one in concepts if one.kind != "word" and one.label in fit.covered]
    share = sum(one.label in fit.covered for one in words) / len(words)
    if not names:
        return share >= _ENOUGH_BARE and share * len(words) >= min(2, len(words))
    return share >= (_ENOUGH if len(names) == 1 else _ENOUGH_NAMED)


def _unsaid_abroad(fit: Fit, concepts: Sequence[Concept]) -> bool:
    """Whether a text of the other language lacks a word whose translation we know, or a name."""
    return any(
        one.kind == "word" and one.label not in fit.covered
        and (_in_both(one.words) or one.may_be_name)
        for one in concepts
    )  # fmt: skip


def _in_both(words: frozenset[str]) -> bool:
    chinese = [any("㐀" <= char <= "鿿" for char in word) for word in words]
    return any(chinese) and not all(chinese)


def _other_language(fit: Fit, query: Query) -> bool:
    return _language_of(query) != fit.story.flash.language


def _language_of(query: Query) -> str:
    return "zh" if any("㐀" <= char <= "鿿" for char in query.question) else "en"
