"""Time zones by the names people use: guessed from a language, found by a city or an offset."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from rapidfuzz import process

#: Where most speakers of a Telegram language are; English is spoken where the LME is.
GUESSES: Final[Mapping[str, str]] = {
    "zh": "Asia/Shanghai",
    "zh-tw": "Asia/Taipei",
    "zh-hant": "Asia/Taipei",
    "zh-hk": "Asia/Hong_Kong",
    "en": "Europe/London",
    "en-us": "America/New_York",
    "en-au": "Australia/Sydney",
    "en-in": "Asia/Kolkata",
    "ja": "Asia/Tokyo",
    "ko": "Asia/Seoul",
    "de": "Europe/Berlin",
    "fr": "Europe/Paris",
    "es": "Europe/Madrid",
    "it": "Europe/Rome",
    "nl": "Europe/Amsterdam",
    "ru": "Europe/Moscow",
    "tr": "Europe/Istanbul",
    "pt": "Europe/Lisbon",
    "pt-br": "America/Sao_Paulo",
    "id": "Asia/Jakarta",
    "vi": "Asia/Ho_Chi_Minh",
    "hi": "Asia/Kolkata",
}
#: Where metals are traded: the zones that have a button.
COMMON: Final = (
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Chicago",
    "Australia/Sydney",
)
#: What cities are called that a zone is not named for.
ALIASES: Final[Mapping[str, str]] = {
    "utc": "UTC",
    "gmt": "UTC",
    "beijing": "Asia/Shanghai",
    "china": "Asia/Shanghai",
    "北京": "Asia/Shanghai",
    "上海": "Asia/Shanghai",
    "中国": "Asia/Shanghai",
    "香港": "Asia/Hong_Kong",
    "台北": "Asia/Taipei",
    "新加坡": "Asia/Singapore",
    "东京": "Asia/Tokyo",
    "日本": "Asia/Tokyo",
    "首尔": "Asia/Seoul",
    "悉尼": "Australia/Sydney",
    "伦敦": "Europe/London",
    "英国": "Europe/London",
    "柏林": "Europe/Berlin",
    "巴黎": "Europe/Paris",
    "纽约": "America/New_York",
    "芝加哥": "America/Chicago",
    "frankfurt": "Europe/Berlin",
    "hamburg": "Europe/Berlin",
    "geneva": "Europe/Zurich",
    "rotterdam": "Europe/Amsterdam",
    "mumbai": "Asia/Kolkata",
    "delhi": "Asia/Kolkata",
    "new delhi": "Asia/Kolkata",
    "germany": "Europe/Berlin",
    "uk": "Europe/London",
    "england": "Europe/London",
    "washington": "America/New_York",
    "houston": "America/Chicago",
    "guangzhou": "Asia/Shanghai",
    "shenzhen": "Asia/Shanghai",
}
OFFSET: Final = re.compile(r"(?:utc|gmt)?\s*([+-−])\s*(\d{1,2})(?::?00)?", re.IGNORECASE)
WEST, EAST = 12, 14  # hours from UTC that there are
NEAR: Final = 70.0  # of 100
MOST_NEAR: Final = 4


def guess_zone(code: str | None) -> str:
    """The zone of a Telegram `language_code` such as "pt-br"; UTC where it tells nothing."""
    code = (code or "").lower()
    return GUESSES.get(code) or GUESSES.get(code.split("-")[0], "UTC")


def find_zone(typed: str) -> str | None:
    """The IANA zone that a name, a city or an offset ("utc+8") means; None if none surely does."""
    offset = OFFSET.fullmatch(typed.strip())
    if offset:
        return _fixed(int(offset[2]), east=offset[1] == "+")
    return ALIASES.get(_fold(typed)) or _names().get(_fold(typed))


def near_zones(typed: str) -> tuple[str, ...]:
    """Zones whose names or cities are near to what was typed, the nearest first."""
    names = _names()
    found = process.extract(_fold(typed), names.keys(), score_cutoff=NEAR, limit=2 * MOST_NEAR)
    return tuple(dict.fromkeys(names[name] for name, _, _ in found))[:MOST_NEAR]


@cache
def known_zones() -> frozenset[str]:
    """The names of all zones there are."""
    return frozenset(available_timezones() - {"localtime"})


@cache
def _names() -> Mapping[str, str]:
    """Every zone by its name and by its city, folded; of two the first in the alphabet."""
    names: dict[str, str] = {}
    # Old names and fixed offsets after the regions, which people mean.
    for zone in sorted(known_zones(), key=lambda zone: ("/" not in zone, zone)):
        names.setdefault(_fold(zone), zone)
    for zone in sorted(known_zones()):
        if "/" in zone and not zone.startswith(("Etc/", "posix/", "right/")):
            names.setdefault(_fold(zone.rpartition("/")[2]), zone)
    return names


def _fixed(hours: int, *, east: bool) -> str | None:
    if hours == 0:
        return "UTC"
    if hours > (EAST if east else WEST):
        return None
    # The names of fixed offsets count westwards.
    return f"Etc/GMT{'-' if east else '+'}{hours}"


def _fold(typed: str) -> str:
    return " ".join(typed.replace("_", " ").casefold().split())
