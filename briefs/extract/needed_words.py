"""The words a pattern cannot do without, read from the pattern itself.

`re` keeps the parsed form of a pattern in a private module; it is asked only here, once a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, Final, TypeAlias

Words: TypeAlias = frozenset[str]
_PARSER: Final[Any] = import_module("re._parser")
_WIDEST: Final = 12  # characters of a class such as [0-9] that are worth listing


def needed_words(pattern: re.Pattern[str]) -> Words:
    """Words in small letters of which one stands in whatever the pattern matches.

    ValueError for a pattern without such words: it cannot be sieved.
    """
    words = _of_sequence(_PARSER.parse(pattern.pattern, pattern.flags))
    if words is None:
        raise ValueError(f"no word is needed by the pattern {pattern.pattern!r}")
    return words


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Words | None:
    """The best of what the parts of a sequence need: long words first, then few of them."""
    found: list[Words] = []
    run = ""
    for kind, argument in items:
        if str(kind) == "LITERAL":
            run += chr(argument).lower()
            continue
        if run:
            found.append(frozenset([run]))
        run = ""
        if words := _of_part(str(kind), argument):
            found.append(words)
    if run:
        found.append(frozenset([run]))
    return max(found, key=_worth) if found else None


def _worth(words: Words) -> tuple[int, int]:
    return min(map(len, words)), -len(words)


def _of_part(kind: str, argument: Any) -> Words | None:
    if kind == "SUBPATTERN":
        return _of_sequence(argument[-1])
    if kind == "BRANCH":
        return _of_branches([_of_sequence(branch) for branch in argument[1]])
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and argument[0] > 0:
        return _of_sequence(argument[2])
    if kind == "ATOMIC_GROUP":
        return _of_sequence(argument)
    return _of_class(argument) if kind == "IN" else None


def _of_branches(branches: Sequence[Words | None]) -> Words | None:
    """Every branch must need something; together they need any of it."""
    words = [branch for branch in branches if branch is not None]
    return frozenset().union(*words) if len(words) == len(branches) else None


def _of_class(members: Sequence[tuple[Any, Any]]) -> Words | None:
    """The characters of a small class."""
    found: set[str] = set()
    for kind, argument in members:
        if str(kind) == "LITERAL":
            found.add(chr(argument).lower())
        elif str(kind) == "RANGE" and argument[1] - argument[0] < _WIDEST:
            found |= {chr(code).lower() for code in range(argument[0], argument[1] + 1)}
        else:
            return None
    return frozenset(found) if len(found) <= _WIDEST else None
