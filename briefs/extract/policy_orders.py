"""Policies told by what a body does: orders, exempts, lists a contract, puts out a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from briefs.extract.agencies import agency_at, agency_before, is_place_before
from briefs.extract.clauses import clause_end
from briefs.extract.cues import Cue
from briefs.extract.policy_join import Draft
from briefs.extract.policy_page import Page, draft_of
from briefs.extract.policy_status import standing_of
from briefs.extract.sentences import Sentence
from briefs.extract.sieve import Sieve

_LONGEST: Final = 170  # characters a name made of a clause may have
_ORDERED: Final = re.compile(
    r"\b(?P<verb>ordered|orders|told|tells|instructed|instructs|directed|directs|obliged|obliges|"
    r"asked|asks|requires|required|require|forced|banned|bans|barred|bars|forbade|allowed|allows|"
    r"permitted|authori[sz]ed|authori[sz]es|cleared|"
    r"forbids|(?<=may )(?:order|force|oblige)|(?<=ght )(?:order|force|oblige)|"
    r"(?<=uld )(?:order|force|oblige|allow)|"
    r"(?<=ill )(?:order|force|oblige|require|allow|permit)) "
    r"(?P<title>(?!reporters|investors|analysts|parliament|members|brokers|clients|"
    r"participants|traders|"
    r"shareholders|it\b|for\b)"
    r"(?:[\w’'%-]+ ){0,6}?(?P<to>to|from) (?!the\b|its\b|a\b)(?P<act>[a-z-]{3,})\b)"
)
_TOLD: Final = re.compile(
    r"(?P<title>\b(?!and |or )(?:[\w’'%-]+ ){1,6}?)(?:were|was|have been|has been|are|are being|"
    r"is being|"
    r"will be|must) (?P<verb>ordered|told|instructed|required|directed|barred|banned|asked) "
    r"(?P<to>to|from) (?P<act>[a-z-]{3,})\b"
)
_EXEMPTED: Final = re.compile(
    r"\b(?P<verb>exempts|exempted|exempt|excludes|excluded|shields|shielded) "
    r"(?P<title>(?:[\w’'%/-]+,? ){1,10}?from (?P<act>[\w’'%-]+))"
)
_LISTED: Final = re.compile(
    r"\b(?P<verb>list|lists|listed|launch|launches|launched|introduce|introduces|introduced|delist|"
    r"delists|delisted) (?P<title>(?:[\w’'-]+,? ){1,8}?(?P<act>futures(?: and options)?|options|"
    r"contracts?|swaps|brands?))\b"
)
_LEVIED: Final = re.compile(
    r"\b(?P<verb>levy|levies|levied|impose|imposes|imposed|charge|charges|charged|collect|"
    r"collects|slap|"
    r"slaps|slapped|put|puts|apply|applies|applied) (?P<title>(?:an? )?(?:additional |extra |"
    r"further |flat )?"
    r"[0-9][0-9.]*(?:-[0-9.]+)?(?: ?%| percent)(?P<act> on) (?:[\w’'-]+,? ?){1,10})"
)
_PAPER: Final = re.compile(
    r"\b(?P<verb>issued|issues|published|publishes|released|releases|posted|posts|circulated|"
    r"unveiled|"
    r"unveils|adopted|adopts|approved|approves|signed|signs|gazetted|put out|sent out|drew up) "
    r"(?:an?|the|its|new|joint|detailed|urgent|their)? ?(?:new |joint |detailed |urgent |revised |"
    r"final |long-awaited )*"
    r"(?P<title>(?P<act>proposals?|notices?|circulars?|guidelines?|guidance|catalogues?|decrees?|"
    r"orders?|rulings?|"
    r"directives?|instructions?|decisions?|resolutions?|regulations?|rules|ordinances?|bulletins?|"
    r"strateg(?:y|ies)|roadmaps?|action plans?|work plans?|plans?|lists?))\b"
)
_DESIGNATED: Final = re.compile(
    r"\b(?P<verb>designated|designates|classified|classifies|reclassified|added|adds) "
    r"(?P<title>(?:[\w’'-]+,? ){1,8}?(?P<act>as|to|for) (?:its|the|a|their|[a-z-]+) )"
)
_PLANNED: Final = re.compile(
    r"\b(?P<verb>considering|considers|weighing|weighs|reviewing|mulling|mulls|studying|debating|"
    r"discussing|examining|evaluating|plans|planning|intends|intend|wants|aims|proposes|proposed|"
    r"preparing|threatens|threatened) (?:whether to |how to |to )?"
    r"(?P<title>(?P<act>allow|permit|resum|restrict|limit|ban|lift|eas|tighten|lower|rais|impos|"
    r"introduc|publish|requir|nationalis|nationaliz|stockpil|tax|subsidis|subsidiz|cap|suspend|"
    r"scrap|"
    r"revis|amend|reform|curb|phas|reopen|creat|establish|designat|exempt|overhaul|auction|licens|"
    r"regulat|revok|set)(?:e|es|ing|ting|ning|ping|ly)? [\w’'-]+)"
)
_DECIDED: Final = re.compile(
    r"\b(?P<verb>agreed|agrees|decided|decides|voted|votes|resolved|opted|pledged|pledges|vowed|"
    r"vows|"
    r"promised|promises|undertook|committed itself) to "
    r"(?P<title>(?P<act>raise|lift|cut|lower|reduce|increase|hike|double|halve|keep|maintain|ban|"
    r"halt|suspend|end|scrap|restrict|limit|curb|cap|tax|nationali[sz]e|stockpile|build up|release|"
    r"open|reopen|close|shut|phase out|phase in|water down|tighten|ease|relax|exempt|extend|"
    r"subsidi[sz]e|impose|introduce|abolish|repeal|buy|publish|join|streamline|simplify|auction|"
    r"allow|permit) "
    r"[\w’'-]+)"
)
_MUST: Final = re.compile(
    r"\b(?P<title>(?:[\w’'%-]+ ){2,9}?(?P<verb>must) "
    r"(?P<act>(?!ratify|decide|approve|sign|still|first|wait|choose|agree|find|meet|rule|vote|"
    r"now)[a-z]+))\b"
)
_DATED: Final = re.compile(
    r" (?:on|in|from) (?:[A-Z][a-z]+ [0-9]{1,2}|[A-Z][a-z]+day)(?:, [0-9]{4})?"
)
_SUBJECT: Final = re.compile(
    r" (?:(?:of|on|for|with)(?! [A-Z][a-z]+ [0-9])|that|to|which|about|setting|allowing|requiring|"
    r"asking|banning|ordering|telling|raising|cutting|extending)\b"
)
_AUTHORITY: Final = re.compile(
    r"\b(?:authorit(?:y|ies)|inspectors?|regulators?|governments?|ministr(?:y|ies)|officials|"
    r"exchange|court)\b", re.IGNORECASE,
)  # fmt: skip
_HEARSAY: Final = re.compile(
    r"\b(?:not to be named|people familiar|according to (?:\w+ )?(?:people|sources)|"
    r"sources? (?:said|say)"
    r"|people (?:with knowledge|briefed))\b"
)
_STARTS: Final = re.compile(
    r",? (?:from|starting|as of|effective|beginning|until|in|to|after|by|with)\b"
)
_RUNS_ON: Final = re.compile(r" and (?:set|sets|raised|cut|told|will|has|also|[a-z]+ed)\b")
_NO_RULE: Final = re.compile(r"\b(?:told|asked) (?:SMM|Reuters|Bloomberg|the |a |an |his |her )")


_DEEDS: Final = {
    "exempted": _EXEMPTED, "listed": _LISTED, "levied": _LEVIED, "ordered": _ORDERED, "told": _TOLD,
}  # fmt: skip
_PLANS: Final = {
    "designated": (_DESIGNATED, "announced"), "planned": (_PLANNED, "rumoured"),
    "decided": (_DECIDED, "announced"),
    "must": (_MUST, "announced"),
}  # fmt: skip
_LIKELY: Final = Sieve(
    {**_DEEDS, **{name: pattern for name, (pattern, _) in _PLANS.items()}, "paper": _PAPER}
)


def likely_deeds(page: Page, sentence: Sentence) -> frozenset[str]:
    """Which of all these patterns a sentence may match; three rules ask."""
    text = page.reading.text
    return page.reading.once(
        ("policy orders", sentence.start),
        lambda: _LIKELY.names(text[sentence.start : sentence.end]),
    )


def find_orders(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "Tangshan ordered steelmakers to cut sintering", "exempted gold bars from the tariffs"."""
    if sentence.kind in ("title", "heading"):
        return
    text = page.reading.text
    told = likely_deeds(page, sentence)
    for pattern in (_DEEDS[name] for name in _DEEDS if name in told):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if _authorised(page, sentence, match, pattern) and (
                pattern is _EXEMPTED or page.free(*match.span())
            ):
                yield from _told(page, sentence, match, pattern, rule)


