"""Deals in Chinese flashes: "宁德时代与天华新能签署锂盐采购长协", "洛阳钼业收购Lumina黄金"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from briefs.extract.names import names_in
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.lexicon import TermKind

_PARTY: Final = r"[\u4e00-\u9fffA-Za-z0-9·（）() ]{2,22}?"
_ADVERBS: Final = (
    r"(?:拟|将|已|正式|近日|日前|今日|共同|此前|于[0-9年月日]{2,12}|就[^，。；]{2,24})*"
)
_SIGNED: Final = re.compile(
    rf"(?:与|和|同)(?P<with>{_PARTY}){_ADVERBS}"
    r"(?P<verb>签署|签订|签约|达成|订立|续签|敲定|签下|合资)(?P<what>[^。；]{0,40})"
)
_SUBJECT: Final = re.compile(
    rf"(?:^|[，。；：讯])\s*(?P<who>{_PARTY})(?:[0-9]{{1,2}}月[0-9]{{1,2}}日)?(?:晚间|晚)?"
    r"(?:公告|宣布|披露|表示|称)?[，：]?(?:其|公司|旗下)?(?:全资|控股|间接)?(?:子公司|孙公司)?"
    rf"{_ADVERBS}$"
)
_AGREEMENT: Final = re.compile(r"协议|合同|长协|长单|订单|备忘录|协定|合作|意向书")
_SUPPLY: Final = re.compile(r"供应|供货|采购|长协|长单|承购|包销|销售|购销|订单")
_VENTURE: Final = re.compile(r"合资|合营")
_NO_PARTY: Final = re.compile(
    r"(?:市场|下游|上游|客户|部分|多家|国内|海外|政府间|工会|员工|员工代表|双方|各方|当地|社区)"
)
_LIKELY: Final = ("签署", "签订", "签约", "达成", "订立", "续签", "敲定", "签下", "合资")


@dataclass(frozen=True, slots=True)
class Signed:
    """Two parties, by their lexicon names where it knows them, and what they signed."""

    parties: tuple[str, str]
    kind: str


def may_sign(reading: Reading) -> bool:
    """Has a flash a word of signing?"""
    return any(word in reading.text for word in _LIKELY)


def signed_in(reading: Reading, sentence: Sentence) -> Signed | None:
    """The agreement a Chinese sentence tells, if it names both who signed it."""
    found = _SIGNED.search(reading.text, sentence.start, sentence.end)
    if found is None or not (_AGREEMENT.search(found["what"]) or found["verb"] == "合资"):
        return None
    who = _who(reading, sentence, found.start())
    other = _known(reading, sentence, found.start("with")) or found["with"].strip()
    if who is None or _NO_PARTY.match(other) or who == other:
        return None
    return Signed((who, other), _kind(found["verb"] + found["what"]))


def _who(reading: Reading, sentence: Sentence, end: int) -> str | None:
    """Who signs: the company named last before, else the words the sentence opens with, else the
    company of the sentence before."""
    known = [n for n in names_in(reading, sentence) if n.start < end and n.kind is TermKind.COMPANY]
    if known:
        return known[-1].text
    opened = _SUBJECT.search(reading.text, sentence.start, end)
    if opened and not _NO_PARTY.match(opened["who"]) and opened["who"] not in ("公司", "其"):
        return opened["who"].strip()
    for earlier in reversed(reading.sentences[: sentence.index]):
        told = [n for n in names_in(reading, earlier) if n.kind is TermKind.COMPANY]
        if told:
            return told[0].text
    return None


def _known(reading: Reading, sentence: Sentence, at: int) -> str | None:
    """The lexicon's name for a company that stands at an offset."""
    names = names_in(reading, sentence)
    return next((n.text for n in names if n.start == at and n.kind is not None), None)


def _kind(words: str) -> str:
    if _VENTURE.search(words):
        return "joint venture"
    return "offtake" if _SUPPLY.search(words) else "partnership"
