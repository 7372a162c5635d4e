"""What was asked, understood, and what was found on it. Frozen values, as in `briefs/types.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day
from datetime import datetime
from typing import Literal

from briefs.types import Citation, Computed, Found, Language


@dataclass(frozen=True, slots=True)
class Window:
    """Days asked about, both included. `any_year`: the year was not said, the newest that fits is
    meant. `up_to`: as things stood then. `slack`: days later that such news may still be told.
    `baseline`: only what the other is compared with."""

    first: Day
    last: Day
    any_year: bool = False
    up_to: bool = False
    slack: int = 0
    baseline: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A question, understood: what, which kind of fact, when."""

    question: str
    language: Language
    terms: tuple[str, ...] = ()  # lexicon ids
    kinds: tuple[str, ...] = ()  # "prices", "policies", …; empty: any
    words: tuple[str, ...] = ()  # what is left for full text
    since: datetime | None = None
    until: datetime | None = None
    as_of: datetime | None = None
    ambiguous: tuple[str, ...] = ()  # lexicon ids the asker must choose between
    suggestions: tuple[str, ...] = ()  # nearest names to one we do not know
    windows: tuple[Window, ...] = ()  # the days asked about; several: each of them
    out_of_scope: bool = False  # advice, forecasts of our own


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, or an honest nothing. Facts and citations only: `render` words it."""

    query: Query
    answerable: bool
    found: tuple[Found, ...] = ()
    citations: tuple[Citation, ...] = ()
    computed: tuple[Computed, ...] = ()
    last_word_on: datetime | None = None  # newest telling on the topic, if none answers
    stored_since: datetime | None = None  # the time of the oldest flash stored
    topic: str = ""  # what was asked about, by its names
    reason: Literal["", "nothing_stored", "unknown_name", "ambiguous", "out_of_scope"] = ""
