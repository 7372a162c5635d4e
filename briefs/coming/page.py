"""The calendar as a reader sees it: values for its template."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from briefs.coming.calendar import Coming
from briefs.types import Language

if TYPE_CHECKING:
    from briefs.render import Renderer

MOST: Final = 25  # days of a calendar in a message


def calendar_page(
    renderer: Renderer, coming: Sequence[Coming], days: int, language: Language, today: date
) -> str:
    """The days to come, the next one first, with their sentences."""
    shown = coming[:MOST]
    return renderer.page(
        "calendar",
        language,
        near=today,
        shown=shown,
        left=len(coming) - len(shown),
        days=days,
        citations=list(dict.fromkeys(one.cited for one in shown if one.cited is not None)),
        today=today,
    )
