"""How wires go on, compare, forecast and allot: the words around an amount."""

from __future__ import annotations

import re
from typing import Final

from briefs.types import Metric

GOING_ON: Final = re.compile(
    r"(?:That|This|It) (?:is|was|means)\b|Against\b|Of (?:that|this|which)\b|"
    r"Compared\b|[Uu]p\b|[Dd]own\b"
)
PART: Final = re.compile(r"\bof (?:which|that|this) ?$")
FIGURE: Final = re.compile(r"\b(?:the|that|this) (?:figure|total|number|volume|amount|tonnage)\b")
MONTHS_OWN: Final = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?:'s|’s) $"
)
STATED: Final = re.compile(
    r"(?:came to|comes to|was|were|is|to|at|for|supplied|provided|sent|accounted for|received|"
    r"made up|makes up|comprised|represented|totals|totalling|adds up to|added up to|"
    r"wants|targets|is targeting|aims for|aims at|seeks|is aiming for|hopes for|eyes|"
    r"gets|got|took|takes|contributed|"
    r"reached|totalled|totaled|hit) $"
)


TRADE: Final = (Metric.IMPORTS, Metric.EXPORTS)
#: "Imported ore at Chinese ports stood at": what has come in lies there.
LIES: Final = re.compile(
    r"\b(?:ports?|harbou?rs?|warehouses?|sheds|yards|docks?|terminals?|stockyards?) "
    r"(?:stood|stands|sat|sits|lay|totalled|totaled|was|were|rose|fell|amounted)\b"
)
WHEN: Final = re.compile(
    r" (?:(?:a|one|the|two|three) (?:same )?(?:years?|months?|weeks?|quarters?|days?|fortnight)"
    r"|twelve months) (?:ago|earlier|before|prior)\b|"
    r" (?:last (?:year|month|week|quarter)|in the (?:same|previous|prior|comparable|corresponding)"
    r" [a-z]+)\b"
)
ZERO: Final = re.compile(
    r"\b(?:was|were|is|are|at|to|remained|stayed|totalled|of|hit|reached) "
    r"(?P<zero>zero|nil)\b(?! \w+ing)"
)
GONE: Final = re.compile(
    r" of (?:it|them|that|those|this|these|the total|which) "
    r"(?:went|was shipped|were shipped|was sent|were sent|headed|flowed|came) "
    r"(?:to|from) (?:the )?(?P<place>[A-Z]\w+(?: [A-Z]\w+)?)"
)
DELIVERED: Final = ("deliveries", "shipments", "sales", "exports")
TAKING: Final = ("bought", "buys", "purchased", "snapped up", "picked up")
TO_BUYERS: Final = re.compile(
    r"[^.;,0-9]{0,40} to (?:third parties|customers|clients|consumers|users)\b"
)
#: "Of the total, 1,210 tons went to China and 540 tons to Singapore".
WENT: Final = re.compile(
    r" (?:went|was shipped|were shipped|was sent|were sent|headed|flowed|came|arrived) "
    r"(?:to|from)\b"
)
FLOWS: Final = (
    Metric.PRODUCTION, Metric.CONSUMPTION, Metric.IMPORTS, Metric.EXPORTS, Metric.SALES,
)  # fmt: skip
FORECAST: Final = re.compile(
    r"\b(?:will|should|would|may|could|might|expects?|is expected|are expected|sees?|"
    r"puts?|pencill?ed|pencils|forecasts?|projects|projected|predicts?|anticipates?|looks? for|"
    r"(?:is|are) (?:set|likely|seen|poised|due|bound|on course)|"
    r"to (?:rise|fall|grow|slip|drop|gain|climb|decline|increase|"
    r"decrease|shrink|edge|ease|jump|expand|contract))\b"
)
#: "demand should rise as 3% more cars are sold": a number of another clause.
ELSEWHERE: Final = re.compile(r"\b(?:as|because|if|when|since|while|whereas|after|but)\b")
#: The parts of a total told before: they leave the total what "exports" goes back to.
PARTS: Final = re.compile(
    r"分(?:地区|省份|省市|区域|国别|企业|规模|品种|产品|原料|工艺|品类)(?:来)?看|"
    r"\b(?:made|makes|making) up\b|\baccount(?:ed|s|ing) for\b|\bcomprised\b|\brepresented\b"
)
#: "a daily limit of 2,000 lots", "shipments above 50 tons": what a rule allows, no amount.
LIMIT: Final = re.compile(
    r"\b(?:limit|threshold|minimum|maximum)(?: [a-z]+){0,3} (?:of|is|to|at) "
    r"(?:about |up to )?$|\bshipments (?:above|over|under|below|of more than) $"
)
#: "75 ounces for every million pounds", "until 425,000 ounces have been delivered": terms.
FOR_EACH: Final = re.compile(r" (?:for (?:every|each)\b|(?:have|has) been (?:delivered|reached))")
#: "analysts had expected a draw of 1.2 million barrels": what was thought, not what was.
EXPECTED: Final = re.compile(
    r"\b(?:had expected|expected|forecasts? of|expectations? (?:of|for)|consensus (?:of|for)|"
    r"estimates? of|predicted|polled|pencilled in|analysts? (?:saw|expected))"
    r"(?: (?:an?|the|about|around|of))*(?: [a-z-]+){0,3} $"
)