def find_plans(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "intends to publish a monthly bauxite index", "designated 12 minerals for support"."""
    if sentence.kind in ("title", "heading"):
        return
    likely = likely_deeds(page, sentence)
    plans = [plan for name, plan in _PLANS.items() if name in likely]
    if not plans or _is_told(page, sentence):
        return
    text = page.reading.text
    for pattern, sense in plans:
        match = pattern.search(text, sentence.start, sentence.end)
        if match is None or _firm_between(page, sentence, match):
            continue
        agency = agency_before(page.reading, sentence, match.start())
        if pattern is _MUST:
            agency = agency_at(page.reading, sentence, match.start())
        if agency is None and page.spoken_of(sentence) is None:
            continue
        end = clause_end(text, match.end(), min(sentence.end, match.start() + _LONGEST))
        if sense == "rumoured" and match["verb"].startswith("propos"):
            sense = "consultation"
        yield from _drafted(
            page, sentence, match, text[match.start("title") : end], "plan", rule, sense
        )
        return


def _is_told(page: Page, sentence: Sentence) -> bool:
    return any(d.span.start <= sentence.start < d.span.end for d in page.drafts)


def find_papers(page: Page, sentence: Sentence, rule: str) -> Iterator[Draft]:
    """ "issued a notice on February 26 setting out how licences can be applied for"."""
    if "paper" not in likely_deeds(page, sentence) or _is_told(page, sentence):
        return  # what the paper says was read by its own name
    text = page.reading.text
    match = _PAPER.search(text, sentence.start, sentence.end)
    if match is None or agency_before(page.reading, sentence, match.start()) is None:
        return
    dated = _DATED.match(text, match.end())
    after = dated.end() if dated else match.end()
    if not _SUBJECT.match(text, after):
        return
    end = clause_end(text, after + 1, min(sentence.end, after + _LONGEST))
    title = match["title"] + text[after:end]
    yield from _drafted(page, sentence, match, title, "paper", rule)


def _authorised(
    page: Page, sentence: Sentence, match: re.Match[str], pattern: re.Pattern[str]
) -> bool:
    """Is it a body that makes rules, not a court reporter or a firm?"""
    text, reading = page.reading.text, page.reading
    spoken = page.spoken_of(sentence) is not None
    if _NO_RULE.match(text, match.start()):
        return False
    if pattern is _TOLD:
        return agency_at(reading, sentence, match.start()) is not None
    near = text[max(sentence.start, match.start() - 90) : match.start()]
    named = agency_before(reading, sentence, match.start()) is not None
    if pattern is _LISTED:
        return (named and "xchange" in text[sentence.start : sentence.end]) or (
            named and (agency_before(reading, sentence, match.start()) or "") in _EXCHANGES
        )
    named = named or spoken or is_place_before(reading, sentence, match.start())
    return (named or _AUTHORITY.search(near) is not None) and not _firm_between(
        page, sentence, match
    )


_EXCHANGES: Final = frozenset(("SHFE", "LME", "COMEX", "DCE", "GFEX", "INE", "CZCE", "ZCE", "CME"))


def _firm_between(page: Page, sentence: Sentence, match: re.Match[str]) -> bool:
    """ "China's Tsingshan told buyers to …": the firm speaks, not the country."""
    before = page.reading.text[max(sentence.start, match.start() - 60) : match.start()]
    return (
        re.search(r"[’']s? (?:[A-Z][\w.&-]+ ?)+(?:has |have |had |will |also )?$", before)
        is not None
    )


def _told(
    page: Page, sentence: Sentence, match: re.Match[str], pattern: re.Pattern[str], rule: str
) -> Iterator[Draft]:
    text = page.reading.text
    end = clause_end(text, match.end(), min(sentence.end, match.start() + _LONGEST))
    if turn := _RUNS_ON.search(text, match.end(), end):
        end = turn.start()
    if pattern is _TOLD:
        title = f"{match['title'].strip()} {match['to']} {text[match.start('act') : end]}"
    elif pattern is _LISTED:
        title = match["title"]
    elif pattern is _EXEMPTED:
        title = text[match.start() : end]
    else:
        title = text[match.start("title") : end]
    if pattern is _LEVIED:
        cut = _STARTS.search(title)
        title = title[: cut.start()] if cut else title
    family = {_EXEMPTED: "exemption", _LEVIED: "tariff"}.get(pattern, "order")
    yield from _drafted(page, sentence, match, title, family, rule)


def _drafted(
    page: Page, sentence: Sentence, match: re.Match[str], title: str, family: str, rule: str,
    sense: str = "announced",
) -> Iterator[Draft]:  # fmt: skip
    at = match.start("verb"), match.end("verb")
    if _HEARSAY.search(page.reading.text, sentence.start, sentence.end):
        sense = "rumoured"
    told = Cue(*at, sense, "imposed" if sense == "announced" else "reportedly")
    apart = [c for c in page.cues if c.end <= at[0]]
    standing = standing_of(page.reading, sentence, [*apart, told], at[1], at[1], ())
    if standing is None:
        return
    page.take(*match.span())
    yield draft_of(page, sentence, title.strip(), family, standing, rule, match.start())
