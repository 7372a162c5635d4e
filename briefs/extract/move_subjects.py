"""The names of those that moved: a share for its company, "its shares" for the company before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briefs.extract.cues import load_cues, lower
from briefs.extract.move_clauses import Statement
from briefs.extract.phrases import Phrase
from briefs.extract.reading import Reading
from briefs.extract.words import PRICE_WORDS
from briefs.lexicon import Term, TermKind

_SHARES: Final = re.compile(
    r"(?:'s|’s)?(?: (?:and|listed|mainland|US-listed|[A-Z][A-Za-z-]{0,12})){0,4}"
    r"[ -](?:shares?|stocks?|equity|scrip)$|股价$|股份$"
)
_WITH_SHARES: Final = frozenset({"shares", "share", "stock", "stocks", "股价"})
_LEADING: Final = re.compile(
    r"^(?:whose |(?:year|month|week|quarter|day|session|half)(?: to date)? (?=[A-Z])|"
    r"SMM |spot market |domestic |prompt |only |all |also |too |even "
    r"|个股|截至|受此影响|消息面上|A股|H股|港股|美股|黑色系(?!板块|指数|期货|品种)|内盘|外盘)+",
    re.IGNORECASE,
)
_DOLLARS: Final = frozenset(("dollar", "greenback", "US dollar", "U.S. dollar"))
_POSSESSED: Final = re.compile(
    r"^(?:outpacing|beating|trailing|matching|after|despite) |(?:'s|’s)$"
)
_IN_PLACE: Final = re.compile(r" in (?:Shanghai|London|Dalian|Singapore|New York|Asia|Europe)$")
_LISTED_IN: Final = re.compile(r"\b[A-Z][a-z]+-(?:listed|traded) ")
_ACTIVITY: Final = re.compile(
    r"\b(?:output|production|capacity|exports|imports|sales|inventor\w+|quota|shipments)\b"
)
_NO_SUBJECT: Final = (TermKind.PLACE, TermKind.AGENCY, TermKind.HOUSE, TermKind.UNIT)
_CONTENT: Final = re.compile(r"[A-Za-z]{2}|[A-Z]|[\u4e00-\u9fff]{2}")


@dataclass(frozen=True, slots=True)
class Named:
    """A subject: `name` as we write it, `mention` as the text does."""

    name: str
    mention: str
    start: int
    end: int
    term: str | None


def named(reading: Reading, statement: Statement) -> Iterator[Named]:
    """The subjects of a statement that name a thing; a bare "prices" borrows the thing before."""
    for phrase in _whole(reading, statement):
        if found := _named(reading, phrase):
            yield found


def _whole(reading: Reading, statement: Statement) -> Sequence[Phrase]:
    """ "lanthanum and cerium metals and oxides": one subject, when its last word alone is none."""
    subjects = statement.subjects
    text = reading.text
    if len(subjects) < 2 or subjects[-1].terms or not subjects[-1].of(text).islower():
        return subjects
    terms = tuple(term for phrase in subjects for term in phrase.terms)
    first, last = subjects[0], subjects[-1]
    return (Phrase(first.start, last.end, first.opener, first.apposed, terms),)


def _named(reading: Reading, phrase: Phrase) -> Named | None:
    mention = phrase.of(reading.text).strip()
    if mention in _DOLLARS:
        return _as("US dollar", mention, phrase, None)
    places = bool(phrase.terms) and all(term.kind in _NO_SUBJECT for term in phrase.terms)
    bare = places and _only_places(reading, phrase, mention)
    if bare or not _CONTENT.search(mention) or _barred(mention):
        return None
    name = _POSSESSED.sub("", _LEADING.sub("", mention))
    company = _only(phrase, TermKind.COMPANY)
    words = set(_LISTED_IN.sub("", name).lower().replace("-", " ").split())
    if _shares_alone(words):
        owner = _company_before(reading, phrase.start, nearest=mention.startswith("whose"))
        return _as(owner.name, mention, phrase, owner) if owner else None
    if words <= PRICE_WORDS:
        carried = _material_before(reading, phrase.start)
        return _as(f"{carried.name} {name}", carried.name, phrase, carried) if carried else None
    if company is not None and not _ACTIVITY.search(name):
        return _as(company.name, mention, phrase, company)
    if place := _IN_PLACE.search(name):
        whole = phrase.terms and _plain(reading, phrase, place.start() - len(name))
        name = name[: place.start()] if whole else name
    if contract := _on_exchange(reading, phrase, mention):
        return _as(contract.name, mention, phrase, contract)
    if phrase.terms and (exact := _exactly(reading, phrase)):
        return _as(exact.name, mention, phrase, exact)
    owned = _SHARES.sub("", name)
    if owned != name and not phrase.terms:
        return _as(owned, mention, phrase, None)
    return _as(name, mention, phrase, phrase.terms[-1] if phrase.terms else None)


def _only_places(reading: Reading, phrase: Phrase, mention: str) -> bool:
    """ "Hong Kong" and "Chinese" are nobody; "China Hanking" is a company."""
    named = sum(
        len(m.text.split()) for m in reading.within(reading.mentions, phrase.start, phrase.end)
    )
    words = mention.split()
    return len(words) <= named and all(word[:1].isupper() for word in words)


def _on_exchange(reading: Reading, phrase: Phrase, mention: str) -> Term | None:
    """ "SHFE copper rose 0.42%, aluminium 0.15%", "On the LME, zinc …": the exchange's contract."""
    material = _only(phrase, TermKind.MATERIAL)
    if material is None or len(phrase.terms) > 1 or not _names(reading, phrase, mention):
        return None
    sentence = reading.sentence_at(phrase.start)
    venue = _exchange(reading, sentence.start, phrase.start)
    before = reading.sentences[max(0, sentence.index - 1)]
    if venue is None and before.line == sentence.line:
        venue = _exchange(reading, before.start, before.end)
    return reading.lexicon.terms.get(f"{venue}-{material.id}") if venue else None


