"""The sentences a text rests on, numbered as they are needed."""

from __future__ import annotations

from briefs.types import Citation, Found


class Evidence:
    """Numbers each distinct sentence once, in the order it is first needed."""

    def __init__(self) -> None:
        self.citations: list[Citation] = []
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, one: Found) -> int:
        key = (one.flash_id, one.fact.quote)
        if key not in self._numbers:
            self.citations.append(
                Citation(one.flash_id, one.fact.quote, one.url, one.publisher, one.published_at)
            )
            self._numbers[key] = len(self.citations)
        return self._numbers[key]
