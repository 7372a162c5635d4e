"""Whole flashes, labelled by hand: how many policies, risks, deals and opinions are read right."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from briefs.extract.deals import read_deals
from briefs.extract.opinions import read_opinions
from briefs.extract.policies import read_policies
from briefs.extract.reading import Reading
from briefs.extract.risks import read_risks
from briefs.lexicon import load_lexicon
from briefs.types import Deal, Fact, Flash, Opinion, Policy, Risk

CHINA = timezone(timedelta(hours=8))
LABELLED = Path(__file__).parents[2] / "corpus" / "flashes.policies.jsonl"


def _words(text: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"[a-z0-9%]+", text.lower())}


def _close(one: str, other: str, least: float) -> bool:
    a, b = _words(one), _words(other)
    return bool(a and b) and len(a & b) >= least * min(len(a), len(b))


def _policy(label: dict[str, Any], fact: Fact) -> bool:
    return (
        isinstance(fact, Policy)
        and fact.status == label["status"]
        and _close(fact.title, label["title"], 0.6)
    )


def _risk(label: dict[str, Any], fact: Fact) -> bool:
    return isinstance(fact, Risk) and _close(fact.text, label["text"], 0.5)


def _deal(label: dict[str, Any], fact: Fact) -> bool:
    if not isinstance(fact, Deal):
        return False
    named = any(_close(a, b, 0.5) for a in label["parties"] for b in fact.parties)
    return named and (label["amount"] is None or fact.amount == label["amount"])


def _opinion(label: dict[str, Any], fact: Fact) -> bool:
    return (
        isinstance(fact, Opinion)
        and fact.stance == label["stance"]
        and _close(fact.institution, label["institution"], 0.6)
    )


Match = Callable[[dict[str, Any], Fact], bool]
Read = Callable[[Reading], Iterator[Fact]]
KINDS: tuple[tuple[str, Read, Match, float, float], ...] = (
    ("policies", read_policies, _policy, 0.93, 0.90),
    ("risks", read_risks, _risk, 0.93, 0.95),
    ("deals", read_deals, _deal, 0.88, 0.88),
    ("opinions", read_opinions, _opinion, 0.93, 0.94),
)


def _readings() -> Iterator[tuple[dict[str, Any], Reading]]:
    lexicon = load_lexicon()
    for line in LABELLED.read_text(encoding="utf-8").splitlines():
        flash = json.loads(line)
        day = datetime.fromisoformat(flash["published_at"]).replace(tzinfo=CHINA)
        yield flash, Reading(Flash(flash["id"], flash["title"], flash["body"], day, "en"), lexicon)


@pytest.mark.parametrize(
    ("kind", "read", "match", "precision", "recall"), KINDS, ids=[k[0] for k in KINDS]
)
def test_labelled_flashes_are_read_as_a_person_reads_them(
    kind: str, read: Read, match: Match, precision: float, recall: float
) -> None:
    """Over all labelled flashes a kind keeps the precision and the recall it has reached."""
    right = told = labelled = 0
    for flash, reading in _readings():
        facts = list(read(reading))
        told += len(facts)
        labelled += len(flash[kind])
        for label in flash[kind]:
            hit = next((fact for fact in facts if match(label, fact)), None)
            if hit is not None:
                facts.remove(hit)
                right += 1
    assert right >= precision * told, f"{right} of {told} told are right"
    assert right >= recall * labelled, f"{right} of {labelled} labelled are found"
