"""Flash → facts, each with its quote and span. No I/O; the lexicon comes in as an argument."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from briefs.extract.deals import read_deals
from briefs.extract.moves import read_moves
from briefs.extract.opinions import read_opinions
from briefs.extract.policies import read_policies
from briefs.extract.prices import read_prices
from briefs.extract.reading import Reading
from briefs.extract.risks import read_risks
from briefs.extract.unread import Aside, set_aside
from briefs.extract.volumes import read_volumes
from briefs.lexicon import Lexicon
from briefs.types import Extraction, Fact, Flash

#: In reading order: prices claim their numbers before moves look for a change without a level.
KINDS: Final[tuple[tuple[str, Callable[[Reading], Iterator[Fact]]], ...]] = (
    ("prices", read_prices),
    ("volumes", read_volumes),
    ("moves", read_moves),
    ("policies", read_policies),
    ("risks", read_risks),
    ("deals", read_deals),
    ("opinions", read_opinions),
)


def extract_facts(flash: Flash, lexicon: Lexicon) -> Extraction:
    """All facts the flash states, kind by kind, and the numbers that none of them uses."""
    return _extract(Reading(flash, lexicon))


def explain(flash: Flash, lexicon: Lexicon) -> tuple[Extraction, tuple[Aside, ...]]:
    """The same, with the numbers that are in no fact and missed by none, each with the reason."""
    reading = Reading(flash, lexicon)
    extraction = _extract(reading)
    return extraction, tuple(set_aside(reading, [fact.span for fact in extraction.facts]))


def _extract(reading: Reading) -> Extraction:
    facts = tuple(fact for _, read in KINDS for fact in read(reading))
    return Extraction(facts, reading.unread())
