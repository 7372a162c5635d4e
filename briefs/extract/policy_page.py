"""What the rules of policies share: a flash with its cues, and the drafts found so far."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from briefs.extract.agencies import agency_at, agency_before
from briefs.extract.cues import Cue, between
from briefs.extract.policy_documents import Document, documents_in
from briefs.extract.policy_join import Draft
from briefs.extract.policy_standing import Standing
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.lexicon import TermKind

#: "It will also raise the fee": the one who spoke in the sentence before.
_GENERIC: Final = re.compile(
    r"(?:Separately, |In addition, |Meanwhile, |However, |But )?(?:[Ii]t|[Hh]e|[Tt]hey|"
    r"[Tt]he (?:[a-z]+ )?"
    r"(?:ministry|government|exchange|regulator|commission|authority|authorities|agency|bourse|"
    r"department|administration|committee|minister|president|order|notice|circular|decree|move)) "
)


@dataclass(slots=True)
class Page:
    reading: Reading
    cues: list[Cue]
    heads: list[Cue]
    signs: list[Cue]  # the heads, and the words that open a look for documents, drafts, halts
    chinese: bool
    drafts: list[Draft] = field(default_factory=list)
    taken: bytearray = field(default_factory=bytearray)  # 1 for each character of a name found
    named: dict[str, tuple[str, str]] = field(default_factory=dict)  # "ban" → full name, family

    sensed: dict[int, frozenset[str]] = field(default_factory=dict)  # by sentence
    pending: tuple[int, str, str, int] | None = None  # a name without a status: sentence, name …

    def hints(self, sentence: Sentence, *senses: str) -> bool:
        """Has the sentence a sign of one of these senses?"""
        return not self.senses(sentence).isdisjoint(senses)

    def senses(self, sentence: Sentence) -> frozenset[str]:
        """What the signs of a sentence are of."""
        if sentence.index not in self.sensed:
            near = between(self.signs, sentence.start, sentence.end)
            self.sensed[sentence.index] = frozenset([sign.sense for sign in near])
        return self.sensed[sentence.index]

    def documents(self, sentence: Sentence) -> list[Document]:
        """The documents the sentence names."""
        if not (self.chinese or self.hints(sentence, "rule", "document")):
            return []
        return self.reading.once(  # two rules ask
            ("documents", sentence.start), lambda: list(documents_in(self.reading, sentence))
        )

    def spoken_of(self, sentence: Sentence) -> str | None:
        """Whom "it" and "the ministry" stand for: the body of the last policy told."""
        if not self.drafts or self.drafts[-1].headline:
            return None
        generic = _GENERIC.match(self.reading.text, sentence.start, sentence.end)
        return self.drafts[-1].agency if generic else None

    def take(self, start: int, end: int) -> None:
        """Say that these characters name a policy."""
        self.taken.extend(bytes(max(0, end - len(self.taken))))
        self.taken[start:end] = b"\1" * (end - start)

    def free(self, start: int, end: int) -> bool:
        return 1 not in self.taken[start:end]


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """A way to name a policy: what it finds in one sentence joins the page's drafts."""

    name: str
    example: str
    find: Callable[[Page, Sentence, str], Iterator[Draft]]


def draft_of(
    page: Page, sentence: Sentence, title: str, family: str, standing: Standing, rule: str, at: int
) -> Draft:
    reading = page.reading
    here, at = at, min(at, standing.cue.start if standing.cue else at)
    quote, span = reading.cite(sentence.start, sentence.end)
    headline = sentence.kind in ("title", "heading")
    if headline and standing.weight < 3:
        standing = replace(standing, weight=1)
    terms = dict.fromkeys(
        m.term.id
        for m in reading.mentions_in(sentence)
        if m.term.kind in (TermKind.MATERIAL, TermKind.SECTOR)
    )
    agency = agency_before(reading, sentence, at) or page.spoken_of(sentence)
    agency = agency or agency_at(reading, sentence, at)
    return Draft(
        title, family, standing, quote, span, rule, agency, headline,
        [], tuple(terms), here,
    )  # fmt: skip
