"""What a question asks about, one thing at a time, and how each is recognised in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from briefs.answer.passages import Passage, Story
from briefs.answer.question import stem_of
from briefs.answer.vocabulary import vocabulary
from briefs.asked import Query
from briefs.lexicon import Lexicon, Term, TermKind
from briefs.types import Fact, Price, PriceKind
from briefs.words import stems, words_of

#: Kinds that must stand in what is answered with; a wire need not say "China" or its own name.
MUST: Final = {
    TermKind.MATERIAL,
    TermKind.CONTRACT,
    TermKind.COMPANY,
    TermKind.AGENCY,
    TermKind.HOUSE,
    TermKind.VENUE,
    TermKind.PLACE,
}
_LONG: Final = 5  # letters
_ASSUMED: Final = frozenset({"china", "smm", "smm-venue", "metals"})
_WEIGHTS: Final = {
    TermKind.MATERIAL: 3.0,
    TermKind.CONTRACT: 3.0,
    TermKind.COMPANY: 3.0,
    TermKind.SECTOR: 2.0,
}
_PREMIUM: Final = stems("premium") | stems("discount") | stems("升水") | stems("贴水")
_NAME_WEIGHT, _WORD_WEIGHT = 2.5, 1.0


@dataclass(frozen=True, slots=True)
class Concept:
    """`terms`: any of these ids names it. `words`: any of these stems does. `spelt`: else one of
    these names, all its words in one sentence. `parts`: else one of each, in one sentence ("at
    SHFE warehouses copper grew" is of SHFE copper). `must`: without it there is no answer."""

    label: str
    kind: str
    terms: frozenset[str]
    words: frozenset[str]
    spelt: frozenset[frozenset[str]]
    must: bool
    weight: float
    parts: tuple[frozenset[str], ...] = ()
    exchange: frozenset[str] = frozenset()  # stems of a contract's exchange
    premium_of: frozenset[str] = frozenset()  # the metals, where it is a premium

    @property
    def may_be_name(self) -> bool:
        return self.weight >= _NAME_WEIGHT

    def in_passage(self, passage: Passage) -> bool:
        return (
            not self.terms.isdisjoint(passage.terms)
            or not self.words.isdisjoint(passage.stems)
            or any(passage.spells(name) for name in self.spelt)
            or (
                bool(self.parts)
                and all(not part.isdisjoint(passage.terms | passage.under) for part in self.parts)
            )
            or not (self.premium_of.isdisjoint(passage.terms) or _PREMIUM.isdisjoint(passage.stems))
        )

    def in_story(self, story: Story) -> bool:
        return (
            not self.terms.isdisjoint(story.terms)
            or not self.words.isdisjoint(story.stems)
            or any(self.in_passage(one) for one in story.passages)
            or (self.kind == "year" and not self.words.isdisjoint(story.years))
        )

    def names(self, fact: Fact, lexicon: Lexicon) -> bool:
        """Whether a fact was read as being of it, whatever the words of its sentence."""
        own = getattr(fact, "term", None)
        if own is None or own not in lexicon.terms:
            return False
        groups = lexicon.ancestors(own)
        if isinstance(fact, Price) and fact.kind is PriceKind.PREMIUM:
            return not (self.terms | self.premium_of).isdisjoint(groups)
        return not self.terms.isdisjoint(groups)


def concepts_of(query: Query, lexicon: Lexicon) -> tuple[Concept, ...]:
    """Names first, then words, in the order they are asked."""
    return (*_names(query, lexicon), *_words(query))


def _names(query: Query, lexicon: Lexicon) -> Iterator[Concept]:
    known = [lexicon.terms[id] for id in query.terms if id in lexicon.terms]
    seen: set[str] = set()
    for term in known:
        if term.id in seen:
            continue
        twins = [one for one in known if _shares_name(one, term)]
        seen |= {one.id for one in twins}
        ids = frozenset(one.id for one in twins)
        place = term.kind in (TermKind.PLACE, TermKind.SECTOR)
        yield Concept(
            label=term.name,
            kind=term.kind.value,
            terms=ids,
            words=_place_words(term, ids) if place else _typed_name(term, query.question),
            spelt=_spelt(term) if not place else frozenset(),
            must=term.kind in MUST and not ids & _ASSUMED,
            weight=_WEIGHTS.get(term.kind, 2.0),
            parts=_parts(term, lexicon),
            exchange=_exchange(term, lexicon),
            premium_of=_premium_of(term, lexicon),
        )


def _premium_of(term: Term, lexicon: Lexicon) -> frozenset[str]:
    """The metal whose premium it is, of whatever place; none for that of one place."""
    metals = (id for id in term.parents if term.name == f"{lexicon.get(id).name} premium")
    return frozenset(metals)


def _typed_name(term: Term, question: str) -> frozenset[str]:
    """A name of one long word as it was typed ("ndfeb") also stands within other names."""
    names = (name for name in (term.name, *term.aliases) if " " not in name and name.isalpha())
    asked = question.casefold()
    return frozenset(
        word
        for name in names
        if len(name) >= _LONG and name.isascii() and name.casefold() in asked
        for word in stems(name)
    )


def _place_words(term: Term, ids: Iterable[str]) -> frozenset[str]:
    """A place by its name, whatever else the name is part of, and by its adjectives."""
    name = stems(term.name) if " " not in term.name else frozenset()
    return name.union(*(vocabulary().places.get(id, ()) for id in ids))


def _exchange(term: Term, lexicon: Lexicon) -> frozenset[str]:
    if term.kind is not TermKind.CONTRACT or not term.venue:
        return frozenset()
    known = lexicon.find(term.venue, kinds={TermKind.VENUE}, limit=1)
    return stems(" ".join((term.venue, *(hit.term.name_zh for hit in known))))


def _parts(term: Term, lexicon: Lexicon) -> tuple[frozenset[str], ...]:
    """A contract, or a premium of a metal, as its material and its exchange or place."""
    if term.kind is not TermKind.CONTRACT or not term.venue or not term.parents:
        return ()
    exchange = frozenset(hit.term.id for hit in lexicon.find(term.venue, kinds={TermKind.VENUE}))
    return (frozenset(term.parents), exchange) if exchange else ()


def _shares_name(one: Term, other: Term) -> bool:
    if one is other:
        return True
    return bool({one.name, *one.aliases} & {other.name, *other.aliases})


def _spelt(term: Term) -> frozenset[frozenset[str]]:
    """The names as words, for texts that say them in another order ("copper contract in Shanghai").
    Only names of several words: a single one is found as a term or not at all."""
    names = (stems(name) for name in (term.name, *term.aliases))
    return frozenset(
        words
        for words in names
        if len(words) > 1 and all(len(word) > 2 or word[0].isdigit() for word in words)
    )


def _words(query: Query) -> Iterator[Concept]:
    voice = vocabulary()
    lower = not any(char.isupper() for char in query.question[1:])
    for typed in query.words:
        word = stem_of(typed)
        digits = sum(char.isdigit() for char in typed)
        year = typed.isdigit() and len(typed) == 4 and typed[:2] in ("19", "20")
        number = digits >= 3 or (digits > 0 and "." in typed)
        first = query.question.startswith(typed)
        name = not lower and typed[:1].isupper() and not first
        places = voice.place_of(word)
        yield Concept(
            label=typed,
            kind="place"
            if places
            else "year"
            if year
            else "number"
            if number
            else "name"
            if name
            else "word",
            terms=places,
            words=_alike(typed, word).union(
                _month_of(typed, number), *(voice.places[place] for place in places)
            ),
            spelt=frozenset(),
            must=(bool(places) and not places & _ASSUMED)
            or year
            or number
            or (name and not places and word not in voice.synonyms),
            weight=_NAME_WEIGHT
            if number or name or (first and _named_first(typed))
            else _WORD_WEIGHT,
        )


def _named_first(typed: str) -> bool:
    """A first word may be a name ("Largo contract"): it weighs as one, but need not be one."""
    return typed[0].isupper() and stem_of(typed) not in vocabulary().synonyms


def _alike(typed: str, word: str) -> frozenset[str]:
    """What means about the same; of a Chinese phrase any two characters of it do."""
    voice = vocabulary()
    return frozenset().union(*(voice.alike(one) for one in (word, *stems(typed))))


def _month_of(typed: str, number: bool) -> frozenset[str]:
    """The contract of "lc2507" is also told as "2507"."""
    digits = "".join(char for char in typed if char.isdigit())
    mixed = number and not typed[0].isdigit() and digits.isdigit() and typed.isalnum()
    return frozenset(word.stem for word in words_of(digits)) if mixed else frozenset()
