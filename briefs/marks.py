"""What a text is recognised by: all that it says, and its words without the numbers."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from briefs.types import Language

THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
# A clock, a grade ("n38"), a number with its sign, or a word; what is left is punctuation.
TOKEN = re.compile(
    r"\d{1,2}:\d{2}|\d{4} ?(?:gmt|utc|cst|hkt|sgt|est|edt|bst|ist)\b|[a-z]+\d[a-z\d]*"
    r"|(?:(?<![\w.])[-+])?\d+(?:\.\d+)?%?|[^\W\d_]+"
)
SHORT_MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug"}) | frozenset(
    {"sep", "sept", "oct", "nov", "dec"}
)
LONG_MONTHS = frozenset({"january", "february", "march", "april", "june", "july"}) | frozenset(
    {"august", "september", "october", "november", "december"}
)
MONTHS = SHORT_MONTHS | LONG_MONTHS
# How a text says that it corrects another: its words are otherwise the other's.
CORRECTING = frozenset({"correction", "corrected", "corrects", "erratum", "revised"}) | frozenset(
    {"refile", "refiles", "refiled", "更正", "勘误", "订正", "修正"}
)
#: The same said in a sentence of its own.
SET_RIGHT: Final = re.compile(
    r"\bthe correct (?:figure|number|level|price|date|name|amount) (?:is|was)\b"
    r"|\bshould (?:read|have (?:read|said|been))\b|\bwas (?:wrongly|incorrectly) (?:given|stated)\b"
    r"|\bwe (?:wrongly|incorrectly) \w+|应为|此前误|误写|误报",
    re.IGNORECASE,
)
#: "in 2025", "by the end of 2026": another year is another thing, no other figure.
BEFORE_YEARS = frozenset(
    {"in", "of", "by", "for", "since", "until", "during", "end", "early", "late"}
)
YEAR = re.compile(r"(?:19|20)\d\d")
DATE_SIGNS = frozenset("年月日号")
CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
LETTERS: Final = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Marks:
    """Equal fingerprints: the same text. Equal skeletons: the same words, whatever the numbers."""

    fingerprint: str
    skeleton: str


def marks_of(title: str, body: str) -> Marks:
    """The marks of a text, whatever its spacing, case, width and punctuation."""
    tokens = tokens_of(f"{title}\n{body}")
    return Marks(_digest(tokens), _digest(_without_numbers(tokens)))


def id_of(title: str, body: str, published_at: datetime | None) -> str:
    """The same text of the same day has the same id, wherever it comes from."""
    day = published_at.date().isoformat() if published_at else ""
    digest = hashlib.sha256(f"{marks_of(title, body).fingerprint} {day}".encode())
    return f"f{digest.hexdigest()[:12]}"


def language_of(text: str) -> Language:
    """Chinese as soon as a fifth of the letters are: names and units are often left in Latin."""
    letters = len(LETTERS.findall(text))
    return "zh" if len(CHINESE.findall(text)) * 5 > letters else "en"


def says_it_corrects(title: str, body: str) -> bool:
    """Whether a text opens with the word that it corrects an earlier one, or says so in it."""
    return SET_RIGHT.search(body) is not None or any(
        word in CORRECTING for text in (title, body) for word in tokens_of(text[:60])[:3]
    )


def tokens_of(text: str) -> list[str]:
    """Words, numbers and clocks, folded: case, width, thousands commas and punctuation are gone."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("−", "-")
    return TOKEN.findall(THOUSANDS.sub("", plain))


def _without_numbers(tokens: list[str]) -> list[str]:
    """The words, with `#` for every number that is not part of a date or a clock."""
    words = ("#" if _is_amount(tokens, at) else token for at, token in enumerate(tokens))
    return [word for word in words if word not in CORRECTING]


def _is_amount(tokens: list[str], at: int) -> bool:
    token = tokens[at]
    if token[0].isalpha() or token[-1].isalpha() or ":" in token:
        return False
    before = tokens[at - 1] if at else ""
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    dated = before in MONTHS or after in MONTHS or after[:1] in DATE_SIGNS
    dated = dated or (before in BEFORE_YEARS and YEAR.fullmatch(token) is not None)
    return not dated or token[-1] == "%"


def _digest(tokens: list[str]) -> str:
    return hashlib.sha256(" ".join(tokens).encode(errors="replace")).hexdigest()[:32]
