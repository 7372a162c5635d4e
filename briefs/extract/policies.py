"""Reads policies: what a government, regulator or exchange rules, and where in its life it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from briefs.extract.agencies import agency_at, agency_before
from briefs.extract.clauses import clause_end, clause_start
from briefs.extract.cues import Cue, between, load_cues, lower
from briefs.extract.names import names_in
from briefs.extract.policy_chinese import chinese_measures
from briefs.extract.policy_documents import Document, documents_in, draft_in, is_draft
from briefs.extract.policy_join import Draft, join
from briefs.extract.policy_status import Standing, standing_of
from briefs.extract.policy_titles import noun_phrase
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.lexicon import TermKind
from briefs.types import Policy, PolicyStatus

_UNCONFIRMED: Final = re.compile(
    r"\bno official (?:notice|confirmation|document|announcement)|\bnothing is final|"
    r"\bnot (?:yet )?been (?:officially )?confirmed|\bleaked|\bunconfirmed|according to rumou?rs"
)
_GOES_ON: Final = re.compile(
    r"(?:It|They|The (?:measure|measures|order|rule|rules|document|notice|joint notice|decision|"
    r"decree|policy|move|step|number|new rules|change|changes|tariff|duty|ban|quota))\b"
)
_HALT: Final = re.compile(
    r"\b(?P<verb>ban|bans|banned|banning|bar|bars|barred|halt|halts|halted|stop|stops|stopped|"
    r"suspend|suspends|suspended|prohibit|prohibits|prohibited|restrict|restricts|restricted|"
    r"limit|limits|limited|limiting|restricting|halting|stopping|suspending|prohibiting|curbing|"
    r"outlaw|outlaws|outlawed|forbid|forbids|freeze|freezes|froze|block|blocks|blocked) "
    r"(?P<what>(?:all |the |its |new |some |further )?(?:[a-z-]+ (?:and )?){0,4}?"
    r"(?:exports?|imports?|shipments|overseas sales|sales|mining|foreign sales|exporting))\b"
    r"(?P<of>(?: of [a-z]+[\w ,-]{0,60})?)"
)
_HALT_END: Final = re.compile(
    r" (?:with|from|until|for|to|after|as|because|by|in|on|starting|effective|at|since|amid)\b"
    r"|, (?!\w+ and )|[.;]"
)
_ONES_OWN: Final = re.compile(r"\b(?:their|own|company’s|company's|whose) $")
_IN_PLACE: Final = re.compile(
    r",? (?:that |which )?(?:has been |have been |was |were )?"
    r"(?:in place|in force|imposed|introduced)"
)
_COMMENTARY: Final = re.compile(r"\b(?:believes|believe that|argues|in (?:its|their) view)\b")
_CHINESE: Final = re.compile(r"《|出口|关税|配额|管制|指标")
_BODY: Final = re.compile(r"\b(?:[Ee]xchange|[Gg]overnment|[Mm]inistry|[Rr]egulators?)\b")
_SIGNS: Final = frozenset(("halt", "document", "draft"))
_WEAK: Final = frozenset(("rule", "agreement", "margin", "policy", "stockpile", "subsidy"))


@dataclass(slots=True)
class _Page:
    reading: Reading
    cues: list[Cue]
    heads: list[Cue]
    signs: list[Cue]  # the heads, and the words that open a look for documents, drafts, halts
    chinese: bool
    drafts: list[Draft] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)
    named: dict[str, tuple[str, str]] = field(default_factory=dict)  # "ban" → full name, family

    def hints(self, sentence: Sentence, *senses: str) -> bool:
        """Has the sentence a sign of one of these senses?"""
        near = between(self.signs, sentence.start, sentence.end)
        return any(sign.sense in senses for sign in near)

    def documents(self, sentence: Sentence) -> list[Document]:
        """The documents the sentence names."""
        named = self.chinese or self.hints(sentence, "rule", "document")
        return list(documents_in(self.reading, sentence)) if named else []

    def free(self, start: int, end: int) -> bool:
        return not any(start < late and early < end for early, late in self.taken)


@dataclass(frozen=True, slots=True)
class PolicyRule:
    """A way to name a policy: what it finds in one sentence joins the page's drafts."""

    name: str
    example: str
    find: Callable[[_Page, Sentence, str], Iterator[Draft]]


def read_policies(reading: Reading) -> Iterator[Policy]:
    """The policies a flash states, each once, with the status its words and dates give."""
    lowered = lower(reading.text)
    signs = load_cues("policy_heads").scan(lowered)
    chinese = _CHINESE.search(reading.text) is not None
    if not (signs or chinese):
        return
    heads = [sign for sign in signs if sign.sense not in _SIGNS]
    cues = load_cues("policy_cues").scan(lowered, reading.text)
    page = _Page(reading, cues, heads, signs, chinese)
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


