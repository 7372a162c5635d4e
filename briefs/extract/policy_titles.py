"""What a policy is called: the noun phrase around "ban", "tariff", "quota" and their like."""

from __future__ import annotations

import re
from typing import Final

from briefs.extract.cues import Cue, between
from briefs.extract.names import places
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.lexicon import TermKind

_WORD: Final = re.compile(r"[A-Za-z0-9](?:[\w%&/.’'-]|,(?=[0-9]{3}))*")
_MONEY: Final = re.compile(r"(?:US|A|C|HK|NZ|S)?[$€£¥]$")
_OPEN_END: Final = re.compile(r" (?:that|to|on|of|for)$")
_MOST_LEFT, _MOST_RIGHT = 9, 16
_LEFT_STOP_WORDS: Final = """
    a an the this that these those its their his her our some any all no every each both such what
    which who whose of on in at by for from to with under over about against into as than via per
    between after before since until during through amid without within and or but nor if while
    when where because so is are was were be been being has have had do does did will would can
    could may might must shall should said says say told saying it they he she we i not only also
    even still just already yet now then there here how why more less most least many much few
    several other another further too very nearly almost about around called calls named names
    puts put makes made take takes took keeps kept wants want gives gave gets got see sees saw
    faces face facing meets met includes include including covers cover covering against despite
    follows followed following affects hits hit pays paid avoid avoids averted using use uses
    replaces replacing replaced remove removes exceed exceeds fill fills filled amends amend
    against versus due answer triggered prompts prompted brings bring like ahead off out up down
    week today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday possible
    agreement deal potential current existing new latest upcoming impending widespread tighter
    stricter so-called sunday’s says’ minister spokesman spokesperson president market prices
    price own becomes become became into
"""
_LEFT_STOP: Final = frozenset(_LEFT_STOP_WORDS.split())
_KEPT_PARTICIPLES_WORDS: Final = (
    "refined unrefined semi-finished finished unwrought processed unprocessed related unalloyed"
    " coated galvanised galvanized cold-rolled hot-rolled rolled fixed red combined blended"
    " united mixed weighted used cast forged copper-intensive sintered"
)
_KEPT_PARTICIPLES: Final = frozenset(_KEPT_PARTICIPLES_WORDS.split())
_PREPOSITIONS: Final = frozenset(("on", "of", "for", "against", "over"))
_RIGHT_STOP_WORDS: Final = """
    is are was were be been being has have had will would can could may might must shall should do
    does did that which who whose as by at with until after before since from because while when
    where if but so than said says say told announced it they he she we there not only also such
    including through via into starting amid despite effective about this next last and/or to
    under in during once unless even still now then around about some roughly nearly emphasizes
    requires states shows aims sets marks means stipulates clarifies provides stresses helps gives
    allows lets brings puts makes takes hits covers out off aside follows follow answers replaces
    replace shrink shrinks comes keeps keep remains forces force leaves leave same
"""
_SIZED: Final = re.compile(r" of (?:up to |about |at least |around )?[0-9][0-9.]*(?: ?%| percent)")
_RIGHT_STOP: Final = frozenset(_RIGHT_STOP_WORDS.split())
_TOWARDS: Final = ("sales", "exports", "shipments", "shipped", "supplies", "related", "access")
#: "a bill to speed up permits": what they are for is their name.
AIMED: Final = (
    "bill", "law", "amendment", "amendments", "decree", "resolution", "measures", "legislation",
    "order", "orders", "executive order", "proclamation", "scheme", "programme", "program",
    "initiative", "action plan", "work plan", "package", "support package", "measure to",
    "measures to", "regulation", "rule",
)  # fmt: skip
#: "mining and smelting quotas": works that one measure joins.
_WORKS_WORDS: Final = (
    "mining smelting refining separation exploration processing export import production exports"
    " imports steel aluminium aluminum copper"
)
_WORKS: Final = frozenset(_WORKS_WORDS.split())
_JOINED: Final = re.compile(r"\s|[/-]|\s\(\S{1,12}\)\s")


def noun_phrase(
    reading: Reading, sentence: Sentence, head: Cue, cues: list[Cue]
) -> tuple[int, int]:
    """Where the name of a measure begins and ends around its head word."""
    start, end = _left(reading, sentence, head, cues), _right(reading, sentence, head, cues)
    if money := _MONEY.search(reading.text, max(sentence.start, start - 3), start):
        start = money.start()  # "A$1.2 billion reserve"
    if end == head.end and (opened := _OPEN_END.search(reading.text, head.start, end)):
        end = opened.start()
    return start, end


