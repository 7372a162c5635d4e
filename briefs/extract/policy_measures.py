"""Policies told by a noun: "announced export controls on five metals", "the ban was lifted"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from briefs.extract.agencies import agency_at, agency_before, is_place_before
from briefs.extract.clauses import clause_end, clause_start
from briefs.extract.cues import Cue, between
from briefs.extract.names import names_in
from briefs.extract.policy_documents import Document
from briefs.extract.policy_join import Draft
from briefs.extract.policy_page import Page, draft_of
from briefs.extract.policy_standing import Standing
from briefs.extract.policy_status import standing_of
from briefs.extract.policy_titles import AIMED, noun_phrase
from briefs.extract.sentences import Sentence
from briefs.lexicon import TermKind
from briefs.types import PolicyStatus, Span

_ONES_OWN: Final = re.compile(r"\b(?:their|own|company’s|company's|whose) $")
_IN_PLACE: Final = re.compile(
    r",? (?:that |which )?(?:has been |have been |was |were )?"
    r"(?:in place|in force|imposed|introduced)"
)
_COMMENTARY: Final = re.compile(r"\b(?:believes|believe that|argues|in (?:its|their) view)\b")
_LACKING: Final = ("without a ", "without an ", "without ", " no ", "lack of a ", "not have a ")
_BASES: Final = ("under ", "under its ", "under the ", "under a ", "under his ", "under their ")
_NOT_DONE: Final = re.compile(
    r"\b(?:will|would|does|did|do|has|have|is|are) (?:not|never) (?:yet )?$|"
    r"\b(?:won|wouldn|didn|doesn)[’']t $"
)
_WOULD: Final = re.compile(
    r"\b(?:rule|law|decree|regulation|plan|order|draft|bill|proposal|text|amendment) "
    r"(?:that|which) would (?:[\w-]+ ){1,7}$"
)
_LAW_BEFORE: Final = re.compile(
    r"\b(?:[Ll]aw|[Rr]ules?|[Dd]ecree|[Oo]rder|[Cc]ode|[Aa]ct|[Bb]ill) $"
)
#: "a first delivery order" is trade, no rule.
_ORDERED_GOODS: Final = re.compile(
    r"\b(?:delivery|purchase|sales|spot|export|work|buy|new|first|supply|work|back|tight|"
    r"restraining) $"
)
_BY_DRAFT: Final = re.compile(
    r"[^.;]{0,60}, (?:according to|shows|showed|as shown in|under|going by) an? "
    r"(?:(?P<leaked>leaked|unpublished|confidential)|[\w-]+){0,1} ?(?:[\w-]+ )?"
    r"(?:draft|proposal|consultation paper|discussion paper|draft law|draft decree)\b"
)
_BODY: Final = re.compile(
    r"\b(?:[Ee]xchange|[Cc]ourt|[Tt]he state|[Gg]overnment|[Mm]inistry|[Rr]egulators?|[Pp]resident|"
    r"[Ll]awmakers|[Pp]arliament|[Cc]abinet|[Jj]unta|[Cc]ongress|[Ss]enate|[Mm]inister)\b"
)
_WEAK_SENSES: Final = (
    "rule agreement margin policy stockpile subsidy permit inquiry content ceiling rate act output"
)
_WEAK: Final = frozenset(_WEAK_SENSES.split())
_INQUIRIES: Final = ("investigation", "probe", "inquiry", "audit", "review")
_MAIN: Final = ("effective", "ended", "suspended", "expires", "extended")
_BOARD: Final = re.compile(
    r" (?:Commission|Board|Authority|Office|Council|Committee|Bureau|Agency|Department|Ministry)\b"
)
#: What a law is to do is its name: "a decree nationalising lithium".
_PURPOSE: Final = re.compile(
    r" (?:to [a-z]+|(?!including|starting|beginning|following|according|pending|effective|during|"
    r"being|having|coming|saying|lasting|running)[a-z]{3,}ing|(?:that|which) (?!took|takes?\b|came|"
    r"comes?\b|goes|went|entered|was|were|is\b|are\b|has\b|had|have\b|expire|lapse|start|began|"
    r"begin|end(?:s|ed)\b|stands?\b|remain|stays?\b|the\b|it\b|he\b)[a-z]+)\b"
)
_MONEY_OF: Final = re.compile(r" (?:grants?|loans?|funding|funds|money|awards?|financing)\b")
_SUM: Final = re.compile(r"[0-9] ?(?:million|billion|m|bn)\b")
_NO_DUTIES: Final = (
    "joint ",
    "reporting ",
    "disclosure ",
    "heavy ",
    "light ",
    "its duties",
    "his duties",
)
_GRANTED_WORDS: Final = (
    "approved approves granted grants granting issued issues awarded awards renews renewed extended"
    " extends restored restores reinstated reinstates requires require shortens shortened limits"
    " limited restricts restricted caps tightens tightened introduces introduced demands imposes"
    " imposed cuts cut reduces reduced relaxes relaxed simplifies simplified"
)
_GRANTED: Final = frozenset(_GRANTED_WORDS.split())
_ASKED: Final = frozenset(("asked for a", "has asked", "have asked", "asked for", "applied for",
                           "has applied for", "studying", "is studying"))  # fmt: skip
_STATE: Final = re.compile(r"\b[Tt]he (?:state|government|ministry|regulator|authorities)\b")
_CARRIES: Final = ("rule", "policy", "agreement")
#: A permit is one firm's business until it is taken away or its holders are told to wait.
_TAKEN_AWAY: Final = (PolicyStatus.ENDED, PolicyStatus.SUSPENDED)


def find_measures(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
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
    for at, head in enumerate(heads):
        following = heads[at + 1] if at + 1 < len(heads) else None
        yield from _measure(page, sentence, head, following, numbered, rule)
    if numbered and len(page.drafts) == told:
        yield from _number_alone(page, sentence, numbered, rule)


def _measure(
    page: Page, sentence: Sentence, head: Cue, following: Cue | None, numbered: Document | None,
    rule: str,
) -> Iterator[Draft]:  # fmt: skip
    """The measure a head noun names, if the sentence says how it stands."""
    text = page.reading.text
    phrase = _phrase(page, sentence, head, following)
    if phrase is None:
        return
    start, end = phrase
    standing = _standing(page, sentence, head, start, end)
    if standing and standing.cue and _NOT_DONE.search(text, sentence.start, standing.cue.start):
        return  # "Manila will not bring back the ban"
    if standing is None and head.sense == "agreement" and text.startswith(", which", end):
        standing = Standing(PolicyStatus.ANNOUNCED, 1)
    if standing is None:
        _remember(page, head, text[start:end], head.sense)
        if head.sense not in _WEAK and sentence.kind not in ("title", "heading"):
            page.pending = sentence.index, text[start:end], head.sense, start
        return
    if head.word == "exempt":
        start = clause_start(text, sentence.start, start)
        end = clause_end(text, head.end, sentence.end)
    title, family = text[start:end], head.sense
    if title == head.word and text.endswith(("the ", "The "), 0, start):
        title, family = _full_name(page, head)
    _remember(page, head, title, family)
    if _is_passed_over(page, sentence, head, standing, start, end):
        return
    if title.lower().startswith(_NO_DUTIES):
        return
    if head.word != "exempt":
        page.take(start, end)
    if standing.lifting and _IN_PLACE.match(text, end):
        if standing.status is PolicyStatus.RUMOURED:  # what may be lifted is in force till then
            since = Standing(PolicyStatus.EFFECTIVE, 3, starts=_starts(page, standing))
            standing = replace(standing, starts=None)
            yield draft_of(page, sentence, title, family, since, rule, start)
        else:
            standing = replace(standing, starts=_starts(page, standing))
    if standing.cue and standing.cue.word == "under":
        title = _goods_under(page, sentence, standing.cue, title)
    if head.sense == "permit" and standing.status is PolicyStatus.EFFECTIVE:
        standing = replace(standing, status=PolicyStatus.ANNOUNCED)  # "renews the permit"
    if standing.lifting and standing.status is PolicyStatus.RUMOURED:
        if start == head.start and end == head.end:  # "lobbied for the ban to end"
            return
        title = f"lifting of the {title}"
    if numbered:
        title = f"{numbered.title}: {title}"
    yield draft_of(page, sentence, title, family, standing, rule, start)


def _starts(page: Page, standing: Standing) -> date | None:
    """The day a measure began, unless it is the day on which it is to end."""
    return standing.starts if _later(page, standing) else None


def _phrase(
    page: Page, sentence: Sentence, head: Cue, following: Cue | None
) -> tuple[int, int] | None:
    """Where the name around a head noun stands; None where the noun names no rule."""
    text = page.reading.text
    hyphened = text.startswith("-", head.end) or text.endswith("-", 0, head.start)
    if hyphened or not page.free(head.start, head.end) or _BOARD.match(text, head.end):
        return None  # "out-of-quota", "the Tariff Commission"
    start, end = noun_phrase(page.reading, sentence, head, page.cues)
    joined = following is not None and following.start == end + 1
    if following and joined and (following.sense in _CARRIES or following.word == "package"):
        end = following.end  # "the mining royalty law"
    if _names_no_rule(page, sentence, head, following, start, end):
        return None
    if head.word == "rules that":
        end = clause_end(text, head.end + 1, sentence.end)
    if head.word in AIMED and (purpose := _PURPOSE.match(text, end)):
        end = clause_end(text, purpose.end(), sentence.end)  # "a bill that would ban exports"
        turns = between(page.cues, purpose.end(), end)
        stop = next((cue.start for cue in turns if cue.sense in _MAIN), end)
        end = len(text[:stop].rstrip(" ,"))
    return start, end


def _names_no_rule(
    page: Page, sentence: Sentence, head: Cue, following: Cue | None, start: int, end: int
) -> bool:
    text = page.reading.text
    if _of_a_firm(page, sentence, head, start, end) or _MONEY_OF.match(text, end):
        return True  # "a $210 million CHIPS Act grant": money under a law, no law
    if head.sense == "agreement" and text.endswith(_LACKING, 0, start):
        return True  # "countries without a trade deal"
    if head.sense == "rule" and text.endswith(_BASES, 0, start):
        return True  # "countermeasures under its reciprocity law"
    if head.word.startswith("rule ") and following and following.start - end < 60:
        return True  # "a rule that would put a 15% tax on …": the tax is the name
    if head.sense == "ban" and _LAW_BEFORE.search(text, max(sentence.start, start), head.start):
        return True  # "the Pricing Law bans dumping": a verb
    return head.word in ("order", "orders") and (
        text.endswith("in ", 0, start) or _ORDERED_GOODS.search(text, start, head.start) is not None
    )


def _standing(page: Page, sentence: Sentence, head: Cue, start: int, end: int) -> Standing | None:
    """How the measure stands by the words around its name."""
    text = page.reading.text
    standing = standing_of(page.reading, sentence, page.cues, start, end, page.heads)
    began = standing is not None and standing.status is PolicyStatus.EFFECTIVE
    if standing and began and head.word.endswith(_INQUIRIES):
        standing = replace(standing, status=PolicyStatus.ANNOUNCED)  # "began a probe"
    if standing and (draft := _BY_DRAFT.search(text, end, sentence.end)):
        status = PolicyStatus.RUMOURED if draft["leaked"] else PolicyStatus.CONSULTATION
        return replace(standing, status=status, weight=2, lifting=False)
    if _WOULD.search(text, max(sentence.start, start - 90), start):
        before = between(page.cues, sentence.start, start)
        if drafts := [cue for cue in before if cue.sense == "consultation"]:
            return Standing(PolicyStatus.CONSULTATION, 2, cue=drafts[-1])
    return standing


def _is_passed_over(
    page: Page, sentence: Sentence, head: Cue, standing: Standing, start: int, end: int
) -> bool:
    """A measure of one firm, a grant, or a word too weak to name a rule here."""
    if head.sense in _WEAK and not _is_rule(page, sentence, head, start, end):
        return True
    if head.sense == "act" and standing.cue and standing.cue.word in ("face", "faces", "facing"):
        return True  # "mills face output curbs"
    if head.sense == "permit" and not _concerns_all(page, sentence, standing, start):
        return True
    return head.sense == "subsidy" and _is_grant(page, sentence, head, start)


def _number_alone(page: Page, sentence: Sentence, numbered: Document, rule: str) -> Iterator[Draft]:
    """A numbered notice whose measure has no name of its own."""
    at, end = numbered.start, numbered.end
    alone = standing_of(page.reading, sentence, page.cues, at, end, page.heads)
    known = any(numbered.title in draft.title for draft in page.drafts)
    if alone is None and page.drafts and not known:
        alone = Standing(PolicyStatus.ANNOUNCED, 1)  # what has a number has been issued
    if alone:
        yield draft_of(page, sentence, numbered.title, "document", alone, rule, at)


def _later(page: Page, standing: Standing) -> bool:
    published = page.reading.published
    return bool(standing.starts and published and standing.starts > published)


def _goods_under(page: Page, sentence: Sentence, cue: Cue, title: str) -> str:
    """ "has had tellurium under export control": the goods stand before the word."""
    goods = [
        m.text
        for m in page.reading.mentions_in(Span(sentence.start, cue.end))
        if m.term.kind in (TermKind.MATERIAL, TermKind.SECTOR)
    ]
    return f"{goods[-1]} under {title}" if goods else title


def _concerns_all(page: Page, sentence: Sentence, standing: Standing, start: int) -> bool:
    """A permit taken away, granted by a body that is named, or asked of it."""
    if standing.status in _TAKEN_AWAY:
        return True
    cue = standing.cue
    named = agency_before(page.reading, sentence, start) or page.spoken_of(sentence)
    if page.drafts or _STATE.search(page.reading.text, sentence.start, start):
        named = named or "the state"
    if cue is None or named is None:
        return False
    if standing.status is PolicyStatus.RUMOURED:
        return cue.word in _ASKED
    return cue.word.split()[-1] in _GRANTED and cue.end <= start


def _is_grant(page: Page, sentence: Sentence, head: Cue, start: int) -> bool:
    """ "a A$135 million rescue package" for a firm is a deal, not a rule."""
    sized = _SUM.search(page.reading.text, max(sentence.start, start - 14), head.start)
    names = names_in(page.reading, sentence)
    return sized is not None and any(n.kind is TermKind.COMPANY for n in names)


def _of_a_firm(page: Page, sentence: Sentence, head: Cue, start: int, end: int) -> bool:
    """ "smelters kept production quotas of their own", "their quotas": no body's rule."""
    text = page.reading.text
    if text.endswith("their own", start, end):
        return True
    owned = _ONES_OWN.search(text, max(sentence.start, start - 12), start) is not None
    return owned and not (
        head.sense == "agreement" and agency_before(page.reading, sentence, start) is not None
    )


