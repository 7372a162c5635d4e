"""Things that go wrong on purpose: each fault says to which calls, how often, and what happens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import UnionType
from typing import Any


class FaultKind(StrEnum):
    FLOOD = "flood"  # 429 with retry_after
    FLOOD_BARE = "flood_bare"  # 429 without parameters
    SERVER_ERROR = "server_error"  # 502 with an HTML body
    GARBAGE = "garbage"  # 200 with something that is no JSON
    RESET_BEFORE = "reset_before"  # cut before the call was accepted
    RESET_AFTER = "reset_after"  # cut after it was accepted
    SLOW = "slow"  # answered after `seconds`
    REFUSE = "refuse"  # `code` and `description`
    MIGRATE = "migrate"  # 400 with migrate_to_chat_id = `chat_to`


@dataclass(slots=True)
class Fault:
    """Without `method` any method, without `chat_id` any chat; `count` calls, then it is spent."""

    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    count: int = 1
    retry_after: int = 1
    seconds: float = 1.0
    code: int = 400
    description: str = "Bad Request"
    chat_to: int = 0
    skip: int = 0  # so many matching calls go through first


KINDS_OF_VALUE: Mapping[str, type | UnionType] = {
    "method": str | None,
    "chat_id": int | None,
    "seconds": int | float,
    "description": str,
}


def _fault(row: Any) -> Fault:
    if not isinstance(row, Mapping) or row.get("kind") not in list(FaultKind):
        raise ValueError(f"a fault is an object with a kind: {', '.join(FaultKind)}")
    for name, value in row.items():
        if name not in Fault.__slots__:
            raise ValueError(f"a fault has no {name}")
        if name != "kind" and not isinstance(value, KINDS_OF_VALUE.get(name, int)):
            raise ValueError(f"{name} of a fault cannot be {value!r}")
    return Fault(**{**row, "kind": FaultKind(row["kind"])})


@dataclass(slots=True)
class Faults:
    active: list[Fault] = field(default_factory=list)

    def add(self, *faults: Fault) -> None:
        self.active.extend(faults)

    def load(self, rows: Iterable[Any]) -> None:
        """From JSON objects, all or none. Raises ValueError naming what is wrong with one."""
        self.add(*[_fault(row) for row in rows])

    def clear(self) -> None:
        self.active.clear()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault this call meets, counted."""
        for fault in self.active:
            if fault.method and fault.method.lower() != method.lower():
                continue
            if fault.chat_id is not None and fault.chat_id != chat_id:
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.count -= 1
            if fault.count <= 0:
                self.active.remove(fault)
            return fault
        return None
