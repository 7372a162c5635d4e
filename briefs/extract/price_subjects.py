"""Chooses the subject of a level among the runs before it, behind it, or carried along."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefs.extract.numbers import Measure, Number
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.subject_naming import Subject, generic, subject_of, widened
from briefs.extract.subjects import Run, runs_in
from briefs.extract.words import QUANTITY_HEADS
from briefs.lexicon import Term, TermKind

#: After these a name is what the price is measured against, not what it is for.
_BENCHMARK: Final = frozenset(
    {"over", "above", "against", "than", "below", "under", "versus", "vs", "对", "较", "比"}
)
_SUBJECT_AFTER: Final = frozenset(
    {
        "start",
        ",",
        ";",
        ":",
        "and",
        "while",
        "but",
        "whereas",
        "(",
        "or",
        "；",
        "，",
        "：",
        "、",
        "verb",
    }
)
_COMPARED_AFTER: Final = frozenset({"with", ",", ";", "and", "start", "while"})
_UNDER: Final = re.compile(r" (?:over|above|below|under) [A-Z]")
_FOR: Final = re.compile(
    r"(?:[ ]?[(（][^()（）]{1,30}[)）])?"
    r"(?: (?:was|is|were|are) (?:the |today's )?[A-Za-z ]{0,30}?)?"
    r" (?:for|of) (?:the )?"
)
_IN: Final = re.compile(r"(?:[ ]?[(（][^()（）]{1,20}[)）])? (?:in|at) (?:the )?")
_NEAR: Final = 48
_INDEX_NAMED: Final = re.compile(r"\b[Ii]ndex$")
_NEAR_INDEX: Final = 120  # "… index rose for a fourth day, adding 45 points, or 2.1%, to 2,216"
#: How far back a subject is looked for; further away it is carried instead.
REACH: Final = 320
_SHAPE: Final = re.compile(
    r"\b(?:was|were|is|are|quoted|stood|stands|offered|traded|priced|assessed|closed|settled"
    r"|fetch(?:ed|es)|cost|costs|averaged|averages|sold|sells|went for|changed hands|commanded"
    r"|stayed|remained|held|hovered|at|to)\b"
)


def choose_subject(
    reading: Reading, sentence: Sentence, cut: int, number: Number, carried: Subject | None
) -> Subject | None:
    """The subject of a level whose words begin at `cut`; None when nothing is named anywhere."""
    cut = max(cut, number.start - REACH)
    if stated := _stated_behind(reading, sentence, number):
        return subject_of(reading, stated, carried)
    if gap := _difference(reading, cut, number, carried):
        return gap
    runs = _with_of(reading, runs_in(reading, cut, number.start))
    content = [run for run in runs if not run.plain]
    named = [run for run in content if run.term and run.after not in _BENCHMARK]
    placed = [run for run in content if run.term or run.after in _SUBJECT_AFTER]
    last = placed[-1] if placed else None
    if thing := _same_thing(reading, content):
        return thing
    behind = _behind(reading, sentence, number)
    if behind and behind.term and _only_prices_since(runs, named):
        return subject_of(reading, behind, carried)
    if own := _own_quantity(reading, content, number):
        return own
    if achieved := _achieved(reading, cut, number):
        return achieved
    if runs and _is_compared_place(reading, runs[-1], number) and carried:
        return subject_of(reading, runs[-1], named_or(reading, named, carried))
    if last is not None and last.term is None and _stands_for(reading, last, number):
        base = subject_of(reading, named[-1], carried) if named else carried
        between = reading.text[last.end : number.start]
        if base is not None or _SHAPE.search(between) or (between == " " and number.currency):
            return subject_of(reading, widened(reading, last, runs), base)
    if named:
        return subject_of(reading, widened(reading, named[-1], runs), carried)
    if behind is not None:
        return subject_of(reading, behind, carried)
    return carried


def _only_prices_since(runs: list[Run], named: list[Run]) -> bool:
    """Is the last word before the number "price" or "average", and no name nearer than that?"""
    return not named or (runs[-1].plain and runs[-1].start > named[-1].end)


def _own_quantity(reading: Reading, content: list[Run], number: Number) -> Subject | None:
    """ "at a carbon price of €75 a tonne": a price of something that is no listed material."""
    last = content[-1] if content else None
    if last is None or last.term or reading.text[last.end : number.start] != " of ":
        return None
    mention = last.of(reading.text)
    if mention.lower().split()[-1] not in QUANTITY_HEADS:
        return None
    return Subject(mention, mention, last.start, last.end, None)


def _stands_for(reading: Reading, run: Run, number: Number) -> bool:
    """Is a run without a lexicon name in the place of a subject?"""
    if _INDEX_NAMED.search(run.of(reading.text)) and number.unit == "points":
        return number.start - run.end <= _NEAR_INDEX
    if run.after not in _SUBJECT_AFTER or number.start - run.end > _NEAR:
        return False
    if _is_other_name(reading, run):
        return False
    gap = reading.text[run.end : number.start]
    if run.after == "verb":
        if run.of(reading.text).isalpha() and run.of(reading.text).islower():
            return False
        return gap.strip() == "" or _SHAPE.search(gap) is not None
    return len(run.of(reading.text).split()) <= 6 and "," not in gap.strip(" ,")


_ACHIEVED: Final = re.compile(
    r"(?:average |mean )?(?:selling|realised|realized|achieved|received|basket|sales) prices? "
    r"(?:of|was|were|at|stood at|averaged|rose to|fell to|came to) (?:about )?$",
    re.IGNORECASE,
)


def _achieved(reading: Reading, cut: int, number: Number) -> Subject | None:
    """ "an average selling price of A$54.30/kg": what the company named last gets for its goods."""
    since = max(cut, number.start - 60)
    if reading.lowered.find(" price", since, number.start) < 0:
        return None
    found = _ACHIEVED.search(reading.text, since, number.start)
    if found is None:
        return None
    name = " ".join(found[0].split()[:-1])
    near = reading.within(reading.mentions, number.start - _TOLD_BEFORE, number.start)
    companies = [m.text for m in near if m.term.kind is TermKind.COMPANY]
    whole = f"{companies[-1]} {name}" if companies else name
    return Subject(whole, found[0].rstrip(), found.start(), found.end(), None)


_TOLD_BEFORE: Final = 500  # characters in which a company is still the one told of


_DIFFERENCE: Final = re.compile(
    r"(?:price )?(?:difference|differential|spread|gap|premium) between ", re.IGNORECASE
)


def _difference(
    reading: Reading, cut: int, number: Number, carried: Subject | None
) -> Subject | None:
    """ "the price difference between A and B was …": the two together are the subject."""
    if reading.lowered.find(" between ", cut, number.start) < 0:
        return None
    opening = _DIFFERENCE.search(reading.text, cut, number.start)
    if not opening:
        return None
    runs = runs_in(reading, opening.end(), number.start)
    named = [run for run in runs if run.term] or runs[:2]
    if not named:
        return None
    end = named[-1].end
    mention = reading.text[opening.start() : end]
    if named[0].term or not carried or not carried.term:
        return Subject(mention, mention, opening.start(), end, named[0].term)
    name = f"{generic(reading, carried.term)} {mention}"
    return Subject(name, mention, opening.start(), end, carried.term)


_PRODUCT_WORDS: Final = """
concentrate ore ingot oxide alloy powder carbonate cathode scrap hydroxide sulphate sulfate bar
billet coil rod fines lump flake
"""
_ORIGINS: Final = frozenset(
    ("local", "domestic", "imported", "overseas", "foreign", "spot", "fresh", "clean")
)
_PRODUCTS: Final = frozenset(_PRODUCT_WORDS.split())


def _same_thing(reading: Reading, content: list[Run]) -> Subject | None:
    """ "concentrate above 50%" after "molybdenum concentrate": the product named before."""
    nameless = [run for run in content if not run.term]
    products = [run for run in nameless if _is_product(reading, run)]
    if not products or len(nameless) < len(content):
        return None
    last = products[-1]
    word = last.of(reading.text).lower().split()[-1].removesuffix("s")
    for mention in reversed(reading.within(reading.mentions, last.start - 800, last.start)):
        named = mention.text.lower().removesuffix("s")
        if mention.term.kind is TermKind.MATERIAL and named.endswith(word):
            whole = Run(last.start, last.end, last.after, mention.term, False)
            return Subject(
                mention.term.name, whole.of(reading.text), last.start, last.end, mention.term
            )
    return None


def _is_product(reading: Reading, run: Run) -> bool:
    """ "concentrate", "Chilean concentrate": a product with no metal before it."""
    *before, word = run.of(reading.text).split()
    told = all(w[:1].isupper() or w.lower() in _ORIGINS or "%" in w for w in before)
    return word.lower().removesuffix("s") in _PRODUCTS and told


def named_or(reading: Reading, named: list[Run], carried: Subject | None) -> Subject | None:
    return subject_of(reading, named[-1], carried) if named else carried


def _with_of(reading: Reading, runs: Sequence[Run]) -> list[Run]:
    """ "bills of lading": two nameless runs around "of" are one."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if (
            last and run.after == "of" and not (run.term or run.plain or last.plain or last.term)
            and reading.text[last.end : run.start] == " of "
        ):  # fmt: skip
            joined[-1] = Run(last.start, run.end, last.after, None, False)
        else:
            joined.append(run)
    return joined


