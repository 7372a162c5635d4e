"""What a price is recognised by: the thing, the day, the terms; an amount fills the slot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from briefs.event_slots import Names, apart, changes, fold, plain
from briefs.event_words import (
    basis_in,
    grades_beside,
    months_in,
    names_in,
    quarters_in,
    recalled_in,
    sites_in,
    without_quarters,
    years_in,
)
from briefs.place_words import with_places
from briefs.same_event import DETAIL
from briefs.types import Price, PriceKind
from briefs.words import stems

#: Words of a price's name that introduce it and tell no other thing.
_INTRODUCING: Final = stems(
    "the a of average spot price prices assessment index quote quotes smm forecast target estimate"
    " year end outlook"
)
#: An index or an offer is told as the price, and the price as them.
_SORTS: Final = {PriceKind.INDEX: PriceKind.SPOT, PriceKind.OFFER: PriceKind.SPOT}


def price_keys(price: Price, day: str, house: str, names: Names) -> Iterator[str]:
    quote = with_places(price.quote)
    told = price.date.isoformat() if price.date else day
    recalled, by = recalled_in(quote, told), str(_SORTS.get(price.kind, price.kind))
    if price.kind is PriceKind.FORECAST:
        by = f"{by}|{house or ' '.join(sorted(names.houses_in(quote)))}"
        recalled |= years_in(quote)
    when = " ".join((told, *sorted(recalled)))
    slot = f"price|{_thing(price, names)}|{by}|{when}"
    yield f"{slot}={plain(price.low)}-{plain(price.high)} {price.unit}"
    yield from changes(slot, price)
    if price.direction is not None:
        yield f"{DETAIL}direction|{slot}={price.direction}"
    if price.kind is PriceKind.FORECAST:
        named = names_in(quote, opening=True)
        houses = {word for name in names.houses_in(quote) for word in stems(name.replace("-", " "))}
        yield from apart(slot, name=(name for name in named if not stems(name) & houses))
    places, basis = names.places_in(quote), basis_in(quote)
    sites, months = sites_in(quote), months_in(quote)
    yield from apart(slot, month=months, place=places, site=sites, basis=basis)
    grades = grades_beside(price.mention, price.quote) | _numbers(price.commodity)
    yield from apart(slot, quarter=quarters_in(quote), grade=grades)


def _thing(price: Price, names: Names) -> str:
    """The words of the name, in any order, without what only introduces them, says who assessed it
    or where: "the average price of tin ingot in Europe" is tin ingot."""
    told = without_quarters(with_places(price.commodity))
    named = stems(told) - _INTRODUCING - _numbers(told)
    named -= stems(" ".join(basis_in(told))) | names.words_of_venue(price.venue or "")
    for assessor in (*names.exchanges_in(told), *names.houses_in(told)):
        named -= names.words_of_venue(assessor)
    named -= {word for place in names.places_in(told) for word in stems(place.replace("-", " "))}
    return " ".join(sorted(named)) or fold(price.commodity)


def _numbers(name: str) -> frozenset[str]:
    """The grades in a name: "62" of "iron ore 62% Fe"."""
    return frozenset(word for word in stems(name) if word.replace(".", "").isdigit())
