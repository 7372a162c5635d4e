"""Which word tells how a policy stands: the nearest before its name, or behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefs.extract.cues import Cue, between
from briefs.extract.policy_follows import THAT_BODY, follows
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence

_REACH: Final = 75  # characters between a name and the word that tells its status
_SCOPE: Final = 45  # characters between that word and "may", "will", "about to" before it
_TURNS: Final = re.compile(r", (?:and|but|while|though|although|whereas) (?!that |which )")
_NOUNS: Final = frozenset(("issue", "release", "approval of", "increase", "raise", "cut", "set"))
_IN_PLACE_SINCE: Final = frozenset(("in place", "in place since", "in force", "in force since"))
_UNDER: Final = re.compile(
    r"\b(?:(?P<put>puts?|put|placed?|places|placing|brings?|brought)|(?:has|have|had|is|are|was|"
    r"were|been|"
    r"remains?|stays?)) (?:[\w,-]+ ){0,6}?under (?:the |an? )?$"
)
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
    "begins collecting",
    "starts collecting",
    "began collecting",
    "started collecting",
    "begins levying",
    "began levying",
    "collects",
    "collected",
    "said nothing about",
    "replaced it with",
    "replaced them with",
    "replacing it with",
    "replaces it with",
}
_PROPOSED_WORDS: Final = "proposed proposes proposing proposals"
PROPOSED: Final = frozenset(_PROPOSED_WORDS.split()) | {
    "proposals to",
    "proposal to",
    "proposes to",
    "a proposal",
    "draft proposal",
    "formal proposal",
}
_DESCRIBES: Final = frozenset(("proposed", "planned", "threatened", "revised", "amended"))
#: "because America, with a 50% duty on primary metal, leaves scrap untaxed".
_WITH_A: Final = re.compile(r"\b(?:[A-Z][\w.]+),? with (?:an? |its |their )(?:[a-z]+ )?$")
#: "Under the quotas miners may ship 18,125 tonnes": the rule is told by what it lets be done.
_UNDER_THE: Final = re.compile(r"\bUnder (?:the |its |a |an )(?:new |revised |planned )?$")
_MODAL: Final = re.compile(
    r",? [\w ’'-]{3,40}? (?:may|must|can|will|would|have to|has to|are to|is to|need|needs|pay)\b"
)
#: "a 25% duty costs it $300 million a year", "Congo's ban has pushed prices up".
_BITES: Final = re.compile(
    r" (?:costs?|(?:has|have) (?:already |since )?"
    r"(?:cost|hurt|hit|cut|raised|pushed|made|kept|driven|squeezed|tightened|slowed|lifted|choked|"
    r"curbed|dented|shut|left|drained|reduced)|(?:is|are) (?:costing|hurting|hitting|squeezing|"
    r"keeping|curbing|choking|pushing|tightening|driving))\b"
)
_NOUN_DELAY: Final = re.compile(r"\b(?:an?|any|further)(?: [a-z0-9-]+){0,2} $")
_BY: Final = re.compile(r" by (?:an? |the |its |new )?(?:[a-z]+ )?")
STAYS: Final = frozenset(("stays", "stay", "remains", "remain"))
UNDOING: Final = ("ended", "suspended")
_PARTING: Final = (", says ", ", said ", " until ", " because ", " whereas ")
_BRACKET: Final = 60  # characters of ", postponed twice,"
_VERB: Final = 8  # characters from the comma to "abolished" of ", is abolished"
_DATE_BEHIND: Final = re.compile(
    r"(?: of)? (?:the |this |next )?(?:[A-Z]|[0-9]|year\b|month\b|week\b|quarter\b|decade\b)"
)
_MAIN: Final = ("effective", "ended", "suspended", "extended", "expires", "future")
#: "would be 250-260 million tonnes", "will be 12%": a level set.
_SET_AT: Final = re.compile(
    r"(?: be)?(?: set)? (?:at |about |up to |around |raised to |cut to )?[$€£]?[0-9]"
)
_PASSED: Final = frozenset(("approved", "approves", "passed", "passes", "adopted", "adopts"))


def telling(
    reading: Reading, sentence: Sentence, cues: Sequence[Cue], start: int, end: int,
    heads: Sequence[Cue],
) -> Cue | None:  # fmt: skip
    """The cue nearest to a name: behind it ("… is suspended") or before it ("lifted the …")."""
    text = reading.text
    under = _UNDER.search(text, max(sentence.start, start - 90), start)
    if under:  # "has had tellurium under export control since February"
        sense = "announced" if under["put"] else "effective"
        return Cue(under.start(), start, sense, "under")
    if "%" in text[start:end] and _WITH_A.search(text, max(sentence.start, start - 40), start):
        return Cue(start - 1, start, "effective", "with")
    if _UNDER_THE.search(text, sentence.start, start) and _MODAL.match(text, end):
        return Cue(sentence.start, start, "announced", "under the")
    behind = _behind(text, sentence, cues, end, heads)
    if behind is None and _BITES.match(text, end) and _is_standing(text, start, end):
        return Cue(end, end, "effective", "bites")
    nearest = _gap_behind(text, behind, end, heads) if behind else _REACH + 40
    before = _before(text, sentence, cues, start, behind)
    if before is None or (behind and _is_told_of(text, end, before, behind)):
        return behind
    return before if _gap_before(before, behind, start, heads) <= nearest else behind


def _is_standing(text: str, start: int, end: int) -> bool:
    """ "a 25% duty", "Congo's ban": what bites and has a rate or an owner is in force."""
    return "%" in text[start:end] or text.endswith(("'s ", "’s "), 0, start)


def _is_told_of(text: str, end: int, before: Cue, behind: Cue) -> bool:
    """ "exempt from the tariffs that Washington announced": the clause behind tells."""
    return before.sense == "effective" and THAT_BODY.fullmatch(text, end, behind.start) is not None


def _behind(
    text: str, sentence: Sentence, cues: Sequence[Cue], end: int, heads: Sequence[Cue]
) -> Cue | None:
    """The first word behind a name that tells how it stands."""
    near = between(cues, end, min(sentence.end, end + _REACH))
    closed = _bracket_end(text, end, near)
    for cue in near:
        if cue.start < closed or _is_date(text, cue):
            continue
        if cue.sense == "future":
            if _SET_AT.match(text, cue.end) and cue.start - end < 4:
                return cue._replace(sense="announced")  # "the quota would be 250 million tonnes"
            continue
        if _cut(text, end, cue.start) or _TURNS.search(text[end : cue.start]):
            continue
        loose = cue.sense == "rumoured" and text.startswith(", which", end)
        if loose or not follows(text, end, cue, cues):
            continue
        if cue.word in _IN_PLACE_SINCE and _heads_between(heads, end, cue.start):
            continue  # "the quotas replace a ban in place since May"
        return cue
    return None


def _bracket_end(text: str, end: int, near: Sequence[Cue]) -> int:
    """Where the words between commas end that only describe a name, 0 without such: "the ban,
    postponed twice, comes into force"; the main verb behind them tells."""
    first = near[0] if near else None
    if first is None or text[end : first.start] != ", " or not first.word.endswith("ed"):
        return 0
    close = text.find(", ", first.end, first.end + _BRACKET)
    told = close > 0 and any(0 < c.start - close < _VERB and c.sense in _MAIN for c in near)
    return close if told else 0