def _is_compared_place(reading: Reading, run: Run, number: Number) -> bool:
    """ "Tianjin some 80 yuan/mt under Shanghai": a place that stands for its price."""
    if not run.plain or run.after not in _COMPARED_AFTER or number.start - run.end > 8:
        return False
    if not _UNDER.match(reading.text, number.end):
        return False
    return any(
        m.term.kind is TermKind.PLACE for m in reading.within(reading.mentions, run.start, run.end)
    )


def _is_other_name(reading: Reading, run: Run) -> bool:
    """A place, a house or a company is no material."""
    return any(
        m.start <= run.start and m.end >= run.end
        for m in reading.within(reading.mentions, run.start, run.end)
        if m.term.kind in (TermKind.HOUSE, TermKind.VENUE, TermKind.AGENCY)
    )


_WAS_FOR: Final = re.compile(
    r"(?:[ ]?[(（][^()（）]{1,30}[)）])? (?:was|is|were|are) (?:the |today's )[A-Za-z ]{0,30}?"
    r" ?(?:for|of) "
)


#: "以23.9万元/吨采购钼铁60吨"
_DEALT_CHINESE: Final = re.compile(
    r"(?:[(（][^()（）]{1,20}[)）])?的?(?:均价|价格)?(?:招标采购|招标|采购|购买|购入|成交|销售|售出|出售|中标|定标)了?"
)


