"""Bans told by a verb: "has stopped all exports of …", "exports, which have been banned"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from briefs.extract.agencies import agency_at, agency_before
from briefs.extract.cues import Cue
from briefs.extract.names import names_in
from briefs.extract.policy_join import Draft
from briefs.extract.policy_page import Page, draft_of
from briefs.extract.policy_standing import Standing
from briefs.extract.policy_status import standing_of
from briefs.extract.sentences import Sentence
from briefs.lexicon import TermKind
from briefs.types import PolicyStatus

_HALT: Final = re.compile(
    r"\b(?P<verb>ban|bans|banned|banning|bar|bars|barred|halt|halts|halted|stop|stops|stopped|"
    r"suspend|suspends|suspended|prohibit|prohibits|prohibited|restrict|restricts|restricted|"
    r"limit|limits|limited|limiting|restricting|halting|stopping|suspending|prohibiting|curbing|"
    r"outlaw|outlaws|outlawed|forbid|forbids|freeze|freezes|froze|block|blocks|blocked) "
    r"(?P<what>(?:all |the |its |new |some |further )?(?:[a-z-]+ (?:and )?){0,4}?"
    r"(?:exports?|imports?|shipments|overseas sales|sales|mining|trade|foreign sales|exporting|"
    r"operations|"
    r"smelting|drilling|dredging|quarrying|exploration|logging))\b"
    r"(?P<of>(?: (?:of|in|at) [A-Za-z]+[\w ,-]{0,60}|(?<=exporting) [a-z]+[\w -]{0,40})?)"
)
_LICENSED: Final = re.compile(
    r"\b(?P<what>(?:exports?|imports?|shipments|overseas sales) of [\w-]+(?:,? [\w-]+){0,8}?)"
    r" (?:will |must |now |to )?(?P<verb>needs?|requires?|have to have|has to have)"
    r" (?:an? )?(?:export |import |government )?(?:licen[cs]es?|permits?)\b"
)
_HOLDERS: Final = re.compile(
    r"\b(?P<what>(?:exporters|importers|shippers|traders) of [\w-]+"
    r"(?:,? (?:and |or )?[\w-]+){0,4}?) (?:must|will have to|have to|need to"
    r"|are (?:now )?(?:required|obliged) to) (?P<verb>obtain|get|apply for|hold|seek)"
    r" (?:an? )?(?:export |import |special |government )?(?:licen[cs]es?|permits?)\b"
)
_LICENCE_FOR: Final = re.compile(
    r"\b(?P<verb>requires?|required|demands?|demanded|introduced|imposed) (?:an? )?"
    r"(?:export |import |special |government )?(?:licen[cs]es?|permits?) (?:for|on) "
    r"(?P<what>(?:exports?|imports?|shipments|overseas sales|sales) of [\w-]+(?:,? [\w-]+){0,4}?|"
    r"(?:[\w-]+ ){1,4}?(?:exports?|imports?|shipments|sales))\b"
)
_ISSUING: Final = re.compile(
    r"\b(?P<verb>stop|stops|stopped|halt|halts|halted|suspend|suspends|suspended|ceased?|froze|"
    r"freezes?|freeze|paused|pauses) (?:the )?(?:issu(?:ing|e|ance of)|granting|approving|"
    r"accepting|processing|approval of|award of|awarding) (?:of )?"
    r"(?P<what>(?:any |all )?(?:[\w-]+ ){0,4}?(?:permits?|licen[cs]es?|rkabs?|concessions?|"
    r"applications|certificates|approvals)"
    r"(?: (?:for|to|on) [\w -]{3,40})?)"
)
_SANCTIONED: Final = re.compile(
    r"\b(?P<verb>sanctioned|sanctions|blacklisted|blacklists) "
    r"(?P<what>(?:(?:[A-Z0-9][\w&.-]*|two|three|four|five|six|seven|eight|nine|ten|a|an|the|"
    r"several|"
    r"more|dozens of|another) )[\w&,.’' -]{3,70})"
)
#: "dropped a provision banning nickel ore exports": the words are gone, and with them the ban.
_UNWRITTEN: Final = re.compile(
    r"\b(?:dropped|drops|removed|removes|scrapped|deleted|withdrew|struck out|rejected|took out) "
    r"(?:an? |the |its )?(?:provisions?|clauses?|articles?|paragraphs?|amendments?)"
    r"(?: (?:for|on|of|that would))? $"
)
_GOODS: Final = re.compile(
    r"\b(?:has |have |had |will |to )?(?P<verb>ban|bans|banned|banning|bar|bars|barred|prohibit|"
    r"prohibits|prohibited|outlaw|outlaws|outlawed|blacklisted) (?P<what>(?:[\w-]+ ){0,3}?)$"
)
_SHUT: Final = re.compile(
    r"\b(?P<what>(?:exports?|imports?|shipments|overseas sales|mining|foreign sales)"
    r"(?: of [\w-]+(?:,? (?:and |or )?[\w-]+){0,5}?)?(?: (?:in|from) [A-Z]\w+(?: [A-Z]\w+)?)?)"
    r"(?:,|(?:,? which)? (?:have been|has been|were|was|are|is|will be|had been)) "
    r"(?P<verb>banned|prohibited|barred|outlawed|forbidden|halted|stopped|blocked|suspended|"
    r"restricted|frozen)\b"
)
_WORK: Final = re.compile(
    r"(?:operations|smelting|drilling|dredging|quarrying|exploration|logging)$"
)
_RULER: Final = re.compile(
    r"(?:[Gg]overnment|[Mm]inistry|[Mm]inister|[Aa]uthorit(?:y|ies)|[Cc]ourt|[Rr]egulators?|"
    r"[Cc]ouncil|"
    r"[Ss]tate|[Aa]rmy|[Pp]rovince|[Aa]gency|[Dd]epartment|[Pp]resident|[Bb]ureau)(?: [\w]+){0,3} $"
)
_HAVING: Final = ("has ", "have ", "had ")
_NO_VERB: Final = ("on ", "for ", "of ", "to ", "against ", "in ", "at ")
_HALT_END: Final = re.compile(
    r" (?:with|from|until|for|to|after|as|because|by|in|on|starting|effective|at|since|amid)\b"
    r"|, (?!\w+ and )|[.;]"
)


def find_halts(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "Zimbabwe has stopped all exports of raw minerals with immediate effect"."""
    if not page.hints(sentence, "halt", "ban", "permit", "sanction"):
        return
    yield from _issuing(page, sentence, rule)
    yield from _sanctioned(page, sentence, rule)
    yield from _active(page, sentence, rule)
    yield from _passive(page, sentence, rule)
    yield from _goods(page, sentence, rule)
    yield from _licensed(page, sentence, rule)


