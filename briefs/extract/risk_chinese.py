"""Risks in Chinese flashes: the clause that says what may go wrong, without who says it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from briefs.extract.cues import read_table
from briefs.extract.risk_page import RiskPage, Spans
from briefs.extract.sentences import Sentence

_CLAUSE: Final = re.compile(r"[^，。；！？：\n]+")
_LEAD_IN: Final = re.compile(
    r"(?:但|不过|然而|且|并且|同时|此外|另外|因此|而|尤其是|特别是|随着|也有|有|多位|部分|两家|上述|该|公司|业内|市场|机构|"
    r"分析师|分析人士|业内人士|交易员|贸易商|企业|投资者|冶炼厂|均|亦|也|再次|同步|[A-Z]{2,6})*"
    r"(?:提醒|警告|提示|担忧|担心|忧虑|表示|指出|认为|公告称|称)"
)
_CONNECTIVE: Final = re.compile(r"(?:但|不过|然而|且|并且|同时|此外|另外|因此|而|尤其是|特别是)")
_STATED: Final = re.compile(
    r"(?:存在|面临|存|有|具有|蕴含|带来|引发|加剧|加大|放大|隐含)[^，。；]{0,20}(?:风险|不确定性|隐患)"
    r"|风险(?:正在|正|仍在|进一步|持续|明显|显著|也在|依然|仍|较|逐步)?"
    r"(?:上升|加大|增加|加剧|犹存|较大|累积|仍存|抬升|升温|积聚|存在|偏高|不容忽视|不减)"
    r"|不确定性(?:仍|较|进一步|明显)?(?:存在|较大|增加|上升|加大|加剧|犹存|大|强)|(?:尚|仍|均)?存(?:在)?变数"
)
_MODAL: Final = re.compile(r"或将|恐将|或会|恐会|可能|恐怕|难免|或(?!者|许可)|恐(?!慌)")
_WIDENS: Final = re.compile(
    r"(?:缺口|亏损|过剩|贴水|跌幅|倒挂|逆差|分歧|波动)[^，。；]{0,8}(?:扩大|拉大|增加|走阔)"
)
_BEWARE: Final = re.compile(
    r"(?:需|须|仍需|应|宜|要|建议)?(?:警惕|谨防|提防|防范|留意|当心)(?P<what>[^，。；]{4,60})"
)
_ALERTS: Final = ("警惕", "谨防", "提防", "当心")
_WORRIED: Final = re.compile(r"(?:担忧|担心|忧虑|忧心|顾虑)(?P<after>，)?")
_CONDITION: Final = re.compile(r"(?:若|如|如果|一旦|倘若|假如)")
_FORECAST: Final = re.compile(r"预计|认为|(?<!不及)(?<!于)(?<!超)预期(?!$)|研判|判断|预测")
_PRICE: Final = re.compile(r"[价锡铜铝锌镍铅金银锂](?:格)?(?:短期|后市|仍|短线|重心|整体)*$")


@cache
def adverse() -> re.Pattern[str]:
    """The words of harm of `data/adverse_chinese.csv`."""
    rows = read_table("adverse_chinese")
    return re.compile("|".join(row["phrases"] for row in rows))


def chinese(page: RiskPage, sentence: Sentence) -> Spans:
    """Spans of the clauses of a Chinese sentence that state a risk."""
    text = page.reading.text
    found: list[tuple[int, int]] = []
    for clause in _CLAUSE.finditer(text, sentence.start, sentence.end):
        span = _risky(text, sentence, clause)
        if span and span[1] - span[0] > 3:
            found.append(span)
    yield from found
    worry = _WORRIED.search(text, sentence.start, sentence.end)
    if worry and not found:
        yield from _worried(text, sentence, worry)


def _risky(text: str, sentence: Sentence, clause: re.Match[str]) -> tuple[int, int] | None:
    begin, end = clause.span()
    if beware := _BEWARE.search(text, begin, end):
        alert = any(word in beware[0][:6] for word in _ALERTS) or beware["what"].endswith("风险")
        if alert and beware["what"] not in ("投资风险", "市场风险", "交易风险"):
            return beware.span("what")
        return None
    stated = _STATED.search(text, begin, end)
    modal = None if stated else _MODAL.search(text, begin + 1, end)
    if modal is not None:
        hurts = adverse().search(text, modal.end(), end) or _WIDENS.search(text, begin, end)
        if (
            hurts is None
            or _CONDITION.match(text, begin)
            or _forecast(text, sentence, begin, modal)
        ):
            return None
    elif stated is None:
        return None
    lead = _LEAD_IN.match(text, begin, end) or _CONNECTIVE.match(text, begin, end)
    begin = lead.end() if lead and lead.end() < end - 3 else begin
    return _stripped(text, begin, end)


def _forecast(text: str, sentence: Sentence, begin: int, modal: re.Match[str]) -> bool:
    """ "SMM预计铜价或承压": a view of prices, which is an opinion."""
    told = _FORECAST.search(text, sentence.start, modal.start()) is not None
    return told and _PRICE.search(text, begin, modal.start()) is not None


def _worried(text: str, sentence: Sentence, worry: re.Match[str]) -> Spans:
    """ "有企业担忧，若价格继续冲高，下游减单": the outcome, not its condition."""
    clauses = [m.span() for m in _CLAUSE.finditer(text, worry.end(), sentence.end)]
    if not clauses:
        return
    first = clauses[0]
    if _CONDITION.match(text, first[0]) and len(clauses) > 1:
        first = clauses[1]
    if first[1] - first[0] > 3:
        yield _stripped(text, *first)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " “”、":
        start += 1
    while end > start and text[end - 1] in " “”、":
        end -= 1
    return start, end
