"""A question → what is asked: names, kinds of facts, days, and the words that are left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final

from briefs.answer.manner import Manner, manner_of
from briefs.answer.vocabulary import vocabulary
from briefs.answer.when import EARLIEST, windows_in
from briefs.asked import Query, Wanted, Window
from briefs.lexicon import Hit, Lexicon, Mention, TermKind
from briefs.times import CHINA
from briefs.types import Language, Metric
from briefs.words import Word, stem, words_of

LONGEST: Final = 500  # characters; what is longer is no question
NAMED: Final = frozenset(TermKind) - {TermKind.UNIT}
PRICED: Final = frozenset({TermKind.MATERIAL, TermKind.CONTRACT})
MISSPELT: Final = frozenset({TermKind.MATERIAL, TermKind.COMPANY, TermKind.AGENCY, TermKind.HOUSE})
KINDS: Final = ("prices", "moves", "volumes", "policies", "risks", "deals", "opinions")
SURE: Final = 85.0
SHORTEST_MISSPELT: Final = 5
_CHINESE: Final = re.compile(r"[㐀-鿿]")
_CHINESE_RUN: Final = re.compile(r"[㐀-鿿]+")
_YES_OR_NO: Final = re.compile(r"(?:is|are|was|were|has|have|did|does|do)\b", re.IGNORECASE)
_TRADED: Final = frozenset({Metric.EXPORTS, Metric.IMPORTS})
_AMOUNT: Final = re.compile(r"how much|how many|volume|tonn?e?s|tonnage|多少|量", re.IGNORECASE)
_AT_A_DAY: Final = frozenset({Wanted.STANDING, Wanted.IN_FORCE})
_ONLY_ASK: Final = frozenset({"prices", "moves", "moved", "opinions", "why", "news"})
_TOKEN: Final = re.compile(r"[^\s,;:?!()/，。？！、；：（）]+")
_ADVICE: Final = re.compile(
    r"\bshould (?:i|we)\b|\b(?:good|right|best) time to (?:buy|sell|invest)\b|\bworth (?:buying|"
    r"investing|holding)\b|\b(?:do|would) you (?:think|expect|recommend|advise|suggest|buy|sell)\b|"
    r"\byour (?:forecast|view|opinion|prediction|advice|guess|recommendation)\b|"
    r"\b(?:predict|recommend me|advise me)\b|\bwill (?:the )?[\w -]{1,40}(?:price|prices) (?:be|"
    r"rise|fall|go|hit|reach|drop|increase|double)\b|\bwhere (?:will|is) [\w -]{1,40}(?:going|"
    r"headed|heading|be (?:in|by|next))\b|\bwhich (?:stock|share|metal)s? (?:should|to) (?:i |we )?"
    r"(?:buy|sell)\b|该不该|应该买|应该卖|能买吗|可以买吗|值得买|推荐.{0,6}(?:股|买)|"
    r"会[涨跌].{0,10}(?:[吗么?？]|多少)|你觉得|你认为|预测一下",
    re.IGNORECASE,
)
_SAYS_NOTHING: Final = re.compile(
    r"什么|多少钱?|怎么样?|如何|为何|为什么|哪些|哪个|现在|目前|今天|昨天|本周|上周|本月|最新|请问|还是|"
    r"已经|情况|价格|报价|现价|均价|状态|是否|关于|消息|什么时候|何时|夜盘|收报|收于|收在|谁|哪[家个些]?|几|花|呢|对|时候|"
    r"[的了吗呢是在有和与及或吧会到被]"
)


def understand(
    question: str,
    lexicon: Lexicon,
    now: datetime,
    language: Language | None = None,
    terms: Sequence[str] = (),
) -> Query:
    """What is asked. `terms` are ids the asker has chosen for a name that was not clear."""
    text = question.strip()[:LONGEST]
    kinds = _kinds(text)
    manner = _fitting(manner_of(text), kinds, text)
    windows, dated = windows_in(text, now.astimezone(CHINA).date())
    if manner.wanted in _AT_A_DAY:
        windows = tuple(replace(one, first=EARLIEST, up_to=True) for one in windows)
    mentions = [one for one in lexicon.mentions(text) if one.term.kind in NAMED]
    taken = [*dated, *manner.said, *((one.start, one.end) for one in mentions)]
    ids = {**dict.fromkeys(terms), **dict.fromkeys(one.term.id for one in mentions)}
    guessed, spans = _misspelt(text, taken, lexicon)
    if not ids and not guessed:
        guessed, spans = _bare_name(text, lexicon)
    ids |= dict.fromkeys(guessed)
    query = Query(
        question=text,
        language=language or ("zh" if _CHINESE.search(text) else "en"),
        terms=tuple(ids),
        kinds=kinds,
        words=tuple(_words(text, [*dated, *manner.said, *spans], mentions)),
        windows=windows,
        out_of_scope=bool(_ADVICE.search(text)),
        as_of=next((_end(one.last) for one in windows if one.up_to), None),
        wanted=manner.wanted,
        unit=manner.unit,
        vat=manner.vat,
        least=manner.least,
    )
    query = _with_hull(query, windows)
    return query if terms else _unclear(query, text, taken, lexicon)


def _kinds(text: str) -> tuple[str, ...]:
    """The kinds of facts asked for; in "export ban" exports are no amount."""
    kinds = tuple(kind for kind in vocabulary().kinds(text) if kind in KINDS)
    trade = vocabulary().metrics(text) <= _TRADED and not _AMOUNT.search(text)
    if "policies" in kinds and trade:
        return tuple(kind for kind in kinds if kind != "volumes")
    return kinds


def _fitting(manner: Manner, kinds: Sequence[str], text: str) -> Manner:
    """Only a rule has a status on a day, and only of a price or nothing else is a unit asked."""
    if manner.wanted in _AT_A_DAY and "policies" not in kinds:
        return replace(manner, wanted=Wanted.FACT, said=())
    if manner.wanted is Wanted.CONVERSION and any(kind != "prices" for kind in kinds):
        return replace(manner, wanted=Wanted.FACT, unit=None, vat=None, said=())
    if manner.wanted is Wanted.FACT and "policies" in kinds and _YES_OR_NO.match(text):
        return replace(manner, wanted=Wanted.STANDING)
    if manner.wanted is Wanted.IN_FORCE:
        return replace(manner, said=())  # "export controls" say which rules are meant
    return manner


def _bare_name(text: str, lexicon: Lexicon) -> tuple[list[str], list[tuple[int, int]]]:
    """ "cu?": too short to be read in running text, a name when it stands alone."""
    term = lexicon.resolve(text.rstrip("?？!. "), kinds=NAMED) if len(text) <= 60 else None
    return ([term.id], [(0, len(text))]) if term is not None else ([], [])


def _with_hull(query: Query, windows: Sequence[Window]) -> Query:
    """Since and until, where the year is known; `until` is not included."""
    known = [one for one in windows if not one.any_year and not one.up_to]
    if not known:
        return query
    since = datetime.combine(min(one.first for one in known), time(), CHINA)
    return replace(query, since=since, until=_end(max(one.last for one in known)))


def _end(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA) + timedelta(days=1)


def _misspelt(
    text: str, taken: Sequence[tuple[int, int]], lexicon: Lexicon
) -> tuple[list[str], list[tuple[int, int]]]:
    """Names the lexicon does not read in the text, but is sure of when asked for them."""
    tokens = [
        (match[0].removesuffix("'s").removesuffix("’s"), match.span())
        for match in _TOKEN.finditer(text)
        if not _overlaps(match.span(), taken)
    ]
    ids: list[str] = []
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        for size in (3, 2, 1):
            run = tokens[at : at + size]
            whole = (run[0][1][0], run[-1][1][1])
            if len(run) == size and whole[1] - whole[0] < 60 and not _crosses(whole, taken):
                hit = _sure(" ".join(word for word, _ in run), lexicon, single=size == 1)
                if hit is not None:
                    ids.append(hit.term.id)
                    spans.append(whole)
                    at += size - 1
                    break
        at += 1
    return ids, spans


def _sure(name: str, lexicon: Lexicon, *, single: bool) -> Hit | None:
    voice = vocabulary()
    words = [word.stem for word in words_of(name)]
    if not words or any(word in voice.silent for word in words):
        return None
    capital = name.isupper() and 2 <= len(name) <= 6
    if single and any(word in voice.synonyms for word in words) and not capital:
        return None
    if len(name) < SHORTEST_MISSPELT and not capital:
        return None
    hits = lexicon.find(name, kinds=MISSPELT, limit=2)
    if not hits or hits[0].score < (100.0 if capital else SURE):
        return None
    if hits[0].how == "fuzzy" and not _looks_like(name, hits[0]):
        return None
    if hits[0].how == "fuzzy" and hits[0].term.kind is not TermKind.MATERIAL and name.islower():
        return None  # "argues" is no misspelt Argus
    return hits[0] if len(hits) == 1 or hits[0].score > hits[1].score else None


def _looks_like(name: str, hit: Hit) -> bool:
    """A slip of the keyboard keeps the first letter and about the length."""
    names = (hit.term.name, hit.term.name_zh, *hit.term.aliases)
    return any(
        one[:1].casefold() == name[:1].casefold() and abs(len(one) - len(name)) <= 2
        for one in names
    )


def _overlaps(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def _crosses(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return _overlaps(span, taken)


def _words(
    text: str, gone: Sequence[tuple[int, int]], mentions: Sequence[Mention]
) -> Iterable[str]:
    """What is left for full text: as typed, so that capitals still show a name. A contract's
    number stays, though the contract is known."""
    silent = vocabulary().silent
    text = _blanked(text, [*gone, *(one[1:3] for one in mentions if _CHINESE.match(one.text))])
    text = _SAYS_NOTHING.sub(_blank, _cues(only_ask=True).sub(_blank, text))
    seen: set[str] = set()
    for word in _typed_words(text):
        typed = text[word.start : word.end]
        named = any(one.start <= word.start < one.end for one in mentions)
        month = sum(char.isdigit() for char in typed) >= 3
        if named and not month:
            continue
        if word.stem in silent or word.stem in seen or typed.casefold() in silent:
            continue
        if len(typed) == 1:
            continue
        seen.add(word.stem)
        yield typed


def _typed_words(text: str) -> Iterator[Word]:
    """The words as typed; Chinese, which has no spaces, is cut at the cues that name a thing."""
    yield from (word for word in words_of(text) if not _CHINESE.match(text, word.start))
    for run in _CHINESE_RUN.finditer(text):
        at = run.start()
        for piece in _cues(only_ask=False).split(run[0]):
            if piece:
                yield Word(piece, at, at + len(piece))
            at += len(piece)


@cache
def _cues(*, only_ask: bool) -> re.Pattern[str]:
    """Chinese cues that only say which kind is asked ("报价"), or those that name a thing as well
    ("库存"), the longest first."""
    found = [
        re.escape(cue)
        for cue, kind in vocabulary().cues
        if _CHINESE.match(cue) and (kind in _ONLY_ASK) is only_ask
    ]
    return re.compile(f"({'|'.join(found)})")


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _unclear(query: Query, text: str, taken: Sequence[tuple[int, int]], lexicon: Lexicon) -> Query:
    """A bare name that stands for several things, or is near to some, is asked back."""
    bare = text.rstrip("?？!. ")
    if query.kinds or query.windows or len(bare) > 60:
        return query
    hits = lexicon.find(bare, kinds=NAMED)
    priced = [hit for hit in hits if hit.how == "exact" and hit.term.kind in PRICED]
    if len(priced) > 1 and len({hit.term.kind for hit in priced}) == 1:
        return replace(query, ambiguous=tuple(hit.term.id for hit in priced))
    if not query.terms and len(query.words) <= 3:
        near = tuple(dict.fromkeys(hit.term.name for hit in hits if hit.how == "fuzzy"))
        return replace(query, suggestions=near[:3])
    return query


def stem_of(word: str) -> str:
    """The stem a typed word is searched by."""
    found = next(iter(words_of(word)), None)
    return found.stem if found else stem(word)
