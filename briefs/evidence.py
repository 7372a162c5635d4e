"""The sentences a text rests on, numbered as they are needed."""

from __future__ import annotations

from briefs.types import Citation, Found


class Evidence:
    """Numbers each distinct sentence once, in the order it is first needed."""

    def __init__(self) -> None:
        self.citations: list[Citation] = []
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, one: Found) -> int:
        return self.cite(
            Citation(one.flash_id, one.fact.quote, one.url, one.publisher, one.published_at)
        )

    def cite(self, citation: Citation) -> int:
        """The number of a sentence that no fact was read from."""
        key = (citation.flash_id, citation.quote)
        if key not in self._numbers:
            self.citations.append(citation)
            self._numbers[key] = len(self.citations)
        return self._numbers[key]
