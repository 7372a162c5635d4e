"""Price levels in a sentence: roles, subjects and changes put together from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from briefs.extract.numbers import Measure, Number
from briefs.extract.price_attributes import is_discount, names_premium, role_word
from briefs.extract.price_days import dateline, without_days
from briefs.extract.price_drafts import Draft
from briefs.extract.price_facts import PriceMaker
from briefs.extract.price_lists import (
    coordinated,
    is_for_all,
    names_in_list,
    spread_changes,
)
from briefs.extract.price_parity import with_parity
from briefs.extract.price_roles import Placed, Role, is_range_from, roles_in
from briefs.extract.price_state import PriceState
from briefs.extract.price_subjects import REACH, choose_subject, is_cut_off
from briefs.extract.price_unitless import comparable, maybe_level
from briefs.extract.price_words import DISCOUNT_TO, OF_CONTENT, PARITY_TO, words_of
from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.subject_naming import Subject, bare, subject_of
from briefs.types import Price

_PREMIUM_BEHIND: Final = re.compile(
    r"[ ](?:(?P<over>over|above|on top of|premium)|(?P<under>below|under|discount)"
    r"|(?P<to>to|against)(?= (?:the |SHFE|LME|SMM|COMEX|[0-9]{2,4} contract)))\b"
    r"(?! (?:[$€£0-9]|warrants?\b|bills?\b|B/L))"
)
_CONNECTS: Final = re.compile(
    r"(?:\bto|\bat|\breach(?:ed|ing|es)|\b(?:average|mean|level|price) of|至|到|报|为|于)"
    r"(?:[ ](?:close|settle|finish|end|stand|about|around|roughly|nearly|some|an average of|at"
    r"|the|between)){0,3}[ ]?$"
)
_ANEW: Final = re.compile(
    r"[;；]|,(?! (?:or|at|to|clos|reach|end|settl|finish|higher|lower|up|down|tak|bring|leav|push"
    r"|putt))|\b(?:with|while"
    r"|but|before|touch\w*|after|record|high)\b"
)
#: "Aluminium billet premiums: Foshan …, Wuxi …": what every figure of the line is.
_PREMIUMS_OF: Final = re.compile(
    r"[^:：0-9]{0,60}\b(?:premiums?|discounts?)(?: \([^()]{1,30}\))?: |[^:：0-9]{0,30}升贴?水[:：]"
)
#: "…; the first two lost 20,000 and 50,000": which of the levels before are spoken of.
_SOME_OF: Final = re.compile(
    r"\bthe (?P<which>first|former|last|latter)(?: (?P<count>one|two|three|four))?\b(?! (?:week|day"
    r"|time|month|quarter|year|half))"
)
_COUNTS: Final = {"one": 1, "two": 2, "three": 3, "four": 4}
_ANEW_THING: Final = re.compile(r"[;；。.] ")
#: "贴水60-贴水20元/吨", "贴水200元/吨至升水100元/吨"
_SIGNED_TO: Final = re.compile(r"(?:(?:美)?元/吨)?(?:-|~|～|—|–|至|到)(?P<end>[升贴]水|(?=平水))")
_HEAD: Final = re.compile(r"\b(?:processing fees?|TC|RC|treatment charges?|costs?|profits?)\b")
_BARELY: Final = re.compile(
    r"(?:[^0-9,;]{0,30}[ ])?(?:at|was|were|is|are)? ?(?:about |around )?"
    r"|[，,] ?(?:均价|平均|(?:the )?average (?:of |at |was )?)(?:为|报)?"
)
_TO_NOW: Final = re.compile(
    r"[^,;]{0,45}\bto (?:about |around )?(?:this (?:week|month|[A-Z][a-z]+day)[’']s )?"
)
_ASIDE: Final = re.compile(r"[ ]?[(（][^()（）]{1,40}[)）]")
_ON_EXCHANGE: Final = re.compile(
    r",? (?:on|at|in) (?:the )?(?:Comex|COMEX|Nymex|NYMEX|LME|SHFE|DCE|GFEX|CZCE|London|New York"
    r"|Shanghai)\b|(?<= at),? ?(?=,)"
)


def read_sentence_prices(reading: Reading) -> Iterator[Price]:
    """The levels of every sentence that is no table row."""
    state, default = PriceState(), dateline(reading)
    for sentence in reading.sentences:
        state.enter(reading, sentence)
        if any(True for n in reading.numbers_in(sentence) if not reading.is_claimed(n)):
            yield from SentenceReader(reading, state, sentence, default).prices()


class SentenceReader:
    """Walks the numbers of one sentence; `cut` is where the words of the last level end."""

    def __init__(
        self, reading: Reading, state: PriceState, sentence: Sentence, default: date | None
    ) -> None:
        self.reading, self.state, self.sentence, self.default = reading, state, sentence, default
        self.text, self.words = reading.text, words_of(reading)
        self.cut = sentence.start
        self.drafts: list[Draft] = []
        self.pending: list[Placed] = []
        self.earlier: Number | None = None
        self.listed = 0  # how many levels of a list have their change
        self.last_change = sentence.start
        free = [
            placed
            for placed in roles_in(reading, sentence.start, sentence.end)
            if not reading.is_claimed(placed.number)
        ]
        self.placed = spread_changes(reading.text, free)
        if "parity" in self.words:
            self.placed = with_parity(reading, sentence, self.placed)

    def prices(self) -> Iterator[Price]:
        index = 0
        while index < len(self.placed):
            placed = self.placed[index]
            following = self.placed[index + 1] if index + 1 < len(self.placed) else None
            index += 1
            if following and (whole := self._signed_range(placed.number, following.number)):
                index += 1
                self.reading.claim(placed.number, following.number)
                self.level(whole, whole.unit or placed.number.unit)
            elif placed.role is Role.LEVEL:
                self.level(placed.number)
            elif placed.role is Role.CHANGE:
                self._change(placed, following)
            elif placed.role is Role.PREVIOUS:
                index += self._previous(placed.number, following)
            elif placed.role is Role.OTHER:
                maybe_level(self, placed.number)
        self._name_list()
        yield from PriceMaker(
            self.reading, self.state, self.sentence, self.default, self.drafts
        ).prices()
        if self.drafts:
            self.state.last = bare(self.reading, self.drafts[-1].subject)
            self.state.last_at = self.drafts[-1].number.end

    def _crosses_parity(self, first: Number, last: Number) -> bool:
        """ "discounts of 20 to premiums of 50 yuan/mt" is one range, -20 to 50."""
        if "discount to" not in self.words:
            return False
        if not DISCOUNT_TO.fullmatch(self.text, first.end, last.start):
            return False
        return is_discount(self.text[max(self.cut, first.start - 25) : first.start])

    def _signed_range(self, first: Number, last: Number) -> Number | None:
        """Two premiums or discounts that are the ends of one range, each with its own sign."""
        if self._crosses_parity(first, last):
            return _spanning(first, last, -first.high, last.high)
        if "premium" not in self.words:
            return None
        to = _SIGNED_TO.fullmatch(self.text, first.end, last.start)
        told = self.text[max(self.cut, first.start - 2) : first.start]
        if not to or told not in ("升水", "贴水") or first.ranged or last.ranged:
            return None
        low = -first.low if told == "贴水" else first.low
        high = -last.low if to["end"] == "贴水" else last.low
        return _spanning(first, last, min(low, high), max(low, high))._replace(sign=1)

    # --- levels -----------------------------------------------------------------------------

    def level(self, number: Number, unit: str | None = None) -> bool:
        before = self.text[max(0, number.start - 40) : number.start]
        if "parity to" in self.words and PARITY_TO.search(before):
            number = number._replace(low=min(Decimal(0), number.low), ranged=True)
        subject = self.subject(number)
        if subject is None:
            return False
        subject = self._with_head(subject)
        since = subject.end if self.cut <= subject.end <= number.start else self.cut
        draft = Draft(
            number, subject, unit or number.unit, self.text[since : number.start], since, []
        )
        draft.begin = self.cut
        if number.unit and number.measure is Measure.PRICE and number.currency:
            self.state.units[number.currency] = number.unit
        self._read_premium(draft)
        self._attach_pending(draft)
        self.drafts.append(draft)
        content = "content" in self.words and OF_CONTENT.match(self.text, number.end)
        behind = content.end() if content else number.end
        self.cut = behind if subject.start < number.start else max(behind, subject.end)
        return True

    def subject(self, number: Number) -> Subject | None:
        current = self.drafts[-1].subject if self.drafts else None
        carried = current or self.state.carried(self.reading, self.sentence.start)
        return choose_subject(self.reading, self.sentence, self.cut, number, carried)

    def _read_premium(self, draft: Draft) -> None:
        number = draft.number
        behind = _PREMIUM_BEHIND.match(self.text, number.end, number.end + 40)
        stated = draft.subject.mention + " " + draft.left
        told = "premium" in self.words and (
            names_premium(stated) or _PREMIUMS_OF.match(self.text, self.sentence.start) is not None
        )
        named = told or self.text[number.digits : number.end] in ("parity", "par", "平水")
        last = self.drafts[-1] if self.drafts else None
        if last and last.premium and not named and _BARELY.fullmatch(draft.left):
            named = comparable(number, last.number)
        draft.premium = bool(behind) or named
        under = (told and is_discount(stated)) or (
            behind is not None and behind["under"] is not None
        )
        draft.negative = under and not number.sign and number.low >= 0

    def _attach_pending(self, draft: Draft) -> None:
        if self.pending and self.connects(self.pending[-1].number.end, draft.number.start):
            draft.changes.extend(self.pending)
        self.pending = []
        if self.earlier is not None:
            draft.previous, self.earlier = self.earlier, None

    def connects(self, start: int, end: int) -> bool:
        """Do the words between a change and a level say "to", and nothing else begins between?"""
        gap = self._without_asides(start, end)
        if len(gap) > 60 or not _CONNECTS.search(gap) or _ANEW.search(gap):
            return False
        return not is_cut_off(self.reading, start, end)

    def _without_asides(self, start: int, end: int) -> str:
        """The words between two numbers without days and exchanges: "on Comex on Thursday, …"."""
        words = without_days(self.reading, start, min(end, start + 140))
        return _ON_EXCHANGE.sub("", words)

    def _with_head(self, subject: Subject) -> Subject:
        """ "60% tin concentrate processing fees at 12,200 and 40% tin concentrate at 8,200"."""
        last = self.drafts[-1].subject if self.drafts else None
        head = _HEAD.search(last.name) if last else None
        if last is None or head is None or subject is last or _HEAD.search(subject.name):
            return subject
        if last.term is None or subject.term is None or last.term.id != subject.term.id:
            return subject
        return replace(subject, name=f"{subject.name} {head[0]}")

    def _name_list(self) -> None:
        """Pair a list of names with the list of levels behind it."""
        at = 0
        while at < len(self.drafts):
            end = at + 1
            while end < len(self.drafts) and coordinated(
                self.text, self.drafts[end - 1].number.end, self.drafts[end].number.start
            ):
                end += 1
            first = self.drafts[at]
            begin = self.drafts[at - 1].number.end if at else self.sentence.start
            if end - at > 1:
                carried = self.state.carried(self.reading, self.sentence.start)
                runs = names_in_list(self.reading, begin, first.number.start, end - at)
                for draft, run in zip(self.drafts[at:end], runs, strict=False):
                    draft.subject = subject_of(self.reading, run, None if run.term else carried)
            at = end

    # --- changes and earlier levels ---------------------------------------------------------

    def _change(self, placed: Placed, following: Placed | None) -> None:
        number = placed.number
        following = self._past_changes(placed, following)
        leads = following is not None and self.connects(number.end, following.number.start)
        chained = bool(self.pending) and self._continues(self.pending[-1].number.end, number.start)
        last = self._settled() if self.drafts and not (leads or chained) else None
        reach = max(self.cut, number.start - REACH)
        if aside := _ASIDE.match(self.text, reach, number.start):
            reach = aside.end()  # "7,895 yuan/mt (50% Cr), down 300"
        if last is not None and is_cut_off(self.reading, reach, number.start, last.subject.term):
            last = None
        if last is not None:
            self._attach(placed, last)
            self.cut = number.end
        else:
            self.pending = [*self.pending[-3:], placed] if chained else [placed]

    def _continues(self, start: int, end: int) -> bool:
        """A second change of the same thing: "up 45 points, or 2.1%", none of another's."""
        near = end - start < 20 and not _ANEW_THING.search(self.text, start, end)
        return near and not is_cut_off(self.reading, start, end)

    def _past_changes(self, placed: Placed, following: Placed | None) -> Placed | None:
        """The number behind a change told twice: "$56.80 (1.32%) up at $4,369.80"."""
        if following is None or following.role is not Role.CHANGE:
            return following
        at = self.placed.index(following) + 1
        joined = following.number.start - placed.number.end < 8
        behind = self.placed[at] if joined and at < len(self.placed) else None
        return None if behind is None or behind.role is Role.CHANGE else behind

    def _attach(self, placed: Placed, last: Draft) -> None:
        """Give a change to the last level, to each of them, or to the next in a list."""
        if is_for_all(self.text, last.number.end, placed.number.start):
            part = max(self.text.rfind("；", self.sentence.start, last.number.start), 0)
            for draft in self.drafts:
                if draft.number.start > part:
                    draft.changes.append(placed)
            return
        if named := _SOME_OF.search(self.text, last.number.end, placed.number.start):
            count = _COUNTS[named["count"] or "one"]
            self.listed = 0 if named["which"] in ("first", "former") else -count
            if len(self.drafts) >= max(count, 2):
                self.drafts[self.listed].changes.append(placed)
                self.listed = (self.listed + 1) % len(self.drafts)
                self.last_change = placed.number.end
            return
        listed = self.drafts[self.listed] if 0 < self.listed < len(self.drafts) else None
        before = last.changes or self.drafts[0].changes
        if listed and before and coordinated(self.text, self.last_change, placed.number.start):
            listed.changes.append(placed)
            self.listed += 1
        elif self._begins_list(placed):
            self.drafts[0].changes.append(placed)
            self.listed = 1
        else:
            last.changes.append(placed)
        self.last_change = placed.number.end

    def _begins_list(self, placed: Placed) -> bool:
        """Is this the first of as many changes as there are levels?"""
        at = self.placed.index(placed)
        count = 1
        while at + count < len(self.placed) and coordinated(
            self.text, self.placed[at + count - 1].number.end, self.placed[at + count].number.start
        ):
            count += 1
        kinds = {p.number.measure is Measure.PERCENT for p in self.placed[at : at + count]}
        return count > 1 and count == len(self.drafts) and len(kinds) == 1

    def _settled(self) -> Draft | None:
        """The last level a change can belong to: a session's high, low or open has none."""
        last = self.drafts[-1]
        if not last.changes and role_word(last.left) in ("session high", "session low", "open"):
            return None
        return last

    def _previous(self, number: Number, following: Placed | None) -> int:
        """Handle "from X": the first end of a range, or an earlier level. Numbers used besides."""
        if following and following.role is Role.LEVEL:
            gap = self.text[number.end : following.number.start]
            if gap.strip() == "to" and is_range_from(self.reading, number, self.sentence.start):
                low, high = sorted((number.low, following.number.low))
                self.level(_spanning(number, following.number, low, high))
                self.reading.claim(number, following.number)
                return 1
            if _TO_NOW.fullmatch(gap):
                self.earlier = number
                return 0
        last = self.drafts[-1] if self.drafts else None
        if last and (number.measure is Measure.PERCENT) == (last.unit == "%"):
            same = number.currency == last.number.currency or number.currency is None
            if last.previous is None and same and comparable(number, last.number):
                last.previous = number
        return 0


def _spanning(first: Number, last: Number, low: Decimal, high: Decimal) -> Number:
    return last._replace(low=low, high=high, start=first.start, digits=first.digits, ranged=True)
