"""What an amount of a Chinese sentence is an amount of: "新疆周度产量43110吨", "自缅甸进口"…

The thing stands in the amount's own clause, right behind it ("成交3万吨氧化铝"), or was told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_metrics import metric_of, trade_name
from briefs.extract.volume_things import Spot, Thing, things_in
from briefs.lexicon import Mention, TermKind
from briefs.types import Metric

_BREAK: Final = re.compile(r"[，,；;。：:]")
_NEXT: Final = re.compile(r"[，,；;。：:、和及与以]")
_BEHIND: Final = re.compile(r"的?(?=[^\s，,；;。])")
_LEAD: Final = re.compile(
    r"^(?:其中|截至|截止|据|目前|本周|上周|本月|上月|当月|当日|当周|今年|去年|国内|全国|我国|中国|全年|累计|同期|SMM|统计|数据|样本|周度|月度|"
    r"日度|年度|总|合计|预计|[0-9]{1,4}[年月日]|\s)+"
)
_TAIL: Final = re.compile(
    r"(?:增加|减少|下降|上升|增至|降至|回升|为|达|至|约|报|的|了|较|环比|同比|总量|合计|共|有)+$"
)
_OF_WORKS: Final = re.compile(r"(?:样本)?(?:企业|厂家|工厂|厂|周度|月度)+$")
_SHORT: Final = 4
_SEGMENT: Final = 14  # characters a name of its own may have: "其他环节库存"


def is_chinese(spot: Spot) -> bool:
    """Is the amount told in Chinese?"""
    return spot.cue.word[0] >= "\u2e80"


def chinese_thing(spot: Spot) -> Thing | None:
    """The thing of the amount, with its place or its exchange before its lexicon name."""
    reading, number = spot.reading, spot.number
    start = max(spot.sentence.start, min(spot.floor, number.start))
    clause = _clause_start(reading, start, number.start)
    found = _own(spot, clause)
    known = _told_before(spot, clause)
    if found is not None and known is not None and _is_part(reading, found, known):
        return _segment(spot, _told_of(found, known), clause)
    if found is None:
        return known and _segment(spot, known, clause)
    place = _place(reading, clause, number.start)
    thing = _named(spot, found, place)
    if len(found.text) > 1 or metric_of(spot.cue) is not Metric.OPERATING_RATE:
        return thing
    own = _OF_WORKS.sub("", _words(spot, clause))  # "镀锌" of "镀锌企业"
    mention = own if found.text in own and len(own) <= _SHORT else thing.mention
    return Thing(thing.name, mention, thing.term, thing.start, thing.end, place)


def _clause_start(reading: Reading, start: int, end: int) -> int:
    for mark in _BREAK.finditer(reading.text, start, end):
        start = mark.end()
    return start


def _own(spot: Spot, clause: int) -> Mention | None:
    reading, number = spot.reading, spot.number
    behind = _BEHIND.match(reading.text, number.end)
    if behind:
        for found in things_in(reading, number.end, behind.end() + 1):
            return found
        near = things_in(reading, number.end, number.end + 8)
        if near and not _NEXT.search(reading.text[number.end : near[0].start]):
            return near[0]
    inside = things_in(reading, clause, number.start)
    if not inside:
        return None
    if behind_cue := [m for m in inside if spot.cue.end <= m.start]:
        return behind_cue[-1]
    before = [m for m in inside if m.start < spot.cue.start] or list(inside)
    return max(reversed(before), key=lambda m: m.end - m.start)


def _is_part(reading: Reading, found: Mention, known: Thing) -> bool:
    """ "硅" of "硅企" under 工业硅: one character names what was told before, or a part of it."""
    if found.end - found.start > 1 or known.term is None or found.term.id == known.term:
        return False
    return found.term.id in reading.lexicon.ancestors(known.term)


def _words(spot: Spot, clause: int) -> str:
    """The words of the clause before the amount, without time and metric."""
    words = _LEAD.sub("", spot.reading.text[clause : spot.number.start])
    return _TAIL.sub("", words).removesuffix(spot.cue.word)


def _told_of(found: Mention, known: Thing) -> Thing:
    return known if found.text in known.mention else _bare(found)


def _told_before(spot: Spot, clause: int) -> Thing | None:
    reading, sentence, last = spot.reading, spot.sentence, spot.last
    if last is not None and last.start >= sentence.start:
        return last
    if here := things_in(reading, sentence.start, clause):
        return _bare(here[0])
    if last is not None and _line(reading, last.start) == sentence.line:
        return last
    title = reading.sentences[0]
    about = things_in(reading, title.start, title.end)
    if about:
        return _bare(about[0])
    return last


def _line(reading: Reading, at: int) -> int:
    return reading.sentence_at(at).line


def _bare(mention: Mention) -> Thing:
    return Thing(mention.term.name, mention.text, mention.term.id, mention.start, mention.end)


def _segment(spot: Spot, known: Thing, clause: int) -> Thing:
    """ "冶炼厂库存24324吨": a part of the thing told before, by its own words."""
    reading, number = spot.reading, spot.number
    words = _TAIL.sub("", _LEAD.sub("", reading.text[clause : number.start]))
    if metric_of(spot.cue) is Metric.PRODUCTION:
        words = words.replace(spot.cue.word, "")
    place = _place(reading, clause, number.start)
    if not place and spot.floor > spot.sentence.start:  # "德国仍为最大目的地，出口量1102吨"
        place = _place(reading, spot.floor, number.start)
    name = _plain_name(reading, known)
    told_here = known.start >= spot.sentence.start
    place = place or (known.owner if told_here else "")
    name = f"{place} {name}" if place else name
    own_named = metric_of(spot.cue) in (Metric.INVENTORY, Metric.PRODUCTION)
    own = words if own_named and 2 < len(words) <= _SEGMENT else known.mention
    return Thing(_measured(spot, name), own, known.term, number.start, number.end, place)


def _plain_name(reading: Reading, known: Thing) -> str:
    term = reading.lexicon.terms.get(known.term) if known.term else None
    return term.name if term else known.name


def _named(spot: Spot, mention: Mention, place: str) -> Thing:
    name = mention.term.name
    if place and place.lower() not in name.lower():
        name = f"{place} {name}"
    return Thing(
        _measured(spot, name), mention.text, mention.term.id, mention.start, mention.end, place
    )


#: What an amount of a thing is called where its name alone would not say it.
_KINDS: Final = {
    "配额": "quota", "年度配额": "quota", "储量": "reserves", "资源量": "resources",
    "黄金资源量": "resources", "缺口": "deficit", "过剩": "surplus", "出库量": "withdrawals",
    "持仓": "holdings", "持仓量": "holdings", "收储": "stockpiling",
    "短缺": "deficit", "短缺量": "deficit", "供应缺口": "deficit", "供需缺口": "deficit",
    "过剩量": "surplus",
}  # fmt: skip


def _measured(spot: Spot, name: str) -> str:
    """Lots are named by what they count, quotas and reserves by their kind, stocks as stocks."""
    if spot.number.unit == "lots":
        kind = trade_name(spot.cue)
    elif metric_of(spot.cue) is Metric.INVENTORY:
        kind = "stocks"
    else:
        kind = _KINDS.get(spot.cue.word)
    return f"{name} {kind}" if kind and kind not in name else name


def _place(reading: Reading, start: int, end: int) -> str:
    found: Sequence[Mention] = [
        m for m in reading.within(reading.mentions, start, end) if m.term.kind is TermKind.PLACE
    ]
    return found[-1].term.name if found else ""


def sentence_is_chinese(reading: Reading, sentence: Sentence) -> bool:
    """Does a sentence hold Chinese in its first words?"""
    return any("\u4e00" <= char <= "\u9fff" for char in reading.text[sentence.start :][:12])
