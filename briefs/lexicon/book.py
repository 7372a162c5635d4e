"""The lexicon itself: terms by id, in text, by name, and the groups they form."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefs.lexicon.match import Matcher
from briefs.lexicon.rows import Entry
from briefs.lexicon.spelling import Spellings
from briefs.lexicon.terms import Hit, Mention, Term, TermKind

if TYPE_CHECKING:
    from briefs.lexicon.find import NameIndex


class Lexicon:
    """Immutable once built by `load_lexicon`; share one in the whole process."""

    def __init__(
        self, entries: Sequence[Entry], spellings: Spellings, phrases: Iterable[str] = ()
    ) -> None:
        self.terms: Mapping[str, Term] = MappingProxyType({e.term.id: e.term for e in entries})
        self._matcher = Matcher(entries, spellings, phrases)
        self._entries, self._spellings = entries, spellings
        self._parents = {id: term.parents for id, term in self.terms.items()}
        self._children: dict[str, list[str]] = {}
        for term in self.terms.values():
            for parent in term.parents:
                self._children.setdefault(parent, []).append(term.id)

    @cached_property
    def _names(self) -> NameIndex:
        # Reading needs no typed names: a third of the start-up waits for the first question.
        from briefs.lexicon.find import NameIndex

        return NameIndex(self._entries, self._spellings)

    def get(self, id: str) -> Term:
        """The term of this id; KeyError when there is none."""
        return self.terms[id]

    def mentions(self, text: str) -> list[Mention]:
        """The terms named in a text, in order. Where terms of two kinds share a name (SMM is a
        house and a venue) each is given, with the same span; otherwise spans never overlap."""
        return self._matcher.mentions(text)

    def find(
        self, name: str, *, kinds: Container[TermKind] | None = None, limit: int = 5
    ) -> tuple[Hit, ...]:
        """The terms a typed name may stand for. Several exact hits: the name is ambiguous.
        No exact one: the nearest spellings, best first, none when nothing is near."""
        return self._names.find(name, kinds, limit)

    def resolve(self, name: str, *, kinds: Container[TermKind] | None = None) -> Term | None:
        """The one term a name stands for; None when unknown, ambiguous, or a tie of spellings."""
        hits = self.find(name, kinds=kinds, limit=2)
        if not hits or (len(hits) > 1 and hits[0].score == hits[1].score):
            return None
        return hits[0].term

    def members(self, id: str) -> frozenset[str]:
        """Ids of everything below a group, itself included; KeyError for an unknown id."""
        self.get(id)
        return self._walk(id, self._children)

    def ancestors(self, id: str) -> frozenset[str]:
        """Ids of every group a term belongs to, itself included; KeyError for an unknown id."""
        self.get(id)
        return self._walk(id, self._parents)

    @staticmethod
    def _walk(start: str, edges: Mapping[str, Iterable[str]]) -> frozenset[str]:
        seen = {start}
        waiting = [start]
        while waiting:
            for near in edges.get(waiting.pop(), ()):
                if near not in seen:
                    seen.add(near)
                    waiting.append(near)
        return frozenset(seen)
