"""In which manner a question wants its answer: a fact, a status, a movement, another unit, …"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from briefs.answer.vocabulary import vocabulary
from briefs.asked import Least, Wanted
from briefs.convert import Tax
from briefs.extract.numbers import Measure, scan_numbers

_MONEY: Final = r"USD|US\$|US dollars?|\$|EUR|euros?|€|CNY|RMB|yuan|dollars?|美元|欧元|人民币|元"
_MASS: Final = (
    r"lbs?|pounds?|kgs?|kilos?|kilograms?|g|grams?|mt|tonnes?|tons?|t|oz|ounces?|"
    r"磅|公斤|千克|吨|克|盎司"
)
_UNIT: Final = re.compile(
    rf"(?<![0-9A-Za-z.$])(?:(?:in|to|into|as)\s+|(?:换算成|折合成?|折成|按|用)\s*)?"
    rf"(?P<unit>(?P<money>{_MONEY})\s?(?:/|per |an? |每)\s?(?P<mass>{_MASS}))(?![A-Za-z])",
    re.IGNORECASE,
)
_ONLY_MONEY: Final = re.compile(
    r"\b(?:in|into|to) (?P<money>USD|US dollars|dollars|EUR|euros|CNY|RMB|yuan)\b(?! ?(?:/|per ))|"
    r"(?:换算成|折合成?|折成)(?P<zh>美元|欧元|人民币)",
    re.IGNORECASE,
)
_CURRENCIES: Final = {
    "$": "USD", "us$": "USD", "usd": "USD", "us dollars": "USD", "dollars": "USD", "美元": "USD",
    "eur": "EUR", "euros": "EUR", "欧元": "EUR", "cny": "CNY", "rmb": "CNY", "yuan": "CNY",
    "人民币": "CNY", "€": "EUR", "a$": "AUD", "c$": "CAD", "usd ": "USD", "dollar": "USD",
}  # fmt: skip
_WITHOUT_TAX: Final = re.compile(
    r"\b(?:ex|excl\.?|excluding|without|net of|less|before|minus)[- ]?(?:the )?(?:VAT|tax)\b|"
    r"\b(?:VAT|tax)[- ](?:excluded|exclusive|free)\b|不含税|去税|除税",
    re.IGNORECASE,
)
_WITH_TAX: Final = re.compile(
    r"\b(?:incl\.?|including|with|plus|after)[- ]?(?:the )?(?:VAT|tax)\b|"
    r"\b(?:VAT|tax)[- ](?:included|inclusive)\b|(?<!不)含税",
    re.IGNORECASE,
)
_LEAST: Final = re.compile(
    r"(?:\b(?:above|over|more than|at least|exceeding|larger than|bigger than|greater than|worth "
    r"(?:over|more than)|from)\s+|[>≥]=?\s*|超过|高于|大于|不少于)"
    r"(?P<mark>US\$|A\$|C\$|[$€£])?\s?(?P<digits>[0-9][0-9,]*(?:\.[0-9]+)?)\s?"
    r"(?P<scale>million|billion|mn|bn|m|b|万|亿)?(?![0-9A-Za-z])\s?"
    r"(?P<money>USD|US dollars|dollars|EUR|euros|CNY|RMB|yuan|美元|欧元|人民币|元)?",
    re.IGNORECASE,
)
_SCALES: Final = {"million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "b": 9, "万": 4, "亿": 8}
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Manner:
    """`unit` is "USD/lb", or "USD" where only the currency is said. `said` are the parts of the
    question that say it: they are no words to search for."""

    wanted: Wanted = Wanted.FACT
    unit: str | None = None
    vat: Tax | None = None
    least: Least | None = None
    said: tuple[_Span, ...] = ()

    def bare(self, question: str) -> str:
        """The question without what is said of the manner: "ndpr usd/lb" → "ndpr"."""
        for start, end in sorted(self.said, reverse=True):
            question = f"{question[:start]} {question[end:]}"
        return " ".join(question.split())


def manner_of(question: str) -> Manner:
    """Read from the question alone; what it is about does not matter here."""
    unit, unit_said = _unit(question)
    least, least_said = _least(question)
    vat, vat_said = _vat(question)
    wanted, cues = vocabulary().wanted(question)
    if unit is not None or vat is not None:
        wanted = Wanted.CONVERSION
    return Manner(wanted, unit, vat, least, (*unit_said, *least_said, *vat_said, *cues))


def _unit(question: str) -> tuple[str | None, list[_Span]]:
    for match in _UNIT.finditer(question):
        read = [one for one in scan_numbers(f"1 {match['unit']}") if one.measure is Measure.PRICE]
        if read and read[0].unit:
            return read[0].unit, [match.span()]
    if only := _ONLY_MONEY.search(question):
        return _CURRENCIES[(only["money"] or only["zh"]).lower()], [only.span()]
    return None, []


def _vat(question: str) -> tuple[Tax | None, list[_Span]]:
    if match := _WITHOUT_TAX.search(question):
        return "remove", [match.span()]
    if match := _WITH_TAX.search(question):
        return "add", [match.span()]
    return None, []


def _least(question: str) -> tuple[Least | None, list[_Span]]:
    match = _LEAST.search(question)
    if match is None or not (match["mark"] or match["scale"] or match["money"]):
        return None, []
    amount = Decimal(match["digits"].replace(",", ""))
    amount = amount.scaleb(_SCALES.get((match["scale"] or "").lower(), 0))
    money = (match["mark"] or match["money"] or "").lower()
    return Least(amount, _CURRENCIES.get(money)), [match.span()]
