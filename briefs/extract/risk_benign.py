"""What may come and is no danger: a permission, a plan, a rise, a view of prices.

Wires keep "may", "might" and "could" for three things: what a rule lets be done, what somebody
plans or forecasts, and what may go wrong. The first two have their own verbs; the rest is a risk.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from briefs.extract.cues import Cue, read_table
from briefs.extract.names import names_in
from briefs.extract.risk_page import RiskPage
from briefs.extract.sentences import Sentence
from briefs.lexicon import TermKind

_ADVERBS: Final = re.compile(
    r"(?: (?:also|still|yet|even|soon|simply|well|further|again|then|eventually|ultimately|just|"
    r"only|quickly|temporarily|partly|now|first|instead|thus|therefore|later|already|gradually|"
    r"slowly|finally|at least|in turn|perhaps|[a-z]+ly))* "
)
_ACTORS: Final = (TermKind.AGENCY, TermKind.HOUSE, TermKind.PLACE)
_NEAR: Final = 3  # characters between an actor and the modal
_UNSAID: Final = re.compile(
    r"\b(?:whether|how|what|where|which|who|that both|until then|as) [^,;]*$"
)


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Verbs that tell no danger, in the active and behind "be"."""
    rows = {row["form"]: row["words"] for row in read_table("risk_benign")}
    active = re.compile(rf"(?:{rows['active']})\b")
    return active, re.compile(
        rf"(?:be|have been|have to be|need to be) (?:[a-z]+ )??(?:{rows['passive']})\b"
    )


def is_benign(page: RiskPage, sentence: Sentence, cue: Cue, begin: int) -> bool:
    """Is what a modal tells a permission, a plan, a hope or a price, by its verb or its subject?"""
    adverbs = _ADVERBS.match(page.lowered, cue.end)
    if adverbs is None or _UNSAID.search(page.lowered, sentence.start, cue.start):
        return True
    active, passive = _verbs()
    at = adverbs.end()
    if active.match(page.lowered, at) or passive.match(page.lowered, at):
        return True
    near = [n for n in names_in(page.reading, sentence) if begin <= n.start < cue.start]
    acting = near and 0 <= cue.start - near[-1].end < _NEAR
    return bool(acting and (near[-1].place or near[-1].kind in _ACTORS))
