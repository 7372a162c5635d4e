"""Reads policies: what a government, regulator or exchange rules, and where in its life it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from briefs.extract.agencies import agency_at
from briefs.extract.cues import Cue
from briefs.extract.policy_chinese import find_chinese
from briefs.extract.policy_documents import draft_in, is_draft
from briefs.extract.policy_halts import find_halts
from briefs.extract.policy_join import Draft, join
from briefs.extract.policy_measures import find_measures
from briefs.extract.policy_orders import (
    find_orders,
    find_papers,
    find_plans,
    likely_deeds,
)
from briefs.extract.policy_page import Page, PolicyRule, draft_of
from briefs.extract.policy_standing import Standing
from briefs.extract.policy_status import standing_of
from briefs.extract.policy_stoppages import find_stoppages
from briefs.extract.policy_telling import UNDOING
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
_HEARSAY: Final = re.compile(
    r"\b(?:not to be named|people familiar|people close to|people with knowledge|people briefed|"
    r"according to (?:\w+ ){0,2}(?:people|sources)|sources say)\b"
)
_GOES_ON: Final = re.compile(
    r"(?:It|They|The (?:measure|measures|order|rule|rules|document|notice|joint notice|decision|"
    r"decree|policy|move|step|number|new rules|change|changes|tariff|duty|ban|quota)|"
    r"(?:A|The) (?:draft|bill|proposal|text))\b"
)
_GOING_ON: Final = frozenset(("effective", "announced", "suspended", "consultation"))
_CHINESE: Final = re.compile(
    r"《|出口|关税|特许权|权利金|资源税|增值税|税率|电价|应急响应|储备|限电|限产|许可|采矿|限价|产能置换|公开征求|"
    r"配额|管制|指标|保证金|涨跌停板|手续费|制裁|收储|补贴|准备金率|利率|禁令|反倾销|限产|国标|许可证|退税|禁止|矿业法"
)
_FORCE: Final = PolicyStatus.EFFECTIVE
_SIGNS: Final = frozenset(("halt", "stoppage", "document", "draft", "deed"))


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
        for rule in RULES if _may_name(page, sentence) else RULES[-1:]:
            for draft in rule.find(page, sentence, rule.name):
                page.drafts.append(draft)
    for draft in join(page.drafts):
        if draft.bare and draft.family != "document" and not _stands_bare(page, draft):
            continue
        if _is_denied(page, draft) or _is_aside(page, draft):
            continue
        _claim_name(page, draft)
        yield _policy(draft, lowered)


#: "denied that it had stopped granting licences": what is said not to be.
_DENIED: Final = re.compile(
    r"\b(?:den(?:ied|ies|ying)|refut(?:ed|es)|dismissed (?:reports|rumours|talk)"
    r"|no (?:plans?|intention) (?:to|of|for))\b[^.;]{0,80}$|否认[^。；]{0,30}$"
)


def _is_denied(page: Page, draft: Draft) -> bool:
    cue = draft.standing.cue
    if cue and cue.sense in UNDOING and draft.standing.status is _FORCE:
        return False  # "no plans to lift the ban": it stays
    start = max(draft.span.start, draft.at - 120)
    return _DENIED.search(page.reading.text, start, draft.at) is not None


#: "ahead of a decision on safeguards", "talks on a minerals pact": spoken of beside the news.
_ASIDE: Final = re.compile(
    r"\b(?:ahead of (?:a |the )?(?:decision|ruling) on|talks (?:on|about|over)"
    r"|before (?:an?y? )?(?:possible|potential)"
    r"|threats? (?:to \w+|of)|exempt(?:ed)? from|spared from)"
    r" (?:the |a |an |any |its |new |further )?$"
)


def _is_aside(page: Page, draft: Draft) -> bool:
    told = draft.standing.status in (PolicyStatus.RUMOURED, PolicyStatus.ANNOUNCED)
    start = max(draft.span.start, draft.at - 60)
    return told and _ASIDE.search(page.reading.text, start, draft.at) is not None


def _claim_name(page: Page, draft: Draft) -> None:
    """The numbers of a name are told with it: "15% export levy on gemstones"."""
    end = draft.at + len(draft.title)
    if page.reading.text.startswith(draft.title, draft.at):
        page.reading.claim(*page.reading.numbers.within(draft.at, end))


def _may_name(page: Page, sentence: Sentence) -> bool:
    """Has a sentence a word any rule but the last looks for? Most sentences have none."""
    return page.chinese or bool(page.senses(sentence)) or bool(likely_deeds(page, sentence))


def _stands_bare(page: Page, draft: Draft) -> bool:
    """ "officials are studying how quotas might be shared": new enough to need no name."""
    plural = draft.title in ("quotas", "export quotas", "export controls", "countermeasures")
    cue = draft.standing.cue
    told = cue is not None and cue.start < draft.at
    paused = draft.standing.status in (PolicyStatus.SUSPENDED, PolicyStatus.ENDED)
    if draft.title == "countermeasures" and draft.agency and paused:
        return True
    if (plural and told) or (draft.title == "sanctions" and draft.standing.status is _FORCE):
        return True
    if draft.standing.weight < 3 or draft.headline or " " not in draft.title:
        return False
    told_by = draft.agency or next(
        (
            a
            for s in page.reading.sentences
            if s.end <= draft.at
            if (a := agency_at(page.reading, s, s.end))
        ),
        None,
    )
    return told_by is not None


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


def _continued(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "It starts on August 1": a sentence that goes on about the last policy."""
    opening = _GOES_ON.match(page.reading.text, sentence.start, sentence.end)
    if opening is None or any(d.span.start == sentence.start for d in page.drafts[-1:]):
        return
    standing = standing_of(page.reading, sentence, page.cues, opening.end(), opening.end(), ())
    cue = standing.cue if standing else None
    if standing is None or cue is None or cue.sense not in _GOING_ON:
        return
    before = page.reading.sentences[max(0, sentence.index - 1)].start
    told = any(draft.span.start == before for draft in page.drafts)
    if page.pending and page.pending[0] == sentence.index - 1 and not told:
        _, title, family, at = page.pending
        yield draft_of(page, sentence, title, family, standing, rule, at)
    elif page.drafts and (standing.weight == 3 or cue.sense in ("suspended", "consultation")):
        last = next((d for d in reversed(page.drafts) if not d.bare), page.drafts[-1])
        yield replace(last, standing=replace(standing, lifting=False), rule=rule, aliases=[])


