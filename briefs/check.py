"""Do the numbers of a flash agree with each other, and is what it announces still to come?

Findings only: nothing is mended, the fact stays as the text has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefs.check_arithmetic import check_price, check_volume, with_base
from briefs.check_base import base_of
from briefs.check_claims import stale_claims
from briefs.types import Fact, Finding, Flash, Price, Volume


def check_facts(flash: Flash, facts: Sequence[Fact]) -> tuple[Finding, ...]:
    """What the checks say, by fact in order, then of claims whose date has passed.

    A fact with nothing to recompute gets no finding. Pure: the day is the flash's own.
    """
    return (*_agreement(facts), *stale_claims(flash, facts))


def _agreement(facts: Sequence[Fact]) -> Iterator[Finding]:
    for index, fact in enumerate(facts):
        if isinstance(fact, Price):
            found = check_price(fact, index)
        elif isinstance(fact, Volume):
            found = check_volume(fact, index)
        else:
            continue
        for finding in found:
            yield with_base(finding, base_of(fact, facts))
