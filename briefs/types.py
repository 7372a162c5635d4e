"""What a flash is, what stands in it, and what is made of it.

Everything here is a frozen value: safe to share between tasks, equal by content, and with no way to
reach a database, a clock or a network. Amounts are `Decimal` in full units (1.68 million yuan/mt is
1680000 CNY/t); instants are aware datetimes; a calendar day is a `date`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Day
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal, TypeAlias

Language: TypeAlias = Literal["en", "zh"]
Layout: TypeAlias = Literal["full", "short"]  # of a post in a channel
PRICE_SHEET = "Price sheet"  # the section of flashes that are rows of one
# A "row" of a price sheet; "csv" and "xlsx": a whole sheet that was set aside.
Media: TypeAlias = Literal["text", "html", "json", "mail", "row", "csv", "xlsx"]


@dataclass(frozen=True, slots=True)
class RawFlash:
    """What a source handed over, untouched: it is stored as it came, readable or not."""

    source: str  # "folder", "paste", "webhook": which way it came in
    origin: str  # where exactly: a path, an address, a chat
    content: str
    media: Media
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Flash:
    """One piece of news, cleaned. A page that carries several gives several."""

    id: str
    title: str
    body: str
    published_at: datetime | None
    language: Language
    publisher: str | None = None  # "SMM", as the text says it
    section: str | None = None  # "SMM Commentary": the tag taken off the title
    url: str | None = None
    stated: tuple[Price, ...] = ()  # by a price sheet: its cells say what they are
    news: bool = True  # else history: kept and found, never told unasked

    @property
    def text(self) -> str:
        """The text every span points into: title, newline, body."""
        return f"{self.title}\n{self.body}"


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open character offsets into `Flash.text`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    FLAT = "flat"


class PriceKind(StrEnum):
    SPOT = "spot"
    FUTURES = "futures"
    PREMIUM = "premium"
    TC = "tc"
    INDEX = "index"
    OFFER = "offer"
    OTHER = "other"
    FORECAST = "forecast"  # a target, an expected range, a support level: never shown as a price


class Metric(StrEnum):
    PRODUCTION = "production"
    INVENTORY = "inventory"
    IMPORTS = "imports"
    EXPORTS = "exports"
    CONSUMPTION = "consumption"
    SALES = "sales"
    CAPACITY = "capacity"
    OPERATING_RATE = "operating_rate"
    OTHER = "other"


class PolicyStatus(StrEnum):
    """The life of a policy, in order; `SUSPENDED` may return to `EFFECTIVE`."""

    RUMOURED = "rumoured"
    CONSULTATION = "consultation"
    ANNOUNCED = "announced"
    EFFECTIVE = "effective"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Stance(StrEnum):
    BULLISH = "bullish"
    BEARISH = "bearish"
    NEUTRAL = "neutral"


Period: TypeAlias = Literal["day", "week", "month", "year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What every fact carries: the sentence that states it, where it stands, the rule that read it.

    `quote` is `span.of(flash.text)`, word for word.
    """

    quote: str
    span: Span
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Price(Evidence):
    """A stated level: "SMM Pr-Nd oxide at 444,500 yuan/mt, up 10,500 or 2.42 %"."""

    fact: ClassVar[str] = "prices"
    commodity: str  # canonical name, qualified where the text does ("BC copper 2511 open")
    mention: str  # as the text has it
    low: Decimal
    high: Decimal
    unit: str | None  # "CNY/t", "USD/lb", "points"
    term: str | None = None  # lexicon id
    change: Decimal | None = None  # signed
    change_pct: Decimal | None = None  # signed
    direction: Direction | None = None
    previous_low: Decimal | None = None
    previous_high: Decimal | None = None
    kind: PriceKind = PriceKind.SPOT
    venue: str | None = None
    date: Day | None = None
    bound: Literal["at least", "at most", "about"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Evidence):
    """A change of something whose level is not stated: shares, sectors, contracts, rates."""

    fact: ClassVar[str] = "moves"
    subject: str
    mention: str
    term: str | None = None
    change_pct: Decimal | None = None
    change: Decimal | None = None
    change_unit: str | None = None
    direction: Direction | None = None
    period: Period | None = None
    limit: Literal["up", "down"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume(Evidence):
    """An amount of material or activity: output, stocks, trade, capacity, operating rate."""

    fact: ClassVar[str] = "volumes"
    subject: str
    metric: Metric
    value: Decimal | None = None
    unit: str | None = None
    mention: str = ""
    term: str | None = None
    change_pct: Decimal | None = None
    change: Decimal | None = None
    period: Period | None = None
    date: str | None = None  # "2024-05", "2025-08-21" or "2027": as exact as the text is
    bound: Literal["at least", "at most", "about"] | None = None
    aliases: tuple[str, ...] = ()  # other names of the subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Evidence):
    """A rule of a government, regulator or exchange, and where in its life it stands."""

    fact: ClassVar[str] = "policies"
    title: str
    status: PolicyStatus
    agency: str | None = None
    aliases: tuple[str, ...] = ()
    date: Day | None = None
    effective_date: Day | None = None
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk(Evidence):
    """A stated risk, warning or possible adverse outcome: the shortest words that say it."""

    fact: ClassVar[str] = "risks"
    text: str
    warner: str | None = None
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal(Evidence):
    """Money or metal changing hands between named parties."""

    fact: ClassVar[str] = "deals"
    parties: tuple[str, ...]
    kind: str  # financing, acquisition, offtake, investment, contract, …
    amount: Decimal | None = None
    currency: str | None = None  # ISO 4217
    project: str | None = None
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion(Evidence):
    """What an institution thinks of a market."""

    fact: ClassVar[str] = "opinions"
    institution: str
    stance: Stance
    text: str
    terms: tuple[str, ...] = ()


Fact: TypeAlias = Price | Move | Volume | Policy | Risk | Deal | Opinion
FACT_KINDS: tuple[type[Fact], ...] = (Price, Move, Volume, Policy, Risk, Deal, Opinion)


@dataclass(frozen=True, slots=True)
class Unread:
    """A number that no fact uses, with its sentence: what we miss is shown, not hidden."""

    text: str
    quote: str
    span: Span


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one flash, and what was not understood."""

    facts: tuple[Fact, ...]
    unread: tuple[Unread, ...] = ()


class FindingKind(StrEnum):
    CONSISTENT = "consistent"  # price, change and percent agree within rounding
    INCONSISTENT = "inconsistent"
    STALE_CLAIM = "stale_claim"  # told as still to come, though its date has passed
    SCALE_SLIP = "scale_slip"  # ten, a hundred, … times off what was told of it before
    CONFLICT = "conflict"  # another source of the event tells another figure
    CORRECTED = "corrected"  # it corrects a figure, or was corrected itself
    EARLIER = "earlier"  # a later telling says where the policy stands since
    STATUS_CHANGE = "status_change"  # a policy stood otherwise when it was last told of


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of one fact. `detail` is plain English with both readings; `inputs` are the
    numbers it was computed from, by name."""

    kind: FindingKind
    fact: int | None  # index into the facts checked; None: of the flash as a whole
    detail: str
    quote: str
    inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Citation:
    """The sentence a shown statement rests on."""

    flash_id: str
    quote: str
    url: str | None = None
    publisher: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """A number that stands in no sentence: its value and the numbers it was made from."""

    value: Decimal
    inputs: tuple[Decimal, ...]
    formula: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One telling of an event: who, when, where to read it."""

    flash_id: str
    publisher: str | None
    published_at: datetime | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a briefing: the fact, the check's verdict, and the numbers of its evidence."""

    fact: Fact
    evidence: tuple[int, ...]  # 1-based, into Briefing.evidence
    findings: tuple[Finding, ...] = ()
    repeats: int = 0  # further tellings left out


@dataclass(frozen=True, slots=True)
class Section:
    kind: str  # "prices", "policies", "moves", "volumes", "deals", "risks", "opinions"
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """A flash, an event or a period, condensed. Holds facts, not words: `render` words it."""

    kind: Literal["flash", "digest"]
    headline: str
    sections: tuple[Section, ...]
    evidence: tuple[Citation, ...]
    sources: tuple[SourceLine, ...]
    findings: tuple[Finding, ...] = ()
    unread: int = 0
    event_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    repeats: int = 0
    taken_back: tuple[Section, ...] = ()  # what was told before this corrected it


@dataclass(frozen=True, slots=True)
class Found:
    """A stored fact with what is known of its telling."""

    fact: Fact
    flash_id: str
    title: str
    publisher: str | None
    published_at: datetime | None
    url: str | None
    event_id: int | None
    findings: tuple[Finding, ...] = ()
    sources: int = 1
    superseded_by: int | None = None  # the event whose numbers replace these
    corrects: int | None = None  # the event whose numbers these replace
