"""Words with a colon: `kind:price,policy`, `policy:effective`, `source:SMM`, `every:08:30`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeVar

from rapidfuzz import process

from briefs.filters.expressions import Expr, Kind, Source, Spoken, Status, either
from briefs.filters.problems import FilterError, Problem
from briefs.filters.rhythm import Rhythm
from briefs.filters.rhythm_reading import read_rhythm
from briefs.filters.words import FIELDS, KINDS, LANGUAGES, STATUSES, fold

T = TypeVar("T")
NEAR: Final = 55.0  # of 100


def read_field(typed: str, start: int) -> Expr | Rhythm:
    """The condition or rhythm typed at `start`. Raises FilterError at the part that is wrong."""
    name, _, values = typed.partition(":")
    read = READERS.get(name.casefold())
    if read is None:
        near = _near(name, FIELDS)
        raise FilterError(Problem.FIELD, start, start + len(name), name, near)
    return read(values, start + len(name) + 1)


def _kinds(values: str, start: int) -> Expr:
    return either(Kind(kind) for kind in _each(values, start, KINDS))


def _statuses(values: str, start: int) -> Expr:
    return either(Status(status) for status in _each(values, start, STATUSES))


def _languages(values: str, start: int) -> Expr:
    return either(Spoken(language) for language in _each(values, start, LANGUAGES))


def _sources(values: str, start: int) -> Expr:
    names = [values] if values.startswith('"') else values.split(",")
    folded = [fold(name).replace('"', "").strip() for name in names]
    if not all(folded):
        raise FilterError(Problem.UNFINISHED, start, start + len(values), values)
    return either(map(Source, folded))


def _each(values: str, start: int, known: Mapping[str, T]) -> Iterator[T]:
    for value in values.split(","):
        if value.casefold() not in known:
            near = _near(value, [word for word in known if word.isascii()])
            raise FilterError(Problem.VALUE, start, start + len(value), value, near)
        yield known[value.casefold()]
        start += len(value) + 1


def _near(word: str, known: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    best = process.extractOne(word.casefold(), known, score_cutoff=NEAR)
    return (best[0],) if best is not None else tuple(known)


READERS: Final[Mapping[str, Callable[[str, int], Expr | Rhythm]]] = {
    "kind": _kinds,
    "policy": _statuses,
    "source": _sources,
    "lang": _languages,
    "every": read_rhythm,
}
