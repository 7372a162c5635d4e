"""Policies in Chinese flashes: the measure by its noun, by what it forbids, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Day
from typing import Final

from briefs.extract.agencies import agency_at
from briefs.extract.dates import DateMention
from briefs.extract.policy_join import Draft
from briefs.extract.policy_page import Page, draft_of
from briefs.extract.policy_standing import Standing
from briefs.extract.sentences import Sentence
from briefs.lexicon import TermKind
from briefs.types import PolicyStatus

_NOUN: Final = (
    r"(?:出口|进口|采矿|开采|冶炼|生产|销售)?(?:禁令|管制措施|管制清单|管制|限制措施|配额制度|配额制|配额|许可证制度|许可制度|许可证)"
    r"|出口限制|进口限制|关税配额|超配额关税|配额外关税|配额内关税|"
    r"(?:反倾销|反补贴|保障措施|进口|出口|基准|对等|报复性|附加|惩罚性)(?:关税|税)|关税(?!税则|配额)|反倾销调查|反补贴调查|"
    r"保障措施|资源税|碳关税|特许权使用费|权利金|增值税|出口退税率?|消费税|碳酸锂?收储计划|收储计划|收储|补贴政策|补贴|"
    r"(?:交易|投机|套保|持仓)?(?:保证金(?:标准|比例|水平)?|手续费(?:标准)?|交易限额|开仓限额|持仓限额)|涨跌停板(?:幅度)?|"
    r"总量控制指标|开采指标|冶炼分离指标|存款准备金率|贷款市场报价利率|基准利率|政策利率|"
    r"限产政策|限产措施|停产令|产能置换办法|准入条件|能耗标准|能效标准|新国标|行动方案|工作方案|实施方案|"
    r"国家储备|战略储备|储备计划|限电令|有序用电|(?:重污染天气)?[ⅠⅡⅢ一二三I]*级?应急响应|出口许可证管理|许可证管理|禁矿令|禁运令|制裁措施|制裁|调查|矿业法|"
    r"矿业法规|基准价(?:格)?(?:系数|公式)?|参考价|最低限价|最低进口价|电价政策|电价补贴"
)
_MEASURE: Final = re.compile(_NOUN)
_QUOTED: Final = re.compile(
    rf"“(?P<title>[^“”\n]{{2,40}}(?:{_NOUN}|措施|制度|办法|计划|机制|政策|清单|方案))”"
)
_AGAINST: Final = re.compile(
    r"(?:暂停|取消|解除|恢复|延长|终止)(?:实施|执行)?(?P<title>(?:对[\u4e00-\u9fff]{1,3}(?:出口|"
    r"进口))[\u4e00-\u9fffA-Za-z0-9、]{1,16}?"
    r"(?:禁令|管制|限制|关税))"
)
_TAKEN: Final = re.compile(
    r"对(?P<what>[\u4e00-\u9fffA-Za-z0-9、（）]{1,34}?)(?:相关物项|等物项)?(?:实施|实行|采取|加征|征收|启动|发起|开征|作出)"
    r"(?:临时|新的|为期[^，。]{1,6}的|高达|至少|[0-9.%－—~至-]+的?)?(?P<measure>出口管制|进口管制|出口限制|反倾销税|反补贴税|"
    r"反倾销调查|反补贴调查|反倾销[^，。]{0,4}裁定|保障措施(?:调查|关税)?|[\u4e00-\u9fff]{0,4}关税|出口税|出口禁令|制裁|配额管理|出口许可证管理|"
    r"许可证管理)"
)
_FORBIDS: Final = re.compile(
    r"(?:全面|暂时|将|已|立即)?(?P<verb>禁止|限制|暂停|停止|恢复|放开)(?P<title>(?:所有|"
    r"一切)?[\u4e00-\u9fffA-Za-z0-9、（）]{0,16}?"
    r"(?:出口|进口|开采|采矿|出境))(?!额|量|商|企业|管制|配额|禁令|限制|退税|关税|许可|需求|订单|窗口|利润)"
)
_STOPS: Final = re.compile(
    r"宣布|发布|公布|公告|印发|实施|实行|执行|延长|取消|暂停|解除|恢复|下调|上调|调整|提高|降低|征收|加征|开征|对等(?!关税)|"
    r"研究|出台|考虑|推出|制定|建立|组建|设立|下达|批准|通过|计划|继续|维持|推迟|收紧|放宽|启动|发起|拟定|拟|将|对(?!等|华)|自|起|于|在|就|并|及其|及|"
    r"的|称|"
    r"表示|正|了|把|由|因|受|从|被|和|与|至|为|以|向|已|等(?!关税)|该国|我国|其|此前|决定|要求|明确|指出|扩大|加强|关于|针对|随着|尽管|虽然|"
    r"[“”《》，。；：]"
)
_CLAUSE: Final = re.compile(r"[^，。；！？\n]+")
_BODY: Final = re.compile(
    r"[\u4e00-\u9fff]部(?=建议|宣布|表示|称|将|拟|公告|发布|正|计划|[0-9])|政府|总统|交易所|央行|财政部|商务部|海关|监管|部门|委员会|委|内阁|"
    r"议会|国会|参议院|法院|当局|部长|总理|省|欧盟|美国|印尼|刚果"
)
_MOOTED: Final = re.compile(
    r"据悉|传闻|有消息|消息称|消息人士|考虑|拟(?!议)|研究|计划|有望|或将|可能|建议|呼吁|讨论|酝酿|预计|知情人士|敦促|请求|提出|寻求|商讨|评估|探讨|市场传"
)
_DRAFTED: Final = re.compile(r"征求意见|公开征询|征集意见|听证|草案|提案|拟议|公众意见")
_HALTED: Final = re.compile(r"暂停|停止(?:对|执行|实施|加征)?|暂缓|推迟|延期|中止|搁置|延后|冻结")
_LIFTED: Final = re.compile(r"取消|废止|解除|撤销|终止|结束|到期|失效|废除|作废")
_KEPT: Final = re.compile(r"延长|延续|维持|继续(?:执行|实施|有效)|续期|仍(?:有效|执行)|保持")
_IN_FORCE: Final = re.compile(
    r"生效|施行|正式实施|即日起|已实施|已执行|正式执行|现行|公布之日起|发布之日起"
)
_TOLD: Final = re.compile(
    r"宣布|公布|发布|决定|通过|批准|下达|上调|下调|提高|降低|调整|实施|实行|执行|征收|加征|开征|禁止|限制|启动|发起|裁定|公告|签署|恢复|"
    r"扩大|收紧|放宽|出台|推出|明确|通知|要求|印发|放开|确认"
)
_FROM: Final = re.compile(
    r"(?:（[^（）]{1,6}）)?(?:收盘结算时|结算时|收盘|零时|零点|夜盘|当日)?(?:起|开始|生效|正式实施|施行)"
)
_SIZED: Final = re.compile(r"(?:总量|量|总计|合计)?(?:为|约|达|共|[0-9])")
#: Nouns that alone name no measure.
_BARE_WORDS: Final = """
    配额 关税 管制 制裁 调查 补贴 收储 禁令
    许可证 进口税 出口税 增值税 涨跌停板幅度 涨跌停板 手续费 保证金 出口管制 消费税 资源税
