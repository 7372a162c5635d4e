"""Bans told by a verb: "has stopped all exports of …", "exports, which have been banned"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefs.extract.agencies import agency_at, agency_before
from briefs.extract.cues import Cue
from briefs.extract.names import names_in
from briefs.extract.policy_join import Draft
from briefs.extract.policy_page import Page, draft_of
from briefs.extract.policy_status import Standing, standing_of
from briefs.extract.sentences import Sentence
from briefs.lexicon import TermKind

_HALT: Final = re.compile(
    r"\b(?P<verb>ban|bans|banned|banning|bar|bars|barred|halt|halts|halted|stop|stops|stopped|"
    r"suspend|suspends|suspended|prohibit|prohibits|prohibited|restrict|restricts|restricted|"
    r"limit|limits|limited|limiting|restricting|halting|stopping|suspending|prohibiting|curbing|"
    r"outlaw|outlaws|outlawed|forbid|forbids|freeze|freezes|froze|block|blocks|blocked) "
    r"(?P<what>(?:all |the |its |new |some |further )?(?:[a-z-]+ (?:and )?){0,4}?"
    r"(?:exports?|imports?|shipments|overseas sales|sales|mining|foreign sales|exporting))\b"
    r"(?P<of>(?: of [a-z]+[\w ,-]{0,60})?)"
)
_HALT_END: Final = re.compile(
    r" (?:with|from|until|for|to|after|as|because|by|in|on|starting|effective|at|since|amid)\b"
    r"|, (?!\w+ and )|[.;]"
)


def find_halts(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "Zimbabwe has stopped all exports of raw minerals with immediate effect"."""
    if not page.hints(sentence, "halt", "ban"):
        return
    for match in _HALT.finditer(page.reading.text, sentence.start, sentence.end):
        agency = agency_at(page.reading, sentence, match.start())
        firm = any(n.kind is TermKind.COMPANY for n in names_in(page.reading, sentence))
        if firm and agency_before(page.reading, sentence, match.start()) is None:
            continue  # a company that stops its own exports makes no rule
        if agency is None or not page.free(match.start(), match.end()):
            continue
        of = match["of"]
        cut = _HALT_END.search(of)
        what = match["what"] + (of[: cut.start()] if cut else of)
        for article in ("all ", "the ", "its ", "some "):
            what = what.removeprefix(article)
        standing = _halting(page, sentence, match)
        if standing is None:
            continue
        page.taken.append((match.start(), match.end()))
        title = f"ban on {what.strip()}"
        yield draft_of(page, sentence, title, "ban", standing, rule, match.start())


def _halting(page: Page, sentence: Sentence, match: re.Match[str]) -> Standing | None:
    verb = match["verb"]
    sense = "effective" if verb.endswith(("ed", "froze")) else "announced"
    cue = Cue(match.start("verb"), match.end("verb"), sense, "imposed")
    apart = [c for c in page.cues if c.end <= cue.start or c.start >= match.end()]
    near = sorted([*apart, cue], key=lambda c: c.start)
    return standing_of(page.reading, sentence, near, cue.end, cue.end, ()) or None
