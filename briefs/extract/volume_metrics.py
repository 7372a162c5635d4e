"""What an amount measures: the metric word that belongs to it ("output", "stocks", "开工率")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from briefs.extract.cues import Cue, between
from briefs.extract.numbers import Measure, Number
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.whole_cues import whole_cues
from briefs.types import Metric

_TRADED: Final = frozenset({"lots"})
_TRADES: Final = frozenset(
    {"open interest", "turnover", "trading volume", "volume", "positions", "成交量", "持仓量"}
)
_CUE_REACH: Final = 400  # characters a list under one metric word may take
_TRADE_REACH: Final = 60


#: "Volumes begin at 200 tpy": of what, the headline says.
PRONOUNS: Final = frozenset({"volume", "volumes"})
_TRADE_NAMES: Final = {
    "turnover": "trading volume",
    "volume": "trading volume",
    "volumes": "trading volume",
    "trading volume": "trading volume",
    "trading volumes": "trading volume",
    "成交量": "trading volume",
    "成交": "trading volume",
    "open interest": "open interest",
    "positions": "open interest",
    "open positions": "open interest",
    "持仓量": "open interest",
    "持仓": "open interest",
}


def trade_name(cue: Cue) -> str | None:
    """What exchanges call it, for the words that tell trading in lots."""
    return _TRADE_NAMES.get(cue.word)


def balance_of(cue: Cue) -> str | None:
    """ "surplus" or "deficit" for words that tell one otherwise: "oversupplied by"."""
    if " short" in cue.word or cue.word.startswith(("short ", "under", "in deficit")):
        return "deficit"
    return "surplus" if cue.word.startswith(("oversupplied", "in surplus")) else None


def metric_of(cue: Cue) -> Metric:
    return _metric(cue.sense)


@cache  # the senses of one table
def _metric(sense: str) -> Metric:
    return Metric(sense.split()[0])


def is_noun(cue: Cue) -> bool:
    return cue.sense.endswith("noun")


def is_weak(cue: Cue) -> bool:
    """ "gave", "averaged": tells output only where no other word tells something else."""
    return cue.sense.endswith("weak")


def scan_metrics(reading: Reading) -> list[Cue]:
    """Metric words of a flash, in order; those that only describe another thing are left out."""
    found = whole_cues(reading, "volume_metrics")
    return [cue for cue in found if not _tells_else(reading, cue)]


def _tells_else(reading: Reading, cue: Cue) -> bool:
    """The word describes another thing, or "made up 21,450 mt" tells a part of a total."""
    part = cue.word in _MAKING and _UP.match(reading.text, cue.end)
    return bool(part or _HEADED.match(reading.text, cue.end))


_MAKING: Final = frozenset(("made", "make", "makes"))
_UP: Final = re.compile(r" up (?!to )")
#: "consumption hubs", "export tax", "production costs": another thing is the head of the phrase.
_HEADED: Final = re.compile(
    r"[ -](?:hubs?|areas?|regions?|zones?|cent(?:re|er)s?|provinces?|bases?|costs?|tax(?:es)?|"
    r"dut(?:y|ies)|tariffs?|controls?|bans?|curbs?|licen[cs]\w+|prices?|offers?|parity|lines?|"
    r"season|peak|markets?|margins?|losses|rebates?|declarations?|restrictions?|orders?|"
    r"process(?:es)?|route|technology|window|arbitrage|profits?|pressure|expectations|side|"
    r"hotspots|destinations|countries|contracts? price)\b"
    r"|(?:成本|价格|关税|退税|管制|禁令|许可证|地区?域|企业|基地|利润|窗口|压力|预期|端|旺季|淡季)"
)


def cue_for(
    reading: Reading, cues: Sequence[Cue], number: Number, sentence: Sentence, floor: int, top: int
) -> Cue | None:
    """The nearest fitting word before the number, back to `floor`; else after it, up to `top`;
    else the last one of the sentence: a list shares its metric."""
    start = max(sentence.start, number.start - _CUE_REACH)
    stop = min(sentence.end, number.end + _CUE_REACH)
    fitting = [cue for cue in between(cues, start, stop) if _fits(cue, number)]
    before = [
        cue
        for cue in fitting
        if floor <= cue.start < number.start and _reaches(reading, cue, number)
    ]
    after = [cue for cue in fitting if number.end <= cue.start < top]
    if after and before and all(map(is_weak, before)):
        before = (
            [] if not is_weak(after[0]) and _follows_closely(reading, number, after[0]) else before
        )
    shared = [cue for cue in fitting if cue.start < number.start and _reaches(reading, cue, number)]
    if after and (_adjacent(reading, number, after[0]) or _is_of(reading, number, after[0])):
        return after[0]
    if after and _passive(reading, number, after[0]):
        return after[0]
    if before:
        return next((cue for cue in reversed(before) if not is_weak(cue)), before[-1])
    if after and (not shared or _follows_closely(reading, number, after[0])):
        return after[0]
    return shared[-1] if shared else None


def _adjacent(reading: Reading, number: Number, cue: Cue) -> bool:
    """ "a 41,000-ton surplus": the amount describes the noun."""
    return is_noun(cue) and reading.text[number.end : cue.start] in (" ", "-", "")


def _is_of(reading: Reading, number: Number, cue: Cue) -> bool:
    """ "take 130,000 t of pigment capacity out": the noun behind "of" tells."""
    gap = reading.text[number.end : cue.start]
    return is_noun(cue) and len(gap) < 48 and _OF_NOUN.fullmatch(gap) is not None


_OF_NOUN: Final = re.compile(
    r" (?:a year |per year |annually )?of (?:(?!from |in |at |by |to |for )[a-z][a-z-]* ){0,3}"
)
_WAS: Final = re.compile(r"[^,;.]{0,60}\b(?:was|were|been|being|is|are|got) (?:\w+ly )?")


def _passive(reading: Reading, number: Number, cue: Cue) -> bool:
    """ "only 5 mt was sold", "17 tonnes of yttrium products were exported"."""
    gap = reading.text[number.end : min(cue.start, number.end + 80)]
    return not is_noun(cue) and cue.start - number.end < 80 and bool(_WAS.fullmatch(gap))


def _reaches(reading: Reading, cue: Cue, number: Number) -> bool:
    """A verb's objects do not go beyond ", and a …"."""
    return is_noun(cue) or ", and a " not in reading.text[cue.end : number.start]


