"""Outcomes that may come and would hurt: "landslides may hurt imports", "costs could mount"."""

from __future__ import annotations

import re
from typing import Final

from briefs.extract.clauses import clause_end, clause_start
from briefs.extract.cues import Cue, between
from briefs.extract.risk_benign import is_benign
from briefs.extract.risk_page import RiskPage, Spans
from briefs.extract.sentences import Sentence

REACH: Final = 34  # characters between "may" and the verb that hurts
_FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|remains?|stays?|stayed|fell|rose)\b"
)
_CONDITION: Final = re.compile(r"\b(?:if|unless|should)\b", re.IGNORECASE)
#: "may have to", "could simply", "may be forced to": what stands between "may" and its verb.
_AUXILIARY: Final = re.compile(
    r"(?: (?:also|still|yet|even|soon|simply|well|further|again|then|eventually|ultimately|just|"
    r"only|"
    r"quickly|temporarily|partly|once more|now|in turn|at any time))*"
    r"(?: (?:have|need|be (?:forced|obliged|compelled|required|pressed|made|about|set)|start|begin|"
    r"continue|come|threaten|end up|turn out)(?: to(?: be)?)?(?= ))?"
)
_NOT: Final = re.compile(r" (?:not|never|no longer|hardly|fail to|struggle to) ")
_NO_HARM: Final = re.compile(
    r"(?:leave (?:the )?(?:country|\w+ for)|be (?:exported|sold|shipped|used|placed|delivered|"
    r"traded|imported|"
    r"transferred|mined)|export|import|exceed|own|hold|enter|be (?:a|an|the)|mean|imply|be as|"
    r"matter|change|affect|need|hurt)\b"
)
#: "hold the projects back", "price some buyers out": a verb with its object inside.
_AROUND: Final = re.compile(
    r" (?:(?:hold|push|set|knock|keep) (?:[\w’'-]+ ){1,4}?back|"
    r"(?:push|delay|defer|put) (?:[\w’'-]+ ){1,4}?(?:out|into (?:20[0-9]{2}|next))|"
    r"(?:keep|prevent|stop|deter|discourage) (?:[\w’'-]+ ){1,4}?from|"
    r"(?:make|render) (?:[\w’'-]+ ){1,4}?(?:unviable|uneconomic|unprofitable|impossible|harder|"
    r"difficult|costlier|uncompetitive|idle|too expensive|too dear|worse)|"
    r"leave (?:[\w’'-]+ ){1,4}?(?:exposed|idle|stranded|without|unsold|vulnerable|tight)|"
    r"cut (?:[\w’'-]+ ){1,4}?off|strip (?:[\w’'-]+ ){1,4}?of|(?:keep|drive|"
    r"scare) (?:[\w’'-]+ ){1,4}?"
    r"(?:away|out|off)|(?:wipe|price|squeeze|crowd|shut) (?:[\w’'-]+ ){1,4}?(?:out|down)|"
    r"throw (?:[\w’'-]+ ){1,4}?(?:off|out)|put (?:[\w’'-]+ ){1,4}?(?:off|at risk|in doubt|"
    r"under pressure)|"
    r"bring (?:[\w’'-]+ ){1,4}?to a (?:halt|standstill)|run (?:[\w’'-]+ ){1,3}?down)\b"
)
_DOWNWARD: Final = re.compile(
    r"\b(?:lower|down|below|under|back|away|off|negative|"
    r"into (?:the red|loss(?:es)?|deficit|(?:a )?surplus|oversupply|cuts?|contango|recession)|"
    r"out of (?:the market|business|reach)|to (?:a (?:halt|standstill)|the brink)|"
    r"to (?:close|shut|cut|stop|halt|idle|liquidate|delay|sell|curtail|suspend|scale back|reduce|"
    r"import|lay off|default|retreat))\b"
)
_PUSHES_WORDS: Final = (
    "push drag send pull drive knock press force drag_down pull_down push_down drive_down"
    " force_down bring take pin"
)
_PUSHES: Final = frozenset(word.replace("_", " ") for word in _PUSHES_WORDS.split())
_WEAK_WORDS: Final = (
    "bring cause face make keep leave limit cap restrict constrain put spark trigger widen push"
    " reduce close intensify affect impact hit stoke invite provoke offset become create pose mean"
    " see herald spell encounter experience cut slash trim"
)
_WEAK: Final = frozenset(_WEAK_WORDS.split()) | {
    "lead to", "result in", "add to", "turn into", "end in", "bring about", "usher in",
    "go through",
}  # fmt: skip
#: Words that only tell what comes of something: the outcome must be bad by its own name.
_LEADS: Final = frozenset(("bring", "cause", "trigger", "spark", "lead to", "result in", "provoke"))
_TAKES_WORDS: Final = (
    "cut slash trim leave limit cap restrict constrain widen push reduce close hit affect impact"
    " offset intensify stoke"
)
_TAKES: Final = frozenset(_TAKES_WORDS.split())
#: What needs no adversity beside it: it takes something away by itself.
_HURT_OBJECT: Final = re.compile(
    r" (?:[\w’'-]+ ){0,3}(?:road|border|mines?|plants?|smelters?|port|ports|supply|supplies|"
    r"output|bounce|rebound|advance|gains?|refining|mining|smelting|"
    r"production|"
    r"exports?|imports?|shipments?|demand|buying|margins?|profits?|metal|material|tonnage|buyers|"
    r"purchases|sales|flows?|trade|deliver(?:y|ies)|availability|consumption|orders|earnings|"
    r"installations|construction|furnaces?|lines?|uptake|operations?|upside|recovery|rally)\b"
)
#: What a trouble does that is no harm: "a strike could lift prices".
_HELPS: Final = re.compile(
    r"(?: (?:also|still|yet|even|soon|well|further|again|now|then))* "
    r"(?:support|help|boost|benefit|lift|ease|fade|end\b|improve|narrow|provide|offer|underpin|"
    r"attract|"
    r"encourage|stay|remain|keep|be\b|not\b|have\b|raise prices|favou?r|prop|bolster|spur|"
    r"come to an"
    r" end|stop\b|subside|abate|recede|diminish|pass\b|clear\b|call\b|start\b|begin\b|consider\b|"
    r"buy\b)"
)
_NO_TROUBLE_WORDS: Final = """
    gains upside rebound maintenance tariffs duties restrictions curbs sanctions inflation
    competition selling correction reversal drop fall decline slide surplus deficit tension weaker
"""
_NO_TROUBLE: Final = frozenset(_NO_TROUBLE_WORDS.split()) | {
    "the gains", "new tariffs", "higher prices", "export curbs", "export bans",
}  # fmt: skip
_AGAINST: Final = re.compile(
    r"\b(?:no|without|less|fewer|end of|easing|despite|after) [a-z ]{0,24}$"
)
#: What may be limited and is no loss.
_SPARED: Final = re.compile(
    r"\b(?:downside|losses|falls?|declines?|drops?|impact|damage|risks?|effect)\b"
)
_OPEN: Final = ("harm", "push")
_OUTCOMES: Final = ("harm", "fall", "persist", "push")