def _documents(page: _Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "… solicited opinions on the "Interim Measures …""."""
    for document in page.documents(sentence):
        if not page.free(document.start, document.end):
            continue
        page.taken.append((document.start, document.end))
        standing = standing_of(
            page.reading, sentence, page.cues, document.start, document.end, page.heads
        )
        if is_draft(document.title):
            standing = _as_draft(standing)
        if standing and not document.numbered:
            yield _draft(page, sentence, document.title, "document", standing, rule, document.start)


def _drafted(page: _Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "the draft for public comment on the detailed rules of …"."""
    for start, at in draft_in(page.reading, sentence) if page.hints(sentence, "draft") else ():
        if not page.free(start, at):
            continue
        head = Cue(start, at - 1, "document", " of")
        quiet = [cue for cue in page.cues if cue.start >= at or cue.end <= start]
        _, end = noun_phrase(page.reading, sentence, head, quiet)
        if end > at:
            page.taken.append((start, end))
            standing = Standing(PolicyStatus.CONSULTATION, 2)
            title = page.reading.text[start:end]
            yield _draft(page, sentence, title, "document", standing, rule, start)


def _measures(page: _Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "… announced export controls on five metals", "the ban was lifted"."""
    numbered = next((d for d in page.documents(sentence) if d.numbered), None)
    told = len(page.drafts)
    heads = between(page.heads, sentence.start, sentence.end)
    if not (heads or numbered) or _COMMENTARY.search(
        page.reading.text, sentence.start, sentence.end
    ):
        return
    drafted = any(d.span.start == sentence.start and d.family == "document" for d in page.drafts)
    if drafted and not numbered:  # what the sentence tells is what the document says
        return
    for head in heads:
        if not page.free(head.start, head.end):
            continue
        text = page.reading.text
        start, end = noun_phrase(page.reading, sentence, head, page.cues)
        if _ONES_OWN.search(text, max(sentence.start, start - 12), start) or text.endswith(
            "their own", start, end
        ):
            continue
        standing = standing_of(page.reading, sentence, page.cues, start, end, page.heads)
        if standing is None:
            _remember(page, head, text[start:end], head.sense)
            continue
        if head.word == "exempt":
            start = clause_start(text, sentence.start, start)
            end = clause_end(text, head.end, sentence.end)
        title, family = text[start:end], head.sense
        if title == head.word and text.endswith(("the ", "The "), 0, start):
            title, family = _full_name(page, head)
        _remember(page, head, title, family)
        if head.sense in _WEAK and not _is_rule(page, sentence, head, start, end):
            continue
        if head.word != "exempt":
            page.taken.append((start, end))
        if standing.lifting and _IN_PLACE.match(text, end):
            since = Standing(PolicyStatus.EFFECTIVE, 3, starts=standing.starts)
            standing = replace(standing, starts=None)
            yield _draft(page, sentence, title, family, since, rule, start)
        if standing.lifting and standing.status is PolicyStatus.RUMOURED:
            if start == head.start and end == head.end:  # "lobbied for the ban to end"
                continue
            title = f"lifting of the {title}"
        if numbered:
            title = f"{numbered.title}: {title}"
        yield _draft(page, sentence, title, family, standing, rule, start)
    if numbered and len(page.drafts) == told:
        at, end = numbered.start, numbered.end
        alone = standing_of(page.reading, sentence, page.cues, at, end, page.heads)
        if alone:
            yield _draft(page, sentence, numbered.title, "document", alone, rule, at)


def _remember(page: _Page, head: Cue, title: str, family: str) -> None:
    """Keep the full name of "the ban" for a later sentence that says only that."""
    if head.sense not in _WEAK and len(title) > len(head.word):
        page.named[head.word.split()[-1]] = page.named[family] = title, family


def _full_name(page: _Page, head: Cue) -> tuple[str, str]:
    """What "the ban" stands for, unless a policy of its kind is told and will take it in."""
    told = any(draft.family == head.sense and not draft.headline for draft in page.drafts)
    if told:
        return head.word, head.sense
    named = page.named.get(head.word.split()[-1]) or page.named.get(head.sense)
    return named or (head.word, head.sense)


def _chinese(page: _Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "商务部宣布对钨、碲实施出口管制"."""
    if not page.chinese:
        return
    for start, end, family in chinese_measures(page.reading, sentence):
        if not page.free(start, end):
            continue
        inner = [cue for cue in page.cues if cue.end <= start or cue.start >= end]
        standing = standing_of(page.reading, sentence, inner, start, end, ())
        if standing:
            page.taken.append((start, end))
            title = page.reading.text[start:end]
            yield _draft(page, sentence, title, family, standing, rule, start)


def _halts(page: _Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "Zimbabwe has stopped all exports of raw minerals with immediate effect"."""
    if not page.hints(sentence, "halt", "ban"):
        return
    for match in _HALT.finditer(page.reading.text, sentence.start, sentence.end):
        agency = agency_at(page.reading, sentence, match.start())
        firm = any(n.kind is TermKind.COMPANY for n in names_in(page.reading, sentence))
        if firm and agency_before(page.reading, sentence, match.start()) is None:
            continue  # a company that stops its own exports makes no rule
        if agency is None or not page.free(match.start(), match.end()):
            continue
        of = match["of"]
        cut = _HALT_END.search(of)
        what = match["what"] + (of[: cut.start()] if cut else of)
        for article in ("all ", "the ", "its ", "some "):
            what = what.removeprefix(article)
        standing = _halting(page, sentence, match)
        if standing is None:
            continue
        page.taken.append((match.start(), match.end()))
        title = f"ban on {what.strip()}"
        yield _draft(page, sentence, title, "ban", standing, rule, match.start())


def _halting(page: _Page, sentence: Sentence, match: re.Match[str]) -> Standing | None:
    verb = match["verb"]
    sense = "effective" if verb.endswith(("ed", "froze")) else "announced"
    cue = Cue(match.start("verb"), match.end("verb"), sense, "imposed")
    apart = [c for c in page.cues if c.end <= cue.start or c.start >= match.end()]
    near = sorted([*apart, cue], key=lambda c: c.start)
    return standing_of(page.reading, sentence, near, cue.end, cue.end, ()) or None


def _continued(page: _Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "It starts on August 1": a sentence that goes on about the last policy."""
    opening = _GOES_ON.match(page.reading.text, sentence.start, sentence.end)
    if opening is None or not page.drafts or page.drafts[-1].span.start == sentence.start:
        return
    last = page.drafts[-1]
    standing = standing_of(page.reading, sentence, page.cues, opening.end(), opening.end(), ())
    cue = standing.cue if standing else None
    if standing is None or cue is None or cue.sense not in ("effective", "announced", "suspended"):
        return
    if standing.weight == 3 or cue.sense == "suspended":
        standing = replace(standing, lifting=False)
        yield replace(last, standing=standing, rule=rule, aliases=[])


RULES: Final[tuple[PolicyRule, ...]] = (
    PolicyRule("policy/drafted", "the draft for public comment on the detailed rules", _drafted),
    PolicyRule("policy/document", 'solicited opinions on the "Interim Measures …"', _documents),
    PolicyRule("policy/measure", "announced export controls on five metals", _measures),
    PolicyRule("policy/chinese", "对钨实施出口管制", _chinese),
    PolicyRule("policy/halt", "has stopped all exports of lithium concentrate", _halts),
    PolicyRule("policy/continued", "It starts on August 1.", _continued),
)


def _as_draft(standing: Standing | None) -> Standing:
    if standing is None:
        return Standing(PolicyStatus.CONSULTATION, 1)
    return replace(standing, status=PolicyStatus.CONSULTATION, weight=3, starts=None)


def _is_rule(page: _Page, sentence: Sentence, head: Cue, start: int, end: int) -> bool:
    """A weak word ("rules", "measures", "margin") needs a body that makes rules, and a name."""
    if " " not in head.word and end - start <= len(head.word) + 2:
        return False
    near = between(page.cues, max(sentence.start, start - 40), min(sentence.end, end + 40))
    if not near:
        return False
    named = agency_at(page.reading, sentence, start) is not None
    return named or _BODY.search(page.reading.text, sentence.start, sentence.end) is not None


def _draft(
    page: _Page, sentence: Sentence, title: str, family: str, standing: Standing, rule: str, at: int
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
    return Draft(
        title, family, standing, quote, span, rule, agency_at(reading, sentence, at), headline,
        [], tuple(terms), here,
    )  # fmt: skip


def _policy(draft: Draft, lowered: str) -> Policy:
    standing = draft.standing
    status = standing.status
    open_ = standing.weight < 3 and status is PolicyStatus.ANNOUNCED
    if open_ and _UNCONFIRMED.search(lowered):
        status = PolicyStatus.RUMOURED
    return Policy(
        title=draft.title, status=status, agency=draft.agency, aliases=tuple(draft.aliases),
        date=standing.date, effective_date=standing.starts, terms=draft.terms, quote=draft.quote,
        span=draft.span, rule=draft.rule,
    )  # fmt: skip


__all__: Sequence[str] = ("RULES", "read_policies")
