"""Which bare "rose" or "fell" is news of its own: told as done, of a thing that has a price.

A forecast, a purpose ("to lift sales"), an actor ("holders raised quotes") and a thing whose price
the flash states are left out.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from briefs.extract.cues import load_cues, lower
from briefs.extract.directions import DirectionWord
from briefs.extract.move_clauses import Statement
from briefs.extract.numbers import Measure
from briefs.extract.phrases import Phrase
from briefs.extract.reading import Reading
from briefs.lexicon import TermKind

_PAST: Final = re.compile(
    r"(?:\w{2,}ed|rose|risen|fell|fallen|grew|grown|slid|sank|sunk|leapt|shrank|shrunk|"
    r"shot up|went up|gave back|picked up|came down|went down|gone up|"
    r"held|held steady|held firm|held flat|"
    r"was flat|was unchanged|remained \w+|stayed \w+|kept \w+|"
    r"held stable|did not \w+)(?: \w+)?$"
)
_GOING: Final = re.compile(r"(?:\w+ing)(?: \w+)?$")
_GOING_ON: Final = re.compile(
    r"\b(?:kept|keeps?|was|were|is|are|been|continued|started|began|remained)(?: \w+)? $"
)
_STANDING: Final = re.compile(
    r"\b(?:was|were|closed|ended|finished|moved|remained|stayed|settled|traded|is|are|been|opened|"
    r"pushed|turned|went|drifted|crept|nudged)(?: (?:broadly|slightly|mostly|again|also|sharply|"
    r"generally|largely|basically|all|once more|further|much|both|little|stubbornly))* $"
)
_SAW: Final = re.compile(
    r"\b(?:saw|seen|recorded|posted|experienced|registered|enjoyed|suffered|staged|made)"
    r" an?(?: \w+){0,2} $"
)
_NOUNS_TEXT: Final = """
increase rise surge gain jump climb advance rally rebound drop decline fall decrease slide slump
plunge retreat dip
"""
_NOUNS: Final = frozenset(_NOUNS_TEXT.split())
_PASSIVE: Final = re.compile(r"\b(?:was|were|been|got|is|are|had)(?: \w+)? $")
_INFINITIVE: Final = re.compile(r"\bto(?: \w+)? $")
_BEGUN: Final = re.compile(
    r"\b(?:begun|began|started|continued|continues|continuing) to(?: \w+)? $"
)
#: "monazite concentrate recovered from other minerals": a participle, no rise.
_FROM_WASTE: Final = re.compile(
    r" from (?!.{0,40}\b(?:lows?|loss(?:es)?|slump|drop|fall|slide|bottom|week|month|year)\b)"
)
_HELD_BY: Final = re.compile(r" (?:by|in|at|on|for)\b")
_BASE: Final = re.compile(
    r"(?:fall|rise|drop|climb|slip|slide|decline|increase|weaken|firm|soften|grow)$"
)
_CLAUSE_END: Final = re.compile(r"[;；。]|\bwhile\b|\bafter\b|\bwhereas\b")
_CLAUSE: Final = 160  # characters before a change in which "expected" makes it a forecast
_GAP: Final = 48  # characters between a subject and its verb
_LEVELS: Final = (Measure.BARE, Measure.MONEY)  # of a table, with the unit in its heading
#: "ferrosilicon prices fell, which brought the production cost down to …": another price.
_ELSEWHERE: Final = re.compile(r", which\b|\b(?:costs?|profits?|margins?|premium|spread)\b")
#: "doubled tariffs on steel and aluminium imports to 50%": a rate, and nothing rose by it.
_LEVIED_ON: Final = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es)?|royalt(?:y|ies)) on [^,;.]{0,70} to $"
)
_MILLION: Final = Decimal(1_000_000)
_PRICED: Final = (TermKind.MATERIAL, TermKind.CONTRACT)
_TRADED: Final = frozenset(
    {TermKind.MATERIAL, TermKind.CONTRACT, TermKind.COMPANY, TermKind.SECTOR}
)


#: What may stand before a word of change that is no past form of its own.
_TELLING: Final = (_STANDING, _PASSIVE, _BEGUN, _GOING_ON)


def is_plain_move(reading: Reading, statement: Statement, priced: frozenset[str]) -> bool:
    """Is this direction without a number a fact of its own? `priced` are the things whose price
    the flash states."""
    turn = statement.turn
    if turn is None or statement.levelled or statement.object_follows:
        return False
    subject = statement.subjects[-1]
    gap = reading.text[subject.end : turn.start]
    if len(gap) > _GAP or not _verb_form(gap, turn.word, turn.form) or _hedged(reading, statement):
        return False
    if turn.word == "recovered" and _FROM_WASTE.match(reading.text, turn.end):
        return False
    if turn.word == "held" and _HELD_BY.match(reading.text, turn.end):
        return False
    if colon_follows(reading.text, turn.end):
        return False
    return any(_moves(reading, phrase) for phrase in statement.subjects) and not any(
        _terms(phrase) & priced for phrase in statement.subjects
    )


def _verb_form(gap: str, word: str, statement_form: str) -> bool:
    if word[0] >= "\u2e80":
        return True
    lowered = f"{gap.lower().rstrip()} "
    if _SAW.search(lowered):
        return word in _NOUNS
    if any(cue.sense == "agentless" for cue in load_cues("move_words").scan(word)):
        return bool(_PASSIVE.search(lowered))
    if _BASE.fullmatch(word):
        return bool(_BEGUN.search(lowered))
    if _GOING.fullmatch(word):
        return bool(_GOING_ON.search(lowered))
    past = statement_form == "verb" and _PAST.fullmatch(word)
    return bool(past) or bool(_STANDING.search(lowered))


def may_be_told(text: str, start: int, turn: DirectionWord) -> bool:
    """Could the words before a turn, from `start` on, tell it as done?"""
    word = turn.word
    if word[0] >= "\u2e80":
        return True
    near = text[max(start, turn.start - _GAP) : turn.start]
    if _INFINITIVE.search(near) and not _BEGUN.search(near):
        return False
    before = f"{near.lower().rstrip()} "
    if word in _NOUNS and _SAW.search(before):
        return True
    return _verb_form("", word, turn.form) or any(told.search(before) for told in _TELLING)


def _hedged(reading: Reading, statement: Statement) -> bool:
    """Something between the start of the clause and the verb says that it has not happened."""
    assert statement.turn is not None
    start = max(statement.sentence.start, statement.subjects[0].start - 40)
    before = reading.text[start : statement.turn.start]
    if _INFINITIVE.search(before) and not _BEGUN.search(before):
        return True
    return bool(_senses(before) & {"modal", "forecast"})


def _senses(text: str) -> set[str]:
    """What the words of a text say; the month of May says nothing."""
    cues = load_cues("move_words").scan(lower(text))
    return {cue.sense for cue in cues if not (cue.word == "may" and text[cue.start] == "M")}


def is_done(reading: Reading, statement: Statement, priced: frozenset[str]) -> bool:
    """Is a change told as having happened, and not as expected, feared or proposed? What is raised
    or lost by the million is no change of a price."""
    number = statement.number
    if number and number.measure is Measure.MONEY and number.scale >= _MILLION:
        return False
    start = max(statement.sentence.start, statement.at - _CLAUSE)
    if number and _LEVIED_ON.search(reading.text, start, number.start):
        return False
    for mark in _CLAUSE_END.finditer(reading.text, start, statement.at):
        start = mark.end()
    return "forecast" not in _senses(reading.text[start : statement.at])


def colon_follows(text: str, at: int) -> bool:
    return any(mark in text[at : at + 20] for mark in ":：")


def _moves(reading: Reading, phrase: Phrase) -> bool:
    if any(term.kind in _TRADED for term in phrase.terms):
        return True
    words = load_cues("move_words").scan(lower(phrase.of(reading.text)))
    return any(cue.sense == "thing" for cue in words)


def _terms(phrase: Phrase) -> set[str]:
    return {term.id for term in phrase.terms if term.kind in _TRADED}


def priced_terms(reading: Reading) -> frozenset[str]:
    """The things, and groups of things, that a price stands next to: their level is the news."""
    found: set[str] = set()
    for sentence in reading.sentences:
        named = [m for m in reading.mentions_in(sentence) if m.term.kind in _PRICED]
        for number in reading.numbers_in(sentence):
            told = number.measure is Measure.PRICE or (
                number.measure in _LEVELS and reading.is_claimed(number)
            )
            if named and told:
                before = reading.within(named, sentence.start, number.start)
                if before and _ELSEWHERE.search(reading.text[before[-1].end : number.start]):
                    continue
                found |= reading.lexicon.ancestors((before[-1] if before else named[0]).term.id)
    return frozenset(found)
