"""When a fact that was read is the one that was labelled: by kind, by the words of the contract."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any

Row = Mapping[str, Any]
Match = Callable[[Row, Row], bool]

#: Words that name a market or a manner of quoting, and tell no two things apart.
_WEAK_WORDS = """
smm the a an of for in on at price average spot market mainstream quotation quote quoted offer
contract most traded active domestic china chinese grade battery and
"""
_WEAK = frozenset(_WEAK_WORDS.split())
_SAME_WORD = {"aluminum": "aluminium", "sulfate": "sulphate"}
_SAME_PHRASE = re.compile(r"pr-nd|praseodymium[- ]neodymium|ndpr")
_WORD = re.compile(r"[a-z0-9#%.]+|[\u4e00-\u9fff]+")
#: What of a matched price is looked at besides its level.
ATTRIBUTES = (
    "change", "change_pct", "direction", "previous_low", "previous_high", "venue", "date",
)  # fmt: skip


def pairs(gold: list[Row], read: list[Row], match: Match) -> list[tuple[int, int]]:
    """Each label with the first fact that answers it; no fact answers two labels."""
    free = dict(enumerate(read))
    found: list[tuple[int, int]] = []
    for at, label in enumerate(gold):
        hit = next((j for j, fact in free.items() if match(label, fact)), None)
        if hit is not None:
            del free[hit]
            found.append((at, hit))
    return found


def agrees(attribute: str, label: Row, fact: Row) -> bool:
    """Is a stated attribute of a matched price right?"""
    want, got = label.get(attribute), fact.get(attribute)
    if attribute in ("direction", "date"):
        return bool(want == got)
    if attribute == "venue":
        return str(want).lower() == str(got).lower()
    return got is not None and _near(want, got, 5e-3)


def _price(label: Row, fact: Row) -> bool:
    same = _near(label.get("low"), fact.get("low")) and _near(label.get("high"), fact.get("high"))
    return same and label.get("unit") == fact.get("unit") and _named(label, fact, "commodity")


def _move(label: Row, fact: Row) -> bool:
    if not _named(label, fact, "subject"):
        return False
    if label.get("change_pct") is not None:
        return _near(label["change_pct"], fact.get("change_pct"), 5e-3)
    told = next((f for f in ("change", "limit") if label.get(f)), "direction")
    if told == "change":
        return _near(label["change"], fact.get("change"))
    return bool(label.get(told) == fact.get(told))


def _volume(label: Row, fact: Row) -> bool:
    same = label.get("metric") == fact.get("metric") and _near(label["value"], fact.get("value"))
    if label["value"] is None:
        same = same and _near(label.get("change_pct"), fact.get("change_pct"), 5e-3)
    return same and _named(label, fact, "subject")


def _policy(label: Row, fact: Row) -> bool:
    want, got = _words(label["title"]), _words(fact["title"])
    shared = len(want & got) / max(1, min(len(want), len(got)))
    by_agency = bool(label.get("agency")) and any(
        _overlap(a, b) >= 0.6 for a, b in product(_names(label, "agency"), _names(fact, "agency"))
    )
    known = shared >= 0.6 or (by_agency and shared >= 0.3)
    return known and label["status"] == fact["status"]


def _risk(label: Row, fact: Row) -> bool:
    want, got = Counter(_tokens(label["text"])), Counter(_tokens(fact["text"]))
    return 2 * (want & got).total() >= 0.5 * max(1, want.total() + got.total())


def _deal(label: Row, fact: Row) -> bool:
    if label.get("amount") is not None:
        same = _near(label["amount"], fact.get("amount"))
        if not same or label.get("currency") != fact.get("currency"):
            return False
    want, got = label.get("parties") or [], fact.get("parties") or []
    return not want or any(_words(a) & _words(b) for a, b in product(want, got))


def _opinion(label: Row, fact: Row) -> bool:
    return _named(label, fact, "institution") and label["stance"] == fact["stance"]


KINDS: tuple[tuple[str, Match], ...] = (
    ("prices", _price),
    ("moves", _move),
    ("volumes", _volume),
    ("policies", _policy),
    ("risks", _risk),
    ("deals", _deal),
    ("opinions", _opinion),
)


def _near(want: Any, got: Any, share: float = 1e-3) -> bool:
    if want is None or got is None:
        return want is None and got is None
    return abs(float(want) - float(got)) <= share * max(abs(float(want)), abs(float(got)), 1e-9)


def _named(label: Row, fact: Row, field: str) -> bool:
    """One name of the label and one of the fact share most of their words."""
    for a, b in product(_names(label, field), _names(fact, field)):
        small, large = sorted((a, b), key=len)
        if _overlap(a, b) >= 0.6 or (len(small) > 1 and small <= large):
            return True
    return False


def _names(row: Row, field: str) -> Iterator[frozenset[str]]:
    for name in (row.get(field), row.get("mention"), *(row.get("aliases") or ())):
        if name and (words := _words(name)):
            yield words


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / len(a | b)


def _words(text: str) -> frozenset[str]:
    tokens = _tokens(text)
    return frozenset(t for t in tokens if t not in _WEAK) or frozenset(tokens)


def _tokens(text: str) -> list[str]:
    plain = _SAME_PHRASE.sub("prnd", text.lower())
    return [_singular(_SAME_WORD.get(word, word)) for word in _WORD.findall(plain)]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and word[-2] != "s" else word