def _stated_behind(reading: Reading, sentence: Sentence, number: Number) -> Run | None:
    """ "178,000 yuan/mt was the close for black tungsten concentrate": surely the subject."""
    opening = _WAS_FOR.match(reading.text, number.end, sentence.end)
    if reading.text[number.start - 1 : number.start] == "以":
        opening = _DEALT_CHINESE.match(reading.text, number.end, sentence.end)
    if not opening:
        return None
    runs = runs_in(reading, opening.end(), min(sentence.end, opening.end() + 70))
    return runs[0] if runs and runs[0].term else None


def _behind(reading: Reading, sentence: Sentence, number: Number) -> Run | None:
    """ "67,650 yuan/mt for battery-grade micropowder": the subject follows the number."""
    opening = _FOR.match(reading.text, number.end, sentence.end)
    if not opening or number.measure is Measure.PERCENT:  # "94% of the cobalt price"
        return None
    end = min(sentence.end, opening.end() + 70)
    for following in reading.within(reading.numbers, opening.end(), end):
        if not following.grade:
            end = following.start
            break
    runs = runs_in(reading, opening.end(), end)
    first = runs[0] if runs else None
    return first if first and not first.plain and first.start - opening.end() < 3 else None


def is_cut_off(reading: Reading, start: int, end: int, own: Term | None = None) -> bool:
    """Does a new named subject begin between two offsets? The own one named again is none."""
    if _another_moves(reading, start, end):
        return True
    family = reading.lexicon.ancestors(own.id) if own else frozenset()
    return any(
        run.term and run.term.id not in family and run.after not in _BENCHMARK
        for run in runs_in(reading, start, end)
    )


#: What a percentage can be of that is no price: "and shares of X gained", "while stocks fell".
_NO_PRICE: Final = re.compile(
    r"(?:^|[,;]| and| while| but| as)(?: (?:the|its|their|LME|SHFE|on-warrant|social))?"
    r"(?: [\w’'&.-]+){0,4}? (?:shares?|stocks?|inventories|stockpiles|output|production|exports?"
    r"|imports?|open interest|turnover|volumes?)(?: (?:of|in|at) [\w .&’'-]{2,30})?(?: \w+ly)? $"
)
_OF_COMPANY: Final = re.compile(r"(?:['’]s)?(?: (?:shares?|stock|Corp|Group|Ltd|Inc))?(?: \w+ly)? ")


def _another_moves(reading: Reading, start: int, end: int) -> bool:
    """ "…, and shares of JSW Steel gained 1.8%": do shares, stocks or a company turn between?"""
    turns = [word for word in reading.directions.within(start, end) if word.form == "verb"]
    if not turns:
        return False
    turn = turns[-1].start
    if _NO_PRICE.search(reading.text, start, turn):
        return True
    return any(
        _OF_COMPANY.fullmatch(reading.text, named.end, turn)
        for named in reading.mentions.within(start, turn)
        if named.term.kind is TermKind.COMPANY
    )


def place_behind(reading: Reading, number: Number) -> str | None:
    """ "971 yuan/mt in Shandong": the place of a price."""
    opening = _IN.match(reading.text, number.end)
    if not opening:
        return None
    for mention in reading.within(reading.mentions, opening.end(), opening.end() + 8):
        if mention.term.kind is TermKind.PLACE:
            return mention.text
    return None


_BEFORE: Final = re.compile(r"\b(?:[Ii]n|[Aa]t) (?:the )?$")


def place_before(reading: Reading, start: int, end: int) -> str | None:
    """ "In Henan, smelters offered at …": the place a price is told of."""
    for mention in reading.within(reading.mentions, start, end):
        if mention.term.kind is TermKind.PLACE:
            led = _BEFORE.search(reading.text[max(0, mention.start - 8) : mention.start])
            return mention.text.removeprefix("the ") if led else None
    return None
