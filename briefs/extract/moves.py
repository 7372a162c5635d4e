"""Moves: how much, or which way, something went whose level is not stated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from briefs.extract.move_attributes import attributes_of
from briefs.extract.move_clauses import Statement, Told
from briefs.extract.move_directions import is_done, is_plain_move, priced_terms
from briefs.extract.move_statements import statements_of
from briefs.extract.move_subjects import Named, named
from briefs.extract.numbers import Measure
from briefs.extract.periods import period_near
from briefs.extract.reading import Reading
from briefs.types import Direction, Move

Accepts = Callable[[Reading, Statement, frozenset[str]], bool]


@dataclass(frozen=True, slots=True)
class MoveRule:
    """Reads statements of one `told` that `accepts` lets through."""

    name: str
    example: str
    told: Told
    accepts: Accepts


RULES: Final = (
    MoveRule("move.percent", "Zhenghai rose 6.1%, Guangsheng 5.59%; FCX -6.2%", "percent", is_done),
    MoveRule("move.amount", "lithium carbonate shed about 6,000 yuan/mt", "amount", is_done),
    MoveRule("move.limit", "Chuangxing Resources hit the daily limit", "limit", is_done),
    MoveRule("move.ranking", "Yujing and Baogang were among the top gainers", "ranking", is_done),
    MoveRule(
        "move.direction", "rare earth spot prices climbed sharply", "direction", is_plain_move
    ),
    MoveRule("move.attribute", "a firmer US dollar index weighed on zinc", "attribute", is_done),
)
_BY_TOLD: Final = {rule.told: rule for rule in RULES}


def read_moves(reading: Reading) -> Iterator[Move]:
    """The moves a flash states; what its headline repeats is given once."""
    seen: set[tuple[object, ...]] = set()
    found: list[Move] = []
    priced = priced_terms(reading)
    told_apart = (
        one for where in reading.sentences if where.kind != "title"
        for one in attributes_of(reading, where)
    )  # fmt: skip
    for statement in chain(statements_of(reading), told_apart):
        rule = _BY_TOLD[statement.told]
        if not rule.accepts(reading, statement, priced) or _told_in_body(reading, statement):
            continue
        for subject in named(reading, statement):
            move = _move(reading, statement, subject, rule.name)
            key = (move.subject.lower(), move.change_pct, move.change, move.limit or move.direction)
            if key not in seen:
                seen.add(key)
                found.append(move)
    measured = {_whom(move) for move in found if move.change_pct is not None or move.limit}
    for move in found:
        if move.rule not in ("move.direction", "move.attribute") or _whom(move) not in measured:
            yield move


def _whom(move: Move) -> str:
    return move.term or move.subject.lower()


def _told_in_body(reading: Reading, statement: Statement) -> bool:
    """A headline or heading repeats: its numbers count only where the text does not have them."""
    if statement.sentence.kind not in ("title", "heading", "row"):
        return False
    number = statement.number
    if number is None or number.bound:
        return statement.sentence.kind != "row"
    return reading.times_told(number) > 1


def _move(reading: Reading, statement: Statement, subject: Named, rule: str) -> Move:
    quote, span = reading.cite(
        min(subject.start, statement.at), max(subject.end, statement.until)
    )  # fmt: skip
    sentence, number = statement.sentence, statement.number
    sign = -1 if statement.direction is Direction.DOWN else 1
    amount = abs(number.low) * sign if number and not number.ranged else None
    if number:
        reading.claim(number)
    percent = number is not None and number.measure is Measure.PERCENT
    limit = statement.direction if statement.told == "limit" or statement.limited else None
    return Move(
        subject=subject.name,
        mention=subject.mention,
        term=subject.term,
        change_pct=amount if percent else None,
        change=None if percent else amount,
        change_unit=number.unit if number and not percent else None,
        direction=statement.direction,
        period=period_near(reading, statement.at, statement.until, sentence.start, sentence.end),
        limit="down" if limit is Direction.DOWN else "up" if limit else None,
        quote=quote,
        span=span,
        rule=rule,
    )