_CITIES: Final = {"dalian": "dce", "zhengzhou": "czce"}  # that stand for their exchange


def _exchange(reading: Reading, start: int, end: int) -> str | None:
    """The exchange named last in `start:end`, by its lexicon id."""
    for found in reversed(reading.within(reading.mentions, start, end)):
        if found.term.kind is TermKind.CONTRACT and found.term.venue:
            return found.term.venue.lower()
        if found.term.kind is TermKind.VENUE:
            return found.term.id
        if found.term.id in _CITIES:
            return _CITIES[found.term.id]
    return None


def _plain(reading: Reading, phrase: Phrase, tail: int) -> bool:
    """Is the phrase without its tail a material's name?"""
    own = reading.within(reading.mentions, phrase.start, phrase.end + tail)
    return any(m.term.kind is TermKind.MATERIAL for m in own)


def _names(reading: Reading, phrase: Phrase, mention: str) -> bool:
    """Does the phrase hold the material's name and nothing else?"""
    own = reading.within(reading.mentions, phrase.start, phrase.end)
    return any(m.text == mention and m.term.kind is TermKind.MATERIAL for m in own)


def _exactly(reading: Reading, phrase: Phrase) -> Term | None:
    """The contract, or the thing in Chinese, that the phrase is another name of."""
    text = phrase.of(reading.text)
    for found in reading.within(reading.mentions, phrase.start, phrase.end):
        known = found.term.kind in (TermKind.CONTRACT, TermKind.MATERIAL)
        if (known or "\u4e00" <= text[0] <= "\u9fff") and found.text == text:
            return found.term
    return None


def _as(name: str, mention: str, phrase: Phrase, term: Term | None) -> Named:
    return Named(name, mention, phrase.start, phrase.end, term.id if term else None)


def _shares_alone(words: set[str]) -> bool:
    return bool(words & _WITH_SHARES) and words <= _WITH_SHARES | {
        "hong", "kong", "mainland", "its", "whose", "their", "a", "h", "new", "york", "sydney",
        "listed", "toronto", "london", "shanghai", "shenzhen", "johannesburg", "paris", "us",
    }  # fmt: skip


def _barred(mention: str) -> bool:
    cues = load_cues("move_words").scan(lower(mention))
    return any(cue.sense == "barred" for cue in cues)


def _only(phrase: Phrase, kind: TermKind) -> Term | None:
    found = {term.id: term for term in phrase.terms if term.kind is kind}
    return next(iter(found.values())) if len(found) == 1 else None


def _company_before(reading: Reading, offset: int, *, nearest: bool) -> Term | None:
    kinds = (TermKind.COMPANY,)
    if nearest:
        start = reading.sentence_at(offset).start
        own = [m.term for m in reading.within(reading.mentions, start, offset)
               if m.term.kind in kinds]  # fmt: skip
        return own[-1] if own else None
    title = reading.sentences[0]
    headline = {m.term.id: m.term for m in reading.mentions_in(title) if m.term.kind in kinds}
    only = next(iter(headline.values())) if len(headline) == 1 else None
    if only and reading.text[offset : offset + 7].lower() == "shares ":  # "The shares", not "its"
        sentence = reading.sentence_at(offset)
        named = reading.mentions.within(sentence.start, offset)
        if not any(mention.term.kind in kinds for mention in named):
            return only
    return _before(reading, offset, kinds) or only


def _material_before(reading: Reading, offset: int) -> Term | None:
    return _before(reading, offset, (TermKind.MATERIAL, TermKind.CONTRACT))


def _before(reading: Reading, offset: int, kinds: tuple[TermKind, ...]) -> Term | None:
    """The subject of the sentence, or of the one before: what "its" and "prices" point at."""
    sentence = reading.sentence_at(offset)
    for index in (sentence.index, sentence.index - 1, sentence.index - 2):
        if index < 0:
            return None
        where = reading.sentences[index]
        for mention in reading.mentions_in(where):
            if mention.term.kind in kinds and mention.start < offset:
                return mention.term
    return None