def _left(reading: Reading, sentence: Sentence, head: Cue, cues: list[Cue]) -> int:
    text, start = reading.text, head.start
    low = max(sentence.start, head.start - 110)
    tokens = [(m.start(), m.end()) for m in _WORD.finditer(text, low, head.start)]
    for taken, (begin, end) in enumerate(reversed(tokens)):
        gap = text[end:start]
        if taken >= _MOST_LEFT or (gap.strip() and gap not in ("/", "-")):
            break
        word = text[begin:end].lower()
        if word == "and" and _joins_goods(reading, start):
            before = tokens[len(tokens) - taken - 2 :][:1]
            acts = text[start : start + 12].split(" ", 1)[0].lower() in _WORKS
            if acts and before and text[before[0][0] : before[0][1]].lower() in _WORKS:
                start = begin
                continue
            if before and text[before[0][0] : before[0][1]].lower() not in _LEFT_STOP:
                start = begin
                continue
            break
        if (
            start == head.start
            and word.endswith(("’s", "'s"))
            and text[begin : end - 2] in places()
        ):
            start = begin  # "China's export controls"
            break
        if _stops_left(word, begin, cues):
            break
        start = begin
    return start


def _joins_goods(reading: Reading, at: int) -> bool:
    word = _WORD.match(reading.text, at)
    return _is_material(reading, at) or (word is not None and word[0].lower() in _WORKS)


def _stops_left(word: str, begin: int, cues: list[Cue]) -> bool:
    if word in _LEFT_STOP or word.endswith(("’s", "'s", "s’", "s'", "ly")):
        return True
    if word.endswith("ed") and word not in _KEPT_PARTICIPLES and "-" not in word:
        return True
    return any(cue.start <= begin < cue.end for cue in between(cues, begin - 25, begin + 1))


def _right(reading: Reading, sentence: Sentence, head: Cue, cues: list[Cue]) -> int:
    text = reading.text
    dates = {date.start for date in reading.dates_in(sentence)}
    breaks = {cue.start for cue in between(cues, head.end, sentence.end)}
    end = head.end
    if sized := _SIZED.match(text, head.end, sentence.end):  # "tariffs of up to 15% on farm goods"
        end = sized.end()
    last, open_ = end, head.word.endswith((" on", " of", " for", " that", " to", "ing"))
    for count, match in enumerate(_WORD.finditer(text, end, sentence.end)):
        word, gap = match[0].lower().rstrip("."), text[last : match.start()]
        if (
            count == 0
            and not open_
            and not _opens(head, word, text[match.end() + 1 : match.end() + 2])
        ):
            break
        if count >= _MOST_RIGHT or not _continues(reading, gap, word, match.start(), last):
            break
        if match.start() in dates or match.start() in breaks:
            break
        if word in _PREPOSITIONS and match.end() + 1 in dates:
            break
        previous = text[text.rfind(" ", 0, last) + 1 : last]
        if word == "some" and previous in _PREPOSITIONS:  # "a ban on some dual-use items"
            last = match.end()
            continue
        outward = word in ("from", "into") and count == 0  # "exemptions from the tariff"
        if (
            word in _RIGHT_STOP
            and not outward
            and not (word == "to" and text.endswith((*_TOWARDS, *AIMED), 0, last))
        ):
            break
        if word == "and" and not _lists_on(reading, match.end(), last, breaks):
            break
        last = match.end()
        if word not in _PREPOSITIONS and word not in (
            "and",
            "or",
            "the",
            "a",
            "an",
            "all",
            "its",
            "to",
        ):
            end = last - len(match[0]) + len(match[0].rstrip(".’'"))
            if match[0].endswith("."):
                break
    return end


def _opens(head: Cue, word: str, after: str) -> bool:
    """May a preposition behind the head word go on with the name?"""
    if word == "from":
        return head.sense == "exemption"
    if word == "into":
        return head.word.endswith(("investigation", "probe", "inquiry", "investigations"))
    if word == "to":
        return head.word in AIMED
    return word in _PREPOSITIONS and not (word == "for" and after.isdigit())


def _continues(reading: Reading, gap: str, word: str, at: int, last: int) -> bool:
    if _JOINED.fullmatch(gap):
        return True
    listed = gap in (", ", "、") and (_is_material(reading, at) or word in ("and", "or"))
    return listed and _is_material(reading, last - 1)


def _lists_on(reading: Reading, after: int, last: int, breaks: set[int]) -> bool:
    """Does "and" join two goods, not two sentences?"""
    if after + 1 in breaks:
        return False
    text = reading.text
    word = _WORD.match(text, after + 1)
    if word and word[0] in places() and text[last - 1].isalpha():
        return text[text.rfind(" ", 0, last) + 1 : last] in places()  # "on Canada and Mexico"
    return _is_material(reading, last - 1) or _is_material(reading, after + 1)


def _is_material(reading: Reading, at: int) -> bool:
    near = reading.within(reading.mentions, at - 40, at + 1)
    kinds = (TermKind.MATERIAL, TermKind.SECTOR, TermKind.CONTRACT)
    return any(m.start <= at < m.end and m.term.kind in kinds for m in near)
