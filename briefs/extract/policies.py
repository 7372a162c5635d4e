"""Reads policies: what a government, regulator or exchange rules, and where in its life it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from briefs.extract.cues import Cue
from briefs.extract.policy_chinese import chinese_measures
from briefs.extract.policy_documents import draft_in, is_draft
from briefs.extract.policy_halts import find_halts
from briefs.extract.policy_join import Draft, join
from briefs.extract.policy_measures import find_measures
from briefs.extract.policy_page import Page, PolicyRule, draft_of
from briefs.extract.policy_status import Standing, standing_of
from briefs.extract.policy_titles import noun_phrase
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.sieve import Sieved
from briefs.extract.whole_cues import whole_cues
from briefs.types import Policy, PolicyStatus

_UNCONFIRMED: Final = re.compile(
    r"\bno official (?:notice|confirmation|document|announcement)|\bnothing is final|"
    r"\bnot (?:yet )?been (?:officially )?confirmed|\bleaked|\bunconfirmed|according to rumou?rs"
)
_LIKELY_UNCONFIRMED: Final = Sieved(_UNCONFIRMED)
_GOES_ON: Final = re.compile(
    r"(?:It|They|The (?:measure|measures|order|rule|rules|document|notice|joint notice|decision|"
    r"decree|policy|move|step|number|new rules|change|changes|tariff|duty|ban|quota)|"
    r"(?:A|The) (?:draft|bill|proposal|text))\b"
)
_GOING_ON: Final = frozenset(("effective", "announced", "suspended", "consultation"))
_CHINESE: Final = re.compile(r"《|出口|关税|配额|管制|指标")
_SIGNS: Final = frozenset(("halt", "document", "draft"))


def read_policies(reading: Reading) -> Iterator[Policy]:
    """The policies a flash states, each once, with the status its words and dates give."""
    lowered = reading.lowered
    signs = whole_cues(reading, "policy_heads")
    chinese = not reading.text.isascii() and _CHINESE.search(reading.text) is not None
    if not (signs or chinese):
        return
    heads = [sign for sign in signs if sign.sense not in _SIGNS]
    cues = whole_cues(reading, "policy_cues", month=False)
    page = Page(reading, cues, heads, signs, chinese)
    for sentence in reading.sentences:
        for rule in RULES:
            for draft in rule.find(page, sentence, rule.name):
                page.drafts.append(draft)
    for draft in join(page.drafts):
        if draft.bare and draft.family != "document" and not _stands_bare(draft):
            continue
        yield _policy(draft, lowered)


def _stands_bare(draft: Draft) -> bool:
    """ "officials are studying how quotas might be shared": new enough to need no name."""
    plural = draft.title in ("quotas", "export quotas", "export controls")
    cue = draft.standing.cue
    told = cue is not None and cue.start < draft.at
    return plural and told


def _documents(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "… solicited opinions on the "Interim Measures …""."""
    for document in page.documents(sentence):
        if not page.free(document.start, document.end):
            continue
        page.take(document.start, document.end)
        standing = standing_of(
            page.reading, sentence, page.cues, document.start, document.end, page.heads
        )
        if is_draft(document.title):
            standing = _as_draft(standing)
        if standing and not document.numbered:
            yield draft_of(
                page, sentence, document.title, "document", standing, rule, document.start
            )


def _drafted(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "the draft for public comment on the detailed rules of …"."""
    for start, at in draft_in(page.reading, sentence) if page.hints(sentence, "draft") else ():
        if not page.free(start, at):
            continue
        head = Cue(start, at - 1, "document", " of")
        quiet = [cue for cue in page.cues if cue.start >= at or cue.end <= start]
        _, end = noun_phrase(page.reading, sentence, head, quiet)
        if end > at:
            page.take(start, end)
            standing = Standing(PolicyStatus.CONSULTATION, 2)
            title = page.reading.text[start:end]
            yield draft_of(page, sentence, title, "document", standing, rule, start)


def _chinese(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "商务部宣布对钨、碲实施出口管制"."""
    if not page.chinese:
        return
    for start, end, family in chinese_measures(page.reading, sentence):
        if not page.free(start, end):
            continue
        inner = [cue for cue in page.cues if cue.end <= start or cue.start >= end]
        standing = standing_of(page.reading, sentence, inner, start, end, ())
        if standing:
            page.take(start, end)
            title = page.reading.text[start:end]
            yield draft_of(page, sentence, title, family, standing, rule, start)


def _continued(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "It starts on August 1": a sentence that goes on about the last policy."""
    opening = _GOES_ON.match(page.reading.text, sentence.start, sentence.end)
    if opening is None or not page.drafts or page.drafts[-1].span.start == sentence.start:
        return
    last = page.drafts[-1]
    standing = standing_of(page.reading, sentence, page.cues, opening.end(), opening.end(), ())
    cue = standing.cue if standing else None
    if standing is None or cue is None or cue.sense not in _GOING_ON:
        return
    if standing.weight == 3 or cue.sense in ("suspended", "consultation"):
        standing = replace(standing, lifting=False)
        yield replace(last, standing=standing, rule=rule, aliases=[])


RULES: Final[tuple[PolicyRule, ...]] = (
    PolicyRule("policy/drafted", "the draft for public comment on the detailed rules", _drafted),
    PolicyRule("policy/document", 'solicited opinions on the "Interim Measures …"', _documents),
    PolicyRule("policy/measure", "announced export controls on five metals", find_measures),
    PolicyRule("policy/chinese", "对钨实施出口管制", _chinese),
    PolicyRule("policy/halt", "has stopped all exports of lithium concentrate", find_halts),
    PolicyRule("policy/continued", "It starts on August 1.", _continued),
)


def _as_draft(standing: Standing | None) -> Standing:
    if standing is None:
        return Standing(PolicyStatus.CONSULTATION, 1)
    return replace(standing, status=PolicyStatus.CONSULTATION, weight=3, starts=None)


def _policy(draft: Draft, lowered: str) -> Policy:
    standing = draft.standing
    status = standing.status
    open_ = standing.weight < 3 and status is PolicyStatus.ANNOUNCED
    if open_ and _LIKELY_UNCONFIRMED.search(lowered):
        status = PolicyStatus.RUMOURED
    return Policy(
        title=draft.title, status=status, agency=draft.agency, aliases=tuple(draft.aliases),
        date=standing.date, effective_date=standing.starts, terms=draft.terms, quote=draft.quote,
        span=draft.span, rule=draft.rule,
    )  # fmt: skip


__all__: Sequence[str] = ("RULES", "read_policies")
