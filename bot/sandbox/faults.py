"""Things that go wrong on purpose: each fault says to which calls, how often, and what happens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
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


@dataclass(slots=True)
class Faults:
    active: list[Fault] = field(default_factory=list)

    def add(self, *faults: Fault) -> None:
        self.active.extend(faults)

    def load(self, rows: list[Mapping[str, Any]]) -> None:
        """From JSON objects. Raises ValueError or TypeError for one that is none."""
        self.add(*(Fault(**{**row, "kind": FaultKind(row["kind"])}) for row in rows))

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
