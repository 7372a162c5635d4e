"""Words of a sentence that set its figure apart from an equal one: names, months, rounds, moods.

"Stocks in Shanghai were 20,100 mt" and "stocks in Tianjin were 20,100 mt" are two facts, whatever
else the sentences share.
"""

from __future__ import annotations

import re
from typing import Final

from briefs.words import stem

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_SHORT: Final = [month[:3] for month in _MONTHS]
_MONTH: Final = re.compile(
    r"\b(?:(?P<name>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b)"
    r"|(?<!\d)(?P<number>1[0-2]|[1-9])月"
)
_RECALLED: Final = re.compile(
    rf"\b(?:in|since|last|of|for) (?P<month>{'|'.join(_MONTHS)})\b(?! \d{{1,2}}\b)"
    r"|\b(?:in|since|of) (?P<year>(?:19|20)\d\d)\b"
    r"|\b(?P<past>(?:last|previous|prior) (?:week|month|quarter|year)|a (?:week|month|year) ago)\b",
    re.IGNORECASE,
)
_NAME: Final = re.compile(
    r"\b[A-Z][A-Za-z]{1,30}(?:['’]s\b|(?: (?:of |and |& )?[A-Z][A-Za-z]{1,30}){1,5})?"
)
_NOT_NAMED: Final = (
    "the its this that these those there it in on at for from with while after before but and as by"
    " most all no some monday tuesday wednesday thursday friday saturday sunday"
    " usd cny rmb yoy mom wow ytd fob cif qp cst gmt mt kt"
)
_NO_NAMES: Final = frozenset(map(stem, _NOT_NAMED.split()))
_SITE: Final = re.compile(r"\b(?:in|at|ex|delivered|from) ([A-Z][a-z]{2,30})\b")
_ROUND: Final = re.compile(
    r"\b(first|second|third|fourth|fifth|additional)\b(?: and final)? "
    r"(?:batch|round|phase|tranche|set|stage|half|quota)|第([一二三四五])(?:批|轮|阶段)",
    re.IGNORECASE,
)
_BASIS: Final = re.compile(
    r"\b(?:cif|fob|cfr|ddp|exw|ex[- ]works|in[- ]warehouse|warrants?|bills? of lading|duty[- ]paid"
    r"|bonded|(?:battery|industrial|technical|ceramic)[- ]grade|morning|midday|afternoon"
    r"|(?:night|day) session)\b|电池级|工业级|仓单|提单|早盘|午盘|夜盘|日盘",
    re.IGNORECASE,
)
_QUARTER: Final = re.compile(
    r"\b(?:Q(?P<digit>[1-4])|(?P<word>first|second|third|fourth)[ -]quarter)\b"
    r"|第?(?P<zh>[一二三四])季度",
    re.IGNORECASE,
)
_QUARTERS: Final = {
    **{"first": "1", "second": "2", "third": "3", "fourth": "4"},
    **{"一": "1", "二": "2", "三": "3", "四": "4"},
}
_YEAR: Final = re.compile(r"\b20\d\d\b")
_GRADE_BEFORE: Final = re.compile(r"(?<![\d.])(\d{1,2}(?:\.\d+)?) ?%[ -]?$")
_GRADE_AFTER: Final = re.compile(r"[ ,]? ?[(（]?(\d{1,2}(?:\.\d+)?) ?%")
_LASTING: Final = re.compile(
    r"\b(?P<many>\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -]"
    r"(?P<unit>day|week|month|year)s?\b"
)
_MANY: Final = {
    "a": "1", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "twelve": "12",
}  # fmt: skip
_AIMED: Final = re.compile(
    r"\b(?:targets?|targeted|guidance|plans?|planned|planning|aims?|expects?|expected|forecasts?|estimates?d?"
    r"|will|would|could|(?-i:may)|should|by 20\d\d|to reach)\b|预计|计划|目标|有望|将达",
    re.IGNORECASE,
)


def names_in(sentence: str, *, opening: bool = False) -> frozenset[str]:
    """Runs of capitals: "sample mining" of "Sample Mining's output". The word that opens a sentence
    is one with another, with an 's, in capitals throughout, or where `opening` says so."""
    found = set()
    for match in _NAME.finditer(sentence):
        words = match[0].removesuffix("'s").removesuffix("’s")
        alone = match.start() == 0 and match[0] == words and " " not in words
        name = " ".join(map(stem, words.split()))
        month = _MONTH.match(words) is not None
        if name not in _NO_NAMES and not month and (opening or not alone or words.isupper()):
            found.add(name)
    return frozenset(found)


def sites_in(sentence: str) -> frozenset[str]:
    """Where a figure holds, known to a lexicon or not: "fugu" of "ingot in Fugu"."""
    found = frozenset(stem(match[1]) for match in _SITE.finditer(sentence))
    return frozenset(site for site in found if not _MONTH.match(site.title())) - _NO_NAMES


def months_in(sentence: str) -> frozenset[str]:
    """The months named, as "1" to "12"."""
    return frozenset(
        match["number"] or str(1 + _SHORT.index(match["name"].casefold()))
        for match in _MONTH.finditer(sentence)
    )


def recalled_in(sentence: str, told: str) -> frozenset[str]:
    """Months and years that a sentence speaks of, other than those of the day `told` (ISO)."""
    recalled = set()
    for match in _RECALLED.finditer(sentence):
        if match["year"] and match["year"] != told[:4]:
            recalled.add(match["year"])
        if match["past"]:
            recalled.add(match["past"].casefold())
        if match["month"]:
            month = match["month"].casefold()
            if f"{1 + _MONTHS.index(month):02}" != told[5:7]:
                recalled.add(month)
    return frozenset(recalled)


def rounds_in(sentence: str) -> frozenset[str]:
    """ "the first batch", "第二批"."""
    return frozenset((m[1] or m[2]).casefold() for m in _ROUND.finditer(sentence))


def quarters_in(sentence: str) -> frozenset[str]:
    """The quarters named, as "1" to "4"."""
    return frozenset(
        match["digit"] or _QUARTERS[(match["word"] or match["zh"]).casefold()]
        for match in _QUARTER.finditer(sentence)
    )


def without_quarters(name: str) -> str:
    """ "third-quarter aluminium premium": the quarter is a time, not a thing."""
    return _QUARTER.sub(" ", name)


def years_in(sentence: str) -> frozenset[str]:
    return frozenset(_YEAR.findall(sentence))


def grades_beside(mention: str, sentence: str) -> frozenset[str]:
    """The percent that touches a name: "6" of "spodumene 6% fell to …"."""
    at = sentence.find(mention)
    if at < 0:
        return frozenset()
    before = _GRADE_BEFORE.search(sentence[:at])
    after = _GRADE_AFTER.match(sentence, at + len(mention))
    return frozenset(found[1] for found in (before, after) if found)


def lasting_in(sentence: str) -> frozenset[str]:
    """How long something is to last: "3 month" of "by three months"."""
    return frozenset(
        f"{_MANY.get(match['many'], match['many'])} {match['unit']}"
        for match in _LASTING.finditer(sentence.casefold())
    )


def basis_in(sentence: str) -> frozenset[str]:
    """On what terms a price is told: "cif", "warrants", "battery grade"."""
    return frozenset(re.sub(r"[ -]", " ", m[0]).casefold() for m in _BASIS.finditer(sentence))


def mood_of(sentence: str) -> str:
    """ "aimed" for a target, a plan, a forecast; else "told"."""
    return "aimed" if _AIMED.search(sentence) else "told"
