"""Words that say which way a thing went ("rose", "lower", "跌"), read once for all kinds."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from briefs.extract.folding import folded
from briefs.types import Direction

Form = Literal["verb", "adverb", "adjective", "noun"]

_UP_VERBS: Final = (
    "leaned|higher leaned|slightly|higher nudged|up nudged|higher crept|up crept|higher turned|up "
    "rose rise rises rising risen gained gain gains gaining increased increase increases increasing"
    " climbed climb climbs climbing added adding advanced advance advances advancing jumped jump"
    " jumps jumping surged surge surges surging soared soars soaring rallied rallies rallying"
    " rebounded rebounds rebounding recovered recovers recovering strengthened strengthens"
    " strengthening lifted lifts lifting raised raises raising hiked grew grow grows growing grown"
    " widened widens widening leapt leaps leaping leaped spiked spikes spiking picked|up put|on"
    " puts|on putting|on ticked|up edged|up edged|higher edging|up inched|up moved|up went|up"
    " goes|up going|up gone|up shot|up shoots|up pushed|up stepped|up ticked|higher bounced"
    " bounces tracked|higher firmed accelerated expanded expands doubled tripled quadrupled upped"
    " skyrocketed sprang sprints heightened improved improves sprinted"
)
_DOWN_VERBS: Final = (
    "leaned|lower eased|back nudged|down nudged|lower crept|lower gave|back|some|ground"
    " lost|more|ground lost|ground sheds came|off knocked|down "
    "fell fall falls falling fallen dropped drop drops dropping declined decline declines declining"
    " decreased decrease decreases decreasing lost loses losing slipped slip slips slipping slid"
    " slide slides sliding sank sinks sinking sunk shed sheds shedding dipped dips dipping eased"
    " eases easing retreated retreats retreating tumbled tumbles tumbling plunged plunges plunging"
    " plummeted slumped slumps slumping weakened weakens weakening softened softens softening"
    " narrowed narrows narrowing shrank shrinks shrinking shrunk lowered lowers lowering reduced"
    " reduces cut cuts trimmed trims corrected corrects pulled|back pulled|back gave|back gave|up"
    " gave|up came|down comes|down went|down goes|down moved|down edged|down edged|lower"
    " inched|down ticked|down ticked|lower contracted contracts tanked crashed crashes halved"
    " collapsed collapses nosedived receded cooled deteriorated dwindled dwindles"
    " dwindling drifting|down drifts|down"
    " drifted|down"
)
_FLAT_VERBS: Final = (
    "held did|not|move did|not|budge held|steady stayed|flat remained|flat was|unchanged"
    " stabilised stabilized steadied"
    " stayed|within was|flat kept|steady remained|stable remained|unchanged held|flat held|stable"
)
_UP_OTHERS: Final = "up higher dearer firmer stronger upward upwards"
_DOWN_OTHERS: Final = "down lower cheaper softer weaker downward downwards off"
_FLAT_OTHERS: Final = "flat unchanged steady stable unmoved little|changed"
_UP_CHINESE: Final = (
    "上涨 涨 上升 走高 上调 增加 增长 上行 反弹 走强 攀升 拉涨 大涨 收涨 上扬 回升 涨幅"
    " 提高 飙升 暴涨 收高 回暖 转强 上移 扩大 攀高 走阔 增至 升至 涨至 增 增仓"
)
_DOWN_CHINESE: Final = (
    "下跌 跌 下降 走低 下调 减少 下滑 下行 回落 走弱 大跌 收跌 回调 跌幅 降低 降 重挫"
    " 暴跌 下挫 走软 收低 转弱 下移 缩减 缩小 收窄 萎缩 降至 跌至 跳水 减 减仓"
)
_FLAT_CHINESE: Final = "持平 平稳 维稳 不变 企稳 持稳 收平 走平 平收 平盘"
_NEUTRAL: Final = "涨跌 涨跌幅 涨停 跌停 增减 每增减 涨跌停 升降 每上涨 每下跌 每增加 每减少 升贴水"


class DirectionWord(NamedTuple):
    """One word or phrase of change where it stands."""

    start: int
    end: int
    direction: Direction
    form: Form
    word: str


def _table() -> dict[str, tuple[Direction, Form] | None]:
    table: dict[str, tuple[Direction, Form] | None] = {}
    for words, direction, form in (
        (_UP_VERBS, Direction.UP, "verb"),
        (_DOWN_VERBS, Direction.DOWN, "verb"),
        (_FLAT_VERBS, Direction.FLAT, "verb"),
        (_UP_OTHERS, Direction.UP, "adverb"),
        (_DOWN_OTHERS, Direction.DOWN, "adverb"),
        (_FLAT_OTHERS, Direction.FLAT, "adverb"),
        (_UP_CHINESE, Direction.UP, "verb"),
        (_DOWN_CHINESE, Direction.DOWN, "verb"),
        (_FLAT_CHINESE, Direction.FLAT, "verb"),
    ):
        for word in words.split():
            table[word.replace("|", " ")] = (direction, form)  # type: ignore[assignment]
    for word in _NEUTRAL.split():
        table[word] = None
    return table


_TABLE: Final = _table()
#: "同比增37.3%": of change before a number, else part of another word ("增值税").
_TERSE: Final = frozenset(("增", "减"))
_BEFORE_NUMBER: Final = re.compile(r"[约近超逾至了]?[0-9]")
_WORDS: Final = tuple(_TABLE)
_AUTOMATON: Final = AhoCorasick(
    _WORDS, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
)


def scan_directions(text: str) -> tuple[DirectionWord, ...]:
    """Direction words in order, whole words only; lengths follow `text`."""
    lowered = folded(text)
    found = []
    for index, start, end in _AUTOMATON.find_matches_as_indexes(lowered):
        word = _WORDS[index]
        meaning = _TABLE[word]
        if meaning is None or (word[0].isascii() and not _whole(lowered, start, end)):
            continue
        if word in _TERSE and not _BEFORE_NUMBER.match(lowered, end):
            continue
        found.append(DirectionWord(start, end, meaning[0], meaning[1], word))
    return tuple(found)


def _whole(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (text[start - 1].isalnum() or text[start - 1] == "-")
    after = end == len(text) or not (text[end].isalnum() or text[end] == "-")
    return before and after
