"""Reads stated price levels with their change, percent, direction and previous level.

A sentence is read from left to right. Every number gets a role; a level takes its subject from the
words since the last level, and the changes around it. What finds no subject stays unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from briefs.extract.price_sentences import read_sentence_prices
from briefs.extract.price_tables import read_rows_with_unit_last, read_table_prices
from briefs.extract.reading import Reading
from briefs.extract.rule import Rule
from briefs.types import Price

RULES: Final[tuple[Rule[Price], ...]] = (
    Rule(
        "price table row",
        "Selenium powder RMB/kg 108 113 4.65%",
        read_table_prices,
    ),
    Rule(
        "price table row",
        "Pr-Nd oxide 443,000 446,000 +1,500 yuan/mt",
        read_rows_with_unit_last,
    ),
    Rule(
        "price sentence",
        "SMM Pr-Nd oxide was 444,500 yuan/mt, up 10,500 yuan/mt or 2.42%",
        read_sentence_prices,
    ),
)


def read_prices(reading: Reading) -> Iterator[Price]:
    """The prices a flash states, each once; the headline only adds what the body does not say."""
    found = [price for rule in RULES for price in rule.find(reading)]
    title_end = len(reading.flash.title)
    body = [price for price in found if price.span.start > title_end]
    seen: set[tuple[object, ...]] = set()
    for price in found:
        key = (price.commodity.lower(), price.low, price.high, price.unit, price.kind)
        if key in seen or (price.span.start <= title_end and _told_in(price, body)):
            continue
        seen.add(key)
        yield price


def _told_in(price: Price, body: list[Price]) -> bool:
    """Does the body tell of the same thing in the same unit?"""
    return any(
        other.unit == price.unit and (other.term == price.term or other.low == price.low)
        for other in body
    )
