"""Reads opinions: what an institution thinks of a market, and which way it leans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from briefs.extract.cues import Cue, between
from briefs.extract.datelines import after_dateline
from briefs.extract.names import Name, names_in
from briefs.extract.opinion_houses import OBSERVERS, REPORTERS, SMM, is_house
from briefs.extract.reading import Reading
from briefs.extract.rule import Rule, apply
from briefs.extract.sentences import Sentence
from briefs.extract.stance import RATED, leaning, stance_of
from briefs.extract.whole_cues import whole_cues
from briefs.lexicon import TermKind
from briefs.types import Opinion

_REACH: Final = 70  # characters between an institution and its verb
_TAIL: Final = 3  # a full stop and a closing quote
#: "…, Sinosteel said in a note to clients on Monday": where it was said, nothing more of what.
_WHERE_SAID: Final = re.compile(
    r"(?: (?:in|on|at|to|during) (?:an? |its |the |their )?[\w’'-]+(?: [\w’'-]+){0,3}){1,3}[.”\" ]*"
)
#: What stands behind tells why or when the price moves, not what moves.
_AND_WHY: Final = re.compile(
    r",? (?:while|as|because|since|after|amid|given|unless|until|once|with|despite|although) "
)
_VOICES: Final = ("opinion", "view", "statement")
_PRICED: Final = frozenset(
    (
        "price", "prices", "premium", "premiums", "tc", "tcs", "treatment charges", "discounts",
        "quotes", "价格", "加工费", "升水",
    )
)  # fmt: skip
_JUDGED: Final = re.compile(
    r"\b(?:is|are|was|looks?|seems?) (?:[\w-]+ ){0,3}?(?:negative|positive|supportive|bullish|"
    r"bearish|"
    r"constructive|undervalued|overvalued|stretched|attractive|expensive|cheap|overdone|"
    r"unsustainable)\b"
)
#: "warned that its shares could fall": no view of a market.
_OWN_SHARES: Final = re.compile(r"\b(?:its|their) (?:own )?(?:shares?|stock)\b")
_PAPER: Final = re.compile(
    r"\b(?:Plan|Act|Law|Measures|Regulations?|Rules|Order|Index|Notice|Association|Report)\b"
)
#: "UBS analysts", "Citi's metals team": who speaks stands between the house and its verb.
_SPEAKERS: Final = re.compile(
    r"(?:[’']s?)?(?: (?:[a-z-]+ ){0,3}(?:analysts?|strategists?|economists?|team|desk|researchers)"
    r"(?: [A-Z][\w.]+){0,3},?)?,? ?(?:also |still |now |again |meanwhile |too |, by contrast, )?"
)
_BACKWARD: Final = re.compile(
    r"[,”\"] (?:said|says|say|wrote|writes|noted|notes|warned|warns|adds|added|reckons|argues|"
    r"thinks|"
    r"according to)(?: (?:an? |the )?(?:[\w-]+ ){0,3}?(?:analysts?|strategists?|economists?|team|"
    r"desk|"
    r"head)?[\w ,-]{0,40}?(?: at| of| from| with))? (?:the )?$"
)


@dataclass(slots=True)
class _View:
    """What one institution says in a flash, sentence by sentence."""

    name: Name
    sentences: list[Sentence] = field(default_factory=list)
    texts: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Page:
    reading: Reading
    cues: list[Cue]
    market: list[Cue]

    def has(self, sense: str, start: int, end: int) -> bool:
        return any(cue.sense == sense for cue in between(self.cues, start, end))


def read_opinions(reading: Reading) -> Iterator[Opinion]:
    """The opinions a flash states, one an institution."""
    seen: set[str] = set()
    for opinion in apply(RULES, reading):
        if opinion.institution not in seen:
            seen.add(opinion.institution)
            yield opinion


def _page(reading: Reading) -> _Page | None:
    """The cues of a flash: the rules of a kind read them one after another."""
    return reading.once("opinions.page", lambda: _new_page(reading))


def _new_page(reading: Reading) -> _Page | None:
    cues = whole_cues(reading, "opinion_cues", month=False)
    if not any(cue.sense in (*_VOICES, "predicate") for cue in cues):
        return None
    return _Page(reading, cues, whole_cues(reading, "market_words"))


def find_house_views(reading: Reading) -> Iterator[Opinion]:
    """ "Hwabao Securities expects …", and the sentences that go on with "they" or "the broker"."""
    page = _page(reading)
    if page is None:
        return
    views: dict[str, _View] = {}
    last: _View | None = None
    for sentence in reading.sentences:
        if page.has("skip", sentence.start, sentence.end):
            continue
        if not _may_speak(page, sentence, last):
            continue
        names = [name for name in names_in(reading, sentence) if is_house(name)]
        if names:
            last = views.setdefault(names[0].text, _View(names[0]))
            for name in names:
                view = views.setdefault(name.text, _View(name))
                text = _said(page, sentence, name, statements=name.term not in OBSERVERS)
                if text and name.term in OBSERVERS and not _on_market(page, text):
                    continue
                if text and not _of_the_economy(page, text):
                    view.sentences.append(sentence)
                    view.texts.append(text)
        elif last and not _of_publisher(page, sentence) and _goes_on(page, sentence, last):
            last.sentences.append(sentence)
            last.texts.append((sentence.start, sentence.end))
    for view in views.values():
        yield from _judged(reading, view, "opinion/house")


def _may_speak(page: _Page, sentence: Sentence, last: _View | None) -> bool:
    """A quick look: a sentence without a word of saying or seeing holds no opinion."""
    return last is not None or bool(between(page.cues, sentence.start, sentence.end))


def find_smm_outlook(reading: Reading) -> Iterator[Opinion]:
    """ "SMM expects nickel to go on fluctuating": the publisher on prices, not on output."""
    page = _page(reading)
    if page is None:
        return
    view: _View | None = None
    for sentence in reading.sentences:
        if not page.has("opinion", sentence.start, sentence.end):
            continue
        for name in names_in(reading, sentence):
            if name.term != SMM or name.start < after_dateline(reading, sentence):
                continue
            text = _said(page, sentence, name, statements=False)
            if text and _on_prices(page, text):
                view = view or _View(name)
                view.sentences.append(sentence)
                view.texts.append(text)
    if view:
        yield from _judged(reading, view, "opinion/publisher-outlook")


def find_company_views(reading: Reading) -> Iterator[Opinion]:
    """ "… helped the mood by saying world demand for lithium is far ahead of present output"."""
    page = _page(reading)
    if page is None:
        return
    for sentence in reading.sentences:
        headline = sentence.kind in ("title", "heading")  # where every word has a capital
        if headline or not _on_market(page, (sentence.start, sentence.end)):
            continue
        if not (
            page.has("opinion", sentence.start, sentence.end)
            or page.has("statement", sentence.start, sentence.end)
        ):
            continue
        names = names_in(reading, sentence)
        if any(map(is_house, names)):  # then a person named there speaks for the house
            continue
        for name in names:
            lone = name.term is None and " " not in name.text and name.start == sentence.start
            if name.place or lone or not name.corporate or _PAPER.search(name.text):
                continue
            if name.term == SMM:
                continue
            text = _said(page, sentence, name, statements=False)
            if text and _OWN_SHARES.search(reading.text, *text):
                continue
            if text and _on_market(page, text):
                view = _View(name, [sentence], [text])
                yield from _judged(reading, view, "opinion/company")


RULES: Final[tuple[Rule[Opinion], ...]] = (
    Rule(
        "opinion/house",
        "Hwabao Securities expects praseodymium-neodymium oxide to run short",
        find_house_views,
    ),
    Rule(
        "opinion/publisher-outlook",
        "SMM expects nickel prices to hover at high levels",
        find_smm_outlook,
    ),
    Rule(
        "opinion/company",
        "Exxon Mobil said world demand for lithium is far ahead of supply",
        find_company_views,
    ),
)


def _said(
    page: _Page, sentence: Sentence, name: Name, *, statements: bool = True
) -> tuple[int, int] | None:
    """What the institution is quoted with: what stands behind its verb, or before "…, X said"."""
    stop = _stop(page, sentence, name)
    if rated := RATED.match(page.reading.text, name.end + 1, stop):
        return rated.span()  # "Jefferies cut Albemarle to hold"
    near = between(page.cues, name.end, min(stop, name.end + _REACH))
    for cue in near:
        voiced = cue.sense == "opinion" or cue.word == "saying"
        voiced = voiced or (cue.sense == "view" and statements)
        judged = leaning(page.reading.text, [(cue.start, cue.end)])  # "remains constructive."
        over = stop - cue.end < _TAIL or (
            cue.sense == "statement" and _WHERE_SAID.fullmatch(page.reading.text, cue.end, stop)
        )
        if cue.sense in _VOICES and over and not judged:
            return _before(page, sentence, name, voiced) if statements else None
        if voiced:
            return _predicate(page, name, cue, stop)
        if cue.sense == "predicate" and statements and _speaks_at(page, name, cue):
            leans = leaning(page.reading.text, [(cue.start, stop)])
            return (cue.start, stop) if leans else None
        if cue.sense == "statement" and statements and name.term not in REPORTERS:
            judged = _JUDGED.search(page.reading.text, cue.end, stop) is not None
            future = judged or page.has("future", sentence.start, stop)
            return (cue.start, stop) if future else None
    backward = _BACKWARD.search(
        page.reading.text, max(sentence.start, name.start - _REACH), name.start
    )
    if statements and name.term not in REPORTERS and backward:
        return _before(page, sentence, name, False)
    before = between(page.cues, max(sentence.start, name.start - 25), name.start)
    if statements and any(cue.word in ("according to", "in its view") for cue in before):
        future = page.has("future", sentence.start, sentence.end)
        future = future and name.term not in REPORTERS
        return (sentence.start, sentence.end) if future else None
    return None


def _stop(page: _Page, sentence: Sentence, name: Name) -> int:
    """Where the next house takes the word: "UBS sees a deficit, while Citi expects a glut"."""
    for other in names_in(page.reading, sentence):
        if other.start <= name.end or not is_house(other):
            continue
        after = between(page.cues, other.end, min(sentence.end, other.end + _REACH // 2))
        if any(cue.sense in (*_VOICES, "predicate") for cue in after):
            return other.start
    return sentence.end


def _predicate(page: _Page, name: Name, cue: Cue, stop: int) -> tuple[int, int]:
    """From the verb on, or from behind the name where the words before the verb lean already."""
    at = name.end + 1
    early = page.reading.text[name.end : at] in (" ", ",") and leaning(
        page.reading.text, [(at, cue.start)]
    )
    return (at if early else cue.start), stop


def _speaks_at(page: _Page, name: Name, cue: Cue) -> bool:
    """Does the verb stand right behind the house or its analysts?"""
    return _SPEAKERS.fullmatch(page.reading.text, name.end, cue.start) is not None


def _before(page: _Page, sentence: Sentence, name: Name, voiced: bool) -> tuple[int, int] | None:
    """ "Another firm print could push bullion lower, Commerzbank warned": what stands before."""
    comma = page.reading.text.rfind(",", sentence.start, name.start)
    end = comma if comma > sentence.start else name.start
    if end - sentence.start < 12:
        return None
    future = voiced or page.has("future", sentence.start, end)
    future = future or page.has("opinion", sentence.start, end)
    return (sentence.start, end) if future else None


def _of_publisher(page: _Page, sentence: Sentence) -> bool:
    """Does the publisher speak here for itself?"""
    return any(name.term == SMM for name in names_in(page.reading, sentence))


def _goes_on(page: _Page, sentence: Sentence, view: _View) -> bool:
    """Does a sentence without an institution still speak for the last one?"""
    if sentence.kind not in ("prose", "bullet"):
        return False
    heads = between(page.cues, sentence.start, sentence.end)
    speaks = any(cue.sense == "opinion" for cue in heads)
    said_at = next((cue.start for cue in heads if cue.sense == "opinion"), sentence.start)
    if any(cue.sense == "back" and cue.start < said_at for cue in heads):
        return True
    if not view.sentences or view.sentences[-1].line != sentence.line:
        return False
    if any(cue.sense == "statement" for cue in heads):  # "…, the Council's Louise Street noted"
        return False
    if sentence.index - view.sentences[-1].index > 1:  # another voice stands between
        return False
    return speaks or any(cue.sense in ("future", "back") for cue in heads)


def _on_prices(page: _Page, text: tuple[int, int]) -> bool:
    """Does the outlook concern a price: "prices", or a material as the subject?"""
    why = _AND_WHY.search(page.reading.text, *text)
    text = (text[0], why.start()) if why else text
    words = between(page.market, *text)
    if any(cue.word.endswith(("价", "价格", "加工费", "升水")) for cue in words):
        return True
    if any(cue.sense in ("activity", "own") for cue in words):
        return False
    if any(cue.word in _PRICED for cue in words):
        return True
    near = page.reading.within(page.reading.mentions, text[0], min(text[1], text[0] + 40))
    return any(m.term.kind in (TermKind.MATERIAL, TermKind.CONTRACT) for m in near)


def _of_the_economy(page: _Page, text: tuple[int, int]) -> bool:
    """ "lowered its probability of a recession": no word on a price, a metal or a share."""
    words = between(page.market, *text)
    if not any(cue.sense == "macro" for cue in words):
        return False
    metals = (TermKind.MATERIAL, TermKind.CONTRACT, TermKind.SECTOR)
    named = any(m.term.kind in metals for m in page.reading.within(page.reading.mentions, *text))
    return not named and not any(cue.sense == "market" for cue in words)


def _on_market(page: _Page, text: tuple[int, int]) -> bool:
    words = between(page.market, *text)
    if any(cue.sense == "own" for cue in words):
        return False
    return any(cue.sense == "market" for cue in words)


def _judged(reading: Reading, view: _View, rule: str) -> Iterator[Opinion]:
    if not view.texts:
        return
    stance = stance_of(reading.text, view.texts)
    if stance is None:
        return
    decisive = _decisive(reading, view)
    sentence = view.sentences[decisive]
    quote, span = reading.cite(sentence.start, sentence.end)
    terms = dict.fromkeys(
        mention.term.id
        for one in view.sentences
        for mention in reading.mentions_in(one)
        if mention.term.kind in (TermKind.MATERIAL, TermKind.CONTRACT, TermKind.SECTOR)
    )
    yield Opinion(
        institution=view.name.text,
        stance=stance,
        text=_trim(reading.text, *view.texts[decisive]),
        terms=tuple(terms),
        quote=quote,
        span=span,
        rule=rule,
    )


def _decisive(reading: Reading, view: _View) -> int:
    """The first sentence that leans the way the whole does."""
    weights = [abs(leaning(reading.text, [text])) for text in view.texts]
    return next((at for at, weight in enumerate(weights) if weight), 0)


def _trim(text: str, start: int, end: int) -> str:
    return text[start:end].strip().rstrip(".。;；")