RULES: Final[tuple[PolicyRule, ...]] = (
    PolicyRule("policy/drafted", "the draft for public comment on the detailed rules", _drafted),
    PolicyRule("policy/document", 'solicited opinions on the "Interim Measures …"', _documents),
    PolicyRule("policy/stoppage", "prolonged its suspension of cobalt exports", find_stoppages),
    PolicyRule("policy/measure", "announced export controls on five metals", find_measures),
    PolicyRule("policy/chinese", "对钨实施出口管制", find_chinese),
    PolicyRule("policy/halt", "has stopped all exports of lithium concentrate", find_halts),
    PolicyRule("policy/order", "Tangshan ordered steelmakers to cut sintering", find_orders),
    PolicyRule("policy/paper", "issued a notice setting out how to apply", find_papers),
    PolicyRule("policy/plan", "intends to publish a monthly bauxite index", find_plans),
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
    if open_ and (_LIKELY_UNCONFIRMED.search(lowered) or _HEARSAY.search(draft.quote)):
        status = PolicyStatus.RUMOURED
    return Policy(
        title=draft.title, status=status, agency=draft.agency, aliases=tuple(draft.aliases),
        date=standing.date, effective_date=standing.starts, terms=draft.terms, quote=draft.quote,
        span=draft.span, rule=draft.rule,
    )  # fmt: skip


__all__: Sequence[str] = ("RULES", "read_policies")
