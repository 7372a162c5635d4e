"""Slots of an event and what fills them: the pieces that every kind of fact makes its keys of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from briefs.same_event import DETAIL, IDENTITY
from briefs.types import Price, Volume
from briefs.words import stems


@dataclass(frozen=True, slots=True)
class Names:
    """What names stand for: one name for all of an entity's, the country an agency speaks for, the
    places that a text names."""

    name_of: Callable[[str], str] = str.casefold
    country_of: Callable[[str], str] = str.casefold
    places_in: Callable[[str], Iterable[str]] = lambda text: ()
    exchanges_in: Callable[[str], Iterable[str]] = lambda text: ()
    houses_in: Callable[[str], Iterable[str]] = lambda text: ()
    metal_of: Callable[[str], str] = lambda term: term
    words_of_venue: Callable[[str], frozenset[str]] = stems


def apart(slot: str, **said: Iterable[str]) -> Iterator[str]:
    """By what two that fill this slot alike are told apart."""
    for what, values in said.items():
        for value in values:
            yield f"{IDENTITY}{what}|{slot}={value}"


def changes(slot: str, fact: Price | Volume) -> Iterator[str]:
    if fact.change is not None:
        yield f"{DETAIL}change|{slot}={plain(fact.change)}"
    if fact.change_pct is not None:
        yield f"{DETAIL}percent|{slot}={plain(fact.change_pct)}%"


def plain(amount: Decimal) -> str:
    """The same text for the same amount: 2.420 and 2.42, 1E+3 and 1000."""
    return f"{amount.normalize():f}"


def fold(name: str) -> str:
    return " ".join(name.casefold().split())