"""
_BARE: Final = frozenset(_BARE_WORDS.split())
_FAMILIES: Final = (
    ("管制", "control"), ("限制", "control"), ("税", "tariff"), ("禁令", "ban"), ("配额", "quota"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    title: str


def find_chinese(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "商务部宣布对钨、碲实施出口管制", "钴出口禁令延长至10月15日"."""
    text = page.reading.text
    if not page.chinese or sentence.kind in ("title", "heading"):
        return
    if any(d.span.start == sentence.start and d.family == "document" for d in page.drafts):
        return  # what the sentence tells is what the document says
    bodied = _BODY.search(text, sentence.start, sentence.end) is not None
    near = page.reading.mentions_in(sentence)
    bodied = bodied or any(m.term.kind is TermKind.PLACE for m in near)
    bodied = bodied or "该国" in text[sentence.start : sentence.end]
    if not bodied and agency_at(page.reading, sentence, sentence.end) is None:
        return
    for name in _names(text, sentence):
        standing = _standing(page, sentence, name) if page.free(name.start, name.end) else None
        if standing:
            page.take(name.start, name.end)
            family = next((f for word, f in _FAMILIES if word in name.title[-6:]), "measure")
            yield draft_of(page, sentence, name.title, family, standing, rule, name.start)


def _names(text: str, sentence: Sentence) -> list[_Name]:
    """Names of measures in a sentence, none inside another."""
    found: list[_Name] = []

    def add(start: int, end: int, title: str) -> None:
        if not any(start < other.end and other.start < end for other in found):
            found.append(_Name(start, end, title))

    for match in _QUOTED.finditer(text, sentence.start, sentence.end):
        add(*match.span("title"), match["title"])
    for match in _AGAINST.finditer(text, sentence.start, sentence.end):
        add(*match.span("title"), match["title"])
    for match in _TAKEN.finditer(text, sentence.start, sentence.end):
        add(*match.span(), match[0])
    for match in _FORBIDS.finditer(text, sentence.start, sentence.end):
        if len(match["title"]) > 2:
            title = (
                f"{match['verb']}{match['title']}" if match["verb"] != "恢复" else match["title"]
            )
            add(*match.span(), title)
    for match in _MEASURE.finditer(text, sentence.start, sentence.end):
        start = _begin(text, sentence, match.start())
        title = text[start : match.end()]
        if title.endswith("配额") and _SIZED.match(text, match.end()):
            continue  # "2026年配额96600吨" is a volume
        if title not in _BARE and match.start() - start < 24:
            add(start, match.end(), title)
    return sorted(found, key=lambda name: name.start)


