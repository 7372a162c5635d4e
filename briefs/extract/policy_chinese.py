"""Policies in Chinese flashes: the measure a body takes against or for something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence

_TAKEN: Final = re.compile(
    r"对(?P<what>[\u4e00-\u9fffA-Za-z0-9、]{1,30}?)(?:相关物项|等物项)?(?:实施|采取|加征|征收|启动)"
    r"(?:临时|新的|[0-9.]+%的?)?(?P<measure>出口管制|进口管制|出口限制|反倾销税|反倾销调查|保障措施|关税|出口禁令)"
)
_NAMED: Final = re.compile(
    r"(?:取消|暂停|延长|下达|下调|上调|解除|恢复|调整)(?P<title>[\u4e00-\u9fff]{0,10}"
    r"(?:出口禁令|出口配额|配额|出口退税|进口关税|出口关税|关税|出口管制|总量控制指标))"
)
_FAMILIES: Final = {
    "管制": "control",
    "限制": "control",
    "税": "tariff",
    "禁令": "ban",
    "配额": "quota",
}


def chinese_measures(reading: Reading, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Start, end and family of each measure a Chinese sentence names."""
    for pattern, group in ((_TAKEN, 0), (_NAMED, "title")):
        for match in pattern.finditer(reading.text, sentence.start, sentence.end):
            title = match[group]
            family = next((f for word, f in _FAMILIES.items() if title.endswith(word)), "measure")
            yield match.start(group), match.end(group), family
