"""How a picture looks: light for day, dark for night, in colours that both are read in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from briefs.history.picture import Panel


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of a picture; `lines` in the order in which they are given away."""

    back: str
    text: str
    faint: str
    grid: str
    lines: tuple[str, ...]
    mark: str

    def of(self, panel: Panel) -> Sequence[str]:
        """The colours of its lines, the last line's first."""
        return self.lines[: len(panel.lines)][::-1]


LIGHT: Final = Look("#ffffff", "#1c2733", "#66727e", "#e3e7eb", ("#1668c7", "#c2570c"), "#a3195b")
DARK: Final = Look("#17212b", "#eef3f7", "#93a1ae", "#2c3a47", ("#64b5f6", "#ffb066"), "#ff7eb6")
