"""A name a person typed → the one term meant, or buttons to say which."""

from __future__ import annotations

from collections.abc import Iterable

from bot.handlers.reader import Reader
from bot.keyboards import choice_keyboard
from bot.presses import Topic
from briefs.lexicon import Hit, Lexicon, Term, TermKind
from briefs.types import Language

# A misspelling is taken for what is near to it if nothing else is about as near. Materials are few
# and well apart; between companies, whose names are alike, it takes more.
SURE_SCORE = 80.0
SURE_SCORE_OF_A_FIRM = 92.0
SURE_LEAD = 3.0
LONGEST_NAME = 80

PRICED = frozenset({TermKind.MATERIAL, TermKind.CONTRACT, TermKind.COMPANY, TermKind.SECTOR})
TOPICS = PRICED | {TermKind.AGENCY}


async def find_term(
    reader: Reader,
    lexicon: Lexicon,
    name: str,
    *,
    topic: Topic,
    kinds: frozenset[TermKind] = TOPICS,
    extra: str = "",
) -> Term | None:
    """The term meant. If it is not clear, the reader is asked with buttons, and it is None."""
    name = name.strip()[:LONGEST_NAME]
    hits = lexicon.find(name, kinds=kinds)
    sure = _sure(hits)
    if sure is not None:
        return sure
    key = "name-unknown" if not hits else "name-ambiguous"
    if hits and hits[0].how == "fuzzy":
        key = "name-nearest"
    choices = label(hits_terms(hits), reader.language)
    await reader.say(reader.words(key, name=name), choice_keyboard(topic, choices, extra=extra))
    return None


def is_known(lexicon: Lexicon, name: str, kinds: frozenset[TermKind]) -> bool:
    """Whether the lexicon has the name, be it of several terms, or one near enough to be meant."""
    hits = lexicon.find(name.strip()[:LONGEST_NAME], kinds=kinds)
    return bool(hits) and (hits[0].how == "exact" or _sure(hits) is not None)


def name_of(term: Term, language: Language) -> str:
    return (term.name_zh if language == "zh" else "") or term.name


def name_of_id(lexicon: Lexicon, term_id: str, language: Language) -> str:
    term = lexicon.terms.get(term_id)
    return name_of(term, language) if term is not None else term_id


def label(terms: Iterable[Term], language: Language) -> list[tuple[str, str]]:
    """(id, label) of each; where two share a label, the kind or venue tells them apart."""
    terms = list(terms)
    labels = [name_of(term, language) for term in terms]
    return [
        (term.id, text if labels.count(text) == 1 else f"{text} ({term.venue or term.kind})")
        for term, text in zip(terms, labels, strict=True)
    ]


def hits_terms(hits: Iterable[Hit]) -> list[Term]:
    return [hit.term for hit in hits]


def _sure(hits: tuple[Hit, ...]) -> Term | None:
    if not hits:
        return None
    best, *others = hits
    if best.how == "exact":
        return best.term if not others else None
    lead = best.score - others[0].score if others else SURE_LEAD
    enough = SURE_SCORE if best.term.kind is TermKind.MATERIAL else SURE_SCORE_OF_A_FIRM
    return best.term if best.score >= enough and lead >= SURE_LEAD else None