def possible(page: RiskPage, sentence: Sentence, cue: Cue) -> Spans:
    """ "landslides may hurt imports", "prices could fall back to marginal cost"."""
    text = page.reading.text
    verb = _verb(page, sentence, cue)
    begin = after_last_modal(page, clause_start(text, sentence.start, cue.start), cue)
    if verb is None:
        if _is_trouble(page, cue, begin) or _may_go_wrong(page, sentence, cue, begin):
            yield begin, clause_end(text, cue.end + 1, sentence.end)
        else:
            yield from _not_done(page, sentence, cue, begin)
        return
    end = clause_end(text, verb.end, sentence.end)
    if cue.word in ("will", "would") and not _hypothetical(page, cue, begin):
        return
    if verb.word.startswith("be ") and _SPARED.search(page.lowered, begin, cue.start):
        return  # "the downside could be limited"
    bad = _hurts(page, verb, begin, cue.start, end) or _is_trouble(page, cue, begin)
    if not bad and not (verb.sense in _OPEN and _may_go_wrong(page, sentence, cue, begin)):
        return
    again = page.lowered.startswith(("which", "it "), begin)  # the danger just named, once more
    named = between(page.cues, sentence.start, begin)
    if again and any(c.sense in ("risk", "warned", "called") for c in named):
        return
    joined = page.lowered[begin : cue.start].rfind(" and ")
    if joined >= 0 and begin + joined + 5 == cue.start:
        begin = cue.start
    yield begin, end


def _may_go_wrong(page: RiskPage, sentence: Sentence, cue: Cue, begin: int) -> bool:
    """ "users may sit out September": what may come and is neither planned nor hoped for."""
    if cue.word not in ("may", "might", "could") or sentence.kind in ("title", "heading"):
        return False
    return cue.start - begin > 2 and not is_benign(page, sentence, cue, begin)


def _is_trouble(page: RiskPage, cue: Cue, begin: int) -> bool:
    """ "Congestion could tighten vessel supply": whatever a trouble may do is a risk."""
    if cue.word == "will" or _HELPS.match(page.lowered, cue.end):
        return False
    near = between(page.adverse, begin, cue.start)
    troubles = [c for c in near if c.sense == "adversity" and c.word not in _NO_TROUBLE]
    if not troubles or _FINITE.search(page.lowered, begin, cue.start):
        return False
    return not _AGAINST.search(page.lowered, max(begin - 12, 0), troubles[0].start)


def conditional(page: RiskPage, sentence: Sentence, cue: Cue) -> Spans:
    """ "if tariffs weaken demand, profits will be compressed"."""
    if _CONDITION.search(page.lowered, sentence.start, cue.start):
        yield from possible(page, sentence, cue)
        return
    told = between(page.cues, sentence.start, cue.start)
    if any(c.sense == "said" for c in told) and (verb := _verb(page, sentence, cue)):
        end = clause_end(page.reading.text, verb.end, sentence.end)
        if verb.word in _LEADS and page.harms(verb.end, min(end, verb.end + REACH), "adversity"):
            yield from possible(page, sentence, cue)


