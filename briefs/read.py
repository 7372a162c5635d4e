"""All that reading a flash gives: facts, findings, what they are about, what it is known by."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache

from briefs.check import check_facts
from briefs.errors import Unreadable
from briefs.event_keys import keys_of_each
from briefs.event_slots import Names
from briefs.extract import extract_facts
from briefs.jurisdiction import jurisdiction_by
from briefs.lexicon import Lexicon
from briefs.same_event import Keys
from briefs.sheets.naming import name_prices
from briefs.topics import (
    exchanges_of,
    houses_of,
    known_as,
    metal_of,
    places_of,
    terms_in,
    topics_of,
    words_of_venue,
)
from briefs.types import Fact, Finding, Flash, Unread

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Read:
    """`topics` holds the lexicon ids of each fact, groups included."""

    facts: tuple[Fact, ...]
    unread: tuple[Unread, ...]
    findings: tuple[Finding, ...]
    topics: tuple[frozenset[str], ...]
    fact_keys: tuple[Keys, ...]

    @property
    def keys(self) -> Keys:
        """What the flash as a whole is recognised by."""
        return frozenset().union(*self.fact_keys)


def read_flash(flash: Flash, lexicon: Lexicon) -> Read:
    """Extract and check. Raises Unreadable if a rule fails on the text: one flash that trips us up
    must not stop those behind it."""
    try:
        extraction = (name_prices if flash.stated else extract_facts)(flash, lexicon)
        findings = check_facts(flash, extraction.facts)
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        logger.exception("reading %s failed", flash.id)
        raise Unreadable(f"A rule failed on it ({type(error).__name__}: {error}).") from error
    return Read(
        facts=extraction.facts,
        unread=extraction.unread,
        findings=findings,
        topics=tuple(topics_of(fact, flash, lexicon) for fact in extraction.facts),
        fact_keys=keys_of_each(flash, extraction.facts, _names(lexicon)),
    )


def _names(lexicon: Lexicon) -> Names:
    """What names stand for, by the lexicon; each text of a flash is looked through once."""
    named = cache(lambda text: terms_in(text, lexicon))
    return Names(
        name_of=lambda name: known_as(name, lexicon),
        country_of=jurisdiction_by(lexicon),
        places_in=lambda text: places_of(named(text)),
        exchanges_in=lambda text: exchanges_of(named(text)),
        houses_in=lambda text: houses_of(named(text)),
        metal_of=lambda term: metal_of(term, lexicon),
        words_of_venue=lambda venue: words_of_venue(venue, lexicon),
    )
