"""Names as a briefing shows them: without articles, doublings and boilerplate.

What is dropped from a title or a house's name stands in `data/display.csv`, the Chinese of words
that surround a name in `data/chinese.csv`, so that a desk can add to them. The full words stay in
the evidence.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefs.errors import TemplateError
from briefs.lexicon import Lexicon, TermKind

DATA = Path(__file__).parent / "data"
CHINESE = ("english", "chinese")
CUTS = ("what", "where", "text", "statuses")
ARTICLES = frozenset({"the", "a", "an"})
LONGEST = 110  # characters of one name; no flash needs more, and a hostile one gets no more
LONGEST_KNOWN = 8  # words of one known name
SHORTEST = 2  # characters that must be left of a title


@dataclass(frozen=True, slots=True)
class Cut:
    """Words dropped at one end of a policy's title or a house's name."""

    what: str
    where: str
    text: str
    statuses: frozenset[str]  # of a policy that has one of them; empty: always

    def of(self, name: str) -> str:
        """The name without these words, or the name if they are not there."""
        folded, text = name.casefold(), self.text.casefold()
        if self.where == "start" and folded.startswith(text):
            return name[len(self.text) :].lstrip()
        if self.where == "end" and folded.endswith(text):
            return name[: -len(self.text)].rstrip()
        return name


ALSO_KNOWN = frozenset({TermKind.PLACE, TermKind.AGENCY, TermKind.HOUSE})


@dataclass(frozen=True, slots=True)
class Names:
    """How things are called on a screen; `chinese` gives the reader's name of an English one."""

    cuts: tuple[Cut, ...]
    chinese: Mapping[str, str] = field(default_factory=dict)  # by folded English name

    def in_chinese(self, name: str) -> str:
        """A name in Chinese if every word of it has one ("SHFE copper premium"), else as it is."""
        words, parts, at = name.split(), list[str](), 0
        while at < len(words):
            ends = range(min(len(words), at + LONGEST_KNOWN), at, -1)
            known = ((end, self.chinese.get(" ".join(words[at:end]).casefold())) for end in ends)
            end, part = next(((end, part) for end, part in known if part), (at + 1, None))
            if part is None and not words[at].lstrip("#").isdigit():
                return name
            parts.append(part or words[at])
            at = end
        return "".join(parts) if any(not part.isascii() for part in parts) else name

    def policy(self, title: str, status: str) -> str:
        """ "Interim Measures for the X (Draft for Public Comment)" → "X"."""
        cuts = [c for c in self.cuts if c.what == "policy"]
        usable = [c for c in cuts if not c.statuses or status in c.statuses]
        return cased(clipped(_shorten(_clean(title), usable), LONGEST))

    def house(self, name: str, others: Collection[str] = ()) -> str:
        """A house's short name, or its full one where another's would be the same."""
        cuts = [c for c in self.cuts if c.what == "house"]
        short = _shorten(tidy(name), cuts)
        taken = {_shorten(tidy(other), cuts).casefold() for other in others if other != name}
        return tidy(name) if short.casefold() in taken else short


def load_names(lexicon: Lexicon | None = None, folder: Path = DATA) -> Names:
    """Read what is dropped from names, and their Chinese. Raises TemplateError naming the file."""
    cuts = [_cut(row) for row in _rows(folder / "display.csv", CUTS)]
    words = {row["english"]: row["chinese"] for row in _rows(folder / "chinese.csv", CHINESE)}
    terms = lexicon.terms.values() if lexicon else ()
    names: dict[str, str] = {}
    for term in terms:
        if term.name_zh:
            names[term.name.casefold()] = term.name_zh
            # "US" is 美国 as "United States" is. Of a material an alias may say less than
            # its name, and a company's may be a brand of metal.
            for alias in term.aliases if term.kind in ALSO_KNOWN else ():
                names.setdefault(alias.casefold(), term.name_zh)
    return Names(tuple(sorted(cuts, key=lambda c: -len(c.text))), words | names)


def _rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateError(f"{path}: {error}") from error
    for number, row in enumerate(rows, start=2):
        if list(row) != list(columns) or not all(isinstance(row[c], str) for c in columns):
            raise TemplateError(f"{path}, line {number}: it needs {','.join(columns)}")
    return rows


def _cut(row: Mapping[str, str]) -> Cut:
    statuses = frozenset(filter(None, row["statuses"].split("|")))
    return Cut(row["what"], row["where"], row["text"], statuses)


def _shorten(name: str, cuts: Sequence[Cut]) -> str:
    shorter = next((left for c in cuts if SHORTEST <= len(left := c.of(name)) < len(name)), None)
    return name if shorter is None else _shorten(shorter, cuts)


def tidy(name: str) -> str:
    """One line, no article in front, no word twice in a row, nothing repeated in brackets."""
    return clipped(_clean(name), LONGEST)


def _clean(name: str) -> str:
    words = name.split()
    if len(words) > 1 and words[0].casefold() in ARTICLES:
        words = words[1:]
    kept = [
        word
        for at, word in enumerate(words)
        if at == 0 or word.casefold() != words[at - 1].casefold()
    ]
    text = " ".join(kept)
    head, bracket, inside = text.partition(" (")
    if bracket and inside.rstrip(")").casefold() == head.casefold():
        text = head
    return text


def clipped(text: str, room: int = 140) -> str:
    """Cut at a word, with a mark that it was cut."""
    text = " ".join(text.split())
    if len(text) <= room:
        return text
    head = text[:room]
    return (head.rsplit(" ", 1)[0] if " " in head[room // 2 :] else head).rstrip() + " …"


def cased(name: str) -> str:
    """A line begins with a capital, but for symbols such as "pH" or "n-type"."""
    first = name.split(" ", 1)[0]
    plain = first.replace("-", "").isalpha() and first.islower() and first.split("-")[0][1:]
    return name[0].upper() + name[1:] if plain else name
