"""Turns the drafts of one sentence into prices: names, changes, directions, venue and date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from briefs.extract.numbers import Measure, Number
from briefs.extract.price_attributes import is_forecast, kind_of, names_premium, role_word
from briefs.extract.price_days import day_before, day_behind, is_now, night_before, without_days
from briefs.extract.price_drafts import Draft
from briefs.extract.price_moods import mood_of, moods_in, so_does
from briefs.extract.price_state import PriceState
from briefs.extract.price_subjects import place_before, place_behind
from briefs.extract.price_venues import (
    exchange_named,
    exchange_of_session,
    implied_exchange,
    is_traded,
    venue_of,
)
from briefs.extract.price_words import CONTRACT_TOLD, words_of
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.subject_naming import Subject
from briefs.lexicon import Term, TermKind
from briefs.types import Direction, Price, PriceKind

_STILL: Final = re.compile(
    r"(?:[ ]?[(（][^()（）]{1,30}[)）])?(?: (?:today|yesterday|on average"
    r"|overnight|this week|this morning|CIF|CFR|FOB|ex-works|delivered|including VAT|excluding VAT)"
    r"(?: [A-Z][a-z]+)?){0,3}"
    r"[ ]?[(（,，]?[ ]?(?:(?:(?:likewise|similarly|equally|again|and|the|average|mean|all"
    r"|last|three|two|both|basically|largely"
    r"|still|also|"
    r"remained|remaining|staying|but|was|were|is|are|prices?|or|so|broadly|holding)[ ])){0,5}$"
)
#: "，均与昨日持平" without its day.
_STILL_CHINESE: Final = re.compile(
    r"(?:[(（][^()（）]{1,30}[)）])?(?:左右|附近)?[，,]?"
    r"(?:均|皆|全|都|价格|均价|报价|整体|总体|基本|环比|较|与|同|比|跟|前一日|上一日|前日|上日|前一交易日"
    r"|上一?个?交易日|上周五?|上期|上次|上月|节前|相比|大致|暂时|继续|保持|维持|暂|日){0,7}$"
)
_ALL_CHINESE: Final = re.compile(
    r"[，,](?:价格|报价|日环比|环比|周环比)?(?:均(?![价值])|皆|都|全部?)"
)
_CONTRACT_WORDS: Final = ("主力", "期货", "合约")
_CASH: Final = re.compile(r"现货|基差|升水|贴水|；")
_TENDERED: Final = re.compile(
    r"招标|招采|竞拍|竞标|拍卖|中标|定标|以[^，；。]{3,24}(?:采购|购买|购入|售出|出售|销售)"
)
_DELIVERY_MONTH: Final = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.? $"
)
#: A price somebody sets, which is part of its name: "HBIS fixed its January tender price at".
_ASKED: Final = re.compile(
    r"\b(?:tender|purchase|list|guidance|settlement|auction|starting|reserve|contract|benchmark)"
    r" price\b",
    re.IGNORECASE,
)
_STAYED: Final = re.compile(
    r"\b(?:stay(?:ed|s|ing)|remain(?:ed|s|ing)|left|kept|stuck|pegged|sat|held|holding|hovered"
    r"|steady|stable|unchanged|flat) (?:firm |put )?(?:at|around|near|between) (?:about |around )?$"
)
#: "eased to 1.58 million and terbium oxide to 6.95 million"
_TOLD_ONCE: Final = re.compile(r"(?: prices?| ?\([^()]{1,20}\))? to (?:about |around )?")
_AND_SO: Final = re.compile(r"(?: yuan/mt)?,? (?:and|while) |, ")
_LEADS_ON: Final = re.compile(r" (?:to|at|below|above) ")
_LAST_OF: Final = re.compile(
    r"(?:\bthe last (?P<count>two|three|four|five)|\bboth|\ball)(?: of (?:them|which))?"
    r"(?: were| was| are| remained| staying| stayed| holding)? (?P<word>[a-z]+)"
)
_TAIL_END: Final = re.compile(r"[,;，；。]")
_PART_END: Final = re.compile(r"[，。；,;]")
_COUNTS: Final = {"two": 2, "three": 3, "four": 4, "five": 5}
_FAR_MARK: Final = re.compile(
    r"(?:\b(?:[a-z]+|[0-9]+)-(?:year|month|week|day)|\brecord|\ball-time) (?P<end>low|high)"
    r" (?:of|at) "
    r"(?:about |around |nearly )?$"
)
_ALL_METALS: Final = re.compile(
    r"(?:Overnight,? |At the close,? )?(?:(?P<a>LME|SHFE|COMEX)"
    r" (?:(?:base |nonferrous )?metals?|(?:night|day) session)\b"
    r"|[Oo]n (?:the )?(?P<b>LME|SHFE|COMEX)\b)"
)
_CLOSED: Final = re.compile(r"\b(?:clos|settl|finish|end(?:ed|ing|s)\b)|收")


@dataclass(slots=True)
class PriceMaker:
    """Finishes the drafts of one sentence, the settled level before the session's marks."""

    reading: Reading
    state: PriceState
    sentence: Sentence
    default: date | None
    drafts: list[Draft]

    text: str = field(init=False)
    words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.text, self.words = self.reading.text, words_of(self.reading)

    def prices(self) -> Iterator[Price]:
        for draft, after in zip(self.drafts, [*self.drafts[1:], None], strict=False):
            draft.until = after.number.start if after else self.sentence.end
        for draft, before in zip(self.drafts, [None, *self.drafts], strict=False):
            draft.direction = self._direction(draft, before)
        self._direct_last()
        for draft in sorted(self.drafts, key=lambda d: not _CLOSED.search(d.left)):
            yield self.price(draft)

    def price(self, draft: Draft) -> Price:
        number, subject = draft.number, draft.subject
        low, high = _signed(number, draft)
        previous = _signed(draft.previous, draft) if draft.previous else (None, None)
        change, pct = self._changes(draft)
        left = self.text[self.sentence.start : number.start]
        around = f"{subject.mention} {self.text[draft.begin : number.start]}{self._tail(draft)}"
        name = self._name(draft)
        exchange = self._exchange_of_all(subject) or exchange_named(
            self.reading, subject, draft.begin, number.start
        )
        if exchange and subject.term:
            name = f"{exchange} {self._metal(subject.term)}"
        kind = kind_of(f"{name} {subject.mention}", draft.left, number, premium=draft.premium)
        if kind is PriceKind.SPOT and self._is_contract(draft):
            kind = PriceKind.FUTURES
        if kind is PriceKind.SPOT and self._follows_contract(draft):
            kind = PriceKind.FUTURES
        if kind is PriceKind.SPOT and self._is_tender(draft):
            kind = PriceKind.OTHER
        if draft.unit == "%" and kind is PriceKind.SPOT:  # a payable
            kind = PriceKind.OTHER
        if "forecast" in self.words and is_forecast(left):
            kind = PriceKind.FORECAST
        venue = exchange or venue_of(self.reading, self.sentence, subject, around, kind, draft.unit)
        if venue is None and not number.ranged:
            venue = exchange_of_session(self.reading, self.sentence, subject.term)
            kind = PriceKind.FUTURES if venue else kind
        if venue is None and is_traded(self.reading, number, kind) and not self._is_spot(draft):
            venue = implied_exchange(self.reading, subject.term, draft.unit, traded=False)
            kind = PriceKind.FUTURES if venue else kind
        quote, span = self.reading.cite(self.sentence.start, self.sentence.end)
        used = _told_changes(draft)
        self.reading.claim(number, *used, *([draft.previous] if draft.previous else []))
        day = self._day(draft)
        return Price(
            quote=quote,
            span=span,
            rule=self._rule(draft),
            commodity=name,
            mention=subject.mention,
            low=low,
            high=high,
            unit=draft.unit,
            term=subject.term.id if subject.term else None,
            change=change,
            change_pct=pct,
            direction=draft.direction,
            previous_low=previous[0],
            previous_high=previous[1],
            kind=kind,
            venue=venue,
            date=day or self.default,
            bound=number.bound,
        )

    def _is_spot(self, draft: Draft) -> bool:
        """ "Spot gold gained 0.6% to …", beside the exchange's futures."""
        before = self.text[max(0, draft.subject.start - 8) : draft.subject.start]
        return "spot " in f"{before}{draft.subject.mention}".lower()

    def _is_contract(self, draft: Draft) -> bool:
        """ "May rebar: 3,831 yuan", "the most-traded contract fluctuated between"."""
        month = self.text[max(0, draft.subject.start - 12) : draft.subject.start]
        told = "contract" in self.words and CONTRACT_TOLD.search(
            self.text, draft.begin, draft.number.start
        )
        return bool(told or _DELIVERY_MONTH.search(month))

    def _follows_contract(self, draft: Draft) -> bool:
        """ "铝主力合约开于22110元/吨，盘中触及22480元/吨": the marks of one contract's session."""
        if not self.sentence.start <= draft.subject.end <= draft.begin:
            return False
        told = self.text[draft.subject.end : draft.number.start]
        return told.startswith(_CONTRACT_WORDS) and not _CASH.search(told)

    def _is_tender(self, draft: Draft) -> bool:
        """What one buyer or seller settled: "招标采购…成交价", "以23.9万元/吨采购钼铁"."""
        end = max(draft.number.start, draft.subject.end)
        return _TENDERED.search(self.text, draft.begin, end) is not None

    def _day(self, draft: Draft) -> date | None:
        """The day told with the price, or last told before it; the one before in a night's."""
        number, start = draft.number, self.sentence.start
        if "now" in self.words and is_now(self.reading, draft.begin, number.start):
            return day_behind(self.reading, number, draft.until)
        self.state.day = day_before(self.reading, number, start, self.default) or self.state.day
        day = day_behind(self.reading, number, draft.until) or self.state.day
        if day not in (None, self.reading.published or self.default):
            return day
        if "overnight" not in self.words:
            return day
        whole = len({d.subject.term for d in self.drafts}) == 1
        end = self.sentence.end if whole else draft.until
        return night_before(self.reading, start, end, self.default) or day

    def _rule(self, draft: Draft) -> str:
        """How the subject was found, for whoever asks why."""
        if draft.subject.end <= draft.begin:
            return "price sentence, subject carried"
        if draft.subject.start > draft.number.start:
            return "price sentence, subject behind"
        return "price sentence"

    def _exchange_of_all(self, subject: Subject) -> str | None:
        """ "LME metals closed mixed: copper …": the exchange of every metal that follows."""
        if subject.term is None or subject.term.venue or subject.mention != subject.mention.lower():
            return None
        told = _ALL_METALS.match(self.text, self.sentence.start, subject.start)
        return (told["a"] or told["b"]) if told else None

    def _metal(self, term: Term) -> str:
        """The material a contract is for."""
        parents = [self.reading.lexicon.terms.get(parent) for parent in term.parents]
        named = [parent.name for parent in parents if parent]
        return named[0] if term.kind is TermKind.CONTRACT and named else term.name

    def _tail(self, draft: Draft) -> str:
        """The words right behind the number, up to a comma."""
        tail = self.text[draft.number.end : min(draft.until, draft.number.end + 40)]
        return _TAIL_END.split(tail, maxsplit=1)[0]

    def _name(self, draft: Draft) -> str:
        name = draft.subject.name
        if draft.premium and not names_premium(name):
            name += " premium"
        word = role_word(draft.left)
        if word and word not in name.lower():
            name += f" {word}"
        if (asked := _ASKED.search(draft.left)) and asked[0].lower() not in name.lower():
            name += f" {asked[0].lower()}"
        if draft.unit == "%" and "payable" not in name:
            name += " payable"
        place = place_behind(self.reading, draft.number) or place_before(
            self.reading, draft.begin, draft.number.start
        )
        return f"{name} {place}" if place and place not in name else name

    def _changes(self, draft: Draft) -> tuple[Decimal | None, Decimal | None]:
        """The signed change and percent stated with a level."""
        change = pct = None
        # "as much as 4.9%" is how far it went in the session, where another change is told.
        told = [p for p in draft.changes if p.number.bound != "at most"] or draft.changes
        for placed in told:
            if placed.number.low != placed.number.high:  # "5-10 higher": by how much is not told
                continue
            value = abs(placed.number.low)
            value = -value if placed.direction is Direction.DOWN else value
            if placed.number.measure is Measure.PERCENT:
                pct = value if pct is None else pct
            elif change is None:
                change = value
        return change, pct

    def _direction(self, draft: Draft, before: Draft | None) -> Direction | None:
        """What a sign or a verb says: of the change, the level, a neighbour or the family."""
        if draft.changes:
            first = draft.changes[0]
            return Direction.FLAT if first.number.high == 0 else first.direction
        if told := self._direction_told(draft):
            return told
        if draft.previous is not None:
            rising = draft.number.low - draft.previous.low
            return Direction.UP if rising > 0 else Direction.DOWN if rising < 0 else None
        if before is not None:
            between = self.text[before.number.end : draft.number.start]
            alike = so_does(between) or between.strip() in ("/", "or")
            if alike or (_TOLD_ONCE.fullmatch(draft.left) and _AND_SO.match(between)):
                return before.direction
        if draft.premium or role_word(draft.left) in ("open", "session high", "session low"):
            return None
        term = draft.subject.term
        return mood_of(
            self.reading, moods_in(self.reading), self.sentence, term.id if term else None
        )

    def _direct_last(self) -> None:
        """ "…, the last three flat", "…, all unchanged": one direction for several levels."""
        if not self.drafts:
            return
        self._direct_each()
        told = _LAST_OF.search(self.text, self.drafts[-1].number.end, self.sentence.end)
        if not told:
            return
        count = _COUNTS.get(told["count"] or "", len(self.drafts))
        words = self.reading.within(self.reading.directions, told.start("word"), told.end())
        for draft in self.drafts[-count:]:
            if words and not draft.changes:
                draft.direction = words[0].direction

    def _direct_each(self) -> None:
        """ "A报1元/吨，B报2元/吨，均与昨日持平；": one for each level before it."""
        first = self.drafts[0].number.end
        for told in _ALL_CHINESE.finditer(self.text, first, self.sentence.end):
            words = self.reading.within(self.reading.directions, told.end(), told.end() + 16)
            if not words or _PART_END.search(self.text, told.end(), words[0].start):
                continue
            part = max(self.text.rfind(mark, self.sentence.start, told.start()) for mark in "；;")
            for draft in self.drafts:
                level = part < draft.number.start < told.start()
                if level and not draft.changes and draft.direction is None:
                    draft.direction = words[0].direction

    def _direction_told(self, draft: Draft) -> Direction | None:
        """The last direction word before the level, else one right behind it."""
        before = self.reading.within(self.reading.directions, draft.since, draft.number.start)
        if before:
            return before[-1].direction
        left = self.text[max(0, draft.number.start - 50) : draft.number.start]
        if _STAYED.search(left):
            return Direction.FLAT
        if ("low" in left or "high" in left) and (mark := _FAR_MARK.search(left)):
            return Direction.UP if mark["end"] == "high" else Direction.DOWN
        end = min(draft.until, draft.number.end + 45)
        for word in self.reading.within(self.reading.directions, draft.number.end, end):
            between = without_days(self.reading, draft.number.end, word.start)
            leads_on = _LEADS_ON.match(self.text, word.end) is not None
            still = _STILL.match(between) or _STILL_CHINESE.match(between)
            return word.direction if still and not leads_on else None
        return None


def _signed(number: Number, draft: Draft) -> tuple[Decimal, Decimal]:
    """Low and high; of a discount below zero, as its earlier level is."""
    turned = draft.negative and number.low >= 0
    return (-number.high, -number.low) if turned else (number.low, number.high)


def _told_changes(draft: Draft) -> list[Number]:
    """The first amount and the first percentage: what follows is another thing's."""
    told = [p.number for p in draft.changes if p.number.bound != "at most"]
    told = told or [p.number for p in draft.changes]
    percents = [number for number in told if number.measure is Measure.PERCENT]
    amounts = [number for number in told if number.measure is not Measure.PERCENT]
    return [*percents[:1], *amounts[:1]]
