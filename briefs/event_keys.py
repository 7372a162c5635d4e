"""What an event is recognised by: never words alone, always an entity, a value and a day.

A key is a slot (which figure of what) and the value told for it. Two texts that share keys tell of
the same thing; two that fill one slot differently do not, however alike they sound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from briefs.types import Deal, Fact, Flash, Move, Policy, Price, Volume

Keys = frozenset[str]
NameOf = Callable[[str], str]
_INTRODUCING: Final = ("the ", "average ", "spot ", "price of ", "prices of ", "the ")
_SHARES: Final = ("-stocks", "-shares", "-concept", "-sector")
ENOUGH = 0.5  # of all that two texts state must be stated by both


def event_keys(flash: Flash, facts: Iterable[Fact], name_of: NameOf) -> Keys:
    """The keys of every fact that has a value. `name_of` gives one name for all of an entity's."""
    return frozenset().union(*keys_of_each(flash, facts, name_of))


def keys_of_each(flash: Flash, facts: Iterable[Fact], name_of: NameOf) -> tuple[Keys, ...]:
    """The keys of each fact, in order; none for one without a value."""
    day = flash.published_at.date().isoformat() if flash.published_at else ""
    return tuple(frozenset(_keys(fact, day, name_of)) for fact in facts)


def tell_the_same(one: Keys, other: Keys) -> bool:
    """Whether two texts tell of the same event: one deal, or at least half of all they state."""
    if contradict(one, other):
        return False
    shared = one & other
    if any(key.startswith("deal|") for key in shared):
        return True
    return len(shared) >= ENOUGH * len(one | other) > 0


def contradict(one: Keys, other: Keys) -> bool:
    """Whether a slot that both fill has no value in common."""
    mine, theirs = _by_slot(one), _by_slot(other)
    return any(not mine[slot] & theirs[slot] for slot in mine.keys() & theirs.keys())


def in_dispute(one: Keys, other: Keys) -> bool:
    """Whether two texts agree on at least as many figures as they tell differently."""
    return len(one & other) >= sum(1 for _ in disputed(one, other)) > 0


def disputed(own: Keys, others: Keys) -> Iterator[tuple[str, str]]:
    """(the value here, the value there) of each slot of `own` that `others` fill differently."""
    mine, theirs = _by_slot(own), _by_slot(others)
    for slot in sorted(mine.keys() & theirs.keys()):
        if not mine[slot] & theirs[slot]:
            yield ", ".join(sorted(mine[slot])), ", ".join(sorted(theirs[slot]))


def _by_slot(keys: Keys) -> Mapping[str, set[str]]:
    values: Mapping[str, set[str]] = defaultdict(set)
    for key in keys:
        slot, _, value = key.rpartition("=")
        values[slot].add(value)
    return values


def _keys(fact: Fact, day: str, name_of: NameOf) -> Iterator[str]:
    match fact:
        case Price():
            about = fact.term or _fold(fact.commodity)
            when = fact.date.isoformat() if fact.date else day
            value = f"{_plain(fact.low)}-{_plain(fact.high)} {fact.unit}"
            yield f"price|{about}|{_thing(fact.commodity)}|{fact.kind}|{when}={value}"
        case Volume(value=Decimal() as amount):
            about = fact.term or _fold(fact.subject)
            yield f"volume|{about}|{fact.metric}|{fact.date or ''}={_plain(amount)} {fact.unit}"
        case Move(change_pct=Decimal() as percent):
            about = _mover(fact)
            yield f"move|{about}|{fact.period or ''}|{day}={_plain(percent)}"
        case Policy():
            yield f"policy|{_fold(fact.title)}={fact.status}"
        case Deal(amount=Decimal() as amount):
            for party in fact.parties:
                yield f"deal|{_fold(name_of(party))}|{fact.currency}={_plain(amount)}"


def _plain(amount: Decimal) -> str:
    """The same text for the same amount: 2.420 and 2.42, 1E+3 and 1000."""
    return f"{amount.normalize():f}"


def _mover(move: Move) -> str:
    """A share that the lexicon only knows by its sector goes by its own name too."""
    if move.term and not move.term.endswith(_SHARES):
        return move.term
    return f"{move.term or ''} {_fold(move.subject)}".strip()


def _thing(commodity: str) -> str:
    """The name without what only introduces it: "the average price of tin ingot" is tin ingot."""
    name = _fold(commodity)
    for words in _INTRODUCING:
        name = name.removeprefix(words)
    return name


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
