"""Whom "it", "the mine" and a bare "Output …" point back at."""

from __future__ import annotations

import re
from typing import Final

from briefs.extract.reading import Reading
from briefs.extract.volume_doers import project
from briefs.extract.volume_things import Spot
from briefs.lexicon import TermKind

_PRONOUN: Final = re.compile(
    r"(?:[^,;:]{0,40}, )?(?:It|Its|it|its|They|Their|they|"
    r"The (?:[A-Z][\w-]+ )?(?:company|miner|producer|group|"
    r"country|smelter|firm|operator|steelmaker|mine|plant|project|operation|complex|refinery|site"
    r"|maker)(?:'s|’s)?|Output|Production|Sales|Exports|Deliveries|Guidance)\b"
)
_COUNTRY: Final = re.compile(r"(?:[^,;:]{0,40}, )?[Tt]he (?:country|nation|province|state)\b")
_FIRM: Final = re.compile(
    r"(?:[^,;:]{0,40}, )?(?:It|it|Its|its|The (?:[A-Z][\w-]+ )?"
    r"(?:company|miner|producer|group|firm|steelmaker|giant|developer))\b"
)
_SITE: Final = re.compile(
    r"(?:[^,;:]{0,40}, |(?:From|In|By|Since|Until|After) [^ ,;:]{1,12}(?: 20[0-9]{2})? )?"
    r"(?:The|the) (?:mine|plant|project|operation|complex|refinery|site|pit)s?\b"
)
_NEAR: Final = 3  # sentences a pronoun reaches back


def from_before(spot: Spot) -> str | None:
    """The one a pronoun or a bare "Output …" points back at."""
    reading, sentence = spot.reading, spot.sentence
    opening = (sentence.start, sentence.end)
    inside = _THE_MINE.search(reading.text, sentence.start, spot.number.start)
    if inside and spot.last and spot.last.owner and _told_of(spot) >= sentence.index - _NEAR:
        return spot.last.owner
    if _SITE.match(reading.text, *opening) and (site := project(reading, sentence)):
        return site
    if not _PRONOUN.match(reading.text, *opening):
        return None
    firm = _firm(reading) if _FIRM.match(reading.text, *opening) else None
    if firm is not None:
        return firm
    if spot.last and spot.last.owner and _told_of(spot) >= sentence.index - _NEAR:
        return spot.last.owner
    country = _COUNTRY.match(reading.text, *opening) is not None
    kind = TermKind.PLACE if country else TermKind.COMPANY
    for index in range(sentence.index - 1, max(-1, sentence.index - _NEAR), -1):
        where = reading.sentences[index]
        owners = [m.text for m in reading.mentions_in(where) if m.term.kind is kind]
        if owners:
            return owners[0]
    return None


_THE_MINE: Final = re.compile(
    r"(?<=[a-z] )the (?:mine|smelter|refinery|operation|plant)\b(?! in| at)"
)


def _told_of(spot: Spot) -> int:
    """The sentence of the thing told last, by its number."""
    return spot.reading.sentence_at(spot.last.start).index if spot.last else -1


def _firm(reading: Reading) -> str | None:
    """The one company of the headline: what "it" and "the miner" are."""
    title = reading.sentences[0]
    found = {m.term.id: m.text for m in reading.mentions_in(title)
             if m.term.kind is TermKind.COMPANY}  # fmt: skip
    return next(iter(found.values())) if len(found) == 1 else None
