"""Which lines of a page are no content: word lists in data/boilerplate.toml, for all to edit."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "boilerplate.toml"
LABEL_SIGNS = " :|/·-–—,()[]"
LINK = "》"  # SMM puts it before every link; in Chinese it also closes a title that 《 opened


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The lists of the file, folded."""

    starts: tuple[str, ...]
    whole: frozenset[str]
    related: frozenset[str]
    labels: tuple[str, ...]
    publishers: Mapping[str, tuple[str, ...]]
    mail_ends: tuple[str, ...]

    def ends_mail(self, line: str) -> bool:
        """Whether what follows in a newsletter is about the newsletter."""
        return fold_line(line).startswith(self.mail_ends)

    def is_content(self, line: str) -> bool:
        folded = fold_line(line)
        return (
            bool(folded)
            and folded not in self.whole
            and not folded.startswith((LINK, *self.starts))
        )

    def opens_related(self, line: str) -> bool:
        return fold_line(line) in self.related

    def is_label(self, text: str) -> bool:
        """Whether nothing is left of a text without the words that stand around a time."""
        folded = fold_line(text)
        for label in self.labels:
            folded = folded.replace(label, " ")
        return not folded.strip(LABEL_SIGNS)

    def publisher_of(self, text: str) -> str | None:
        folded = fold_line(text)
        for name, signs in self.publishers.items():
            if any(sign in folded for sign in signs):
                return name
        return None


@cache
def load_boilerplate(path: Path = DATA) -> Boilerplate:
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    return Boilerplate(
        starts=_folded(lists["starts"]),
        whole=frozenset(_folded(lists["whole"])),
        related=frozenset(_folded(lists["related"])),
        # Longest first, so that "Published on" is not taken for "Published".
        labels=tuple(sorted(_folded(lists["labels"]), key=len, reverse=True)),
        publishers={name: _folded(signs) for name, signs in lists["publishers"].items()},
        mail_ends=_folded(lists.get("mail_ends", ())),
    )


def fold_line(line: str) -> str:
    """A line as the lists compare it: width, case, spaces and the colon at its end are the same."""
    return " ".join(unicodedata.normalize("NFKC", line).casefold().split()).rstrip(" :")


def cut_link(line: str) -> str:
    """The line up to its first link sign."""
    depth = 0
    for at, sign in enumerate(line):
        if sign == "《":
            depth += 1
        elif sign == LINK:
            if depth == 0:
                return line[:at].rstrip()
            depth -= 1
    return line


def _folded(words: list[str]) -> tuple[str, ...]:
    return tuple(fold_line(word) for word in words)