def _begin(text: str, sentence: Sentence, head: int) -> int:
    """Where the name of a measure begins: behind the last word that is no part of it."""
    start = max(sentence.start, head - 24)
    for stop in _STOPS.finditer(text, start, head):
        start = stop.end()
    return start


def _standing(page: Page, sentence: Sentence, name: _Name) -> Standing | None:
    text = page.reading.text
    low, high = _around(text, sentence, name)
    status = _status(text, sentence, name, low, high)
    if status is None:
        return None
    starts = _starts(page, sentence, name, low, high)
    told = next(
        (
            d.day
            for d in page.reading.dates_in(sentence)
            if d.grain == "day" and not _begins(text, d)
        ),
        None,
    )
    published = page.reading.published
    weight = 2
    if starts and published and status in (PolicyStatus.ANNOUNCED, PolicyStatus.EFFECTIVE):
        weight = 3
        in_force = starts <= published
        status = PolicyStatus.EFFECTIVE if in_force else PolicyStatus.ANNOUNCED
    if starts and published and status is PolicyStatus.ENDED and starts > published:
        status, weight = PolicyStatus.ANNOUNCED, 3
    return Standing(status, weight, told, starts)


def _around(text: str, sentence: Sentence, name: _Name) -> tuple[int, int]:
    """The clause that holds the name."""
    for clause in _CLAUSE.finditer(text, sentence.start, sentence.end):
        if clause.start() <= name.start < clause.end():
            return clause.start(), max(clause.end(), name.end)
    return sentence.start, sentence.end


def _status(text: str, sentence: Sentence, name: _Name, low: int, high: int) -> PolicyStatus | None:
    if _DRAFTED.search(text, low, min(sentence.end, high + 20)):
        return PolicyStatus.CONSULTATION
    behind = text[name.end : name.end + 8]
    if _MOOTED.search(text, sentence.start, name.start) or _MOOTED.match(behind):
        return PolicyStatus.RUMOURED
    if _HALTED.search(text, low, name.start) or _HALTED.search(behind):
        return PolicyStatus.SUSPENDED
    if _LIFTED.search(text, low, name.start) or _LIFTED.search(behind):
        return PolicyStatus.ENDED
    if _KEPT.search(text, low, high):
        return PolicyStatus.EFFECTIVE
    if _IN_FORCE.search(text, low, min(sentence.end, high + 20)):
        return PolicyStatus.EFFECTIVE
    return PolicyStatus.ANNOUNCED if _TOLD.search(text, sentence.start, high) else None


def _starts(page: Page, sentence: Sentence, name: _Name, low: int, high: int) -> Day | None:
    """The day that "起" or "生效" follows: in the clause of the name first, then beside it."""
    text = page.reading.text
    days = [d for d in page.reading.dates_in(sentence) if _begins(text, d)]
    inside = [d for d in days if low <= d.start < high]
    near = inside or [d for d in days if low - 34 <= d.start < high + 34]
    if not near:
        return None
    best = min(near, key=lambda d: min(abs(d.start - name.end), abs(name.start - d.end)))
    return _first(best)


def _begins(text: str, mention: DateMention) -> bool:
    return _FROM.match(text, mention.end) is not None


def _first(mention: DateMention) -> Day | None:
    day = mention.first or mention.day
    if day and mention.grain == "month":
        return day.replace(day=1)
    if day and mention.grain == "year":
        return day.replace(month=1, day=1)
    return day
