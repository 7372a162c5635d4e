"""Other names of a volume's subject, made of what the text and the lexicon call its owner and its
material: "Lynas NdPr oxide" for "Lynas Rare Earths praseodymium-neodymium oxide"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefs.extract.place_names import otherwise_placed
from briefs.extract.reading import Reading
from briefs.extract.volume_chinese_words import clause_names
from briefs.extract.volume_clause import clause_subject
from briefs.extract.volume_things import Thing
from briefs.lexicon import TermKind
from briefs.types import Metric

_MOST: Final = 10
#: Words of the trade for one state of a market.
_SYNONYMS: Final = (
    ("deficit", "shortfall", "shortage"),
    ("surplus", "oversupply", "excess supply"),
    ("trading volume", "turnover"),
    ("stocks", "inventories", "stockpiles"),
)
#: What a firm's full name adds to the one wires use.
_FORMAL: Final = re.compile(
    r"^(?:PT|Grupo|Compañía|Compania|Minera|The) | (?:Group|Corp(?:oration)?|Co|Inc|Ltd|Limited|plc"
    r"|PLC|AG|SA|NV|Holdings?|Resources|Minerals|Mining|Metals|Rare Earths|Lithium|Industries"
    r"|International|Company|Steel|Energy|Materials|Nonferrous|Mines|plant|mine|smelter|refinery"
    r"|complex|operation|project|mill|steelworks)\.?$"
)
_WORKS: Final = re.compile(
    r"\b(?:works|plants?|smelters?|mills?|refiner(?:y|ies)|furnaces?|makers|producers|complex|"
    r"lines)\b"
)
_TRADED: Final = ("open interest", "trading volume")
_CODE: Final = re.compile(r"\b[A-Z]{1,3}[0-9]{4}\b")
_CODE_REACH: Final = 400
_EXCHANGE: Final = re.compile(r"\b(?:LME|SHFE|COMEX|INE|GFEX|DCE|CZCE|SGX)\b")
_STOCKS: Final = re.compile(r"\b(?:stocks|stockpiles?|inventor(?:y|ies)|warrants)\b", re.IGNORECASE)


def aliases_of(reading: Reading, thing: Thing, metric: Metric, at: int) -> tuple[str, ...]:
    """Up to ten names that say the same as `thing.name`, which is not among them; the amount
    stands at `at`."""
    if reading.flash.language == "zh":
        told = tuple(clause_names(reading, reading.sentence_at(at), at))
        return tuple(name for name in told if name not in (thing.name, thing.mention))
    known = {thing.name.casefold(), thing.mention.casefold()}
    found: dict[str, str] = {}
    clause = clause_subject(reading, reading.sentence_at(at), at)
    works = metric is Metric.OPERATING_RATE and clause and _WORKS.search(clause)
    own = [clause] if clause and (works or _says(clause, thing)) else []
    for name in (*own, *_by_code(reading, thing, at), *_names(reading, thing, metric)):
        key = name.casefold()
        if key not in known:
            found.setdefault(key, name)
        if len(found) == _MOST:
            break
    return tuple(found.values())


def _by_code(reading: Reading, thing: Thing, at: int) -> Iterator[str]:
    """ "AG2602 open interest": what is traded goes by the code of its contract."""
    noun = next((n for n in _TRADED if thing.name.endswith(n)), None)
    if noun is None:
        return
    codes = _CODE.findall(reading.text, max(0, at - _CODE_REACH), at)
    if codes and codes[-1] not in thing.name:
        yield f"{codes[-1]} {noun}"


def _says(clause: str, thing: Thing) -> bool:
    """Does the clause's subject name the thing, not only who reports it?"""
    words = set(clause.lower().split())
    return bool(words & set(thing.own.mention.lower().split()[-2:]))


