"""Values → what a reader sees: amounts, percents, levels, days, arrows. Filters for templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from briefs.naming import clipped
from briefs.types import (
    Citation,
    Direction,
    Price,
    Stance,
    Volume,
)

MINUS = "−"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WIDEST = 24  # powers of ten that are written out
EXACT_DIGITS = 28  # of the decimal context: more would be rounded by a division
LONGEST_LINK = 2048
ARROWS = {
    Direction.UP: "▲",
    Direction.DOWN: "▼",
    Direction.FLAT: "▬",
    Stance.BULLISH: "▲",
    Stance.BEARISH: "▼",
    Stance.NEUTRAL: "▬",
}
BOUNDS = {"at least": "≥ ", "at most": "≤ ", "about": "≈ "}
QUOTE_ROOM = 420  # characters of one sentence in a briefing; the Sources button shows it whole


def amount(value: Decimal, signed: bool = False) -> str:
    """10500 → "10,500"; with `signed` "+10,500". No digit is added or rounded away."""
    if abs(value.adjusted()) > WIDEST:
        return f"{value:E}"
    digits = f"{value.copy_abs():,f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    sign = MINUS if value < 0 else "+" if signed and value > 0 else ""
    return sign + digits


def exactly(value: Decimal, power: int, decimals: int) -> Decimal | None:
    """The value in units of ten to a power, or None where it is smaller or would lose digits."""
    digits = len(value.as_tuple().digits)
    if value.is_zero() or not power <= value.adjusted() <= WIDEST or digits > EXACT_DIGITS:
        return None
    scaled = value.scaleb(-power).normalize()
    exponent = scaled.as_tuple().exponent
    return scaled if isinstance(exponent, int) and -exponent <= decimals else None


def change(fact: Price) -> str:
    """A change after its arrow: the sign is left out where the arrow says it."""
    assert fact.change is not None
    pointed = {Direction.UP: 1, Direction.DOWN: -1}.get(fact.direction or Direction.FLAT, 0)
    agrees = pointed * fact.change > 0
    return amount(fact.change.copy_abs() if agrees else fact.change, signed=not agrees)


def percent(value: Decimal) -> str:
    return f"{amount(value, signed=True)} %"


def figure(fact: Price) -> str:
    """ "≥ 444,500", "1,630,000–1,650,000": a level without its unit."""
    return BOUNDS.get(fact.bound or "", "") + span(fact.low, fact.high)


def level(fact: Price) -> str:
    """ "≥ 444,500 CNY/t"."""
    return " ".join(filter(None, (figure(fact), fact.unit)))


def previous(fact: Price) -> str:
    low = fact.previous_low if fact.previous_low is not None else fact.previous_high
    assert low is not None
    return span(low, low if fact.previous_high is None else fact.previous_high)


def count(fact: Volume) -> str:
    """ "≈ 3,038", "74.22 %": a volume without its unit, but for a percent."""
    assert fact.value is not None
    sign = " %" if fact.unit == "%" else ""
    return BOUNDS.get(fact.bound or "", "") + amount(fact.value) + sign


def quantity(fact: Volume) -> str:
    """ "≈ 3,038 t", "74.22 %"."""
    return " ".join(filter(None, (count(fact), fact.unit if fact.unit != "%" else None)))


def span(low: Decimal, high: Decimal) -> str:
    """A range; below zero with words' room around the dash, so that no sign hides in it."""
    if low == high:
        return amount(low)
    return f"{amount(low)} – {amount(high)}" if low < 0 else f"{amount(low)}–{amount(high)}"


def arrow(value: Direction | Stance | None) -> str:
    return ARROWS[value] if value is not None else ""


def day(value: date) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def oneline(quote: str) -> str:
    """A sentence without line breaks, cut at a word where it is very long."""
    words = " ".join(quote.split())
    return clipped(words, QUOTE_ROOM)


def width(text: str) -> int:
    """The length as Telegram counts it: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitting(citations: Sequence[Citation], room: int) -> Sequence[Citation]:
    """As many sentences, from the first, as fit into so many characters."""
    used = 0
    for number, citation in enumerate(citations):
        used += width(oneline(citation.quote)) + 6
        if used > room:
            return citations[:number]
    return citations


def is_link(url: str | None) -> bool:
    """Whether an address may be linked to: the web's, and of a length browsers take."""
    return url is not None and url.startswith(("http://", "https://")) and len(url) <= LONGEST_LINK


def host(url: str | None) -> str:
    """ "news.example.com" of an address that may be linked to; "" of any other."""
    if url is None or not is_link(url):
        return ""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
