"""Firms in Chinese text that the lexicon has not heard of, by how their names end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_ENDINGS: Final = (
    "矿业|锂业|稀土|钴业|钨业|铜业|铝业|锌业|锗业|股份|集团|科技|新材|新材料|新能源|资源|黄金|有色|能源|钼业|镍业|镁业|"
    "钛业|锑业|银行|投资|控股|材料|电池|时代|锂能|锰业|钢铁|特钢|银业|锡业|金属|化学|化工|铜箔|锂电|磁材|磁业|硅业|铅锌|"
    "巴莫|基金|电力|重工|实业|国际|公司"
)
_FIRM: Final = re.compile(
    rf"(?:^|(?<=[，。；：、（“\s与和对由向给购获得及]))"
    rf"(?!得|上述|两家|该|本|多家|部分|控股|全资|子|母|公司|投资|新能源|有色|黄金|稀土)"
    rf"(?P<name>[\u4e00-\u9fff]{{2,6}}?(?:{_ENDINGS}))"
    rf"(?=公告|拟|与|和|宣布|签署|签订|完成|旗下|子公司|以|将|已|及其|及|计划|出资|收购|获|[0-9]|控股|全资|向|对|就|的|持有|发布|"
    rf"全部|股权|，|、|。|（|达成|晚间)"
)


def chinese_firms(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where firms' names stand in `start:end`."""
    for match in _FIRM.finditer(text, start, end):
        yield match.span("name")