def _remember(page: Page, head: Cue, title: str, family: str) -> None:
    """Keep the full name of "the ban" for a later sentence that says only that."""
    if head.sense not in _WEAK and len(title) > len(head.word):
        page.named[head.word.split()[-1]] = page.named[family] = title, family


def _full_name(page: Page, head: Cue) -> tuple[str, str]:
    """What "the ban" stands for, unless a policy of its kind is told and will take it in."""
    told = any(draft.family == head.sense and not draft.headline for draft in page.drafts)
    if told:
        return head.word, head.sense
    named = page.named.get(head.word.split()[-1]) or page.named.get(head.sense)
    return named or (head.word, head.sense)


def _is_rule(page: Page, sentence: Sentence, head: Cue, start: int, end: int) -> bool:
    """A weak word ("rules", "measures", "margin") needs a body that makes rules, and a name."""
    if " " not in head.word and end - start <= len(head.word) + 2:
        return False
    near = between(page.cues, max(sentence.start, start - 40), min(sentence.end, end + 40))
    if not near:
        return False
    if head.sense == "output":
        return "OPEC" in (agency_at(page.reading, sentence, start) or "")
    named = agency_at(page.reading, sentence, start) is not None
    named = named or page.spoken_of(sentence) is not None
    named = named or (
        head.sense == "act" and is_place_before(page.reading, sentence, near[0].start)
    )
    return named or _BODY.search(page.reading.text, sentence.start, sentence.end) is not None
