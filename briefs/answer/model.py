"""An optional language model: what it is asked, and what is taken from it only once it is checked.

The model is a function of (what to do, what to do it with) → text; how it is reached is the
caller's. What it is given of flashes is one JSON value, so that no quote can end it; whatever that
value says, the answer is held against our own vocabulary and evidence, not believed.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from briefs.errors import BriefsError

Complete: TypeAlias = Callable[[str, str], Awaitable[str]]


class ModelFailed(BriefsError):
    """No text came: too late, refused, over the budget. The plain answer is given."""


def as_data(value: dict[str, Any]) -> str:
    """What a model is given to work with: data, whatever it says."""
    return json.dumps(value, ensure_ascii=False, default=str)
