"""Do two texts tell the same, tell it differently, or tell of something else? By their keys.

A key is a slot (which figure of what) and the value told for it; `event_keys` makes them. There are
three sorts: figures, by which texts are recognised; details of a figure ("&": its change, its
percent), which may be missing from a telling but not differ; and identities ("~": whose output,
whose rule, with whom), where a difference means that it is about something else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

Keys: TypeAlias = frozenset[str]
DETAIL: Final = "&"
IDENTITY: Final = "~"
ENOUGH: Final = 0.5  # of all figures that two texts state must be stated by both


def tell_the_same(one: Keys, other: Keys) -> bool:
    """Whether two texts tell of the same event: one deal, or at least half of all they state."""
    if contradict(one, other):
        return False
    mine, theirs = figures(one), figures(other)
    shared = mine & theirs
    if any(key.startswith("deal|") for key in shared):
        return True
    return len(shared) >= ENOUGH * len(mine | theirs) > 0


def contradict(one: Keys, other: Keys) -> bool:
    """Whether a slot that both fill has no value in common."""
    return next(_differing(one, other), None) is not None


def are_apart(one: Keys, other: Keys) -> bool:
    """Whether what both speak of is another's, another country's, with another partner."""
    return contradict(_identities(one), _identities(other))


def in_dispute(one: Keys, other: Keys) -> bool:
    """Whether two texts agree on at least as many figures as they tell differently."""
    differing = sum(1 for _ in disputed(one, other))
    return len(figures(one) & figures(other)) >= differing > 0


def disputed(own: Keys, others: Keys) -> Iterator[tuple[str, str]]:
    """(the value here, the value there) of each slot of `own` that `others` fill differently.

    Nothing is disputed between things that are apart.
    """
    if are_apart(own, others):
        return
    for slot in _differing(own, others):
        yield _values(own, slot), _values(others, slot)


def told_anew(own: Keys, others: Keys) -> Keys:
    """The figures of `own` for which `others` have another value: "73,500, not 73,000"."""
    if are_apart(own, others):
        return frozenset()
    filled = slots(figures(others))
    return frozenset(key for key in figures(own) - others if key.rpartition("=")[0] in filled)


def figures(keys: Keys) -> Keys:
    """Those by which a text is recognised."""
    return frozenset(key for key in keys if not key.startswith((DETAIL, IDENTITY)))


def slots(keys: Keys) -> frozenset[str]:
    """What is filled, whatever with."""
    return frozenset(key.rpartition("=")[0] for key in keys)


def _identities(keys: Keys) -> Keys:
    return frozenset(key for key in keys if key.startswith(IDENTITY))


def _differing(one: Keys, other: Keys) -> Iterator[str]:
    mine, theirs = _by_slot(one), _by_slot(other)
    for slot in sorted(mine.keys() & theirs.keys()):
        if not mine[slot] & theirs[slot]:
            yield slot


def _values(keys: Keys, slot: str) -> str:
    return ", ".join(sorted(_by_slot(keys)[slot]))


def _by_slot(keys: Keys) -> Mapping[str, set[str]]:
    values: Mapping[str, set[str]] = defaultdict(set)
    for key in keys:
        slot, _, value = key.rpartition("=")
        values[slot].add(value)
    return values
