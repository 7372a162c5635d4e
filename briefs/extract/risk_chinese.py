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
    r"|(?:减产|停产|检修|违约|下跌|回调|回落|断供|断档|亏损|延期|推迟|爆仓|罢工|缺货|限产)[^，。；]{0,4}?"
    r"(?:的)?(?:可能性|可能|概率|几率)(?:也在|正在|正|仍在|进一步|明显|较|逐步)?"
    r"(?:上升|增加|加大|增大|较大|提高|走高|抬升|存在|大)|不排除[^，。；]{2,20}可能"
    r"|压力(?:将|正|仍|明显|进一步|也)*(?:加大|上升|增加|攀升|凸显|增大)|难以(?:恢复|修复|缓解|改善|弥补|消化|为继)"
    r"|(?:仍有|存在|还有)(?:进一步)?(?:下行|回调|下跌|回落)(?:的)?空间"
)
_UPSIDE: Final = re.compile(r"(?:上行|上涨)风险")
_THEN: Final = re.compile(r"(?:将|会|便|就)[^，。；]{0,10}(?:减少|下降|下滑)")
#: "将拖累镍价": told as certain by somebody, and harmful by its verb.
_WILL_HURT: Final = re.compile(
    r"(?:将|会)(?:会|进一步|持续|明显|显著|继续|严重)?(?:拖累|压制|打压|冲击|抑制|制约|挤压|削弱|侵蚀|拖慢|"
    r"吞噬|损害|打击|压缩|威胁|加剧|恶化|动摇)"
)
#: A trouble that goes on: "矿端紧缺或将延续至四季度".
_GOES_ON: Final = re.compile(
    r"(?:紧缺|短缺|紧张|偏紧|过剩|亏损|倒挂|累库|低迷|疲软|僵局|拥堵|中断|停产|倒挂|压力|缺口|罢工)[^，。；]{0,6}"
    r"(?:延续|持续|存在|延长|维持|加深|拉长|重演|蔓延|扩散)"
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
_IF: Final = re.compile(r"(?:若|如果|一旦|倘若|假如)[^，。；]{2,36}，(?:则|那么)?$")
_FUTURE: Final = re.compile(r"将|会|恐|势必")
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
    if stated and _UPSIDE.search(text, begin, end):
        return None  # "铜价上行风险": that prices rise
    stated = stated or _WILL_HURT.search(text, begin + 1, end) or _comes_of(text, sentence, clause)
    modal = None if stated else _MODAL.search(text, begin + 1, end)
    if modal is not None:
        hurts = adverse().search(text, modal.end(), end) or _WIDENS.search(text, begin, end)
        hurts = hurts or _GOES_ON.search(text, begin, end)
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


def _comes_of(text: str, sentence: Sentence, clause: re.Match[str]) -> re.Match[str] | None:
    """ "一旦缅甸封关，离子矿进口将明显减少": what comes of the clause before."""
    before = text[max(sentence.start, clause.start() - 40) : clause.start()]
    if not _IF.search(before) or _CONDITION.match(text, clause.start()):
        return None
    begin, end = clause.span()
    future = _FUTURE.search(text, begin, end)
    hurts = future and adverse().search(text, future.end(), end)
    return hurts or _THEN.search(text, begin, end)


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
