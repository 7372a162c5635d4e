"""Reads opinions: what an institution thinks of a market, and which way it leans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from briefs.extract.cues import Cue, between
from briefs.extract.names import Name, names_in
from briefs.extract.reading import Reading
from briefs.extract.rule import Rule, apply
from briefs.extract.sentences import Sentence
from briefs.extract.stance import leaning, stance_of
from briefs.extract.whole_cues import whole_cues
from briefs.lexicon import TermKind
from briefs.types import Opinion

_REACH: Final = 70  # characters between an institution and its verb
_SMM: Final = "smm"
_HOUSE_WORDS: Final = (
    "Securities", "Futures", "Bank", "Capital", "Research", "Morgan", "Goldman", "Citi", "UBS",
    "Macquarie", "Institute", "Consultancy", "HSBC", "Nomura", "Jefferies", "Barclays",
    "Fidelity", "Asset Management", "Wealth Management", "Intelligence", "Analytics", "Economics",
    "Ratings", "StoneX", "Rystad", "Wood Mackenzie", "Fitch", "BloombergNEF", "CICC", "证券",
    "期货",
    "高盛",
)  # fmt: skip

_HOUSE: Final = re.compile("|".join(_HOUSE_WORDS))


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
    if not any(cue.sense in ("opinion", "statement") for cue in cues):
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
        names = [name for name in names_in(reading, sentence) if _is_house(name)]
        if names:
            last = views.setdefault(names[0].text, _View(names[0]))
            for name in names:
                view = views.setdefault(name.text, _View(name))
                text = _said(page, sentence, name)
                if text and not _of_the_economy(page, text):
                    view.sentences.append(sentence)
                    view.texts.append(text)
        elif last and _goes_on(page, sentence, last):
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
            if name.term != _SMM:
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
        if any(map(_is_house, names)):  # then a person named there speaks for the house
            continue
        for name in names:
            lone = name.term is None and " " not in name.text and not name.text.isupper()
            lone = lone and not name.corporate
            if name.place or name.term == _SMM or (lone and name.start == sentence.start):
                continue
            text = _said(page, sentence, name, statements=False)
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


def _is_house(name: Name) -> bool:
    if name.term == _SMM:
        return False
    return name.kind is TermKind.HOUSE or _HOUSE.search(name.text) is not None


def _said(
    page: _Page, sentence: Sentence, name: Name, *, statements: bool = True
) -> tuple[int, int] | None:
    """What the institution is quoted with: from its verb on, or the sentence before "…, X said"."""
    for cue in between(page.cues, name.end, min(sentence.end, name.end + _REACH)):
        if cue.sense == "opinion" or cue.word == "saying":
            return cue.start, sentence.end
        if cue.sense == "statement" and statements:
            if not page.has("future", sentence.start, sentence.end):
                return None
            if sentence.end - cue.end < 3:
                return sentence.start, sentence.end
            return cue.start, sentence.end
    before = between(page.cues, max(sentence.start, name.start - 25), name.start)
    if statements and any(cue.word in ("according to", "in its view") for cue in before):
        future = page.has("future", sentence.start, sentence.end)
        return (sentence.start, sentence.end) if future else None
    return None


def _goes_on(page: _Page, sentence: Sentence, view: _View) -> bool:
    """Does a sentence without an institution still speak for the last one?"""
    if sentence.kind not in ("prose", "bullet"):
        return False
    heads = between(page.cues, sentence.start, sentence.end)
    speaks = any(cue.sense == "opinion" for cue in heads)
    if any(cue.sense == "back" for cue in heads) and speaks:
        return True
    if not view.sentences or view.sentences[-1].line != sentence.line:
        return False
    if sentence.index - view.sentences[-1].index > 1:  # another voice stands between
        return False
    return speaks or any(cue.sense in ("future", "back") for cue in heads)


def _on_prices(page: _Page, text: tuple[int, int]) -> bool:
    """Does the outlook concern a price: "prices", or a material as the subject?"""
    words = between(page.market, *text)
    if any(cue.sense in ("activity", "own") for cue in words):
        return False
    if any(cue.word in ("price", "prices", "premium", "premiums", "价格") for cue in words):
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
