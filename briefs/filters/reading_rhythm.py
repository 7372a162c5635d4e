"""A rhythm in plain words: ", as a digest at 08:30 and 16:00 Shanghai on weekdays"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefs.filters.rhythm import Rhythm, Window
from briefs.types import Language

WORK: Final = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Table:
    """Phrases with their gaps in braces."""

    at_once: str
    hourly: str
    daily: str
    session: str
    within: str
    span: str
    on_days: str
    trading: str
    empty_too: str
    covered: str
    comma: str
    and_word: str
    workdays: str
    days: tuple[str, ...]
    cities: Mapping[str, str]  # where the name of the zone does not do


ENGLISH: Final = Table(
    at_once=", at once",
    hourly=", as a digest every {hours} h{spans}, {zone} time{days}{trading}{ends}",
    daily=", as a digest at {times} {zone}{days}{trading}{ends}",
    session=", as a digest at the open and the close of {venue}{days}{trading}{ends}",
    within=" {spans}",
    span="from {start} to {end}",
    on_days=" on {days}",
    trading=" when {venue} trades",
    empty_too=", even if nothing is new",
    covered=", with the coverage of all sources",
    comma=", ",
    and_word=" and ",
    workdays="weekdays",
    days=("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"),
    cities={},
)
CHINESE: Final = Table(
    at_once="，即时推送",
    hourly="，{trading}{days}{spans}每 {hours} 小时（{zone}时间）汇总一次{ends}",
    daily="，{trading}{days}于{zone}时间 {times} 汇总{ends}",
    session="，{trading}{days}于 {venue} 开盘和收盘时汇总{ends}",
    within="{spans}",
    span="{start}至{end}",
    on_days="{days}",
    trading="{venue} 交易日",
    empty_too="，没有新消息也发送",
    covered="，并附全部来源的统计",
    comma="、",
    and_word="和",
    workdays="工作日",
    days=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    cities={
        "Asia/Shanghai": "上海",
        "Asia/Hong_Kong": "香港",
        "Asia/Taipei": "台北",
        "Asia/Singapore": "新加坡",
        "Asia/Tokyo": "东京",
        "Europe/London": "伦敦",
        "America/New_York": "纽约",
        "America/Chicago": "芝加哥",
    },
)
TABLES: Final[Mapping[Language, Table]] = {"en": ENGLISH, "zh": CHINESE}


def say_rhythm(rhythm: Rhythm, language: Language, zone: str = "UTC") -> str:
    """When, as the end of a sentence. `zone`: the IANA name of the chat's."""
    table = TABLES[language]
    if rhythm.instant:
        return table.at_once
    venue = rhythm.venue.upper() if rhythm.venue else ""
    said = {
        "zone": say_zone(zone, language),
        "venue": venue,
        "days": table.on_days.format(days=say_days(rhythm.days, language)) if rhythm.days else "",
        "trading": table.trading.format(venue=venue) if venue else "",
        "ends": "".join(
            [
                table.empty_too if rhythm.always else "",
                table.covered if rhythm.coverage else "",
            ]
        ),
    }
    if rhythm.hours:
        spans = _spans(rhythm.windows, table)
        return table.hourly.format(hours=rhythm.hours, spans=spans, **said)
    if rhythm.session:
        return table.session.format(**said)
    times = listed([f"{time:%H:%M}" for time in rhythm.times], table.comma, table.and_word)
    return table.daily.format(times=times, **said)


def say_zone(zone: str, language: Language) -> str:
    """ "Asia/Shanghai" → "Shanghai"."""
    return TABLES[language].cities.get(zone) or zone.rpartition("/")[2].replace("_", " ")


def say_days(days: tuple[int, ...], language: Language) -> str:
    """ "weekdays", "Mondays and Fridays"."""
    table = TABLES[language]
    if days == WORK:
        return table.workdays
    return listed([table.days[day - 1] for day in days], table.comma, table.and_word)


def listed(names: Sequence[str], comma: str, last: str) -> str:
    """ "A, B or C", where `last` is the " or "."""
    *before, end = names
    return f"{comma.join(before)}{last}{end}" if before else end


def _spans(windows: Sequence[Window], table: Table) -> str:
    spans = [
        table.span.format(start=f"{one.start:%H:%M}", end=f"{one.end:%H:%M}") for one in windows
    ]
    return table.within.format(spans=listed(spans, table.comma, table.and_word)) if spans else ""