def _active(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "has stopped all exports of raw minerals"."""
    text = page.reading.text
    for match in _HALT.finditer(text, sentence.start, sentence.end):
        if text.endswith("not ", 0, match.start()) or match["what"].startswith(_NO_VERB):
            continue  # "the ban on exports", "quota limits for imports": no verb
        if match["verb"] == "limited" and not text.endswith(_HAVING, 0, match.start()):
            continue  # "allow limited exports"
        agency = agency_at(page.reading, sentence, match.start())
        firm = any(n.kind is TermKind.COMPANY for n in names_in(page.reading, sentence))
        if firm and agency_before(page.reading, sentence, match.start()) is None:
            continue  # a company that stops its own exports makes no rule
        if _WORK.search(match["what"]) and not _ruled(text, sentence.start, match.start()):
            continue  # "a mine in Peru halted operations"
        of = match["of"]
        cut = _HALT_END.search(of, 4)
        end = match.start("of") + (cut.start() if cut else len(of))
        if agency is None or not page.free(match.start(), end):
            continue
        what = match["what"] + (of[: cut.start()] if cut else of)
        yield from _banned(page, sentence, match, what, rule)


def _issuing(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "Indonesia stopped issuing permits for new NPI smelters"."""
    text = page.reading.text
    for match in _ISSUING.finditer(text, sentence.start, sentence.end):
        if agency_at(page.reading, sentence, match.start()) and page.free(*match.span()):
            standing = _halting(page, sentence, match)
            if standing is None:
                continue
            page.take(*match.span())
            title = f"halt to {match['what'].strip()}"
            yield draft_of(page, sentence, title, "permit", standing, rule, match.start())


def _sanctioned(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "Washington sanctioned two Russian nickel traders"."""
    text = page.reading.text
    if not page.hints(sentence, "sanction") or sentence.kind in ("title", "heading"):
        return
    for match in _SANCTIONED.finditer(text, sentence.start, sentence.end):
        if agency_before(page.reading, sentence, match.start()) is None:
            continue
        standing = _halting(page, sentence, match)
        cut = _HALT_END.search(match["what"])
        what = match["what"][: cut.start()] if cut else match["what"]
        if standing and page.free(match.start(), match.start() + 10):
            standing = replace(standing, status=_as_announced(standing.status))
            page.take(match.start(), match.start("what") + len(what))
            title = f"sanctions on {what.strip()}"
            yield draft_of(page, sentence, title, "sanction", standing, rule, match.start())


def _as_announced(status: PolicyStatus) -> PolicyStatus:
    return PolicyStatus.ANNOUNCED if status is PolicyStatus.EFFECTIVE else status


def _ruled(text: str, start: int, at: int) -> bool:
    return _RULER.search(text, max(start, at - 60), at) is not None


def _passive(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "exports of raw rare earths, which have been banned since January"."""
    for match in _SHUT.finditer(page.reading.text, sentence.start, sentence.end):
        if agency_at(page.reading, sentence, match.start()) and page.free(*match.span()):
            yield from _banned(page, sentence, match, match["what"], rule)


def _goods(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "the exchange banned Russian aluminium, copper and nickel": goods right behind the verb."""
    text = page.reading.text
    for mention in page.reading.mentions_in(sentence):
        if mention.term.kind is not TermKind.MATERIAL:
            continue
        match = _GOODS.search(text, max(sentence.start, mention.start - 60), mention.start)
        if match is None or agency_before(page.reading, sentence, match.start()) is None:
            continue
        if match["what"].startswith("on "):
            continue
        cut = _HALT_END.search(text, mention.end, min(sentence.end, mention.end + 80))
        end = cut.start() if cut else mention.end
        if page.free(match.start(), end):
            yield from _banned(page, sentence, match, text[match.start("what") : end], rule)


def _licensed(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "from November 8 exports of graphite will need a licence"."""
    text, low, high = page.reading.text, sentence.start, sentence.end
    told = (_LICENSED, _HOLDERS, _LICENCE_FOR)
    for match in (match for pattern in told for match in pattern.finditer(text, low, high)):
        standing = _halting(page, sentence, match)
        agency = agency_at(page.reading, sentence, match.start()) or page.spoken_of(sentence)
        if agency and standing and page.free(*match.span()):
            page.take(*match.span())
            title = f"licence for {match['what']}"
            yield draft_of(page, sentence, title, "licence", standing, rule, match.start())


def _banned(
    page: Page, sentence: Sentence, match: re.Match[str], what: str, rule: str
) -> Iterator[Draft]:
    for article in ("all ", "the ", "its ", "some "):
        what = what.removeprefix(article)
    standing = _halting(page, sentence, match)
    if standing is None:
        return
    page.take(match.start(), match.end())
    yield draft_of(page, sentence, f"ban on {what.strip()}", "ban", standing, rule, match.start())


def _halting(page: Page, sentence: Sentence, match: re.Match[str]) -> Standing | None:
    verb = match["verb"]
    if _UNWRITTEN.search(page.reading.text, max(sentence.start, match.start() - 50), match.start()):
        return Standing(PolicyStatus.ENDED, 2)
    sense = "effective" if verb.endswith(("ed", "froze")) else "announced"
    cue = Cue(match.start("verb"), match.end("verb"), sense, "imposed")
    apart = [c for c in page.cues if c.end <= cue.start or c.start >= match.end()]
    near = sorted([*apart, cue], key=lambda c: c.start)
    return standing_of(page.reading, sentence, near, cue.end, cue.end, ()) or None
