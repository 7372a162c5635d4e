"""What an event is recognised by: never words alone, always an entity, a value and a day.

Two texts that share keys tell of the same thing; two that fill one slot differently do not, however
alike they sound. `same_event` compares them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from briefs.event_prices import price_keys
from briefs.event_slots import Names, apart, changes, fold, plain
from briefs.event_words import (
    basis_in,
    lasting_in,
    months_in,
    mood_of,
    names_in,
    quarters_in,
    rounds_in,
)
from briefs.place_words import with_places
from briefs.policy_names import identity, read_name
from briefs.same_event import DETAIL, Keys
from briefs.types import Deal, Fact, Flash, Move, Opinion, Policy, Price, Volume
from briefs.words import stem, stems

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
_METRICS: Final = stems("output production imports exports sales consumption demand supply shares")
#: Deals that are not one another however alike their sums: who lends does not buy.
_DEALS: Final = {
    "financing": ("lent",),
    "acquisition": ("bought",),
    "merger": ("bought",),
    "contract": ("awarded",),
}


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
            yield from price_keys(fact, day, house, names)
        case Volume(value=Decimal()):
            yield from _volume(fact, names)
        case Move(change_pct=Decimal() as percent):
            slot = f"move|{_mover(fact)}|{fact.period or ''}|{day}"
            yield f"{slot}={plain(percent)}"
            quote = with_places(fact.quote)
            counted = stems(fact.subject) & _METRICS
            yield from apart(slot, name=names_in(quote), basis=basis_in(quote), counted=counted)
            yield from apart(slot, month=months_in(quote), quarter=quarters_in(quote))
        case Policy():
            yield from _policy(fact, names)
        case Deal(amount=Decimal()):
            yield from _deal(fact, names)


def _volume(volume: Volume, names: Names) -> Iterator[str]:
    about = names.metal_of(volume.term) if volume.term else fold(volume.subject)
    slot = f"volume|{about}|{volume.metric}|{volume.date or ''}"
    yield f"{slot}={plain(volume.value or Decimal())} {volume.unit}"
    yield from changes(slot, volume)
    quote = with_places(volume.quote)
    whose = stems(with_places(volume.subject)) - _COUNTED - stems(about.replace("-", " "))
    name, mood = names_in(quote), [mood_of(quote)]
    places = names.places_in(quote)
    yield from apart(slot, whose=whose, name=name, mood=mood, place=places)
    yield from apart(slot, exchange=names.exchanges_in(quote))


def _policy(policy: Policy, names: Names) -> Iterator[str]:
    slot = f"policy|{identity(policy)}"
    yield f"{slot}={policy.status}"
    for percent in read_name(policy.title).percents:
        yield f"{DETAIL}rate|{slot}={percent}%"
    for time in lasting_in(policy.quote):
        yield f"{DETAIL}lasting|{slot}={time}"
    if policy.effective_date:
        yield f"{DETAIL}from|{slot}={policy.effective_date.isoformat()}"
    by = [names.country_of(with_places(policy.agency))] if policy.agency else []
    yield from apart(slot, by=by, round=rounds_in(policy.quote))


def _deal(deal: Deal, names: Names) -> Iterator[str]:
    parties = [fold(names.name_of(party)) for party in deal.parties]
    told = plain(deal.amount or Decimal())
    for party in parties:
        slot = f"deal|{party}|{deal.currency}"
        yield f"{slot}={told}"
        others = {_stemmed(other) for other in parties if other != party}
        for_what = stems(deal.project) - _COUNTED if deal.project else ()
        yield from apart(
            f"{slot}|{told}",
            partner=others or _named_beside(deal, party),
            sort=_DEALS.get(deal.kind, ()),
        )
        yield from apart(f"{slot}|{told}", project=for_what)


def _stemmed(name: str) -> str:
    return " ".join(map(stem, name.split()))


def _named_beside(deal: Deal, party: str) -> frozenset[str]:
    """Whom else the sentence names, where reading found one party only."""
    named = names_in(with_places(deal.quote), opening=True)
    return frozenset(name for name in named if not stems(name) <= stems(party))


def _mover(move: Move) -> str:
    """A share that the lexicon only knows by its sector goes by its own name too."""
    if move.term and not move.term.endswith(_SHARES):
        return move.term
    return f"{move.term or ''} {_OF_SHARES.sub('', fold(move.subject))}".strip()
