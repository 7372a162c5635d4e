"""Reads risks: the shortest words that state a danger, a warning or a possible bad outcome."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from briefs.extract.clauses import clause_end, clause_start, without_article
from briefs.extract.cues import Cue, between
from briefs.extract.names import names_in
from briefs.extract.reading import Reading
from briefs.extract.rule import Rule, apply
from briefs.extract.sentences import Sentence
from briefs.extract.whole_cues import whole_cues
from briefs.lexicon import TermKind
from briefs.types import Risk

_SEPARATOR: Final = re.compile(r"[,，;；、]\s*(?:and\s+|or\s+)?|(?<=\w) and (?=\w)|(?<=\d)[)）]\s?")
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
_FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|remains?|stays?|stayed|fell|rose)\b"
)
_CONDITION: Final = re.compile(r"\bif\b", re.IGNORECASE)
_AND_MODAL: Final = re.compile(r" and (?=(?:may|might|could|would) )")
_MODAL_REACH: Final = 34  # characters between "may" and the verb that hurts
_WEAK_WORDS: Final = (
    "bring cause face make keep leave limit cap restrict constrain put spark trigger widen push"
    " reduce close intensify affect impact hit stoke"
)
_WEAK: Final = frozenset(_WEAK_WORDS.split()) | {"lead to", "result in", "add to"}


@dataclass(frozen=True, slots=True)
class _Page:
    reading: Reading
    lowered: str
    cues: list[Cue]
    adverse: list[Cue]


def read_risks(reading: Reading) -> Iterator[Risk]:
    """The risks a flash states, each once, in text order within a rule."""
    taken: list[tuple[int, int]] = []
    said: list[frozenset[str]] = []
    for risk in apply(RULES, reading):
        start = reading.text.find(risk.text, risk.span.start)
        end = start + len(risk.text)
        words = frozenset(risk.text.lower().split())
        if any(start < late and early < end for early, late in taken):
            continue
        if any(len(words & other) >= 0.6 * min(len(words), len(other)) for other in said):
            continue
        taken.append((start, end))
        said.append(words)
        yield risk


def _page(reading: Reading) -> _Page | None:
    """The cues of a flash: the rules of a kind read them one after another."""
    return reading.once("risks.page", lambda: _new_page(reading))


def _new_page(reading: Reading) -> _Page | None:
    cues = whole_cues(reading, "risk_cues", month=False)
    if not cues:
        return None
    return _Page(reading, reading.lowered, cues, whole_cues(reading, "adverse"))


def _finder(
    senses: tuple[str, ...], find: Callable[[_Page, Sentence, Cue], Iterator[tuple[int, int]]],
    rule: str,
) -> Callable[[Reading], Iterator[Risk]]:  # fmt: skip
    """A rule's `find`: what the function reads at every cue of some senses."""

    def found(reading: Reading) -> Iterator[Risk]:
        page = _page(reading)
        for cue in page.cues if page else ():
            if page and cue.sense in senses:
                sentence = reading.sentence_at(cue.start)
                for start, end in find(page, sentence, cue):
                    if end - start > 2:
                        yield _risk(reading, sentence, start, end, rule)

    return found


def _listed(page: _Page, sentence: Sentence, cue: Cue) -> Iterator[tuple[int, int]]:
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


def _named(page: _Page, sentence: Sentence, cue: Cue) -> Iterator[tuple[int, int]]:
    """ "risk of resource depletion", "fears of a recession"."""
    text = page.reading.text
    if cue.word.endswith("that"):
        end = clause_end(text, cue.end + 1, sentence.end)
        yield cue.end + 1, end
        return
    if _CALMED.match(page.lowered, cue.end, sentence.end):
        return
    if _NO_RISK.search(page.lowered, max(sentence.start, cue.start - 30), cue.start):
        return
    end = clause_end(text, cue.end + 1, sentence.end)
    end = _before_verb(page.lowered, cue.end, end)
    keeps = cue.word.startswith(("risk", "danger", "threat", "fear"))
    yield cue.start if keeps else without_article(text, cue.end + 1, end), end


def _warned(page: _Page, sentence: Sentence, cue: Cue) -> Iterator[tuple[int, int]]:
    """ "warned of a short-term pullback"."""
    text = page.reading.text
    if cue.word.startswith(("flag", "risks")) or cue.word.endswith("against"):
        pressing = between(page.adverse, cue.end, cue.end + 40)
        if not any(c.sense in ("adversity", "harm") for c in pressing):
            return
    if cue.word.startswith("flag") and not between(page.adverse, cue.end, cue.end + 40):
        return
    end = clause_end(text, cue.end + 1, sentence.end)
    yield without_article(text, cue.end + 1, end), end