def unsure(page: RiskPage, sentence: Sentence, cue: Cue) -> Spans:
    """ "exports are unlikely to be back to normal", "policy changes make shipments uncertain"."""
    text = page.reading.text
    begin = after_last_modal(page, clause_start(text, sentence.start, cue.start), cue)
    end = clause_end(text, cue.end, sentence.end)
    if cue.word.endswith(("is likely", "are likely", "s likely")) and text.startswith(
        " to ", cue.end
    ):
        return
    if cue.word.endswith(("possible", "ruled out", "is likely", "are likely", "s likely")) or (
        cue.word in ("looms", "is on the cards", "is inevitable")
    ):
        if page.harms(begin, cue.start, "adversity", "fall"):
            yield begin, end
    elif cue.word.startswith("unlikely") or re.search(
        r"\b(?:make|makes|leave|leaves|leaving|made|left|remain|remains|is|are|face|faces) ",
        page.lowered[begin : cue.start],
    ):
        yield begin, end


def clause_follows(page: RiskPage, cue: Cue, end: int) -> Cue | None:
    """ "fear the dispute will tighten supply": the modal of a clause without "that"."""
    for modal in between(page.cues, cue.end, min(end, cue.end + 3 * REACH)):
        if modal.sense in ("modal", "will"):
            near = modal.start - cue.end > 2 and not _parted(page.lowered, cue.end, modal.start)
            return modal if near else None
    return None


def after_last_modal(page: RiskPage, begin: int, cue: Cue) -> int:
    """ "demand may weaken and prices may fall", "demand is weak and prices may fall"."""
    joined = page.lowered.rfind(" and ", begin, cue.start)
    told = any(c.sense in ("modal", "will") for c in between(page.cues, begin, cue.start))
    if joined >= 0 and (told or _FINITE.search(page.lowered, begin, joined)):
        return joined + 5
    return begin


def _verb(page: RiskPage, sentence: Sentence, cue: Cue) -> Cue | None:
    """The word of harm behind a modal, behind "have to" and its like."""
    auxiliary = _AUXILIARY.match(page.lowered, cue.end)
    at = auxiliary.end() if auxiliary else cue.end
    if around := _AROUND.match(page.lowered, at, sentence.end):
        return Cue(around.start() + 1, around.end(), "harm", "hold back")
    for verb in between(page.adverse, cue.end, min(sentence.end, at + REACH)):
        if verb.sense in _OUTCOMES and not _parted(page.lowered, max(at, cue.end), verb.start):
            return verb
    return _second_verb(page, sentence, cue)


def _second_verb(page: RiskPage, sentence: Sentence, cue: Cue) -> Cue | None:
    """ "may flow back to warehouses and weigh on spreads": the harm comes with the second verb."""
    for verb in between(page.adverse, cue.end, min(sentence.end, cue.end + 3 * REACH)):
        joined = page.lowered.endswith(" and ", cue.end, verb.start)
        if joined and verb.sense == "harm" and verb.word not in _WEAK:
            return verb
    return None


def _not_done(page: RiskPage, sentence: Sentence, cue: Cue, begin: int) -> Spans:
    """ "the restart may not come before the rains": something hoped for that may not be."""
    denied = _NOT.match(page.lowered, cue.end)
    if (
        cue.word in ("will", "would")
        or denied is None
        or _NO_HARM.match(page.lowered, denied.end())
    ):
        return
    yield begin, clause_end(page.reading.text, denied.end(), sentence.end)


def _hypothetical(page: RiskPage, cue: Cue, begin: int) -> bool:
    if cue.word == "will":
        return True
    lowered = page.lowered[begin : cue.start]
    return not re.search(r"\b(?:he|she|they|it|government|ministry|company) $", lowered)


def _hurts(page: RiskPage, verb: Cue, begin: int, modal: int, end: int) -> bool:
    """Is the outcome bad: a verb that harms, a fall of what should not, a named adversity?"""
    start = max(page.reading.sentence_at(modal).start, modal - 90)
    good = page.harms(start, modal, "subject")
    burden = page.harms(begin, modal, "adversity", "burden")
    if verb.word in _PUSHES and _DOWNWARD.search(page.lowered, verb.end, end):
        return True
    if verb.sense == "harm" and verb.word not in _WEAK:
        return True
    if verb.sense == "persist":
        return burden
    if verb.sense == "fall":
        return good
    if verb.sense == "push":
        return False
    return (
        page.harms(verb.end, end, "adversity", "harm", "fall")
        or "uncertain" in page.lowered[verb.end : end]
        or (verb.word == "widen" and burden)
        or (verb.word in _TAKES and _HURT_OBJECT.match(page.lowered, verb.end) is not None)
    )


def _parted(lowered: str, start: int, end: int) -> bool:
    return any(mark in lowered[start:end] for mark in (",", ";", ".", " not ", " and ", " to "))
