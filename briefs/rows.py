"""Items → the lines of a screen: one contract's quotes together, one warner's risks together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from briefs.naming import tidy
from briefs.types import (
    Briefing,
    Citation,
    FindingKind,
    Item,
    Metric,
    Opinion,
    Price,
    PriceKind,
    Risk,
    Section,
    Volume,
)
from briefs.wording import fitting

# How a quote's name ends, and the word for it: the same contract's quotes share a line.
PARTS = {
    " open": "open",
    " session high": "high",
    " session low": "low",
    " session range": "range",
    " average": "average",
    " average price": "average",
}
PREFIXES = {"average price of ": "average"}
# Words of a name that already say what kind of quote it is.
SAYING = {
    PriceKind.PREMIUM: ("premium", "discount", "升贴水", "升水", "贴水"),
    PriceKind.TC: ("tc", "tcs", "rc", "tc/rc", "treatment charge", "加工费"),
    PriceKind.INDEX: ("index", "指数"),
    PriceKind.OFFER: ("offer", "offers", "报价"),
    PriceKind.FORECAST: ("forecast", "target", "预测", "目标价"),
}
METRICS = {
    Metric.PRODUCTION: ("production", "output", "产量"),
    Metric.INVENTORY: ("stocks", "stock", "inventory", "inventories", "库存"),
    Metric.IMPORTS: ("imports", "import", "进口"),
    Metric.EXPORTS: ("exports", "export", "出口"),
    Metric.CONSUMPTION: ("consumption", "消费", "消费量"),
    Metric.SALES: ("sales", "销量"),
    Metric.CAPACITY: ("capacity", "产能"),
    Metric.OPERATING_RATE: ("operating rate", "operating rates", "开工率"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One quote of a line: "" for the price itself, else "open", "high", "low", …"""

    label: str
    item: Item


@dataclass(frozen=True, slots=True)
class Row:
    """The quotes of one contract that share a unit, a day and a kind."""

    name: str
    kind: str  # "premium", "tc", … where the name does not say so; "" otherwise
    parts: tuple[Part, ...]
    contested: bool = False  # another row says otherwise of the same day

    @property
    def evidence(self) -> list[int]:
        return cited([part.item for part in self.parts])

    @property
    def repeats(self) -> int:
        return sum(part.item.repeats for part in self.parts)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one warner warns of; nobody's where no one is named."""

    warner: str | None
    items: tuple[Item, ...]


def price_rows(items: Sequence[Item]) -> list[Row]:
    """Prices in the order they came; a contract's open, high and low join its first line."""
    rows: list[tuple[Hashable, str, list[Part]]] = []
    for item in items:
        name, label = _split(item.fact)
        key = _contract(item.fact, name)
        home = next((row for row in reversed(rows) if row[0] == key), None)
        if home is None or any(part.label == label for part in home[2]):
            rows.append((key, name, [Part(label, item)]))
        else:
            home[2].append(Part(label, item))
    told = Counter(key for key, _, _ in rows)
    return [_row(name, parts, contested=told[key] > 1) for key, name, parts in rows]


def _row(name: str, parts: list[Part], *, contested: bool) -> Row:
    fact = parts[0].item.fact
    assert isinstance(fact, Price)
    ordered = sorted(parts, key=lambda part: part.label != "")
    return Row(tidy(name), _unsaid_kind(fact), tuple(ordered), contested)


def _split(fact: object) -> tuple[str, str]:
    """ "LME zinc session high" → ("LME zinc", "high")."""
    assert isinstance(fact, Price)
    name = tidy(fact.commodity)
    for start, label in PREFIXES.items():
        if name.casefold().startswith(start):
            return name[len(start) :], label
    for end, label in PARTS.items():
        if name.endswith(end) and len(name) > len(end):
            return name[: -len(end)], label
    return name, ""


def _contract(fact: object, name: str) -> Hashable:
    assert isinstance(fact, Price)
    # A spot and a futures quote of one contract are one line; a premium never joins a price.
    kind = fact.kind if fact.kind in SAYING else ""
    return (name.casefold(), fact.unit, kind, fact.venue, fact.date)


def _unsaid_kind(fact: Price) -> str:
    saying = SAYING.get(fact.kind)
    return "" if saying is None or _says(fact.commodity, saying) else fact.kind.value


def unsaid_metric(fact: Volume) -> bool:
    """Whether a reader must be told that these are stocks, because the name does not say it."""
    saying = METRICS.get(fact.metric)
    return saying is not None and not _says(fact.subject, saying)


def _says(name: str, saying: Sequence[str]) -> bool:
    folded = name.casefold()
    plain = f" {folded.replace('(', ' ').replace(')', ' ')} "
    return any(f" {word} " in plain if word.isascii() else word in folded for word in saying)


def voices(items: Iterable[Item]) -> list[Voice]:
    """Risks by who warns of them, in the order they first speak."""
    said: dict[str | None, list[Item]] = {}
    for item in items:
        assert isinstance(item.fact, Risk)
        said.setdefault(item.fact.warner, []).append(item)
    return [Voice(warner, tuple(own)) for warner, own in said.items()]


def houses(items: Iterable[Item]) -> list[str]:
    """Every institution of a section of views."""
    return [item.fact.institution for item in items if isinstance(item.fact, Opinion)]


def cited(items: Sequence[Item]) -> list[int]:
    """The evidence numbers of several items, each once."""
    return sorted({number for item in items for number in item.evidence})


def worst(item: Item) -> str:
    """What the checks say of a line: "inconsistent" before "consistent" before nothing."""
    kinds = {finding.kind for finding in item.findings}
    for kind in (FindingKind.INCONSISTENT, FindingKind.CONSISTENT):
        if kind in kinds:
            return kind.value
    return ""


def shown_evidence(
    briefing: Briefing, most: int, most_prices: int, most_joined: int, room: int
) -> list[tuple[int, Citation]]:
    """The sentences, with their numbers, that the lines shown rest on: as many as fit the room.

    A sentence that only lines left out rest on is left out with them.
    """
    hidden: set[int] = set()
    used: set[int] = set()
    for section in briefing.sections:
        shown = _shown(section, most, most_prices, most_joined)
        used.update(cited(shown))
        hidden.update(cited(section.items))
    numbered = list(enumerate(briefing.evidence, start=1))
    wanted = [(number, one) for number, one in numbered if number not in hidden - used]
    return wanted[: len(fitting([one for _, one in wanted], room))]


def _shown(section: Section, most: int, most_prices: int, most_joined: int) -> Sequence[Item]:
    if section.kind in ("prices", "forecasts"):
        rows = price_rows(section.items)[:most_prices]
        return [part.item for row in rows for part in row.parts]
    joined = section.kind in ("moves", "risks", "opinions")
    return section.items[: most_joined if joined else most]
