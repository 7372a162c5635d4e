"""Which tellings are one: the same fact again, the next value of a series, a contradiction."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date as Day

from briefs.times import CHINA
from briefs.types import Deal, Fact, Found, Move, Opinion, Policy, Price, Volume


@dataclass(slots=True)
class Group:
    """Tellings of one fact: the fullest is shown, the others are its repeats."""

    shown: Found
    tellings: list[Found] = field(default_factory=list)

    def tell(self, one: Found) -> None:
        self.tellings.append(one)
        alike = same(one.fact) == same(self.shown.fact) or _one_deal(self.shown, one)
        if alike and _fullness(one.fact) > _fullness(self.shown.fact):
            self.shown = one

    @property
    def repeats(self) -> int:
        """Further tellings; one flash that says a thing twice told it once."""
        return len({one.flash_id for one in self.tellings} - {self.shown.flash_id})


def merge(found: Sequence[Found], *, latest_only: bool) -> list[Group]:
    """Tellings of one thing together. Values that differ at one moment stay apart."""
    groups: dict[Hashable, Group] = {}
    for one in sorted(found, key=_moment, reverse=True) if latest_only else found:
        key = (series(one.fact) if latest_only else None) or same(one.fact)
        group = groups.setdefault(key, Group(one))
        if _contradicts(group.shown, one):
            group = groups.setdefault((key, same(one.fact)), Group(one))
        group.tell(one)
    return _join_deals(groups.values())


def taken_back(now: Sequence[Found], before: Sequence[Found]) -> tuple[Found, ...]:
    """Those told before that are not told now, each once."""
    seen = {_figures(one.fact) for one in now}
    gone: list[Found] = []
    for one in before:
        if _figures(one.fact) not in seen:
            seen.add(_figures(one.fact))
            gone.append(one)
    return tuple(gone)


def _figures(fact: Fact) -> Hashable:
    """Equal where nothing of it was corrected, its change included."""
    change = (fact.change, fact.change_pct) if isinstance(fact, Price) else ()
    return same(fact), change


def _moment(one: Found) -> tuple[Day, float]:
    """When a value held, then when it was told: the greatest is the latest."""
    told = one.published_at
    day = told.astimezone(CHINA).date() if told else Day.min
    of = one.fact.date if isinstance(one.fact, Price) and one.fact.date else day
    return of, told.timestamp() if told else 0.0


def _contradicts(first: Found, second: Found) -> bool:
    """Of one day but not the same, told by two or at once: no update, a difference."""
    if same(first.fact) == same(second.fact) or _moment(first)[0] != _moment(second)[0]:
        return False
    at_once = first.published_at == second.published_at
    return at_once or first.publisher != second.publisher


def _join_deals(groups: Iterable[Group]) -> list[Group]:
    """One sum of money told with more or fewer of its parties is one deal."""
    kept: list[Group] = []
    for group in groups:
        home = next((other for other in kept if _one_deal(other.shown, group.shown)), None)
        if home is None:
            kept.append(group)
        else:
            for one in group.tellings:
                home.tell(one)
    return kept


def _one_deal(first: Found, second: Found) -> bool:
    one, other = first.fact, second.fact
    if not (isinstance(one, Deal) and isinstance(other, Deal)) or one.amount is None:
        return False
    same = (one.kind, one.amount, one.currency) == (other.kind, other.amount, other.currency)
    return same and first.flash_id != second.flash_id and bool(_parties(one) & _parties(other))


def _parties(deal: Deal) -> frozenset[str]:
    return frozenset(party.casefold() for party in deal.parties)


def same(fact: Fact) -> Hashable:
    """Equal for two tellings of the same fact, whatever the words around it."""
    if isinstance(fact, Price):
        name = fact.commodity.casefold()
        value = (fact.low, fact.high, fact.unit, fact.bound)
        return ("price", name, *value, fact.kind, fact.date)
    if isinstance(fact, Move):
        told = (fact.change_pct, fact.change, fact.direction, fact.limit, fact.period)
        return ("move", fact.subject.casefold(), *told)
    if isinstance(fact, Volume):
        stated = (fact.value, fact.unit, fact.change_pct, fact.date)
        return ("volume", fact.subject.casefold(), fact.metric, *stated)
    if isinstance(fact, Policy):
        return ("policy", fact.title.casefold(), fact.status, fact.effective_date)
    if isinstance(fact, Deal):
        return ("deal", _parties(fact), fact.kind, fact.amount, fact.currency)
    if isinstance(fact, Opinion):
        return ("opinion", fact.institution, fact.stance)
    return ("risk", " ".join(fact.text.casefold().split()))


def series(fact: Fact) -> Hashable | None:
    """What stays the same from day to day; None for a fact that is news by itself."""
    if isinstance(fact, Price):
        return ("series", fact.commodity.casefold(), fact.unit, fact.kind, fact.venue)
    return None


def _fullness(fact: Fact) -> int:
    """How much a telling says: a change with its level is worth more than the level alone."""
    return sum(getattr(fact, one.name) not in (None, (), "") for one in fields(fact))
