"""A chat's subscriptions as a JSON file, to keep or to carry to another chat.

    {"flashbrief": "subscriptions", "version": 1,
     "subscriptions": [{"watch": "copper move>=2% every:08:30", "loudness": "on", "paused": false}]}

The line is what is typed behind `/watch`, so that the file is read, and mended, by people.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, StrictBool, ValidationError

from briefs.errors import BriefsError
from briefs.filters import Filter, FilterError, parse, print_filter
from briefs.lexicon import Lexicon

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

MOST: Final = 100  # lines
MARK: Final = "flashbrief"
LONGEST_SHOWN: Final = 40  # characters of a wrong value


@dataclass(frozen=True, slots=True)
class Line:
    """One subscription of a file, read."""

    filter: Filter
    loudness: Literal["on", "silent"]
    paused: bool


class Mistake(StrEnum):
    """What can be wrong with a file but for its filters."""

    NO_JSON = "no-json"
    MISSING = "missing"  # a field
    UNKNOWN = "unknown"  # a field
    WRONG = "wrong"  # the value of a field
    NO_LIST = "no-list"  # something else stands where fields should be
    TOO_MANY = "too-many"  # subscriptions


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with line `number`, from 1, of a file; 0: with the file as a whole.

    `error`: the filter `watch` cannot be read. Else `mistake`, of a `field` and its `value`.
    """

    number: int
    watch: str = ""
    error: FilterError | None = None
    mistake: Mistake | None = None
    field: str = ""
    value: str = ""


#: By pydantic's word; any other means that a value is wrong.
MISTAKES: Final = {
    "json_invalid": Mistake.NO_JSON,
    "missing": Mistake.MISSING,
    "extra_forbidden": Mistake.UNKNOWN,
}


class BadList(BriefsError):
    """The file cannot be taken; nothing of it was."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        self.flaws = flaws
        told = (flaw.mistake or flaw.error for flaw in flaws)
        super().__init__("; ".join(map(str, told)))


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")
    watch: str
    loudness: Literal["on", "silent"] = "on"
    paused: StrictBool = False


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    flashbrief: Literal["subscriptions"]
    version: Literal[1]
    subscriptions: list[_Line]


def is_wish_list(text: str) -> bool:
    """Whether a text means to be such a file, right or wrong."""
    try:
        data = json.loads(text)
    except ValueError:
        return False
    return isinstance(data, dict) and MARK in data


def write_list(lines: Iterable[Line]) -> str:
    """The file of these subscriptions."""
    rows = [_row(line) for line in lines]
    head: dict[str, Any] = {MARK: "subscriptions", "version": 1}
    return json.dumps(head | {"subscriptions": rows}, ensure_ascii=False, indent=2) + "\n"


def read_list(text: str, lexicon: Lexicon) -> tuple[Line, ...]:
    """The subscriptions of a file, all of them. Raises BadList with everything that is wrong."""
    try:
        file = _File.model_validate_json(text)
    except ValidationError as error:
        raise BadList(list(_flaws(error))) from error
    if len(file.subscriptions) > MOST:
        raise BadList([Flaw(0, mistake=Mistake.TOO_MANY)])
    lines: list[Line] = []
    flaws: list[Flaw] = []
    for number, row in enumerate(file.subscriptions, start=1):
        try:
            filter = parse(row.watch, lexicon)
        except FilterError as wrong:
            flaws.append(Flaw(number, row.watch, wrong))
        else:
            lines.append(Line(filter, row.loudness, row.paused))
    if flaws:
        raise BadList(flaws)
    return tuple(lines)


def _row(line: Line) -> dict[str, Any]:
    return {
        "watch": print_filter(line.filter),
        "loudness": line.loudness,
        "paused": line.paused,
    }


def _flaws(error: ValidationError) -> Iterator[Flaw]:
    for item in error.errors():
        match item["loc"]:
            case ("subscriptions", int(at), *names):
                yield _flaw(at + 1, names, item)
            case names:
                yield _flaw(0, names, item)


def _flaw(number: int, names: Iterable[object], item: ErrorDetails) -> Flaw:
    field = ".".join(map(str, names))
    mistake = MISTAKES.get(item["type"], Mistake.WRONG if field else Mistake.NO_LIST)
    value = json.dumps(item["input"], ensure_ascii=False, default=str)
    shown = value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"
    return Flaw(number, mistake=mistake, field=field, value=shown)
