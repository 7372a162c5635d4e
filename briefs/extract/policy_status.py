"""Where in its life a policy stands, from the words around its name and the day of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date as Day
from typing import Final

from briefs.extract.cues import Cue, between
from briefs.extract.dates import DateMention
from briefs.extract.policy_follows import follows
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.sieve import Sieved
from briefs.types import PolicyStatus

_REACH: Final = 75  # characters between a name and the word that tells its status
_SCOPE: Final = 45  # characters between that word and "may", "will", "about to" before it
_START: Final = re.compile(
    r"(?:from|since|effective(?: from| on| after)?|as of|starting(?: from| on)?|starts? (?:on|in|"
    r"from)|"
    r"started (?:on|in)|beginning(?: on| in)?|begins? (?:on|in)|began (?:on|in)|"
    r"(?:takes?|taken|took) (?:full )?effect (?:on|in|from)|into (?:force|effect) (?:on|in|from)|"
    r"in (?:force|place) (?:since|from)|dates from|kicked in on|imposed (?:on|in)|halted in|"
    r"(?:force|effect) as of|(?:appl(?:y|ies)|bites?) (?:from|on|as of|since)|"
    r"implemented (?:on|in|from)|"
    r"(?:kicked|kicks) in on \w+,?|自)(?: the)?(?: (?:start|end|close|settlement|night session|"
    r"opening|session|morning)(?: of| on)?| early| late| mid-?)?(?: trading)?(?: of| on)?[ ]?$",
    re.IGNORECASE,
)
_PAST: Final = re.compile(
    r"(?:since|started|began|took|came|went|entered|kicked|imposed|halted|dates|implemented)\b",
    re.IGNORECASE,
)
_END: Final = re.compile(
    r"\b(?:until|till|through|expires? (?:on|in)|ends? (?:on|in)|by|before|out in|out on|to)"
    r"(?: the)?(?: end of)? $", re.IGNORECASE,
)  # fmt: skip
_MEANS: Final = re.compile(r"\b[Bb]y [a-z]+ing\b[^,.;]*$")
_ONLY_PAUSED: Final = re.compile(r", (?:suspending|pausing) (?:it|them|the)\b")
_JUST_NOW: Final = 21  # days after which "from April" no longer means this year's
_SOON: Final = 12  # characters between "ends" and the day on which it ends
_TURNS: Final = re.compile(r", (?:and|but|while|though|although|whereas) (?!that |which )")
_CHANGED: Final = frozenset(
    ("doubled", "raised", "increased", "hiked", "introduced", "lowered", "adopted", "enacted")
)
_WANTED: Final = re.compile(
    r"\b(?:wants?|wanted|asks?|asked|urges?|urged|press(?:es|ed)|pushes|lobb(?:y|ies|ied)|"
    r"calls? on|called on|"
    r"would like|begs?|begged|pleads? with|expects?) (?!to\b)[\w’' -]{2,40} to $"
)
_NOUNS: Final = frozenset(("issue", "release", "approval of", "increase", "raise", "cut", "set"))
_AND_IN_FORCE: Final = re.compile(
    r"\band (?:that |which )(?:took effect|came into|went into|entered into|have been in)\b"
)
_IN_PLACE_SINCE: Final = frozenset(("in place", "in place since", "in force", "in force since"))
_UNDER: Final = re.compile(
    r"\b(?:(?P<put>puts?|put|placed?|places|placing|brings?|brought)|(?:has|have|had|is|are|was|were|been|"
    r"remains?|stays?)) (?:[\w,-]+ ){0,6}?under (?:the |an? )?$"
)
_RAISED: Final = re.compile(r" (?:to|by|from) (?:about |around |up to )?[$€£]?[0-9]")
_VOTED: Final = re.compile(
    r"\b(?:voted?|votes|agreed?|agrees|decid(?:ed|es)|opted)\b[\w ]{0,24}? to $"
)
_ENDS: Final = frozenset(("ends", "end", "expires", "expire", "lapses", "disappears", "runs out"))
#: Words for being in force that may stand before what is in force.
_GOVERNS_WORDS: Final = """
    implemented implements implement began imposed enforced enforces applied applying charges
    charged face faces facing current existing stay remain remains stays started
