"""What was asked, understood, and what was found on it. Frozen values, as in `briefs/types.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal, TypeAlias

from briefs.types import Citation, Computed, Found, Language, PolicyStatus


class Wanted(StrEnum):
    """What is to be done with the facts that are found."""

    FACT = "fact"  # shown as they are
    STANDING = "standing"  # where a rule stood on a day
    IN_FORCE = "in_force"  # every rule in force on a day
    MOVEMENT = "movement"  # how far a price went between two days
    CONVERSION = "conversion"  # a price in another unit, currency or tax basis
    MOVERS = "movers"  # what changed most
    CHANGES = "changes"  # what was told since a day


@dataclass(frozen=True, slots=True)
class Least:
    """An amount of money that a deal must reach; in any currency where none is said."""

    amount: Decimal
    currency: str | None = None


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
    wanted: Wanted = Wanted.FACT
    unit: str | None = None  # "USD/lb"; "USD" where only the currency is said
    vat: Literal["add", "remove"] | None = None
    least: Least | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a policy stood on a day, as far as it was told: `news` is the telling that says so."""

    lead: ClassVar[str] = "standing"
    title: str
    agency: str | None
    status: PolicyStatus
    day: Day
    since: Day | None
    due: Day | None  # when it is to be in force
    news: Found


@dataclass(frozen=True, slots=True)
class Movement:
    """How far a price went from one told level to another of the same series; the change is from
    the middles of what was told, `computed` says how."""

    lead: ClassVar[str] = "movement"
    name: str
    unit: str
    before: Found
    after: Found
    from_day: Day
    to_day: Day
    change: Decimal
    percent: Decimal | None
    computed: tuple[Computed, ...]


@dataclass(frozen=True, slots=True)
class Conversion:
    """A told price in another unit, with everything it was made from."""

    lead: ClassVar[str] = "conversion"
    price: Found
    low: Decimal
    high: Decimal
    unit: str
    formula: str
    computed: tuple[Computed, ...]


Lead: TypeAlias = Standing | Movement | Conversion
#: What keeps a price from being converted.
Missing: TypeAlias = Literal["rate", "unit", "tax"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, or an honest nothing. Facts and citations only: `render` words it."""

    query: Query
    answerable: bool
    leads: tuple[Lead, ...] = ()  # what answers first: a status, a movement, a conversion
    found: tuple[Found, ...] = ()
    citations: tuple[Citation, ...] = ()
    computed: tuple[Computed, ...] = ()
    choices: tuple[str, ...] = ()  # lexicon ids of the series that fit, where several do
    old: Day | None = None  # the day of the newest that is shown, where that is long ago
    last_word_on: datetime | None = None  # newest telling on the topic, if none answers
    stored_since: datetime | None = None  # the time of the oldest flash stored
    topic: str = ""  # what was asked about, by its names
    missing: Missing | None = None
    read_as: str = ""  # how a question was understood that we could not read ourselves
    wording: str = ""  # the facts in a model's words, checked against the sentences cited
    reason: Literal[
        "", "nothing_stored", "unknown_name", "ambiguous", "out_of_scope", "not_converted"
    ] = ""
