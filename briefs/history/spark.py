"""A line of blocks that shows how values went: "▁▂▄█"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

BLOCKS: Final = "▁▂▃▄▅▆▇█"
GAP: Final = " "


def sparkline(values: Sequence[Decimal | None]) -> str:
    """One character a value, the lowest "▁" and the highest "█"; a gap for None.

    Values that are all alike stand in the middle.
    """
    known = [value for value in values if value is not None]
    if not known:
        return GAP * len(values)
    low, height = min(known), max(known) - min(known)
    return "".join(GAP if value is None else _block(value - low, height) for value in values)


def _block(above: Decimal, height: Decimal) -> str:
    if not height:
        return BLOCKS[3]
    return BLOCKS[int((above / height * (len(BLOCKS) - 1)).to_integral_value())]
