"""The words `reading` is put together from, a table for each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from briefs.types import Language


@dataclass(frozen=True, slots=True)
class Table:
    """Phrases with their gaps in braces. Those by comparison have the four signs as keys."""

    every: str
    on: str
    that: str
    but_none: str
    never: str
    comma: str
    or_word: str
    and_word: str
    space: str
    stop: str
    anything: str
    is_on: str
    tells: str
    newly: str
    comes_from: str
    is_in: str
    says: str
    moved: Mapping[str, str]
    signed: Mapping[str, str]
    passes: Mapping[str, str]
    deal: Mapping[str, str]
    over: Mapping[str, str]
    kinds: Mapping[str, str]
    statuses: Mapping[str, str]
    languages: Mapping[str, str]


ENGLISH: Final = Table(
    every="Every {kinds}flash{topics}{held}",
    on=" on {topics}",
    that=" that {clauses}",
    but_none=", but none that {clause}",
    never="has nothing that {clause}",
    comma=", ",
    or_word=" or ",
    and_word=" and ",
    space=" ",
    stop=".",
    anything="is any flash",
    is_on="is on {name}",
    tells="tells a {kind}",
    newly="tells of a policy that is newly {status}",
    comes_from="comes from “{name}”",
    is_in="is in {language}",
    says="says “{text}”",
    moved={
        ">=": "moved at least {percent} %",
        ">": "moved more than {percent} %",
        "<=": "moved at most {percent} %",
        "<": "moved less than {percent} %",
    },
    signed={
        ">=": "changed by {percent} % or more",
        ">": "changed by more than {percent} %",
        "<=": "changed by {percent} % or less",
        "<": "changed by less than {percent} %",
    },
    passes={
        ">=": "reaches {amount} {unit} from below",
        ">": "rises above {amount} {unit}",
        "<=": "reaches {amount} {unit} from above",
        "<": "falls below {amount} {unit}",
    },
    deal={
        ">=": "tells a deal of at least {amount} {currency}",
        ">": "tells a deal of more than {amount} {currency}",
        "<=": "tells a deal of at most {amount} {currency}",
        "<": "tells a deal of less than {amount} {currency}",
    },
    over={"day": "", "week": " in a week", "month": " in a month", "year": " in a year"},
    kinds={
        "prices": "price",
        "moves": "move",
        "volumes": "volume",
        "policies": "policy",
        "risks": "risk",
        "deals": "deal",
        "opinions": "opinion",
    },
    statuses={
        "rumoured": "rumoured",
        "consultation": "in consultation",
        "announced": "announced",
        "effective": "effective",
        "suspended": "suspended",
        "ended": "ended",
    },
    languages={"en": "English", "zh": "Chinese"},
)

CHINESE: Final = Table(
    every="{topics}{held}每条{kinds}快讯",
    on="关于{topics}的",
    that="{clauses}的",
    but_none="，不含{clause}的快讯",
    never="没有{clause}",
    comma="、",
    or_word="或",
    and_word="且",
    space="",
    stop="。",
    anything="任何内容",
    is_on="关于{name}",
    tells="涉及{kind}",
    newly="有政策新进入{status}状态",
    comes_from="来自“{name}”",
    is_in="以{language}发布",
    says="含“{text}”字样",
    moved={
        ">=": "涨跌至少 {percent} %",
        ">": "涨跌超过 {percent} %",
        "<=": "涨跌不超过 {percent} %",
        "<": "涨跌小于 {percent} %",
    },
    signed={
        ">=": "变动不低于 {percent} %",
        ">": "变动高于 {percent} %",
        "<=": "变动不高于 {percent} %",
        "<": "变动低于 {percent} %",
    },
    passes={
        ">=": "价格升至 {amount} {unit}",
        ">": "价格升破 {amount} {unit}",
        "<=": "价格降至 {amount} {unit}",
        "<": "价格跌破 {amount} {unit}",
    },
    deal={
        ">=": "交易额至少 {amount} {currency}",
        ">": "交易额超过 {amount} {currency}",
        "<=": "交易额不超过 {amount} {currency}",
        "<": "交易额低于 {amount} {currency}",
    },
    over={"day": "", "week": "（一周内）", "month": "（一月内）", "year": "（一年内）"},
    kinds={
        "prices": "价格",
        "moves": "涨跌",
        "volumes": "数量",
        "policies": "政策",
        "risks": "风险",
        "deals": "交易",
        "opinions": "观点",
    },
    statuses={
        "rumoured": "传闻",
        "consultation": "征求意见",
        "announced": "已公布",
        "effective": "生效",
        "suspended": "暂停",
        "ended": "终止",
    },
    languages={"en": "英文", "zh": "中文"},
)
TABLES: Final[Mapping[Language, Table]] = {"en": ENGLISH, "zh": CHINESE}
