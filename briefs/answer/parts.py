"""A question's words by what they say: whose, when, in what unit, and the rest.

"Pr-Nd oxide price on 10 April 2025 in usd/lb?"
 whose ----- rest- when ----------- unit -----
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeAlias

from briefs.answer.question import NAMED
from briefs.answer.when import windows_in
from briefs.lexicon import Lexicon

Span: TypeAlias = tuple[int, int]

#: What stands before a day and goes with it ("since January", "over the last month").
_LEADS: Final = re.compile(
    r"\b(?:(?:as )?(?:of|at)|on|in|since|from|over|during|for|until|by|before|after|between|and)"
    r"(?: the)?\s+$|[自从在截至到]+$",
    re.IGNORECASE,
)
_MONEY: Final = r"(?:usd|cny|rmb|eur|gbp|us\$|\$|dollars?|yuan|euros?|美元|人民币|欧元|元)"
_MASS: Final = r"(?:lb|pound|kg|kilo|tonne|ton|mt|t|oz|ounce|dmt|gram|g|吨|公斤|千克|磅|盎司|克)"
_UNIT: Final = re.compile(
    rf"(?:\b(?:in|as|into|per)\s+|[以按用换成折合]*)?{_MONEY}\s*(?:/|\bper\b|\ba\b|每)\s*{_MASS}\b"
    rf"|\bin\s+{_MONEY}(?![\w/])|[以按用换成折合]+{_MONEY}",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*|[0-9][\w.,/-]*|[㐀-鿿]+")


@dataclass(frozen=True, slots=True)
class Parts:
    """Spans of the text. `rest`: what is left, as one string without punctuation."""

    text: str
    names: tuple[Span, ...]
    when: tuple[Span, ...]
    unit: tuple[Span, ...]
    rest: str

    @property
    def whose(self) -> str:
        """From the first name to the last: "terbium vs dysprosium"."""
        return self.text[self.names[0][0] : self.names[-1][1]] if self.names else ""

    @property
    def time(self) -> str:
        return " ".join(self.text[start:end] for start, end in self.when)

    @property
    def measure(self) -> str:
        return " ".join(self.text[start:end].strip() for start, end in self.unit)


def parts_of(text: str, lexicon: Lexicon, today: date) -> Parts:
    _, dated = windows_in(text, today)
    when = _joined(_with_lead(text, span) for span in dated)
    unit = [match.span() for match in _UNIT.finditer(text)]
    names = [
        (one.start, one.end)
        for one in lexicon.mentions(text)
        if one.term.kind in NAMED and not _meets((one.start, one.end), [*when, *unit])
    ]
    left = without(text, [*when, *unit, *names])
    rest = " ".join(match[0] for match in _WORD.finditer(left))
    return Parts(text, tuple(sorted(names)), tuple(when), tuple(unit), rest)


def without(text: str, spans: Iterable[Span], instead: str = " ") -> str:
    """The text with these spans cut out; the first of them, by place, leaves `instead`."""
    kept, at = "", 0
    for number, (start, end) in enumerate(sorted(spans)):
        kept += text[at : max(at, start)] + (" " if number else instead)
        at = max(at, end)
    return " ".join((kept + text[at:]).split())


def _with_lead(text: str, span: Span) -> Span:
    lead = _LEADS.search(text[: span[0]])
    return (lead.start() if lead else span[0], span[1])


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans that meet, as one: "between 4 July and 12 September"."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)
