"""Risks by name: "the risk of a deficit", "the main risk is a strike", "fears that …", lists."""

from __future__ import annotations

import re
from typing import Final

from briefs.extract.clauses import clause_end, clause_start, without_article
from briefs.extract.cues import Cue, between
from briefs.extract.risk_outcomes import REACH, clause_follows
from briefs.extract.risk_page import RiskPage, Spans
from briefs.extract.sentences import Sentence

_LIST_SEPARATOR: Final = re.compile(r"[,，;；、]\s*(?:and\s+|or\s+|以及)?|\s?\(?\d[)）.]\s?")
_LIST_END: Final = re.compile(r"[。\n]|[.!?](?=\s|$)")
_THAT: Final = re.compile(r"[ ](?:\w+[ ]){0,3}that[ ]")
_CALMED: Final = re.compile(
    r"[^.;,]{0,40}\b(?:eased?|fad(?:ed|e|ing)|reced(?:ed|es|ing)|abat(?:ed|es)|subsid(?:ed|es)|"
    r"limited|low|no longer|unfounded|removed|avoided|allayed|overdone)\b"
)
_NO_RISK: Final = re.compile(
    r"\b(?:no|little|without|reduc\w+|avoid\w*|lower\w*|less|hedg\w+) (?:\w+ )?$"
)
_AND_MODAL: Final = re.compile(r" and (?=(?:may|might|could|would) )")
_IS_THIS: Final = re.compile(
    r"(?: (?:to|for|in|here|facing|behind)\b[^,.;:]{0,60}?)??"
    r" (?:is|are|was|were|remains?|lies in|comes from|come from|stems from|would be|will be)"
    r"(?: still| now)?(?: that)? (?!no\b|not\b|low\b|limited\b)"
)
_THIS_IS: Final = re.compile(
    r" (?:is|are|was|were|remains?|poses?|posed|presents?|be|stays?|constitutes?)"
    r"(?: still| now| also| seen as| as)? (?:the |one of the |among the )?$"
)
_NAMED_AS: Final = re.compile(
    r"\b(?:names?|named|cites?|cited|sees?|identif(?:ies|ied)|calls?|called|lists?|listed|flags?|"
    r"flagged|mentions?|mentioned) (?P<what>[^,.;:]{4,90}?) as (?:the |one of the |among the )?$"
)
_SAYS: Final = re.compile(r"\b(?:added?s?|says?|said|notes?|noted|thinks?|believes?)(?: that)? ")
_BEFORE_VERB: Final = re.compile(
    r" (?:remains?|persists?|exists?|is|are|was|were|has|have|loom|looms|rises?|grows?|"
    r"continues?|on the market|in the market|weighed|weighs?|kept|keeps?)\b"
)
_AT_END: Final = re.compile(r"(?: (?:on|in) [\w ]{2,24}| it)?[.!”\"’]*\s*$")
_ACTS: Final = re.compile(
    r" (?:double|impose|raise|ban|cut|levy|introduce|put|restrict|halt|stop|suspend|close|strike|"
    r"withdraw)\b"
)
#: What may be threatened by a thing; people threaten "to" do, and with duties.
_THREATENED: Final = re.compile(
    r" (?:[\w’'-]+ ){0,3}?(?:output|production|supply|supplies|exports|imports|shipments|demand|"
    r"jobs|"
    r"margins|profits|prices|operations|deliveries|projects?|mines?|smelters?|plants?|harvest|"
    r"recovery|"
    r"restart|ramp-up|growth|investment|flows?|trade)\b"
)
#: Words that warn only with a bad thing behind them.
_ADVERSE_ONLY: Final = (
    "flag",
    "wary",
    "leery",
    "brac",
    "threat",
    "a chance",
    "the chance",
    "odds",
    "likelihood",
    "risk ",
    "risks ",
)
_WARNS: Final = ("warned", "warns", "warn", "cautioned", "cautions", "fears", "feared", "fear")


def threatened(page: RiskPage, sentence: Sentence, cue: Cue) -> Spans:
    """ "Water restrictions threaten output": a thing that threatens, not somebody."""
    text = page.reading.text
    begin = clause_start(text, sentence.start, cue.start)
    if cue.start - begin > 5 and _THREATENED.match(page.lowered, cue.end, sentence.end):
        yield begin, clause_end(text, cue.end + 1, sentence.end)


def listed(page: RiskPage, sentence: Sentence, cue: Cue) -> Spans:
    """ "Risk warnings: demand below expectations, supply above, and price swings"."""
    text = page.reading.text
    full = _LIST_END.search(text, cue.end, sentence.end)
    end = full.start() if full else sentence.end
    cuts = list(_LIST_SEPARATOR.finditer(text, cue.end, end))
    last = text.rfind(" and ", cuts[-1].end() if cuts else end, end)
    spans = [(cut.start(), cut.end()) for cut in cuts]
    if not cuts:  # "supply growth and a stronger dollar": two items, no comma
        last = text.find(" and ", cue.end, end)
    if last >= 0 and not (cuts and cuts[-1][0].endswith("and ")):
        spans.append((last, last + 5))
    at = cue.end
    for start, stop in spans:
        yield _stripped(text, at, start)
        at = stop
    yield _stripped(text, at, end)


