"""A filter in plain words, to be shown back to who typed it."""

from __future__ import annotations

from collections.abc import Iterable

from briefs.filters.expressions import (
    Both,
    Either,
    Everything,
    Expr,
    Filter,
    Kind,
    Leaf,
    Level,
    Move,
    Not,
    Size,
    Source,
    Spoken,
    Status,
    Topic,
    Words,
)
from briefs.filters.reading_rhythm import listed, say_rhythm
from briefs.filters.reading_words import TABLES, Table
from briefs.lexicon import Lexicon
from briefs.types import Language


def reading(filter: Filter, lexicon: Lexicon, language: Language, zone: str = "UTC") -> str:
    """ "Every price flash on copper that moved at least 2 %, at once." `zone`: that of the chat."""
    reader = _Reading(lexicon, language, TABLES[language])
    return (
        reader.sentence(filter.expr) + say_rhythm(filter.rhythm, language, zone) + reader.table.stop
    )


def say_filter(expr: Expr, lexicon: Lexicon, language: Language) -> str:
    """ "Every price flash on copper that moved at least 2 %": without when."""
    return _Reading(lexicon, language, TABLES[language]).sentence(expr)


class _Reading:
    def __init__(self, lexicon: Lexicon, language: Language, table: Table) -> None:
        self._lexicon, self._language, self.table = lexicon, language, table

    def sentence(self, expr: Expr) -> str:
        """Kinds and topics first, as one says them; then what else must hold, and what must not."""
        kinds, topics, held, out = "", "", [], []
        for part in expr.parts if isinstance(expr, Both) else (expr,):
            choices = part.parts if isinstance(part, Either) else (part,)
            if not kinds and all(isinstance(one, Kind) for one in choices):
                kinds = self._any(self.table.kinds[c.kind] for c in choices if isinstance(c, Kind))
            elif not topics and all(isinstance(one, Topic) for one in choices):
                topics = self._any(self._name(c.term) for c in choices if isinstance(c, Topic))
            elif isinstance(part, Not):
                out.append(self._clause(part.part))
            elif not isinstance(part, Everything):
                held.append(self._clause(part))
        return self._put_together(kinds, topics, held, out)

    def _put_together(self, kinds: str, topics: str, held: list[str], out: list[str]) -> str:
        table = self.table
        said = {
            "kinds": f"{kinds}{table.space}" if kinds else "",
            "topics": table.on.format(topics=topics) if topics else "",
            "held": table.that.format(clauses=table.and_word.join(held)) if held else "",
        }
        sentence = table.every.format(**said)
        return sentence + "".join(table.but_none.format(clause=clause) for clause in out)

    def _clause(self, expr: Expr) -> str:
        if isinstance(expr, Not):
            return self.table.never.format(clause=self._clause(expr.part))
        if isinstance(expr, Both):
            return f"({self.table.and_word.join(map(self._clause, expr.parts))})"
        if isinstance(expr, Either):
            return self.table.or_word.join(map(self._clause, expr.parts))
        return self._leaf(expr)

    def _leaf(self, leaf: Leaf) -> str:
        table = self.table
        match leaf:
            case Everything():
                return table.anything
            case Topic(term):
                return table.is_on.format(name=self._name(term))
            case Kind(kind):
                return table.tells.format(kind=table.kinds[kind])
            case Status(status):
                return table.newly.format(status=table.statuses[status])
            case Move(comparison, percent, signed, period):
                how = table.signed if signed else table.moved
                over = table.over[period or "day"]
                return how[comparison].format(percent=f"{percent.normalize():f}") + over
            case Level(comparison, amount, unit):
                return table.passes[comparison].format(amount=f"{amount.normalize():,f}", unit=unit)
            case Size(comparison, amount, currency):
                return table.deal[comparison].format(
                    amount=f"{amount.normalize():,f}", currency=currency
                )
            case Source(name):
                return table.comes_from.format(name=name)
            case Spoken(language):
                return table.is_in.format(language=table.languages[language])
            case Words(text):
                return table.says.format(text=text)

    def _name(self, term_id: str) -> str:
        term = self._lexicon.terms.get(term_id)
        if term is None:
            return term_id
        return (term.name_zh if self._language == "zh" else "") or term.name

    def _any(self, names: Iterable[str]) -> str:
        """ "A, B or C"."""
        return listed(tuple(names), self.table.comma, self.table.or_word)
