"""What an event is recognised by: never words alone, always an entity, a value and a day.

Two texts that share keys tell of the same thing; two that fill one slot differently do not, however
alike they sound. `same_event` compares them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from briefs.event_words import (
    basis_in,
    months_in,
    mood_of,
    names_in,
    recalled_in,
    rounds_in,
    sites_in,
)
from briefs.policy_names import identity, read_name
from briefs.same_event import DETAIL, IDENTITY, Keys
from briefs.types import Deal, Fact, Flash, Move, Opinion, Policy, Price, PriceKind, Volume
from briefs.words import stem, stems

#: Words of a price's name that introduce it and tell no other thing.
_INTRODUCING: Final = stems("the a of average spot price prices assessment quote quotes smm")
_SHARES: Final = ("-stocks", "-shares", "-concept", "-sector")
_OF_SHARES: Final = re.compile(
    r"^(?:shares?|stocks?) (?:of|in) | (?:shares?|stocks?)$|股份?$|股价$"
)
#: Words of a volume's name that say what is counted, not whose it is.
_COUNTING: Final = (
    "output production produced stock stocks inventory inventories import imports export exports"
    " sales consumption capacity operating rate rates volume total trading open interest social"
    " domestic refined metal ore primary the of in on at and a an its warehouse warehouses plant"
    " plants smelter smelters producer producers mill mills"
)
_COUNTED: Final = frozenset(map(stem, _COUNTING.split()))


@dataclass(frozen=True, slots=True)
class Names:
    """What names stand for: one name for all of an entity's, the country an agency speaks for, the
    places that a text names."""

    name_of: Callable[[str], str] = str.casefold
    country_of: Callable[[str], str] = str.casefold
    places_in: Callable[[str], Iterable[str]] = lambda text: ()


def event_keys(flash: Flash, facts: Iterable[Fact], names: Names) -> Keys:
    """The keys of every fact that has a value."""
    return frozenset().union(*keys_of_each(flash, tuple(facts), names))


def keys_of_each(flash: Flash, facts: Sequence[Fact], names: Names) -> tuple[Keys, ...]:
    """The keys of each fact, in order; none for one without a value."""
    day = flash.published_at.date().isoformat() if flash.published_at else ""
    houses = {names.name_of(fact.institution) for fact in facts if isinstance(fact, Opinion)}
    house = houses.pop() if len(houses) == 1 else ""
    return tuple(frozenset(_keys(fact, day, house, names)) for fact in facts)


def _keys(fact: Fact, day: str, house: str, names: Names) -> Iterator[str]:
    match fact:
        case Price():
            yield from _price(fact, day, house, names)
        case Volume(value=Decimal()):
            yield from _volume(fact, names)
        case Move(change_pct=Decimal() as percent):
            slot = f"move|{_mover(fact)}|{fact.period or ''}|{day}"
            yield f"{slot}={_plain(percent)}"
            named = names_in(fact.quote)
            yield from _apart(slot, month=months_in(fact.quote), name=named)
        case Policy():
            yield from _policy(fact, names)
        case Deal(amount=Decimal()):
            yield from _deal(fact, names)


def _price(price: Price, day: str, house: str, names: Names) -> Iterator[str]:
    about = price.term or _fold(price.commodity)
    by = f"{price.kind}|{house}" if price.kind is PriceKind.FORECAST else price.kind
    told = price.date.isoformat() if price.date else day
    when = " ".join((told, *sorted(recalled_in(price.quote, told))))
    slot = f"price|{about}|{_thing(price)}|{by}|{when}"
    yield f"{slot}={_plain(price.low)}-{_plain(price.high)} {price.unit}"
    yield from _changes(slot, price)
    if price.direction is not None:
        yield f"{DETAIL}direction|{slot}={price.direction}"
    if price.kind is PriceKind.FORECAST:
        yield from _apart(slot, name=names_in(price.quote, opening=True))
    places, basis = names.places_in(price.quote), basis_in(price.quote)
    sites, months = sites_in(price.quote), months_in(price.quote)
    yield from _apart(slot, month=months, place=places, site=sites, basis=basis)


def _changes(slot: str, fact: Price | Volume) -> Iterator[str]:
    if fact.change is not None:
        yield f"{DETAIL}change|{slot}={_plain(fact.change)}"
    if fact.change_pct is not None:
        yield f"{DETAIL}percent|{slot}={_plain(fact.change_pct)}%"


def _volume(volume: Volume, names: Names) -> Iterator[str]:
    about = volume.term or _fold(volume.subject)
    slot = f"volume|{about}|{volume.metric}|{volume.date or ''}"
    yield f"{slot}={_plain(volume.value or Decimal())} {volume.unit}"
    yield from _changes(slot, volume)
    whose = stems(volume.subject) - _COUNTED - stems(about.replace("-", " "))
    name, mood = names_in(volume.quote), [mood_of(volume.quote)]
    places = names.places_in(volume.quote)
    yield from _apart(slot, whose=whose, name=name, mood=mood, place=places)


def _policy(policy: Policy, names: Names) -> Iterator[str]:
    slot = f"policy|{identity(policy)}"
    yield f"{slot}={policy.status}"
    for percent in read_name(policy.title).percents:
        yield f"{DETAIL}rate|{slot}={percent}%"
    if policy.effective_date:
        yield f"{DETAIL}from|{slot}={policy.effective_date.isoformat()}"
    by = [names.country_of(policy.agency)] if policy.agency else []
    yield from _apart(slot, by=by, round=rounds_in(policy.quote))


def _apart(slot: str, **said: Iterable[str]) -> Iterator[str]:
    """By what two that fill this slot alike are told apart."""
    for what, values in said.items():
        for value in values:
            yield f"{IDENTITY}{what}|{slot}={value}"


def _deal(deal: Deal, names: Names) -> Iterator[str]:
    parties = [_fold(names.name_of(party)) for party in deal.parties]
    told = _plain(deal.amount or Decimal())
    for party in parties:
        slot = f"deal|{party}|{deal.currency}"
        yield f"{slot}={told}"
        others = (other for other in parties if other != party)
        yield from _apart(f"{slot}|{told}", partner=others)


def _plain(amount: Decimal) -> str:
    """The same text for the same amount: 2.420 and 2.42, 1E+3 and 1000."""
    return f"{amount.normalize():f}"


def _mover(move: Move) -> str:
    """A share that the lexicon only knows by its sector goes by its own name too."""
    if move.term and not move.term.endswith(_SHARES):
        return move.term
    return f"{move.term or ''} {_OF_SHARES.sub('', _fold(move.subject))}".strip()


def _thing(price: Price) -> str:
    """The words of the name, in any order, without what only introduces them or says who assessed
    it: "the average price of tin ingot" is tin ingot."""
    named = stems(price.commodity) - _INTRODUCING - stems(price.venue or "")
    return " ".join(sorted(named)) or _fold(price.commodity)


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
