"""Reads deals: money or metal that changes hands between named parties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from briefs.extract.cues import Cue, between
from briefs.extract.deal_chinese import may_sign, signed_in
from briefs.extract.deal_supply import may_supply, supplied_between
from briefs.extract.names import names_in
from briefs.extract.numbers import Measure, Number
from briefs.extract.parties import parties_around
from briefs.extract.reading import Reading
from briefs.extract.rule import Rule, apply
from briefs.extract.sentences import Sentence
from briefs.extract.whole_cues import whole_cues
from briefs.lexicon import TermKind
from briefs.types import Deal

_SMALLEST: Final = Decimal(500_000)  # below this, money is a price or a fee
_NEAR: Final = 60  # characters in which a word says what a sum is not
_MOST_PARTIES: Final = 4
_TERMS: Final = re.compile(
    r"\b(?:treatment charge|tc|tcs|tc/rc|benchmark|processed|processing fee|supply|concentrate|"
    r"fees?)\b"
)
_HALVES: Final = re.compile(r"\b(?:own|owned by|joint venture|venture|partners?|jointly)\b")
_PLANT: Final = re.compile(
    r"\s(?:[\w-]+ ){0,4}(?:complex|plant|project|smelter|mine|refinery|facility|factory)\b"
)
_SITE: Final = re.compile(
    r"\s(?:(?!in\b|of\b|for\b|to\b)[a-z-]+ ){0,3}"
    r"(?:project|mine|deposit|smelter|refinery|complex)\b"
)
_GETS: Final = ("secured", "secures", "secure", "receive", "receives", "received", "raised")
_SIGNED: Final = re.compile(
    r"\b(?:signed|signs|sealed|inked|won|wins|awarded|awards|entered into|landed|secured) "
    r"(?:[\w-]+ ){0,5}$"
)
_BODIES: Final = (
    "Cabinet", "Government", "government", "Ministry", "Commission", "Parliament", "Congress",
    "Senate", "Council", "Department", "Treasury",
)  # fmt: skip
_LEFT: Final = re.compile(
    r"\b(?:pulled out of|withdrew from|walked away from|exited|quit|left|ended|cancelled|canceled|"
    r"terminated|scrapped|tore up|dropped) (?:[\w’'-]+ ){0,3}$"
)
_CALLED_OFF: Final = re.compile(r" (?:talks|negotiations|discussions)\b")
_AMOUNT: Final = re.compile(
    r" (?:about |around |up to |nearly |some |roughly |another |a total of |more |spot )?"
    r"(?:[0-9][0-9.,]*(?! ?%| percent)|material|metal|ore|concentrate|scrap|cargoes)\b"
)
_IN_HAND: Final = re.compile(r" (?:of|in) cash(?: on hand| in hand| and equivalents|,| at)")
_PART: Final = re.compile(
    r"\b(?:including|of which|plus|net of)(?: up to| about| some)? $|其中[^，。；]{0,6}(?:支付|"
    r"现金|首付|预付|首期)[^，。；]{0,8}$"
)
_WITH: Final = re.compile(
    r"\b(?:with|from|to|by|for|of|between|and)\s(?:the\s|[\w ]{1,24}[’']s\s)?(?:[a-z-]+\s){0,3}$"
)


@dataclass(frozen=True, slots=True)
class _Page:
    reading: Reading
    lowered: str
    cues: list[Cue]
    words: list[Cue]


def read_deals(reading: Reading) -> Iterator[Deal]:
    """The deals a flash states; one told in the headline and in the text is given once."""
    found: list[Deal] = []
    for deal in apply(RULES, reading):
        if not any(_same(deal, other) or _covers(other, deal) for other in found):
            found.append(deal)
            yield deal


def _page(reading: Reading) -> _Page | None:
    """The cues of a flash: the rules of a kind read them one after another."""
    return reading.once("deals.page", lambda: _new_page(reading))


def _new_page(reading: Reading) -> _Page | None:
    lowered = reading.lowered
    cues = whole_cues(reading, "deal_cues")
    return (
        _Page(reading, lowered, cues, whole_cues(reading, "deal_words", month=False))
        if cues
        else None
    )


def find_paid(reading: Reading) -> Iterator[Deal]:
    """ "Zijin Mining will pay 13.7 billion yuan for 24.8% of Zangge Mining"."""
    page = _page(reading)
    if page is None:
        return
    for sentence in _body_first(reading):
        cues = between(page.cues, sentence.start, sentence.end)
        if not cues:
            continue
        for number in reading.numbers_in(sentence):
            cue = _told_by(page, sentence, number, cues)
            if cue is not None:
                parties = _parties(page, sentence, cue, number)
                if parties and not (len(parties) == 1 and parties[0].endswith(_BODIES)):
                    reading.claim(number)
                    yield _deal(
                        reading, sentence, parties, _kind(cue, cues), number, "deal/paid",
                    )  # fmt: skip


def find_project(reading: Reading) -> Iterator[Deal]:
    """ "the $2.8 billion SmeltCo complex … A and B own the project half and half"."""
    for sentence in reading.sentences:
        for number in reading.numbers_in(sentence):
            if not _is_sum(number) or not _PLANT.match(reading.text, number.end):
                continue
            for owner in reading.sentences[sentence.index : sentence.index + 2]:
                owns = _HALVES.search(reading.text, owner.start, owner.end)
                if owns is None:
                    continue
                before, after = parties_around(reading, owner, owns.start())
                parties = before if len(before) > 1 else after
                if len(parties) > 1:
                    reading.claim(number)
                    yield _deal(reading, sentence, parties, "project", number, "deal/project")
                    break


def find_unpriced(reading: Reading) -> Iterator[Deal]:
    """ "signed an offtake agreement with France's Carester": two parties and no sum."""
    page = _page(reading)
    if page is None:
        return
    for sentence in _body_first(reading):
        for cue in between(page.cues, sentence.start, sentence.end):
            if cue.sense not in _UNPRICED or not _is_done(page, sentence, cue):
                continue
            if cue.sense == "acquisition" and (cue.word == "offered" or _is_trade(page, cue)):
                continue
            if cue.sense == "contract" and not _SIGNED.search(
                page.lowered, sentence.start, cue.start
            ):
                continue
            before, after = parties_around(reading, sentence, cue.start)
            before = _subject(page, sentence, before)
            after = _joined(reading, sentence, cue, after)
            if not before and after and _THE_FIRM.match(reading.text, sentence.start):
                before = [earlier] if (earlier := _last_company(reading, sentence)) else []
            if not before or not after:
                pair = (before if len(before) > 1 else after) if cue.sense in _MUTUAL else []
                before, after = pair[:1], pair[1:]
            parties = [*before, *(name for name in after if name not in before)]
            if before and after and len(parties) > 1:
                yield _deal(reading, sentence, parties, cue.sense, None, "deal/unpriced")


def find_signed(reading: Reading) -> Iterator[Deal]:
    """ "宁德时代与天华新能签署锂盐采购长协": an agreement by its signing."""
    if reading.text.isascii() or not may_sign(reading):
        return
    for sentence in _body_first(reading):
        if found := signed_in(reading, sentence):
            yield _deal(reading, sentence, found.parties, found.kind, None, "deal/signed")


def find_supply(reading: Reading) -> Iterator[Deal]:
    """ "LG will buy 1.75 million tons of spodumene concentrate from Liontown over 15 years"."""
    if not may_supply(reading):
        return
    for sentence in _body_first(reading):
        if parties := supplied_between(reading, sentence):
            yield _deal(reading, sentence, parties, "offtake", None, "deal/supply")


def find_settlement(reading: Reading) -> Iterator[Deal]:
    """ "Antofagasta settled with a Chinese smelter at a TC of $80/mt"."""
    page = _page(reading)
    if page is None:
        return
    for sentence in _body_first(reading):
        settled = [
            cue
            for cue in between(page.cues, sentence.start, sentence.end)
            if cue.sense == "settlement"
        ]
        if not settled or not _TERMS.search(page.lowered, sentence.start, sentence.end):
            continue
        for cue in settled:
            before, after = parties_around(reading, sentence, cue.start)
            parties = before if len(before) > 1 else [*before, *after[:1]]
            if len(parties) > 1:
                yield _deal(reading, sentence, parties, "supply", None, "deal/settlement")


#: A word that tells of a sale only beside a sum: metal is sold every day.
_KINDS: Final = {"sale": "acquisition"}
_MUTUAL: Final = frozenset(("merger", "joint venture", "partnership", "offtake"))
_UNPRICED: Final = frozenset(
    ("offtake", "merger", "acquisition", "joint venture", "partnership", "contract")
)
_THE_FIRM: Final = re.compile(
    r"(?:The (?:company|miner|group|producer|firm|smelter|developer|explorer|refiner)|It)\b"
)

RULES: Final[tuple[Rule[Deal], ...]] = (
    Rule("deal/supply", "LG will buy 1.75 million tons of ore from Liontown", find_supply),
    Rule("deal/paid", "Zijin will pay 13.7 billion yuan for 24.8% of Zangge", find_paid),
    Rule("deal/project", "the $2.8 billion complex, which A and B own half and half", find_project),
    Rule("deal/signed", "宁德时代与天华新能签署锂盐采购长协", find_signed),
    Rule(
        "deal/settlement", "Antofagasta settled with a Chinese smelter at $80/mt", find_settlement
    ),
    Rule("deal/unpriced", "signed an offtake agreement with Carester", find_unpriced),
)


def _body_first(reading: Reading) -> Iterator[Sentence]:
    """Headlines last: their capitals hide where a name ends."""
    told = ("prose", "bullet")
    yield from (s for s in reading.sentences if s.kind in told)
    yield from (s for s in reading.sentences if s.kind not in told)


def _is_sum(number: Number) -> bool:
    money = number.measure is Measure.MONEY and not number.converted
    return money and abs(number.high) >= _SMALLEST


def _told_by(page: _Page, sentence: Sentence, number: Number, cues: Sequence[Cue]) -> Cue | None:
    """The deal word nearest to a sum, unless another word says the sum is something else."""
    if _IN_HAND.match(page.lowered, number.end):
        return None
    if not _is_sum(number) or _PART.search(page.lowered, max(0, number.start - 30), number.start):
        return None
    cue = min(cues, key=lambda c: _gap(c, number))
    gap = _gap(cue, number)
    for word in between(page.words, sentence.start, sentence.end):
        if word.word == "adds" and 0 <= number.start - word.end < 4:
            continue  # "adds a $210 million grant"
        if word.sense == "not" and _gap(word, number) < min(gap, _NEAR):
            return None
    return cue


def _kind(cue: Cue, cues: Sequence[Cue]) -> str:
    """ "secured a $20 million investment": for the one who gets the money it is financing."""
    gets = any(c.word in _GETS and 0 <= cue.start - c.end < _NEAR for c in cues)
    return "financing" if cue.sense == "investment" and gets else cue.sense


def _project(reading: Reading, sentence: Sentence) -> str | None:
    """The mine or plant a sentence names, if it names one only: "its Nolans project"."""
    sites = {
        name.text
        for name in names_in(reading, sentence)
        if name.kind is None and not name.place and _SITE.match(reading.text, name.end)
    }
    return sites.pop() if len(sites) == 1 else None


def _gap(cue: Cue, number: Number) -> int:
    return number.start - cue.end if cue.end <= number.start else cue.start - number.end


def _is_done(page: _Page, sentence: Sentence, cue: Cue) -> bool:
    """Does a word before or right behind say that the deal is being made?"""
    if _CALLED_OFF.match(page.lowered, cue.end):
        return False
    if _LEFT.search(page.lowered, max(sentence.start, cue.start - 40), cue.start):
        return False
    reach = between(
        page.words, max(sentence.start, cue.start - 80), min(sentence.end, cue.end + 60)
    )
    return any(word.sense in ("done", "talks") for word in reach)


def _parties(page: _Page, sentence: Sentence, cue: Cue, number: Number) -> list[str]:
    first, last = min(cue.start, number.start), max(cue.end, number.end)
    stop = next(
        (c.start for c in between(page.cues, last, sentence.end)
         if c.sense != cue.sense and " and " in page.lowered[last : c.start]), sentence.end,
    )  # fmt: skip
    before, after = parties_around(page.reading, sentence, first, stop)
    parties = [*before, *(name for name in after if name not in before)]
    alone = len(parties) == 1 and parties[0].endswith(_BODIES)
    if not before or not parties or alone:
        earlier = _last_company(page.reading, sentence)
        if earlier and earlier not in parties:
            parties.insert(0, earlier)
    return parties[:_MOST_PARTIES]


def _is_trade(page: _Page, cue: Cue) -> bool:
    """ "plans to buy 15,800 mt", "pays 8,095 yuan/mt": goods are bought, not a company."""
    if cue.word.startswith(("pay", "paid", "purchase", "to pay", "will pay")):
        return not page.lowered.startswith(" of ", cue.end)
    return _AMOUNT.match(page.lowered, cue.end) is not None


def _subject(page: _Page, sentence: Sentence, before: list[str]) -> list[str]:
    """Of the names before a deal word, those that also stand before the first one."""
    first = next(iter(between(page.cues, sentence.start, sentence.end)))
    if not before:
        return before
    subject, _ = parties_around(page.reading, sentence, first.start)
    return subject or before


def _last_company(reading: Reading, sentence: Sentence) -> str | None:
    """Whom "it" and "the group" stand for: the first company of the sentence before."""
    speaks = _THE_FIRM.match(reading.text, sentence.start) is not None
    first = 0 if speaks else max(0, sentence.index - 2)
    for earlier in reversed(reading.sentences[first : sentence.index]):
        if earlier.kind == "title":
            continue
        for name in names_in(reading, earlier):
            if name.kind is TermKind.COMPANY or (name.corporate and not name.place):
                return name.text
    return None


def _joined(reading: Reading, sentence: Sentence, cue: Cue, after: Sequence[str]) -> list[str]:
    """Those names behind the deal word that "with", "to" or "for" ties to it."""
    found = []
    for name in after:
        at = reading.text.find(name, cue.start, sentence.end)
        at = at if at >= 0 else cue.end
        if _WITH.search(reading.text, max(sentence.start, at - 24), at) or at - cue.end < 3:
            found.append(name)
    return found


def _covers(priced: Deal, deal: Deal) -> bool:
    """Is this the deal of the same sentence whose sum is known?"""
    if deal.amount is not None or priced.span != deal.span:
        return False
    shared = set(deal.parties) & set(priced.parties)
    return len(shared) > 1 or set(deal.parties) <= set(priced.parties)


def _same(deal: Deal, other: Deal) -> bool:
    words = {word for name in deal.parties for word in name.split()}
    others = {word for name in other.parties for word in name.split()}
    if deal.amount is not None and other.amount is not None:
        return deal.amount == other.amount and deal.currency == other.currency
    return deal.kind == other.kind and bool(words & others)


def _deal(
    reading: Reading, sentence: Sentence, parties: Sequence[str], kind: str,
    number: Number | None, rule: str,
) -> Deal:  # fmt: skip
    quote, span = reading.cite(sentence.start, sentence.end)
    terms = dict.fromkeys(
        m.term.id
        for m in reading.mentions_in(sentence)
        if m.term.kind in (TermKind.MATERIAL, TermKind.SECTOR)
    )
    return Deal(
        parties=tuple(parties), kind=_KINDS.get(kind, kind), amount=number.high if number else None,
        currency=number.currency if number else None,
        project=_project(reading, sentence), terms=tuple(terms), quote=quote, span=span,
        rule=rule,
    )  # fmt: skip
