"""A chat's subscriptions as a JSON file, to keep or to carry to another chat.

    {"flashbrief": "subscriptions", "version": 1,
     "subscriptions": [{"watch": "copper move>=2% every:08:30", "loudness": "on", "paused": false}]}

The line is what is typed behind `/watch`, so that the file is read, and mended, by people.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, StrictBool, ValidationError

from briefs.errors import BriefsError
from briefs.filters import Filter, FilterError, parse, print_filter
from briefs.lexicon import Lexicon

MOST: Final = 100  # lines
MARK: Final = "flashbrief"


@dataclass(frozen=True, slots=True)
class Line:
    """One subscription of a file, read."""

    filter: Filter
    loudness: Literal["on", "silent"]
    paused: bool


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with line `number`, from 1, of a file; 0: with the file as a whole.

    `error`: the filter it holds cannot be read. `detail`: anything else, in English.
    """

    number: int
    watch: str = ""
    error: FilterError | None = None
    detail: str = ""


class BadList(BriefsError):
    """The file cannot be taken; nothing of it was."""

    def __init__(self, flaws: Sequence[Flaw]) -> None:
        self.flaws = flaws
        super().__init__("; ".join(f"line {flaw.number}: {flaw.detail}" for flaw in flaws))


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
        raise BadList([Flaw(0, detail=f"more than {MOST} subscriptions")])
    lines: list[Line] = []
    flaws: list[Flaw] = []
    for number, row in enumerate(file.subscriptions, start=1):
        try:
            filter = parse(row.watch, lexicon)
        except FilterError as wrong:
            flaws.append(Flaw(number, row.watch, wrong, str(wrong)))
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
                yield Flaw(at + 1, detail=_say(names, item["msg"]))
            case names:
                yield Flaw(0, detail=_say(names, item["msg"]))


def _say(names: Iterable[object], message: str) -> str:
    where = ".".join(map(str, names))
    return f"{where}: {message}" if where else message
