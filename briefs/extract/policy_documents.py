"""Documents by name: quoted titles, capitalised titles, numbered notices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence

_KINDS: Final = (
    r"(?:Measures|Regulations?|Law|Act|Rules|Plan|Catalogue|Catalog|Guidelines?|Decree|Order|Bill|"
    r"Mechanism|Directive|Opinions|Standards?|Norms?|Conditions|Provisions|Code)"
)
_QUOTED: Final = re.compile(r"[“\"]([A-Z][^“”\"\n]{8,220}?)[,.]?[”\"]|《([^《》\n]{4,120})》")
_KIND: Final = re.compile(
    rf"\b{_KINDS}\b|办法|条例|规定|通知|方案|公告|意见|目录|法|"
    r"限额|标准|政策|计划|细则|指南|清单|决定|令$|纲要|规划|措施|制度|条件|名单|规则|准则|协定|声明"
)
#: "《再生黄铜原料》等标准": the kind stands behind the title.
_CALLED: Final = re.compile(
    r"等?(?:[0-9一二三四五六七八九十]{1,3}项)?(?:强制性|推荐性)?(?:国家|行业)?"
    r"(?:标准|办法|规定|文件|政策|条例|规范|细则|（?征求意见)"
)
_CAPITALISED: Final = re.compile(
    r"\b[A-Z][\w/-]*(?: (?:[A-Z][\w/-]*|for|on|of|and|the)(?=[ ,.;:()\n]|$)){1,24}"
    r"(?: \([A-Z]{3,8}\))?"
)
_NUMBERED: Final = re.compile(
    r"\b(?:Announcement|Notice|Decree|Regulation|Order|Circular|Ministerial Regulation|Law|Document"
    r"|Notification) No\.? ?[0-9]{1,4}(?: of [0-9]{4}|/[0-9]{4})?"
)
_TRAILING: Final = re.compile(r"(?: (?:for|on|of|and|the))+$")
_DRAFT: Final = re.compile(
    r"\bdrafts? (?:of|on|for public comments? on|for comments? on) (?:the )?(?=[a-zA-Z])"
)
_LEADING: Final = re.compile(r"(?:The|On|In|Under|From|By|For|But|And|As) ")


@dataclass(frozen=True, slots=True)
class Document:
    """A title where it stands."""

    start: int
    end: int
    title: str
    numbered: bool = False


def documents_in(reading: Reading, sentence: Sentence) -> Iterator[Document]:
    """Documents named in a sentence, none inside another."""
    text, taken = reading.text, sentence.start
    for match in _QUOTED.finditer(text, sentence.start, sentence.end):
        title = match[1] or match[2]
        if _KIND.search(title) or (match[2] and _CALLED.match(text, match.end())):
            yield Document(match.start(), match.end(), title)
            taken = match.end()
    for match in _NUMBERED.finditer(text, sentence.start, sentence.end):
        yield Document(match.start(), match.end(), match[0], numbered=True)
    if sentence.kind == "title":
        return
    for match in _CAPITALISED.finditer(text, taken, sentence.end):
        lead = _LEADING.match(match[0])
        start = match.start() + (lead.end() if lead else 0)
        end = match.end() - len(tail[0] if (tail := _TRAILING.search(match[0])) else "")
        title = text[start:end]
        if title.count(" ") >= 3 and _KIND.search(title) and not _NUMBERED.search(title):
            yield Document(start, end, title)


def draft_in(reading: Reading, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """ "the draft for public comment on …": where the name of what is drafted begins."""
    for match in _DRAFT.finditer(reading.text, sentence.start, sentence.end):
        yield match.start(), match.end()


def is_draft(title: str) -> bool:
    """Does the title itself say that it is a draft?"""
    lowered = title.lower()
    return "draft" in lowered or "征求意见" in title or "草案" in title
