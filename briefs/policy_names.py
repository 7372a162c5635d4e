"""Is it the same policy under another name, or another one whose name is alike?

Titles are read as what is done (a ban, a quota, a duty …), in which trade, to which form of which
metal, under which number or rate. Where two names say different things of one of these they are two
policies, however many words they share.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from briefs.types import Policy
from briefs.words import stem, words_of

ALIKE = 0.6  # of the words of both names, statuses and fillers left out

_STATUS: Final = re.compile(
    r"\(?\bdraft\b(?: for (?:public )?(?:comments?|consultation))?(?: (?:on|of) (?:the )?)?\)?"
    r"|\bfor public comments?\b|\bproposed\b|\bplanned\b|（?征求意见稿）?|（?草案）?",
    re.IGNORECASE,
)
_FILLERS_ZH: Final = re.compile("关于|总量控制|管理|办法|条例|暂行|实施|细则|公告|通知|政策")
_DOCUMENT: Final = re.compile(
    r"\b(?:no\.?|number) ?(\d{1,4})(?: of (\d{4}))?|(?:(\d{4}) ?年)?第 ?(\d{1,4}) ?号",
    re.IGNORECASE,
)
_PERCENT: Final = re.compile(r"(\d{1,3}(?:\.\d{1,2})?) ?(?:%|percent)")
_TARGET: Final = re.compile(
    r"\b(?:us|u\.s\.|american|eu|european|chinese|indian|japanese|canadian|mexican|russian"
    r"|indonesian|brazilian|vietnamese|korean)(?![A-Za-z])|对[美日欧俄印台]",
    re.IGNORECASE,
)
_COUNTRY: Final = {
    "american": "us", "对美": "us", "european": "eu", "对欧": "eu", "对日": "japanese",
    "对俄": "russian", "对印": "indian",
}  # fmt: skip
_YEAR: Final = re.compile(r"\b(20\d\d)\b")
_FILLERS: Final = (
    "the a an of on in to for and or by with from its new all certain items item related interim"
    " administrative management managing measures measure provisional rules rule regulations"
    " regulation detailed current existing definitive phase order decision notice announcement list"
    " annual yearly government total policy plan scheme regime raw mineral minerals some into under"
)
#: What is done; names of one line mean the same.
_ACTS: Final = (
    (
        "ban",
        "prohibition",
        "halt",
        "moratorium",
        "bar",
        "禁令",
        "禁止",
        "embargo",
        "bans",
        "banned",
    ),
    ("quota", "quotas", "ceiling", "cap", "配额"),
    ("tariff", "tariffs", "duty", "duties", "levy", "关税"),
    (
        "control",
        "controls",
        "curbs",
        "curb",
        "restrictions",
        "restriction",
        "管制",
        "volume",
        "总量控制",
        "总量调控",
    ),
    ("licence", "license", "licences", "licensing", "permit", "许可"),
    ("rebate", "rebates", "退税"),
    ("royalty", "royalties"),
    ("tax", "taxes", "资源税"),
    ("fee", "fees", "margin", "margins", "保证金", "手续费"),
    ("safeguard",),
    ("traceability", "tracing", "追溯", "溯源"),
    ("subsidy", "subsidies", "补贴", "incentive", "incentives"),
    ("stockpile", "stockpiling", "reserve", "收储"),
    ("quality", "standard", "standards"),
    ("sanction", "sanctions"),
    ("inspection", "inspections", "checks", "check"),
)
_TRADES: Final = (
    ("export", "exports", "exporting", "出口"), ("import", "imports", "进口"),
    ("mining", "mine", "开采"), ("smelting", "smelter", "冶炼"),
)  # fmt: skip
_FORMS: Final = (
    ("ore", "ores", "矿石", "原矿"), ("concentrate", "concentrates", "精矿"),
    ("scrap", "废料", "废钢"), ("products", "product", "semis", "产品", "制品"),
    ("magnet", "magnets", "永磁", "磁材"), ("refined", "cathode", "精炼", "阴极"),
    ("oxide", "oxides", "氧化物"), ("alloy", "alloys", "合金"), ("graphite", "石墨"),
    ("technology", "technologies", "equipment", "技术", "设备"),
    ("futures", "期货"), ("options", "期权"), ("heavy", "medium", "重稀土"), ("light", "轻稀土"),
    ("military", "军"), ("steel", "钢材"), ("primary", "原生"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """A title taken apart."""

    acts: frozenset[int]
    trades: frozenset[int]
    forms: frozenset[int]
    documents: frozenset[str]
    percents: frozenset[str]
    years: frozenset[str]
    words: frozenset[str]


def same_policy(
    one: Policy, other: Policy, jurisdiction: Callable[[str], str] = str.casefold
) -> bool:
    """Whether two facts name one policy. `jurisdiction` gives the country of an agency's name."""
    if _other_agency(one.agency, other.agency, jurisdiction):
        return False
    if one.terms and other.terms and not set(one.terms) & set(other.terms):
        return False
    mine = [read_name(title) for title in (one.title, *one.aliases)]
    theirs = [read_name(title) for title in (other.title, *other.aliases)]
    if _at_odds(mine[0], theirs[0]) or _others_target(one, other):
        return False
    if any(_same(a, b) for a in mine for b in theirs):
        return True
    return _same_deed(one, other)


