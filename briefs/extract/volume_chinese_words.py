"""What a Chinese clause itself calls the thing of an amount: "无锡地区", "镀锌企业"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence

_BREAK: Final = re.compile(r"[，,；;。：:、]")
_TIME: Final = re.compile(
    r"^(?:其中|截至|截止|据|目前|本周|上周|本月|上月|当月|当日|当周|今日|今年|去年|同期|预计|累计|全年|"
    r"SMM|统计|数据|显示|[一二三四]季度|上半年|下半年|[0-9]{1,4}(?:[-－—][0-9]{1,2})?[年月日]|\s)+"
)
_WHERE: Final = re.compile(r"^(?:国内|全国|我国|中国)+")
_TAIL: Final = re.compile(
    r"(?:增加|减少|下降|上升|增至|降至|回升|回落|录得|报收|达到|为|达|至|约|报|的|了|较|合计|总计|共|有|在|仅|"
    r"超过|或将|或|将|规划|预计|环比|同比|升至|涨至|跌至|总量)+$"
)
_METRIC: Final = (
    r"(?:(?:社会|总|样本|港口|厂内|企业)?库存|(?:总)?产量|(?:综合)?开工率|(?:总)?产能|(?:进|出)口量?|销量|装车量|"
    r"需求量?|消费量|成交量?|持仓量?|仓单)"
)
_BEHIND: Final = re.compile(rf"{_METRIC}(?:总量|量)?$")
_BEFORE: Final = re.compile(rf"^{_METRIC}")
_CHANGED: Final = re.compile(r"[日周月]?(?:增加|减少|下降|上升|[增减升降](?=[0-9约至到]))")
_LONGEST: Final = 20


def clause_names(reading: Reading, sentence: Sentence, at: int) -> Iterator[str]:
    """The words before the amount at `at`, with and without place and metric; none where the
    clause holds nothing but time and metric."""
    start = sentence.start
    for mark in _BREAK.finditer(reading.text, start, at):
        start = mark.end()
    words = _CHANGED.split(_TIME.sub("", reading.text[start:at]), maxsplit=1)[0]
    words = _TAIL.sub("", words)
    here = _WHERE.sub("", words)
    for name in dict.fromkeys((words, here, _BEHIND.sub("", here), _BEFORE.sub("", here))):
        if 1 < len(name) <= _LONGEST and not _BEHIND.fullmatch(name):
            yield name
