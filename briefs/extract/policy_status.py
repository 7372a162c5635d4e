"""Where in its life a policy stands, from the words around its name and the day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefs.extract.cues import Cue, between
from briefs.extract.policy_dates import dated, to_come
from briefs.extract.policy_follows import follows
from briefs.extract.policy_standing import Standing
from briefs.extract.policy_telling import PROPOSED, STAYS, UNDOING, scope_of, telling
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.types import PolicyStatus, Span

_MEANS: Final = re.compile(r"\b[Bb]y [a-z]+ing\b[^,.;]*$")
_ONLY_PAUSED: Final = re.compile(r", (?:suspending|pausing) (?:it|them|the)\b")
_CHANGED: Final = frozenset(
    ("doubled", "raised", "increased", "hiked", "introduced", "lowered", "adopted", "enacted")
)
_WANTED: Final = re.compile(
    r"\b(?:wants?|wanted|asks?|asked|urges?|urged|press(?:es|ed)|pushes|lobb(?:y|ies|ied)|"
    r"calls? on|called on|"
    r"would like|begs?|begged|pleads? with|expects?) (?!to\b)[\w’' -]{2,40} to $"
)
_AND_IN_FORCE: Final = re.compile(
    r"\band (?:that |which )(?:took effect|came into|went into|entered into|have been in)\b"
)
_RAISED: Final = re.compile(r" (?:to|by|from) (?:about |around |up to )?[$€£]?[0-9]")
_VOTED: Final = re.compile(
    r"\b(?:voted?|votes|agreed?|agrees|decid(?:ed|es)|opted)\b[\w ]{0,24}? to $"
)
#: "drops the tariff it is considering".
_PONDERED: Final = re.compile(
    r" (?:that |which )?(?:it|he|she|they|[A-Z]\w+) (?:is|are|was|were|has been) "
    r"(?:considering|weighing|mulling|studying|preparing|planning|drafting|floating)\b"
)
_IF: Final = re.compile(r"\b(?:[Ii]f|[Uu]nless|Should) (?:[\w’'%-]+ ){1,6}$")
#: What is undone may be a plan only: "shelved plans to", "dropped its plan for".
_PLANS: Final = ("plan", "proposal", "intention")
_ITS: Final = re.compile(r" (?:(?:its|the|a|all|their|earlier|any) ){0,2}")


def standing_of(
    reading: Reading, sentence: Sentence, cues: Sequence[Cue], start: int, end: int,
    heads: Sequence[Cue],
) -> Standing | None:  # fmt: skip
    """The standing the words around `start:end` give; None when they give none."""
    cue = telling(reading, sentence, cues, start, end, heads)
    if cue is None or _tells_nothing(reading.text, cue):
        return None
    scope = scope_of(reading, sentence, cues, min(cue.start, start), cue.start)
    if _PONDERED.match(reading.text, end):  # "drops the tariff it is considering"
        return Standing(PolicyStatus.RUMOURED, 2, cue=cue)
    if _is_denied(reading.text, cue, scope):
        kept = cue.sense in UNDOING and any(c.sense == "drop" for c in scope[-1:])
        return Standing(PolicyStatus.EFFECTIVE, 2, cue=cue) if kept else None
    maybe, later = _coloured(reading.text, sentence, cues, cue, scope, end)
    status, lifting = _status(cue, maybe, later)
    if undone := _undone_plan(reading.text, sentence, cues, scope, cue, end):
        status, lifting = PolicyStatus(undone.sense), False
    name = Span(start, end)
    status, lifting = _turned(reading, sentence, cue, scope, name, (status, lifting))
    standing = Standing(status, 2, cue=cue, lifting=lifting)
    around = min(start, cue.start), max(end, cue.end)
    next_head = next((h.start for h in between(heads, max(end, cue.end), sentence.end)), None)
    dates = [d for d in reading.dates_in(sentence) if next_head is None or d.start < next_head]
    standing = dated(reading, sentence, standing, around, dates)
    ahead = later or _AHEAD.search(reading.text, sentence.start, sentence.end)
    return to_come(reading, sentence, standing) if ahead else standing


#: "applies from November 18", told in June: the November to come.
_AHEAD: Final = re.compile(
    r"\b(?:must|(?:have|has) to|takes? effect|(?:comes?|goes) into (?:force|effect)"
    r"|(?:appl(?:y|ies)|starts?|begins?) (?:on|from|as of))\b"
)


def _tells_nothing(text: str, cue: Cue) -> bool:
    """ "by introducing quotas, reserves are protected", "the curbs were first proposed in May"."""
    if cue.word.endswith("ing") and _MEANS.search(text, max(0, cue.start - 60), cue.end):
        return True
    return cue.sense == "consultation" and text.endswith("first ", 0, cue.start)


def _is_denied(text: str, cue: Cue, scope: Sequence[Cue]) -> bool:
    """ "had planned a levy", "will face tariffs", "if Japan drops the ban"."""
    if cue.word in ("face", "faces") and any(c.sense == "future" for c in scope):
        return True
    if cue.word in STAYS:  # "if the tariff stays": it is there
        return False
    if cue.sense != "rumoured" and _IF.search(text, max(0, cue.start - 60), cue.start):
        return True
    return cue.sense == "drop" or any(c.sense == "drop" for c in scope[-1:])


def _coloured(
    text: str, sentence: Sentence, cues: Sequence[Cue], cue: Cue, scope: Sequence[Cue], end: int
) -> tuple[bool, bool]:
    """May it come, and is it still to come?"""
    if cue.word in STAYS and _IF.search(text, max(0, cue.start - 60), cue.start):
        return False, False
    maybe = any(c.sense == "rumoured" for c in scope)
    maybe = maybe or _WANTED.search(text, max(0, cue.start - 70), cue.start) is not None
    later = any(c.sense == "future" for c in scope)
    if text.endswith("to ", 0, cue.start):  # "for the ban to end", "voted to lift the ban"
        maybe, later = maybe or 0 <= cue.start - end < len(" to  "), True
    return maybe, later or _goes_with(text, sentence, cues, cue)


def _undone_plan(
    text: str, sentence: Sentence, cues: Sequence[Cue], scope: Sequence[Cue], cue: Cue, end: int
) -> Cue | None:
    """ "shelved plans to prohibit exports", "Plans for a levy have been put on ice"."""
    planned = next((c for c in scope if c.word.startswith(_PLANS)), None)
    if planned is None and cue.word.startswith(_PLANS):
        planned = cue
    if planned is None:
        return None
    if text[planned.start] == "P":  # the plans are what the sentence is about
        near = between(cues, max(end, planned.end), min(sentence.end, end + 60))
        return next((c for c in near if c.sense in UNDOING and follows(text, end, c, cues)), None)
    before = [c for c in scope if c.sense in UNDOING and c.end < planned.start]
    close = before and _ITS.fullmatch(text, before[-1].end, planned.start)
    return before[-1] if close else None


def _turned(
    reading: Reading, sentence: Sentence, cue: Cue, scope: Sequence[Cue], name: Span,
    told: tuple[PolicyStatus, bool],
) -> tuple[PolicyStatus, bool]:  # fmt: skip
    """What the words around make of a status: a vote to extend is not yet the extension."""
    (status, lifting), text = told, reading.text
    if cue.sense == "extended" and _VOTED.search(text, max(0, cue.start - 50), cue.start):
        status = PolicyStatus.ANNOUNCED
    if cue.word.startswith("lift") and cue.end <= name.start and _RAISED.match(text, name.end):
        lifting = False  # "lifted margins on silver to 15%"
        status = PolicyStatus.ANNOUNCED if status is PolicyStatus.ENDED else status
    if cue.start < name.start and scope and scope[-1].word in PROPOSED:  # "proposed adding …"
        status = PolicyStatus.CONSULTATION
    if status is PolicyStatus.ENDED and _ONLY_PAUSED.search(text, cue.end, sentence.end):
        status, lifting = PolicyStatus.SUSPENDED, False  # "lifted its ban, suspending it until …"
    if cue.start >= name.end and _AND_IN_FORCE.search(
        text, cue.end, min(sentence.end, cue.end + 60)
    ):
        status = PolicyStatus.EFFECTIVE  # "sanctions that London announced and that took effect"
    if cue.word in _CHANGED and 0 <= cue.start - name.end < 4:  # "the duties, doubled in June, …"
        status = PolicyStatus.EFFECTIVE
    return status, lifting


def _goes_with(text: str, sentence: Sentence, cues: Sequence[Cue], cue: Cue) -> bool:
    """ "will raise its royalty and abolish the levy": a second verb of one "will"."""
    plain = not cue.word.endswith(("ed", "s", "ing")) and text.endswith("and ", 0, cue.start)
    return plain and any(c.sense == "future" for c in between(cues, sentence.start, cue.start))


def _status(cue: Cue, maybe: bool, later: bool) -> tuple[PolicyStatus, bool]:
    lifting = cue.sense == "ended"
    if cue.word in ("current", "existing"):
        return PolicyStatus.EFFECTIVE, False
    if cue.sense == "rumoured" or (maybe and cue.sense not in ("consultation", "expires")):
        return PolicyStatus.RUMOURED, lifting
    if cue.sense in ("extended", "expires"):
        return PolicyStatus.EFFECTIVE, False
    if cue.sense == "shifted":
        return PolicyStatus.ANNOUNCED, False
    if cue.word.startswith("not "):  # "will not renew": what runs out is not kept
        return PolicyStatus.ENDED, lifting
    if later and cue.sense in ("effective", "ended"):
        return PolicyStatus.ANNOUNCED, lifting
    return PolicyStatus(cue.sense), lifting