def called(page: RiskPage, sentence: Sentence, cue: Cue) -> Spans:
    """ "late permits remain the main risk", "the main risk is that permits come late"."""
    text = page.reading.text
    if text.startswith((" of ", " that "), cue.end):
        word = text[cue.start : cue.end].rsplit(" ", 1)[1]
        joined = cue.end + (3 if text.startswith(" of", cue.end) else 5)
        link = text[cue.end : joined]
        yield from named(page, sentence, Cue(cue.end - len(word), joined, "risk", word + link))
        return
    after = _IS_THIS.match(text, cue.end, sentence.end)
    if after:
        yield after.end(), clause_end(text, after.end(), sentence.end)
        return
    begin = max(sentence.start, cue.start - 160)
    as_such = _NAMED_AS.search(text, begin, cue.start)
    if as_such:
        yield as_such.span("what")
        return
    verb = _THIS_IS.search(text, begin, cue.start)
    if verb is None:
        return
    start = clause_start(text, sentence.start, verb.start())
    for said in _SAYS.finditer(text, start, verb.start()):
        start = said.end()
    if verb.start() - start > 2 and text[start : verb.start()].lower() not in _POINTERS:
        yield start, verb.start()


_POINTERS: Final = frozenset(("this", "that", "it", "these", "they", "there", "which", "such"))


def named(page: RiskPage, sentence: Sentence, cue: Cue) -> Spans:
    """ "risk of resource depletion", "fears of a recession"."""
    text = page.reading.text
    if cue.word.endswith("that"):
        end = _end_of_clause(page, cue, cue.end + 1, sentence.end)
        yield cue.end + 1, end
        return
    if _CALMED.match(page.lowered, cue.end, sentence.end):
        return
    if cue.word == "threat to" and _ACTS.match(page.lowered, cue.end):
        return  # "the threat to double duties" is a plan
    if _NO_RISK.search(page.lowered, max(sentence.start, cue.start - 30), cue.start):
        return
    end = clause_end(text, cue.end + 1, sentence.end)
    verb = _BEFORE_VERB.search(page.lowered, cue.end, end)
    end = verb.start() if verb else end
    keeps = cue.word.startswith(("risk", "danger", "threat", "fear"))
    yield cue.start if keeps else without_article(text, cue.end + 1, end), end


def warned(page: RiskPage, sentence: Sentence, cue: Cue) -> Spans:
    """ "warned of a short-term pullback"."""
    text = page.reading.text
    told = cue.word.startswith(_ADVERSE_ONLY) or cue.word in (
        "risks a",
        "risks an",
    )
    told = told or cue.word.endswith("against")
    if told and not page.harms(cue.end, cue.end + 40, "adversity", "harm"):
        return
    end = clause_end(text, cue.end + 1, sentence.end)
    yield without_article(text, cue.end + 1, end), end


def worried(page: RiskPage, sentence: Sentence, cue: Cue) -> Spans:
    """ "they worry that the oxide will be difficult to sell", "…, the bank warned"."""
    text, start = page.reading.text, cue.end + 1
    if cue.word in _WARNS and _AT_END.match(text, cue.end, sentence.end):
        yield from _said_before(page, sentence, cue)
        return
    if not cue.word.endswith("that"):
        that = _THAT.match(text, cue.end)
        if that is None and _dreaded(page, cue, sentence.end):
            yield cue.end + 1, clause_end(text, start, sentence.end)
            return
        if that is None and clause_follows(page, cue, sentence.end) is None:
            return
        start = that.end() if that else start
    end = _end_of_clause(page, cue, start, sentence.end)
    turn = _AND_MODAL.match(text, end)  # "the rally has run ahead and could correct"
    yield (turn.end(), clause_end(text, turn.end(), sentence.end)) if turn else (start, end)


def _end_of_clause(page: RiskPage, cue: Cue, start: int, end: int) -> int:
    """Where a dreaded clause ends: its verb is in it, whatever stands before the verb."""
    modal = clause_follows(page, cue, end)
    return clause_end(page.reading.text, modal.end if modal else start, end)


def _said_before(page: RiskPage, sentence: Sentence, cue: Cue) -> Spans:
    """ "Another firm print could push gold lower, Commerzbank warned"."""
    text = page.reading.text
    comma = text.rfind(", ", max(sentence.start, cue.start - 70), cue.start)
    if comma < 0:
        return
    modal = next((c for c in between(page.cues, sentence.start, comma) if c.sense == "modal"), None)
    if modal is None:
        return
    yield clause_start(text, sentence.start, modal.start), comma


def _dreaded(page: RiskPage, cue: Cue, end: int) -> bool:
    """ "mills fear trade diversion": a named adversity right behind, and no verb."""
    if cue.word not in ("fear", "fearing"):
        return False
    near = page.harms(cue.end, min(end, cue.end + REACH), "adversity")
    return near and clause_follows(page, cue, end) is None


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " .,;:()（）。；、":
        start += 1
    while end > start and text[end - 1] in " .,;:(（。；、":
        end -= 1
    return start, end