def _worried(page: _Page, sentence: Sentence, cue: Cue) -> Iterator[tuple[int, int]]:
    """ "they worry that the oxide will be difficult to sell"."""
    text, start = page.reading.text, cue.end + 1
    if not cue.word.endswith("that"):
        that = _THAT.match(text, cue.end)
        if that is None and _dreaded(page, cue, sentence.end):
            yield cue.end + 1, clause_end(text, start, sentence.end)
            return
        if that is None and not _clause_follows(page, cue, sentence.end):
            return
        start = that.end() if that else start
    end = clause_end(text, start, sentence.end)
    turn = _AND_MODAL.match(text, end)  # "the rally has run ahead and could correct"
    yield (turn.end(), clause_end(text, turn.end(), sentence.end)) if turn else (start, end)


def _dreaded(page: _Page, cue: Cue, end: int) -> bool:
    """ "mills fear trade diversion": a named adversity right behind, and no verb."""
    if cue.word not in ("fear", "fearing"):
        return False
    near = between(page.adverse, cue.end, min(end, cue.end + _MODAL_REACH))
    named = any(c.sense == "adversity" for c in near)
    return named and not _clause_follows(page, cue, end)


def _clause_follows(page: _Page, cue: Cue, end: int) -> bool:
    """ "fear the dispute will tighten supply": a clause without "that"."""
    for modal in between(page.cues, cue.end, min(end, cue.end + 2 * _MODAL_REACH)):
        if modal.sense in ("modal", "will"):
            return modal.start - cue.end > 2 and not _parted(page.lowered, cue.end, modal.start)
    return False


def _possible(page: _Page, sentence: Sentence, cue: Cue) -> Iterator[tuple[int, int]]:
    """ "landslides may hurt imports", "prices could fall back to marginal cost"."""
    text = page.reading.text
    verb = next(
        (c for c in between(page.adverse, cue.end, min(sentence.end, cue.end + _MODAL_REACH))
         if c.sense in ("harm", "fall", "persist")), None,
    )  # fmt: skip
    if verb is not None and _parted(page.lowered, cue.end, verb.start):
        verb = None
    verb = verb or _second_verb(page, sentence, cue)
    if verb is None:
        return
    begin = _after_last_modal(page, clause_start(text, sentence.start, cue.start), cue)
    end = clause_end(text, verb.end, sentence.end)
    if cue.word in ("will", "would") and not _hypothetical(page, sentence, cue, begin):
        return
    if not _hurts(page, verb, begin, cue.start, end):
        return
    again = page.lowered.startswith(("which", "it "), begin)  # the danger just named, once more
    named = between(page.cues, sentence.start, begin)
    if again and any(c.sense in ("risk", "warned") for c in named):
        return
    joined = page.lowered[begin : cue.start].rfind(" and ")
    if joined >= 0 and begin + joined + 5 == cue.start:
        begin = cue.start
    yield begin, end


def _after_last_modal(page: _Page, begin: int, cue: Cue) -> int:
    """ "demand may weaken and prices may fall", "demand is weak and prices may fall"."""
    joined = page.lowered.rfind(" and ", begin, cue.start)
    told = any(c.sense in ("modal", "will") for c in between(page.cues, begin, cue.start))
    if joined >= 0 and (told or _FINITE.search(page.lowered, begin, joined)):
        return joined + 5
    return begin


def _second_verb(page: _Page, sentence: Sentence, cue: Cue) -> Cue | None:
    """ "may flow back to warehouses and weigh on spreads": the harm comes with the second verb."""
    for verb in between(page.adverse, cue.end, min(sentence.end, cue.end + 3 * _MODAL_REACH)):
        joined = page.lowered.endswith(" and ", cue.end, verb.start)
        if joined and verb.sense == "harm" and verb.word not in _WEAK:
            return verb
    return None


def _conditional(page: _Page, sentence: Sentence, cue: Cue) -> Iterator[tuple[int, int]]:
    """ "if tariffs weaken demand, profits will be compressed"."""
    if _CONDITION.search(page.lowered, sentence.start, cue.start):
        yield from _possible(page, sentence, cue)