def identity(policy: Policy) -> str:
    """What a policy is told by, whatever its wording: what is done, in which trade, to what form of
    which materials, for whom. Not whose it is, nor at which rate."""
    name = read_name(policy.title)
    parts = (name.acts, name.trades, name.forms, name.years, _targets(policy.title))
    told = "/".join("+".join(map(str, sorted(part))) for part in parts)
    # Where the act or the material is not known, every word counts.
    known = bool(name.acts and policy.terms)
    about = policy.terms if known else name.words | set(policy.terms)
    return f"{told}/{'+'.join(sorted(about))}"


def _targets(title: str) -> frozenset[str]:
    """Against whom it is directed: duties on Canadian and on Mexican metal are two."""
    found = (match.casefold().replace(".", "") for match in _TARGET.findall(title))
    return frozenset(_COUNTRY.get(name, name) for name in found)


@lru_cache(maxsize=4096)
def read_name(title: str) -> Name:
    """Take a title apart."""
    plain = _STATUS.sub(" ", title)
    documents = frozenset(f"{m[1] or m[4]}/{m[2] or m[3] or ''}" for m in _DOCUMENT.finditer(plain))
    rest = _PERCENT.sub(" ", _DOCUMENT.sub(" ", plain))
    folded = rest.casefold()
    spoken = {word.stem for word in words_of(_FILLERS_ZH.sub(" ", rest))}
    acts, trades, forms = (_named(group, folded, spoken) for group in (_ACTS, _TRADES, _FORMS))
    return Name(
        acts,
        trades,
        forms,
        documents,
        frozenset(_PERCENT.findall(plain)),
        frozenset(_YEAR.findall(rest)),
        frozenset(_meanings(spoken) - _filler_stems()),
    )


def _other_agency(one: str | None, other: str | None, jurisdiction: Callable[[str], str]) -> bool:
    return bool(one and other) and jurisdiction(str(one)) != jurisdiction(str(other))


def _others_target(one: Policy, other: Policy) -> bool:
    mine, theirs = _targets(one.title), _targets(other.title)
    return bool(mine and theirs) and mine != theirs


def _same_deed(one: Policy, other: Policy) -> bool:
    """The same done in the same trade with the same materials, where one name says no more than
    that ("annual export quotas" of cobalt), or the names are of two languages."""
    mine, theirs = read_name(one.title), read_name(other.title)
    if not set(one.terms) & set(other.terms) or not mine.acts or mine.acts != theirs.acts:
        return False
    if _is_chinese(one.title) != _is_chinese(other.title):
        known = bool(one.agency and other.agency)
        nested = mine.trades <= theirs.trades or theirs.trades <= mine.trades
        return known and nested and bool(mine.trades) == bool(theirs.trades)
    bare = min((mine.words - _generic(), theirs.words - _generic()), key=len)
    return not bare and bool(mine.trades) and mine.trades == theirs.trades


def _is_chinese(title: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in title)


def _same(one: Name, other: Name) -> bool:
    if one.documents & other.documents:
        return True
    if _at_odds(one, other) or not one.words or not other.words:
        return False
    if not (one.words - _generic()) & (other.words - _generic()):
        return False
    shared, fewest = one.words & other.words, min(len(one.words), len(other.words))
    dice = 2 * len(shared) / (len(one.words) + len(other.words))
    return dice >= ALIKE or (fewest >= 3 and len(shared) == fewest)


def _at_odds(one: Name, other: Name) -> bool:
    """Both say something, and not the same."""
    pairs = (
        (one.acts, other.acts), (one.trades, other.trades), (one.documents, other.documents),
        (one.percents, other.percents), (one.years, other.years),
    )  # fmt: skip
    if any(mine and theirs and not mine & theirs for mine, theirs in pairs):
        return True
    return one.forms != other.forms and not one.documents & other.documents


def _named(groups: tuple[tuple[str, ...], ...], folded: str, spoken: set[str]) -> frozenset[int]:
    return frozenset(
        at
        for at, names in enumerate(groups)
        if any(stem(n) in spoken if n.isascii() else n in folded for n in names)
    )


def _meanings(spoken: set[str]) -> set[str]:
    """One word for all of a group, so that a duty and a tariff count as alike."""
    meaning = _meaning_of()
    return {meaning.get(word, word) for word in spoken}


@lru_cache(maxsize=1)
def _meaning_of() -> dict[str, str]:
    groups = (*_ACTS, *_TRADES, *_FORMS)
    return {stem(name): stem(names[0]) for names in groups for name in names}


@lru_cache(maxsize=1)
def _generic() -> frozenset[str]:
    """Words that say what kind of policy, not which: sharing these alone joins nothing."""
    return frozenset(_meaning_of().values())


@lru_cache(maxsize=1)
def _filler_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _FILLERS.split())