def _is_date(text: str, cue: Cue) -> bool:
    """ "to the end of January": no end of a rule."""
    return cue.word in ("end of", "end") and _DATE_BEHIND.match(text, cue.end) is not None


def _gap_behind(text: str, cue: Cue, end: int, heads: Sequence[Cue]) -> int:
    gap = cue.start - end + 2 * _heads_between(heads, end, cue.start)
    if cue.start - end < 4 and cue.word.endswith("ed") and cue.sense != "effective":
        gap += 25  # "the measures announced in May" only describes
    return gap


def _before(
    text: str, sentence: Sentence, cues: Sequence[Cue], start: int, behind: Cue | None
) -> Cue | None:
    """The last word before a name that tells how it stands."""
    for cue in reversed(between(cues, max(sentence.start, start - _REACH), start)):
        if (
            cue.end > start
            or cue.sense in ("future", "expires", "shifted")
            or _cut(text, cue.end, start)
        ):
            continue
        adds = cue.word.startswith("add") and text.startswith(" that ", cue.end)
        if adds or _is_date(text, cue):
            continue  # "the notes add that …", "to the end of January"
        if cue.sense == "drop" and behind and behind.word in STAYS:
            continue  # "if the tariff stays"
        if cue.sense in UNDOING and _BY.fullmatch(text, cue.end, start):
            return None  # "the deal could be held up by a security review"
        purpose = text.endswith(("to ", "To "), 0, cue.start)  # "To implement the law, …"
        if cue.sense == "effective" and (purpose or cue.word not in _GOVERNS):
            continue
        if cue.word in _NOUNS and text.endswith(("the ", "The ", "an "), 0, cue.start):
            continue  # "has frozen the issue of licences"
        if cue.word == "delay" and not _is_granted(text, cues, cue):
            continue  # "a delay to the tariffs is the main risk"
        undone = behind is not None and behind.sense in UNDOING
        described = cue.word in _DESCRIBES and start - cue.end < 2
        if described and (undone or _is_undone(text, cues, cue)):
            continue
        return cue
    return None


def _gap_before(cue: Cue, behind: Cue | None, start: int, heads: Sequence[Cue]) -> int:
    passing = behind and (behind.word in _IN_PLACE_SINCE or behind.sense == "expires")
    if passing and cue.sense in UNDOING:
        return 0  # "lifted the moratorium in place since 2019", "froze licences until 2027"
    return start - cue.end + 30 * _heads_between(heads, cue.end, start)


def _is_granted(text: str, cues: Sequence[Cue], cue: Cue) -> bool:
    """ "announced a delay to the duty"; a verb needs no such word."""
    noun = _NOUN_DELAY.search(text, max(0, cue.start - 30), cue.start)
    before = between(cues, cue.start - 44, cue.start)
    return noun is None or any(c.sense == "announced" and c.end + 1 == noun.start() for c in before)


def _is_undone(text: str, cues: Sequence[Cue], cue: Cue) -> bool:
    """ "removed a proposed ban": the word before tells, "proposed" only describes."""
    before = between(cues, max(0, cue.start - 30), cue.start)
    if cue.word not in PROPOSED:
        return any(c.sense not in ("rumoured", "future") for c in before)
    return any(c.sense in ("ended", "suspended") or c.word in _PASSED for c in before)


def scope_of(
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
    return parted or any(word in gap for word in _PARTING)
