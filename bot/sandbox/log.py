"""Every call with its outcome. The accepted sends in it are the oracle of delivery tests."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

SENDS = frozenset(
    {"sendmessage", "sendphoto", "senddocument", "sendmediagroup", "copymessage", "forwardmessage"}
)


@dataclass(frozen=True, slots=True)
class Call:
    """`status` is the HTTP status answered, 0 for a connection that was cut."""

    number: int
    at: float
    bot: int
    method: str
    chat_id: int | None
    text: str | None
    status: int
    description: str = ""
    message_id: int | None = None
    accepted: bool = False  # the message is in the chat, whatever the caller was told


@dataclass(slots=True)
class Log:
    calls: list[Call] = field(default_factory=list)

    def add(self, **what: Any) -> None:
        self.calls.append(Call(number=len(self.calls) + 1, **what))

    def sends(self) -> list[Call]:
        """Messages that were accepted, in order."""
        return [call for call in self.calls if call.accepted and call.method.lower() in SENDS]

    def since(self, number: int) -> list[dict[str, Any]]:
        return [asdict(call) for call in self.calls[number:]]
