"""Price sheets of invented figures, as desks export them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

CSV = """SMM rare earth prices (Sample)
Unit: yuan/mt

Date,Product,Specification,Low,High,Average,Change,Change %,Remark
2030-03-05,Pr-Nd oxide,99%,"444,000","445,000","444,500","+10,500",+2.42%,firm
2030-03-05,Dysprosium oxide,,"1,610,000","1,630,000","1,620,000",0,0%,
2030-03-05,Terbium oxide,,"6,000,000","5,000,000","5,500,000",,,
Note: invented figures,,,,,,,,
"""
CHINESE = """日期;名称;最低价(万元/吨);最高价(万元/吨);均价(万元/吨);涨跌
05.03.2030;氧化镨钕;44,40;44,50;44,45;1,05
05.03.2030;电解铜;8,61;8,63;8,62;-0,02
"""


def workbook(rows: Sequence[Sequence[Any]], *, percent: str = "") -> bytes:
    """An XLSX file of one tab; `percent` names the cell that has a percent format."""
    book = Workbook()
    tab = book.active
    assert tab is not None
    tab.title = "Daily"
    for row in rows:
        tab.append(list(row))
    if percent:
        tab[percent].number_format = "0.00%"
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()
