"""Lower case for automata, without moving a single offset."""

from __future__ import annotations


def folded(text: str) -> str:
    """The text in lower case, as long as before: "İ" and its like stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
