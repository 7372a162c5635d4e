"""A rule: a name that every fact carries, an example a person can read, and how it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from briefs.types import Fact

if TYPE_CHECKING:
    from briefs.extract.reading import Reading

F = TypeVar("F", bound=Fact, covariant=True)


@dataclass(frozen=True, slots=True)
class Rule(Generic[F]):
    """`find` yields the facts this rule reads; it claims the numbers it used on the reading."""

    name: str
    example: str
    find: Callable[[Reading], Iterator[F]]


def apply(rules: tuple[Rule[F], ...], reading: Reading) -> Iterator[F]:
    """The facts of all rules, in the order of the table: earlier rules claim first."""
    for rule in rules:
        yield from rule.find(reading)
