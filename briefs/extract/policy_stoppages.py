"""Bans told by a noun of their own: "a four-month suspension of cobalt exports"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefs.extract.agencies import agency_at
from briefs.extract.policy_join import Draft
from briefs.extract.policy_page import Page, draft_of
from briefs.extract.policy_standing import Standing
from briefs.extract.policy_status import standing_of
from briefs.extract.sentences import Sentence
from briefs.types import PolicyStatus

#: "a four-month suspension of cobalt exports", "the halt to mining in Napo": a ban by its noun.
_STOPPAGE: Final = re.compile(
    r"\b(?P<what>(?:[A-Za-z0-9-]+ ){0,2}?(?P<noun>suspension|halt|stoppage|freeze|pause|cessation|"
    r"prohibition) (?:of|on|to|in) (?:all |the |its |new |some |further )?"
    r"(?:[a-z-]+ (?:and )?){0,4}?(?:exports?|imports?|shipments|sales|mining|trade|deliveries|"
    r"smelting|drilling|exploration|permits|licen[cs]es|approvals))\b"
)
_GOES_ON: Final = re.compile(r" (?:[\w ]{2,30} )?(?:is|are|was|were) still (?:on|there|going)\b")


def find_stoppages(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "prolonged its suspension of cobalt shipments": the noun's own word tells no status."""
    if sentence.kind in ("title", "heading") or not page.hints(sentence, "stoppage"):
        return
    for match in _STOPPAGE.finditer(page.reading.text, sentence.start, sentence.end):
        start, end = match.span("what")
        start = _without_lead(page.reading.text, start, match.start("noun"))
        quiet = [c for c in page.cues if c.end <= start or c.start >= end]
        agency = agency_at(page.reading, sentence, match.start()) or page.spoken_of(sentence)
        standing = standing_of(page.reading, sentence, quiet, start, end, page.heads)
        if _GOES_ON.match(page.reading.text, end):
            standing = Standing(PolicyStatus.EFFECTIVE, 2)
        if agency and standing and page.free(start, end):
            page.take(start, end)
            title = page.reading.text[start:end]
            yield draft_of(page, sentence, title, "ban", standing, rule, start)


def _without_lead(text: str, start: int, noun: int) -> int:
    """ "imposed a four-month suspension" → "four-month suspension": what describes it stays."""
    word = text.rfind(" ", start, noun - 1) + 1
    return word if word > start and "-" in text[word:noun] else noun
