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
    r"(?:'s|’s)?(?: (?:mainland|and|Hong|Kong|A|H|New|York|Sydney|London|Toronto|listed|Shanghai|"
    r"Shenzhen|US|ASX|US-listed))*[ -](?:shares?|stocks?|equity)$|股价$|股份$"
)
_WITH_SHARES: Final = frozenset({"shares", "share", "stock", "stocks", "股价"})
_LEADING: Final = re.compile(
    r"^(?:SMM |spot market |domestic |prompt |only |all |also |too |even "
    r"|个股|截至|受此影响|消息面上)+",
    re.IGNORECASE,
)
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
    places = bool(phrase.terms) and all(term.kind in _NO_SUBJECT for term in phrase.terms)
    bare = places and all(word[:1].isupper() for word in mention.split())
    if bare or not _CONTENT.search(mention) or _barred(mention):
        return None
    name = _LEADING.sub("", mention)
    company = _only(phrase, TermKind.COMPANY)
    words = set(_LISTED_IN.sub("", name).lower().replace("-", " ").split())
    if _shares_alone(words):
        owner = _company_before(reading, phrase.start)
        return _as(owner.name, mention, phrase, owner) if owner else None
    if words <= PRICE_WORDS:
        carried = _material_before(reading, phrase.start)
        return _as(f"{carried.name} {name}", carried.name, phrase, carried) if carried else None
    if company is not None and not _ACTIVITY.search(name):
        return _as(company.name, mention, phrase, company)
    if phrase.terms and (exact := _exactly(reading, phrase)):
        return _as(exact.name, mention, phrase, exact)
    owned = _SHARES.sub("", name)
    if owned != name and not phrase.terms:
        return _as(owned, mention, phrase, None)
    return _as(name, mention, phrase, phrase.terms[-1] if phrase.terms else None)


def _exactly(reading: Reading, phrase: Phrase) -> Term | None:
    """The contract, or the thing in Chinese, that the phrase is another name of."""
    text = phrase.of(reading.text)
    for found in reading.within(reading.mentions, phrase.start, phrase.end):
        contract = found.term.kind is TermKind.CONTRACT or "\u4e00" <= text[0] <= "\u9fff"
        if contract and found.text == text:
            return found.term
    return None


def _as(name: str, mention: str, phrase: Phrase, term: Term | None) -> Named:
    return Named(name, mention, phrase.start, phrase.end, term.id if term else None)


def _shares_alone(words: set[str]) -> bool:
    return bool(words & _WITH_SHARES) and words <= _WITH_SHARES | {
        "hong", "kong", "mainland", "its", "a", "h", "new", "york", "sydney", "listed", "toronto",
    }  # fmt: skip


def _barred(mention: str) -> bool:
    cues = load_cues("move_words").scan(lower(mention))
    return any(cue.sense == "barred" for cue in cues)


def _only(phrase: Phrase, kind: TermKind) -> Term | None:
    found = {term.id: term for term in phrase.terms if term.kind is kind}
    return next(iter(found.values())) if len(found) == 1 else None


def _company_before(reading: Reading, offset: int) -> Term | None:
    return _before(reading, offset, (TermKind.COMPANY,))


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