"""
_GOVERNS: Final = frozenset(_GOVERNS_WORDS.split()) | {
    "have imposed",
    "hit by",
    "exempts",
    "exempted",
    "exempting",
    "exempt from",
    "exempted from",
    "subject to",
    "stay on",
    "said nothing about",
    "replaced it with",
    "replaced them with",
    "replacing it with",
    "replaces it with",
}
_PROPOSED_WORDS: Final = "proposed proposes proposing proposals"
_PROPOSED: Final = frozenset(_PROPOSED_WORDS.split()) | {
    "proposals to",
    "proposal to",
    "proposes to",
}
_DESCRIBES: Final = frozenset(("proposed", "planned", "threatened", "revised", "amended"))
_PASSED: Final = frozenset(("approved", "approves", "passed", "passes", "adopted", "adopts"))
_CLAUSE: Final = re.compile(r"; |, (?:and|but|while|whereas|although|though)\b|；|。")
_NOW: Final = re.compile(
    r"\b(?:from (?:the |its )?(?:date|day) of (?:issue|issuance|publication|promulgation|release|"
    r"announcement|signing|the notice)|(?:on|upon|from) (?:publication|promulgation)|the same day|"
    r"with immediate effect|takes? effect immediately|effective immediately|at once|"
    r"from that day|from today|in place since|in force since|already in (?:force|effect|place))\b|"
    r"即日起|公布之日起|发布之日起|印发之日起"
)
_LIKELY_NOW: Final = Sieved(_NOW)
_ORDER: Final = {
    PolicyStatus.SUSPENDED: 6, PolicyStatus.ENDED: 5, PolicyStatus.CONSULTATION: 4,
    PolicyStatus.EFFECTIVE: 3, PolicyStatus.ANNOUNCED: 2, PolicyStatus.RUMOURED: 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """A status with the dates that go with it. `weight` 3: a date or "at once" says it; 2: a verb
    does; 1: a headline or a passing word."""

    status: PolicyStatus
    weight: int
    date: Day | None = None
    starts: Day | None = None
    cue: Cue | None = None
    lifting: bool = False  # it is the end of the measure that is told


def standing_of(
    reading: Reading, sentence: Sentence, cues: Sequence[Cue], start: int, end: int,
    heads: Sequence[Cue],
) -> Standing | None:  # fmt: skip
    """The standing the words around `start:end` give; None when they give none."""
    cue = _telling(reading, sentence, cues, start, end, heads)
    if cue is None:
        return None
    if cue.word.endswith("ing") and _MEANS.search(reading.text, max(0, cue.start - 60), cue.end):
        return None  # "by introducing quotas, reserves are protected"
    if cue.sense == "consultation" and reading.text.endswith("first ", 0, cue.start):
        return None  # "the curbs were first proposed in January"
    scope = _scope(reading, sentence, cues, min(cue.start, start), cue.start)
    if cue.word in ("face", "faces") and any(c.sense == "future" for c in scope):
        return None
    if cue.sense == "drop" or any(c.sense == "drop" for c in scope[-1:]):
        return None
    maybe = any(c.sense == "rumoured" for c in scope)
    maybe = maybe or _WANTED.search(reading.text, max(0, cue.start - 70), cue.start) is not None
    later = any(c.sense == "future" for c in scope)
    if reading.text.endswith("to ", 0, cue.start):  # "for the ban to end", "voted to lift the ban"
        maybe, later = maybe or 0 <= cue.start - end < len(" to  "), True
    later = later or _goes_with(reading.text, sentence, cues, cue)
    status, lifting = _status(cue, maybe, later)
    if cue.sense == "extended" and _VOTED.search(reading.text, max(0, cue.start - 50), cue.start):
        status = PolicyStatus.ANNOUNCED
    if cue.word.startswith("lift") and cue.end <= start and _RAISED.match(reading.text, end):
        lifting = False  # "lifted margins on silver to 15%"
        status = PolicyStatus.ANNOUNCED if status is PolicyStatus.ENDED else status
    if cue.start < start and scope and scope[-1].word in _PROPOSED:  # "proposed adding …"
        status = PolicyStatus.CONSULTATION
    if status is PolicyStatus.ENDED and _ONLY_PAUSED.search(reading.text, cue.end, sentence.end):
        status, lifting = PolicyStatus.SUSPENDED, False  # "lifted its ban, suspending it until …"
    if cue.start >= end and _AND_IN_FORCE.search(
        reading.text, cue.end, min(sentence.end, cue.end + 60)
    ):
        status = PolicyStatus.EFFECTIVE  # "sanctions that London announced and that took effect"
    if cue.word in _CHANGED and 0 <= cue.start - end < 4:  # "the duties, doubled in June, …"
        status = PolicyStatus.EFFECTIVE
    standing = Standing(status, 2, cue=cue, lifting=lifting)
    next_head = next((h.start for h in between(heads, max(end, cue.end), sentence.end)), None)
    dates = [d for d in reading.dates_in(sentence) if next_head is None or d.start < next_head]
    around = min(start, cue.start), max(end, cue.end)
    dated = _dated(reading, sentence, standing, around, dates)
    return _to_come(reading, sentence, dated) if later else dated


def _to_come(reading: Reading, sentence: Sentence, standing: Standing) -> Standing:
    """ "is to tighten from April", told in December: the April to come."""
    day, published = standing.starts, reading.published
    if not (day and published) or (published - day).days < _JUST_NOW:
        return standing
    if str(day.year) in reading.text[sentence.start : sentence.end]:
        return standing
    status = standing.status
    status = PolicyStatus.ANNOUNCED if status is PolicyStatus.EFFECTIVE else status
    return replace(standing, status=status, starts=_not_past(reading, day))


def _goes_with(text: str, sentence: Sentence, cues: Sequence[Cue], cue: Cue) -> bool:
    """ "will raise its royalty and abolish the levy": a second verb of one "will"."""
    plain = not cue.word.endswith(("ed", "s", "ing")) and text.endswith("and ", 0, cue.start)
    return plain and any(c.sense == "future" for c in between(cues, sentence.start, cue.start))


def stronger(one: Standing, other: Standing) -> Standing:
    """Of two tellings of one policy, the one to believe."""
    if one.weight != other.weight:
        first, second = (one, other) if one.weight > other.weight else (other, one)
        done = second.status in (PolicyStatus.SUSPENDED, PolicyStatus.ENDED)
        if second.weight == 1 or not done:
            return first
    return one if _ORDER[one.status] >= _ORDER[other.status] else other


def _telling(
    reading: Reading, sentence: Sentence, cues: Sequence[Cue], start: int, end: int,
    heads: Sequence[Cue],
) -> Cue | None:  # fmt: skip
    """The cue nearest to a name: behind it ("… is suspended") or before it ("lifted the …")."""
    text, best, nearest = reading.text, None, _REACH + 40
    under = _UNDER.search(text, max(sentence.start, start - 90), start)
    if under:  # "has had tellurium under export control since February"
        sense = "announced" if under["put"] else "effective"
        return Cue(under.start(), start, sense, "under")
    for cue in between(cues, end, min(sentence.end, end + _REACH)):
        if (
            cue.sense == "future"
            or _cut(text, end, cue.start)
            or _TURNS.search(text[end : cue.start])
        ):
            continue
        loose = cue.sense == "rumoured" and text.startswith(", which", end)
        if loose or not follows(text, end, cue, cues):
            continue
        if cue.word in _IN_PLACE_SINCE and _heads_between(heads, end, cue.start):
            continue  # "the quotas replace a ban in place since May"
        gap = cue.start - end + 2 * _heads_between(heads, end, cue.start)
        if cue.start - end < 4 and cue.word.endswith("ed") and cue.sense != "effective":
            gap += 25  # "the measures announced in May" only describes
        if gap < nearest:
            best, nearest = cue, gap
        break
    for cue in reversed(between(cues, max(sentence.start, start - _REACH), start)):
        if (
            cue.end > start
            or cue.sense in ("future", "expires", "shifted")
            or _cut(text, cue.end, start)
        ):
            continue
        purpose = text.endswith(("to ", "To "), 0, cue.start)  # "To implement the law, …"
        if cue.sense == "effective" and (purpose or cue.word not in _GOVERNS):
            continue
        if cue.word in _NOUNS and text.endswith(("the ", "The ", "an "), 0, cue.start):
            continue  # "has frozen the issue of licences"
        if cue.word == "delay" and not _is_granted(text, cues, cue):
            continue  # "a delay to the tariffs is the main risk"
        undone = best is not None and best.sense in ("ended", "suspended")
        described = cue.word in _DESCRIBES and start - cue.end < 2
        if described and (undone or _is_undone(text, cues, cue)):
            continue
        gap = start - cue.end + 30 * _heads_between(heads, cue.end, start)
        passing = best and (best.word in _IN_PLACE_SINCE or best.sense == "expires")
        if passing and cue.sense in ("ended", "suspended"):
            gap = 0  # "lifted the moratorium in place since 2019", "froze licences until 2027"
        if gap <= nearest:
            best, nearest = cue, gap
        break
    return best


def _is_granted(text: str, cues: Sequence[Cue], cue: Cue) -> bool:
    """ "announced a delay to the duty"; a verb needs no such word."""
    if not text.endswith(("a ", "any ", "further "), 0, cue.start):
        return True
    return any(c.sense == "announced" for c in between(cues, cue.start - 24, cue.start))


def _is_undone(text: str, cues: Sequence[Cue], cue: Cue) -> bool:
    """ "removed a proposed ban": the word before tells, "proposed" only describes."""
    before = between(cues, max(0, cue.start - 30), cue.start)
    if cue.word not in _PROPOSED:
        return any(c.sense not in ("rumoured", "future") for c in before)
    return any(c.sense in ("ended", "suspended") or c.word in _PASSED for c in before)


def _scope(
    reading: Reading, sentence: Sentence, cues: Sequence[Cue], start: int, end: int
) -> list[Cue]:
    """The cues that colour the telling one: "may", "will", "talk is growing that"."""
    before = between(cues, max(sentence.start, start - _SCOPE), end)
    return [cue for cue in before if not _cut(reading.text, cue.end, end)]


def _heads_between(heads: Sequence[Cue], start: int, end: int) -> int:
    return len(between(heads, start, end))


def _cut(text: str, start: int, end: int) -> bool:
    gap = text[start:end]
    parted = ";" in gap or ": " in gap or ". " in gap or "；" in gap or "。" in gap
    return parted or ", says " in gap or ", said " in gap or " until " in gap


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


def _dated(
    reading: Reading, sentence: Sentence, standing: Standing, around: tuple[int, int],
    dates: Sequence[DateMention],
) -> Standing:  # fmt: skip
    """Add the dates of the sentence; a start on or before publication means in force."""
    starts = told = None
    stated = since = False
    low, high = _clause(reading.text, sentence, *around)
    for mention in dates:
        if _comes_later(reading, standing, mention):
            starts, stated = _not_past(reading, _first_day(mention)), True
            continue
        before = reading.text[max(sentence.start, mention.start - 44) : mention.start]
        if _START.search(before):
            if low <= mention.start < high and not stated:
                starts, stated = _first_day(mention), True
                since = _PAST.search(before) is not None
        elif not _END.search(before) and mention.grain == "day":
            told = told or mention.day
    status, weight = standing.status, standing.weight
    now = _LIKELY_NOW.search(reading.text, sentence.start, sentence.end) is not None
    if standing.lifting and starts and reading.published and starts > reading.published:
        if status is not PolicyStatus.RUMOURED:
            status, weight = PolicyStatus.ANNOUNCED, 3
    elif status in (PolicyStatus.ANNOUNCED, PolicyStatus.EFFECTIVE) and not standing.lifting:
        if stated and not reading.published:
            status = PolicyStatus.EFFECTIVE if since else PolicyStatus.ANNOUNCED
        elif stated and starts and reading.published:
            weight = 3
            in_force = starts <= reading.published
            status = PolicyStatus.EFFECTIVE if in_force else PolicyStatus.ANNOUNCED
        elif now:
            status, weight = PolicyStatus.EFFECTIVE, 3
    return Standing(status, weight, told, starts, standing.cue, standing.lifting)


def _comes_later(reading: Reading, standing: Standing, mention: DateMention) -> bool:
    """ "disappears on January 1, 2027": an end that is still to come."""
    if not (standing.lifting and standing.cue and reading.published):
        return False
    if not 0 <= mention.start - standing.cue.end < _SOON:
        return False
    day = _first_day(mention)
    said = reading.text[mention.start : mention.end]
    yearless = standing.cue.word in _ENDS and str(reading.published.year) not in said
    return day is not None and (day > reading.published or yearless)


def _not_past(reading: Reading, day: Day | None) -> Day | None:
    """A day "ends on" names without a year is the next one of that date."""
    if day and reading.published and day <= reading.published and (day.month, day.day) != (2, 29):
        return day.replace(year=day.year + 1)
    return day


def _clause(text: str, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence that holds a name and its status word."""
    low, high = sentence.start, sentence.end
    for cut in _CLAUSE.finditer(text, sentence.start, sentence.end):
        if cut.end() <= start:
            low = cut.end()
        elif cut.start() >= end:
            high = cut.start()
            break
    return low, high


def _first_day(mention: DateMention) -> Day | None:
    day = mention.first or mention.day
    if day and mention.grain == "month":
        return day.replace(day=1)
    if day and mention.grain == "year":
        return day.replace(month=1, day=1)
    return day
