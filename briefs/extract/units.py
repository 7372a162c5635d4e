"""Currencies, masses and scales as wires write them, and what they mean here."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

ONE: Final = Decimal(1)

#: Written before the digits: "$", "RMB ", "US$".
CURRENCY_BEFORE: Final[dict[str, str]] = {
    "us$": "USD", "u.s.$": "USD", "$": "USD", "usd": "USD", "c$": "CAD", "a$": "AUD",
    "hk$": "HKD", "s$": "SGD", "nz$": "NZD", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP",
    "¥": "CNY", "￥": "CNY", "rmb": "CNY", "cny": "CNY", "yuan": "CNY", "jpy": "JPY",
    "inr": "INR", "rs": "INR", "₹": "INR", "idr": "IDR", "rp": "IDR", "krw": "KRW", "₩": "KRW",
    "rm": "MYR", "myr": "MYR", "zar": "ZAR", "nok": "NOK", "sek": "SEK", "sar": "SAR", "aed": "AED",
    "thb": "THB", "php": "PHP", "nt$": "TWD", "aud": "AUD", "cad": "CAD", "chf": "CHF",
    "hkd": "HKD", "r$": "BRL",
}  # fmt: skip

#: Written after the digits: "yuan", "元", "cents". The second value scales to the full unit.
CURRENCY_AFTER: Final[dict[str, tuple[str, Decimal]]] = {
    "yuan": ("CNY", ONE), "rmb": ("CNY", ONE), "cny": ("CNY", ONE), "renminbi": ("CNY", ONE),
    "元": ("CNY", ONE), "人民币": ("CNY", ONE), "美元": ("USD", ONE), "美金": ("USD", ONE),
    "usd": ("USD", ONE), "us$": ("USD", ONE), "$": ("USD", ONE), "dollars": ("USD", ONE),
    "dollar": ("USD", ONE), "us dollars": ("USD", ONE), "u.s. dollars": ("USD", ONE),
    "cents": ("USD", Decimal("0.01")), "cent": ("USD", Decimal("0.01")),
    "us cents": ("USD", Decimal("0.01")), "¢": ("USD", Decimal("0.01")),
    "美分": ("USD", Decimal("0.01")), "eur": ("EUR", ONE), "euro": ("EUR", ONE),
    "euros": ("EUR", ONE), "€": ("EUR", ONE), "欧元": ("EUR", ONE), "gbp": ("GBP", ONE),
    "pounds sterling": ("GBP", ONE), "英镑": ("GBP", ONE), "yen": ("JPY", ONE),
    "jpy": ("JPY", ONE), "日元": ("JPY", ONE), "rupees": ("INR", ONE), "inr": ("INR", ONE),
    "rupiah": ("IDR", ONE), "won": ("KRW", ONE), "港元": ("HKD", ONE), "aud": ("AUD", ONE),
    "加元": ("CAD", ONE), "澳元": ("AUD", ONE), "韩元": ("KRW", ONE), "卢比": ("INR", ONE),
    "卢布": ("RUB", ONE), "兰特": ("ZAR", ONE), "雷亚尔": ("BRL", ONE), "瑞郎": ("CHF", ONE),
    "印尼盾": ("IDR", ONE), "港币": ("HKD", ONE), "新加坡元": ("SGD", ONE),
    "ringgit": ("MYR", ONE), "kronor": ("SEK", ONE), "kroner": ("NOK", ONE), "tenge": ("KZT", ONE),
    "baht": ("THB", ONE), "dirhams": ("AED", ONE), "riyals": ("SAR", ONE), "reais": ("BRL", ONE),
    "kwacha": ("ZMW", ONE), "lira": ("TRY", ONE), "cad": ("CAD", ONE),
    "rand": ("ZAR", ONE), "rubles": ("RUB", ONE), "roubles": ("RUB", ONE),
}  # fmt: skip

#: What a price is for: "/mt", "per tonne", "a lb", "每吨".
PER: Final[dict[str, str]] = {
    "metric tonne": "t", "metric ton": "t", "metric tons": "t", "tonnes": "t", "tonne": "t",
    "tons": "t", "ton": "t", "mt": "t", "t": "t", "吨": "t", "nmt": "t",
    "kg": "kg", "kilogram": "kg", "kilograms": "kg", "kilo": "kg", "千克": "kg", "公斤": "kg",
    "g": "g", "gram": "g", "grams": "g", "gramme": "g", "克": "g",
    "lb": "lb", "lbs": "lb", "pound": "lb", "pounds": "lb", "磅": "lb",
    "oz": "oz", "ounce": "oz", "ounces": "oz", "troy ounce": "oz", "troy oz": "oz",
    "t oz": "oz", "盎司": "oz",
    "bbl": "bbl", "barrel": "bbl", "barrels": "bbl", "桶": "bbl",
    "wmt": "wmt", "wet metric ton": "wmt", "wet metric tonne": "wmt", "湿吨": "wmt",
    "dmt": "dmt", "dry metric ton": "dmt", "dry metric tonne": "dmt",
    "wet tonne": "wmt", "wet ton": "wmt", "dry tonne": "dmt",
    "dry ton": "dmt", "干吨": "dmt", "金属吨": "t", "实物吨": "t", "标吨": "t",
    "mtu": "mtu", "metric ton unit": "mtu", "metric tonne unit": "mtu", "ton-degree": "mtu",
    "ton degree": "mtu", "tonne-degree": "mtu", "mt unit": "mtu", "吨度": "mtu", "镍点": "mtu",
    "ni unit": "mtu", "nickel unit": "mtu", "度": "mtu", "% ni": "mtu", "mn unit": "mtu",
    "dmtu": "dmtu", "dry metric ton unit": "dmtu", "dry mtu": "dmtu",
    "w": "W", "watt": "W", "瓦": "W", "piece": "pc", "pieces": "pc", "pc": "pc", "pcs": "pc",
    "片": "pc", "wafer": "pc", "mwh": "MWh", "kwh": "kWh", "wh": "Wh", "瓦时": "Wh", "gj": "GJ",
    "mmbtu": "MMBtu", "m2": "m2", "sq m": "m2", "m²": "m2", "㎡": "m2", "平方米": "m2", "m3": "m3",
    "short ton": "st", "st": "st",
    "gross ton": "lt", "long ton": "lt", "lt": "lt", "gt": "lt",
    "cwt": "cwt", "flask": "flask", "lot": "lot", "手": "lot",
}  # fmt: skip

#: Amounts that are no money: canonical unit and multiplier. Case is kept for the short ones.
AMOUNT: Final[dict[str, tuple[str, Decimal]]] = {
    **{
        name: ("t", ONE)
        for name in (
            "mt", "t", "tonnes", "tonne", "tons", "ton", "metric tons", "metric ton", "吨",
            "metric tonnes", "metric tonne", "金属吨", "实物吨", "镍吨",
            "t/y", "t/yr", "t/a", "mt/y",
            "mt/yr", "mt/year", "t/year", "tons/year", "tonnes/year", "tons/yr", "tonnes/yr",
            "t/d", "tons/day", "tonnes/day", "mt/day", "t/month", "tons/month", "吨/年",
        )
    },
    "kt": ("t", Decimal(1000)), "Mt": ("t", Decimal(1000000)), "Mmt": ("t", Decimal(1000000)),
    "ktpa": ("t", Decimal(1000)), "ktpy": ("t", Decimal(1000)), "Mtpa": ("t", Decimal(1000000)),
    "tpy": ("t", ONE), "tpa": ("t", ONE), "mtpa": ("t", Decimal(1000000)), "tpd": ("t", ONE),
    "kilotonnes": ("t", Decimal(1000)), "kilotons": ("t", Decimal(1000)),
    "kg": ("kg", ONE), "kilograms": ("kg", ONE), "千克": ("kg", ONE), "公斤": ("kg", ONE),
    "g": ("g", ONE), "grams": ("g", ONE), "克": ("g", ONE), "lb": ("lb", ONE),
    "lbs": ("lb", ONE), "pounds": ("lb", ONE), "pound": ("lb", ONE), "磅": ("lb", ONE),
    "oz": ("oz", ONE), "ounces": ("oz", ONE), "ounce": ("oz", ONE), "盎司": ("oz", ONE),
    "troy ounces": ("oz", ONE), "koz": ("oz", Decimal(1000)), "Moz": ("oz", Decimal(1000000)),
    "dmt": ("dmt", ONE), "wmt": ("wmt", ONE), "dry metric tons": ("dmt", ONE),
    "dry metric tonnes": ("dmt", ONE), "dry tonnes": ("dmt", ONE), "dry tons": ("dmt", ONE),
    "wet metric tons": ("wmt", ONE), "wet metric tonnes": ("wmt", ONE),
    "wet tonnes": ("wmt", ONE), "wet tons": ("wmt", ONE),
    "short tons": ("st", ONE), "short ton": ("st", ONE), "net tons": ("st", ONE),
    "gt": ("lt", ONE), "gross tons": ("lt", ONE), "long tons": ("lt", ONE),
    "kilos": ("kg", ONE), "kgs": ("kg", ONE), "Mlb": ("lb", Decimal(1000000)),
    "bbl": ("bbl", ONE), "barrels": ("bbl", ONE),
    "barrel": ("bbl", ONE), "bpd": ("bbl", ONE), "b/d": ("bbl", ONE), "桶": ("bbl", ONE),
    "lots": ("lots", ONE), "lot": ("lots", ONE), "手": ("lots", ONE),
    "contracts": ("lots", ONE), "GWh": ("GWh", ONE), "MWh": ("MWh", ONE), "GW": ("GW", ONE),
    "TWh": ("TWh", ONE), "kt/y": ("t", Decimal(1000)), "kt/yr": ("t", Decimal(1000)),
    "Mt/y": ("t", Decimal(1000000)), "mtpy": ("t", ONE), "flasks": ("flask", ONE),
    "MW": ("MW", ONE), "KW": ("kW", ONE), "kW": ("kW", ONE), "pieces": ("pc", ONE),
    "vehicles": ("units", ONE), "units": ("units", ONE), "辆": ("units", ONE), "台": ("units", ONE),
    "points": ("points", ONE), "point": ("points", ONE), "点": ("points", ONE),
    "tU": ("tU", ONE),
    "TEU": ("TEU", ONE), "m3": ("m3", ONE), "立方米": ("m3", ONE), "shares": ("shares", ONE),
}  # fmt: skip

#: Units that already say "a year" or "a day".
YEARLY: Final = frozenset(
    [
        "tpy",
        "tpa",
        "ktpa",
        "ktpy",
        "Mtpa",
        "mtpa",
        "t/y",
        "t/yr",
        "t/a",
        "mt/y",
        "mt/yr",
        "mt/year",
        "t/year",
        "tons/year",
        "tonnes/year",
        "tons/yr",
        "tonnes/yr",
        "吨/年",
        "kt/y",
        "kt/yr",
        "Mt/y",
        "mtpy",
    ]
)

SCALE: Final[dict[str, Decimal]] = {
    "hundred": Decimal(100), "thousand": Decimal(1000), "million": Decimal(1000000),
    "mln": Decimal(1000000), "mn": Decimal(1000000), "m": Decimal(1000000),
    "billion": Decimal(1000000000), "bln": Decimal(1000000000), "bn": Decimal(1000000000),
    "b": Decimal(1000000000), "trillion": Decimal(10) ** 12, "tn": Decimal(10) ** 12,
    "k": Decimal(1000), "千": Decimal(1000), "万": Decimal(10000), "百万": Decimal(1000000),
    "千万": Decimal(10000000), "亿": Decimal(100000000), "万亿": Decimal(10) ** 12,
}  # fmt: skip


def alternatives(names: list[str]) -> str:
    """A pattern that takes the longest of the names that fits."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
