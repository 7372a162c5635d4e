"""Words in which a price is told and which name no thing: Chinese ones, and terms of trade."""

from __future__ import annotations

import re
from typing import Final

TRADE_TERMS: Final = frozenset(
    ("fob", "cif", "cfr", "exw", "ddp", "fca", "dap", "in-whs", "delivered", "ex-works")
)
#: What stands between names in Chinese, where no space ends one.
CHINESE_PLAIN: Final = re.compile(
    r"盘初|盘尾|尾盘|盘前|盘后|最终|摸高|探底|触底|冲高|探至|重心|不断|随后|最新|首批|此前|未来|出厂|到厂|含税|"
    r"外盘|隔夜|预测|目标|个月|后震荡|震荡|"
    r"今日|今天|昨日|昨天|本周|上周|目前|早盘|午盘|晚盘|夜盘|日内|现货|市场|主流|报价|均价|价格|报盘|成交|收盘|开盘|"
    r"招标|采购|竞拍|拍卖|中标|定标|盘中|周内|一度|触及|触|刷新|创下|历史|新高|新低|高点|低点|"
    r"收于|收报|开于|最高|最低|报于|报收|平均|较前一|较上一|较昨日|较上周|交易日|工作日|国内|整体|维持|区间|集中|左右|"
    r"附近|其中|方面|同比|环比|期货|合约|主力|升贴水|升水|贴水|对(?!苯|二甲)|价(?!差|系数)|[报为在于约至到的了和与及而则达较每由从]|日(?!照)"
)
SPECIFYING: Final = frozenset(("basis", "max", "min", "minimum", "maximum", "content", "contained"))
HAS_CONTENT: Final = re.compile(r"[A-Za-z]{2}|[A-Za-z][0-9]|[0-9][A-Za-z#]|#[0-9]|[\u4e00-\u9fff]")
PRICE_TAIL: Final = re.compile(r" (?:spot )?(?:prices?|quotations?|quotes)$")
MONTH_CODE: Final = re.compile(r"(?<![0-9])[0-9]{2}(?:0[1-9]|1[0-2])(?![0-9])")
CHARGES: Final = re.compile(r"\b(TC|RC)s\b")
FREIGHT: Final = re.compile(r"\bfreights?\b", re.IGNORECASE)