def _names(reading: Reading, thing: Thing, metric: Metric) -> Iterator[str]:
    tail = " stocks" if metric is Metric.INVENTORY else ""
    if metric is Metric.OTHER:  # the surplus, the quota or the trading volume is part of the name
        tail = _noun_of(thing)
    owners = list(_owners(reading, thing))
    bases = [thing.name]
    if " share of " in thing.name:
        yield from otherwise_placed(thing.name)
        return
    for material in _materials(reading, thing):
        if tail and " of " in material:
            continue  # "port stocks of manganese ore" is whole
        plain = _STOCKS.sub("", material).removesuffix(tail).strip() if tail else material
        bases += [
            f"{owner} {plain}{tail}" for owner in owners if owner.lower() not in plain.lower()
        ]
        if not owners:
            bases.append(f"{plain}{tail}")
    if metric in (Metric.INVENTORY, Metric.OTHER) and (venue := _venue(reading, thing)):
        bases += [f"{venue} {base}" for base in bases if venue not in base]
    if metric is Metric.OPERATING_RATE:
        bases += _works(reading, thing)
    if metric is Metric.CONSUMPTION:
        bases += [f"{base} demand" for base in bases]
    bases = list(dict.fromkeys(bases))
    yield from bases
    for base in bases:
        yield from otherwise_placed(base)
        yield from _said_otherwise(base)


def _of_headline(reading: Reading, own: Thing) -> Iterator[str]:
    """ "aluminium billet" for "billet" under a headline that names one metal."""
    title = reading.sentences[0]
    told = {m.term.name for m in reading.mentions_in(title) if m.term.kind is TermKind.MATERIAL}
    if len(told) == 1 and (metal := told.pop()).lower() not in own.name.lower():
        yield f"{metal} {own.name}"


def _works(reading: Reading, thing: Thing) -> list[str]:
    """ "APT smelters" where the flash calls those who make it so."""
    if not thing.mention.isascii():
        return []
    made = re.escape(thing.own.mention)
    found = re.search(
        rf"\b{made} (?:smelters|plants|makers|producers|mills|refineries|fabricators)\b",
        reading.text,
        re.IGNORECASE,
    )
    return [found[0]] if found else []


def _noun_of(thing: Thing) -> str:
    """ " surplus" of "refined zinc surplus"."""
    words = thing.name.split()
    kept = 2 if words[-1] in ("volume", "interest", "quota") and len(words) > 2 else 1
    return f" {' '.join(words[-kept:])}" if len(words) > 1 else ""


def _venue(reading: Reading, thing: Thing) -> str | None:
    """The one exchange of the thing's sentence."""
    told = {m.term.name for m in reading.mentions_in(reading.sentence_at(thing.start))
            if m.term.kind is TermKind.VENUE and m.term.source == "exchange"}  # fmt: skip
    if not told:  # "LME lead" is one name
        where = reading.sentence_at(thing.start)
        told = set(_EXCHANGE.findall(reading.text, where.start, where.end))
    return told.pop() if len(told) == 1 else None


def _owners(reading: Reading, thing: Thing) -> Iterator[str]:
    """The owner as told, and as the flash calls the same company elsewhere."""
    if not thing.owner:
        return
    yield thing.owner
    if (short := _FORMAL.sub("", thing.owner)) != thing.owner and len(short) > 2:
        yield short
    called = {m.term.id: m for m in reading.mentions if m.term.kind is TermKind.COMPANY
              and thing.owner in (m.text, m.term.name)}  # fmt: skip
    for mention in reading.mentions:
        if mention.term.id in called:
            yield mention.text


def _materials(reading: Reading, thing: Thing) -> Iterator[str]:
    """The material in its own words, by its lexicon name, and by the group the headline names."""
    own = thing.own
    yield own.name
    yield own.mention
    if own.term is None:
        yield from _of_headline(reading, own)
        return
    term = reading.lexicon.terms[own.term]
    yield term.name
    above = reading.lexicon.ancestors(own.term)
    title = reading.sentences[0]
    grade = own.name.removeprefix(term.name).strip()
    if any(char.isdigit() for char in term.name) or own.name.endswith("quota"):
        yield from (
            f"{m.term.name} {grade}".strip()
            for m in reading.mentions_in(title)
            if m.term.id in above and m.term.kind is TermKind.MATERIAL
        )


def _said_otherwise(name: str) -> Iterator[str]:
    lowered = name.lower()
    for group in _SYNONYMS:
        for word in group:
            if lowered.endswith(word):
                yield from (f"{name[: -len(word)]}{other}" for other in group if other != word)
