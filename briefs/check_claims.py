"""Claims told as still to come although their date has passed when the flash was published.

"Production is scheduled to begin in 2024", published in 2026, is stale; "was scheduled to begin"
and "said in 2023 that it will" are history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from briefs.extract.dates import DateMention, scan_dates
from briefs.extract.sentences import Sentence, split_sentences
from briefs.types import Fact, Finding, FindingKind, Flash

_TO_COME: Final = re.compile(
    r"\b(?:is|are|remains?|still) (?:still |now |currently |also |then )?"
    r"(?:scheduled|due|expected|set|slated|planned|targeted|poised|on track|to)\b"
    r"|\b(?:will|shall|plans? to|aims? to|expects? to|intends? to|targets?|hopes? to|"
    r"scheduled for|expected in|expected by|due in|should (?:start|begin|reach|come))\b"
    r"|预计|计划|拟于|有望|将于|将在"
)
_HISTORY: Final = re.compile(
    r"\b(?:was|were|had been|been) (?:once |originally |initially |previously )?"
    r"(?:scheduled|due|expected|set|slated|planned|targeted)\b"
    r"|\b(?:originally|initially|at the time|back then|formerly)\b|原计划|曾"
)
_TOLD: Final = re.compile(
    r"\b(?:said|announced|reported|told|wrote|forecast|predicted|estimated)\b"
)
_DONE: Final = re.compile(
    r"\b(?:compared|versus|than|against|since|from|after|in contrast|as in|announced|began|started|"
    r"published|dated|base year|launched|over|above|said|says|told|stated|reported|signed)"
    r"\b[^.;]{0,14}$"
)
_REACH: Final = 160  # characters from the words "is scheduled to" to the date


def stale_claims(flash: Flash, facts: Sequence[Fact]) -> Iterator[Finding]:
    """One finding a sentence whose announced date lies before the day of publication."""
    if flash.published_at is None:
        return
    published = flash.published_at.date()
    dates = scan_dates(flash.text, published)
    for sentence in split_sentences(flash.text):
        if sentence.kind == "title":
            continue
        if claim := _stale(flash.text, sentence, dates, published):
            quote = flash.text[sentence.start : sentence.end]
            yield _finding(flash, facts, sentence, quote, claim, published)


def _stale(
    text: str, sentence: Sentence, dates: Sequence[DateMention], published: date
) -> DateMention | None:
    """The first date of the sentence that is told as coming and is over."""
    own = [d for d in dates if sentence.start <= d.start < sentence.end]
    for cue in _TO_COME.finditer(text, sentence.start, sentence.end):
        before = text[sentence.start : cue.start()]
        if _HISTORY.search(before) or _told_then(text, sentence, own, cue.start()):
            continue
        ahead = (d for d in own if cue.end() <= d.start <= cue.end() + _REACH)
        claimed = next((d for d in ahead if _belongs(text, cue.end(), d)), None)
        if claimed is not None and _is_over(claimed, published):
            return claimed
    return None


def _belongs(text: str, start: int, found: DateMention) -> bool:
    """The date says when, not since when or compared with what; and no new verb stands between."""
    gap = text[start : found.start]
    if _DONE.search(gap):
        return False
    return not re.search(r"[;；]|\b(?:while|but|which (?:was|were)|was|were|had)\b", gap)


def _told_then(text: str, sentence: Sentence, own: Sequence[DateMention], at: int) -> bool:
    """ "said in 2023 that it will": somebody said so then."""
    reported = _TOLD.search(text, sentence.start, at)
    return reported is not None and any(
        d.start < at and d.grain in ("year", "quarter", "half", "month") for d in own
    )


def _is_over(found: DateMention, published: date) -> bool:
    last = found.text.lower().startswith(("last ", "去年"))
    return (found.year_stated or last) and found.day is not None and found.day < published


def _finding(
    flash: Flash, facts: Sequence[Fact], sentence: Sentence, quote: str, claim: DateMention,
    published: date,
) -> Finding:  # fmt: skip
    told = flash.text[claim.start : claim.end]
    detail = (
        f"Told as still to come in {told}, in a flash published on {published.isoformat()}: "
        "that date has passed."
    )
    return Finding(
        FindingKind.STALE_CLAIM,
        _fact_in(facts, sentence),
        detail,
        quote,
        {"claimed for": told, "published": published.isoformat()},
    )


def _fact_in(facts: Sequence[Fact], sentence: Sentence) -> int | None:
    for index, fact in enumerate(facts):
        if fact.span.start < sentence.end and sentence.start < fact.span.end:
            return index
    return None
