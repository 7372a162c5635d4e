"""The words of the language, in every spelling that is understood, and units as facts have them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from briefs.types import FACT_KINDS, Language, PolicyStatus

#: How a kind is printed.
SHORT_KINDS: Final[Mapping[str, str]] = {
    "prices": "price",
    "moves": "move",
    "volumes": "volume",
    "policies": "policy",
    "risks": "risk",
    "deals": "deal",
    "opinions": "opinion",
}
KINDS: Final[Mapping[str, str]] = {
    **{kind.fact: kind.fact for kind in FACT_KINDS},
    **{short: kind for kind, short in SHORT_KINDS.items()},
    "价格": "prices",
    "政策": "policies",
    "风险": "risks",
    "交易": "deals",
    "观点": "opinions",
}
STATUSES: Final[Mapping[str, PolicyStatus]] = {status.value: status for status in PolicyStatus}
LANGUAGES: Final[Mapping[str, Language]] = {"en": "en", "zh": "zh"}
FIELDS: Final = ("kind", "policy", "source", "lang", "every")
MEASURES: Final = ("move", "price", "deal")

CURRENCIES: Final[Mapping[str, str]] = {
    "cny": "CNY", "rmb": "CNY", "yuan": "CNY", "元": "CNY", "人民币": "CNY",
    "usd": "USD", "us$": "USD", "$": "USD", "dollar": "USD", "dollars": "USD", "美元": "USD",
    "eur": "EUR", "€": "EUR", "gbp": "GBP", "£": "GBP", "jpy": "JPY", "aud": "AUD", "cad": "CAD",
    "inr": "INR", "krw": "KRW", "hkd": "HKD", "chf": "CHF", "rub": "RUB", "zar": "ZAR",
    "idr": "IDR", "brl": "BRL", "clp": "CLP",
}  # fmt: skip
MEASURED_IN: Final[Mapping[str, str]] = {
    "t": "t", "mt": "t", "tonne": "t", "ton": "t", "吨": "t",
    "kg": "kg", "千克": "kg", "公斤": "kg", "g": "g", "克": "g", "lb": "lb", "磅": "lb",
    "oz": "oz", "盎司": "oz",
}  # fmt: skip
PER: Final = re.compile(r"([^/\s]+)/([^/\s]+)")


def read_unit(typed: str) -> str | None:
    """ "yuan/mt" → "CNY/t", as prices have it; None for anything else."""
    match = PER.fullmatch(typed.strip().casefold())
    if match is None:
        return None
    currency, unit = CURRENCIES.get(match[1]), MEASURED_IN.get(match[2])
    return f"{currency}/{unit}" if currency and unit else None


def read_currency(typed: str) -> str | None:
    """ "usd" or "$" → "USD"; None for what we do not know."""
    return CURRENCIES.get(typed.strip().casefold())


def fold(text: str) -> str:
    """Text as words are compared: width and case do not count, nor how much space there is."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(folded.split())