def _unsure(page: _Page, sentence: Sentence, cue: Cue) -> Iterator[tuple[int, int]]:
    """ "exports are unlikely to be back to normal", "policy changes make shipments uncertain"."""
    text = page.reading.text
    begin = _after_last_modal(page, clause_start(text, sentence.start, cue.start), cue)
    end = clause_end(text, cue.end, sentence.end)
    if cue.word.endswith(("is likely", "are likely", "s likely")) and text.startswith(
        " to ", cue.end
    ):
        return
    if cue.word.endswith(("possible", "ruled out", "is likely", "are likely", "s likely")) or (
        cue.word in ("looms", "is on the cards", "is inevitable")
    ):
        if any(c.sense in ("adversity", "fall") for c in between(page.adverse, begin, cue.start)):
            yield begin, end
    elif cue.word.startswith("unlikely") or re.search(
        r"\b(?:make|makes|leave|leaves|leaving|made|left|remain|remains|is|are|face|faces) ",
        page.lowered[begin : cue.start],
    ):
        yield begin, end


RULES: Final[tuple[Rule[Risk], ...]] = (
    Rule(
        "risk/list",
        "Risk warnings: demand falling short, supply exceeding expectations",
        _finder(("list",), _listed, "risk/list"),
    ),
    Rule(
        "risk/warned-of",
        "the note warns of a severe supply crunch",
        _finder(("warned",), _warned, "risk/warned-of"),
    ),
    Rule(
        "risk/worry",
        "recyclers worry that the oxide will be difficult to sell",
        _finder(("worry",), _worried, "risk/worry"),
    ),
    Rule(
        "risk/named",
        "political turmoil and the risk of resource depletion",
        _finder(("risk",), _named, "risk/named"),
    ),
    Rule(
        "risk/possible",
        "landslides may hurt imports of ion-adsorption ore",
        _finder(("modal",), _possible, "risk/possible"),
    ),
    Rule(
        "risk/conditional",
        "if tariffs weaken demand, profits will be compressed",
        _finder(("will",), _conditional, "risk/conditional"),
    ),
    Rule(
        "risk/unsure",
        "changes in export policy make shipments uncertain",
        _finder(("bleak",), _unsure, "risk/unsure"),
    ),
)


def _hypothetical(page: _Page, sentence: Sentence, cue: Cue, begin: int) -> bool:
    if cue.word == "will":
        return True
    lowered = page.lowered[begin : cue.start]
    return not re.search(r"\b(?:he|she|they|it|government|ministry|company) $", lowered)


def _hurts(page: _Page, verb: Cue, begin: int, modal: int, end: int) -> bool:
    """Is the outcome bad: a verb that harms, a fall of what should not, a named adversity?"""
    object_ = between(page.adverse, verb.end, end)
    if verb.sense == "harm" and verb.word not in _WEAK:
        return True
    if verb.sense == "harm":
        return (
            any(cue.sense in ("adversity", "harm") for cue in object_)
            or "uncertain" in page.lowered[verb.end : end]
        )
    if verb.sense == "persist":
        subject = between(page.adverse, begin, modal)
        return any(cue.sense == "adversity" for cue in subject)
    start = max(page.reading.sentence_at(modal).start, modal - 90)
    return any(cue.sense == "subject" for cue in between(page.adverse, start, modal))


def _parted(lowered: str, start: int, end: int) -> bool:
    return any(mark in lowered[start:end] for mark in (",", ";", ".", " not ", " and ", " to "))


def _before_verb(lowered: str, start: int, end: int) -> int:
    verb = re.search(
        r" (?:remains?|persists?|exists?|is|are|was|were|has|have|loom|looms|rises?|grows?|"
        r"continues?|on the market|in the market|weighed|weighs?|kept|keeps?)\b",
        lowered[start:end],
    )
    return start + verb.start() if verb else end


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " .,;:()（）。；、":
        start += 1
    while end > start and text[end - 1] in " .,;:(（。；、":
        end -= 1
    return start, end


def _risk(reading: Reading, sentence: Sentence, start: int, end: int, rule: str) -> Risk:
    quote, span = reading.cite(start, end)
    warner = next(
        (
            n.text
            for n in names_in(reading, sentence)
            if n.kind in (TermKind.HOUSE, TermKind.AGENCY)
        ),
        None,
    )
    terms = dict.fromkeys(
        m.term.id
        for m in reading.mentions_in(sentence)
        if m.term.kind in (TermKind.MATERIAL, TermKind.CONTRACT, TermKind.SECTOR)
    )
    return Risk(
        text=reading.text[start:end], warner=warner, terms=tuple(terms), quote=quote, span=span,
        rule=rule,
    )  # fmt: skip