def _follows_closely(reading: Reading, number: Number, cue: Cue) -> bool:
    between_them = reading.text[number.end : cue.start]
    return len(between_them) < 40 and not any(mark in between_them for mark in ",;，；")


def _fits(cue: Cue, number: Number) -> bool:
    """Rates are in percent, everything else in amounts; lots count trades and warrants."""
    metric = metric_of(cue)
    if number.measure in (Measure.PERCENT, Measure.POINTS):
        return metric is Metric.OPERATING_RATE
    if metric is Metric.OPERATING_RATE:
        return False
    if number.unit in _TRADED:
        return metric in (Metric.OTHER, Metric.INVENTORY) or cue.word in _TRADE_NAMES
    return True


def lots_in(reading: Reading, sentence: Sentence, cues: Sequence[Cue]) -> dict[int, str]:
    """Where numbers without a unit count lots: behind "open interest" or "turnover", in a sentence
    that names lots."""
    numbers = reading.numbers_in(sentence)
    if not any(number.unit in _TRADED for number in numbers):
        return {}
    traded = [c for c in between(cues, sentence.start, sentence.end) if c.word in _TRADES]
    return {
        number.digits: "lots"
        for number in numbers
        if number.measure is Measure.BARE
        and any(c.end <= number.start < c.end + _TRADE_REACH for c in traded)
    }


_PLANT: Final = re.compile(
    r"(?:-a-year|[ ]a[ ]year)?[ ](?:[A-Za-z-]+[ ]){0,4}"
    r"(?:plant|refinery|smelter|project|facility|complex|factory|line)\b"
)


_PLANT_OF: Final = re.compile(
    r"\b(?:plant|refinery|smelter|project|facility|complex|factory|line|venture|mill|concentrator)"
    r"(?:,? (?:[a-z]+ ){0,3}(?:of|with|for))? (?:about |up to |some |around )?$"
)


def complex_cue(reading: Reading, number: Number) -> Cue | None:
    """ "a venture of 60,000 tpy": its size, whatever verb went before."""
    yearly = number.measure is Measure.AMOUNT and number.yearly
    low = max(0, number.start - 60)
    told = yearly and _PLANT_OF.search(reading.text, low, number.start)
    return Cue(number.end, number.end, "capacity noun", "capacity") if told else None


def plant_cue(reading: Reading, number: Number) -> Cue | None:
    """ "a 60,000 tpy lithium hydroxide refinery": what a plant can make in a year."""
    if number.measure is not Measure.AMOUNT or not _yearly(reading, number):
        return None
    told = _PLANT.match(reading.text, number.end) or _PLANT_OF.search(
        reading.text, max(0, number.start - 60), number.start
    )
    return Cue(number.end, number.end, "capacity noun", "capacity") if told else None


_SHORT: Final = re.compile(r" short(?: of|,| this| next| in| by|\.|;|$)")


def short_cue(reading: Reading, number: Number) -> Cue | None:
    """ "will be 560,000 tons short in 2026": a deficit."""
    if number.measure is not Measure.AMOUNT or not _SHORT.match(reading.text, number.end):
        return None
    return Cue(number.end, number.end, "other noun", "tonnes short")


_MODAL: Final = re.compile(
    r"\b(?:should|will|would|can|could|to|able|expected|planned|designed)(?: \w+){0,8} $"
)


_WORKS: Final = re.compile(
    r"\b(?:plants?|project|smelter|refinery|facility|complex|factory|lines?|unit|site|works|mill"
    r"|phase|expansion|concentrator|furnaces?|it|which|that)\b",
    re.IGNORECASE,
)


def planned(reading: Reading, sentence: Sentence, cue: Cue, number: Number) -> bool:
    """ "a plant that should make 10,000 mt a year" tells a capacity; "a recycler plans to
    produce 30 tonnes a year" an output."""
    if is_noun(cue) or is_weak(cue) or not _yearly(reading, number):
        return False
    before = reading.text[max(sentence.start, cue.start - 80) : cue.start]
    modal = _MODAL.search(before) or cue.word.startswith("to ")
    return bool(modal and _WORKS.search(before))


def _yearly(reading: Reading, number: Number) -> bool:
    behind = reading.text[number.end : number.end + 60]
    return number.yearly or any(
        w in behind
        for w in (" a year", "-a-year", "-per-year", " per year", "annually", " per annum")
    )
