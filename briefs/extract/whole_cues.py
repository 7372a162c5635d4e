"""The cues of a whole flash: all tables that are read over its full text, found in one pass.

Ten automata in turn would push one another out of the processor's cache; one that holds the phrases
of all tables reads the text once. Each table then keeps its own leftmost, longest phrases.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from briefs.extract.cues import Cue, is_whole, phrases_of
from briefs.extract.reading import Reading

TABLES: Final = (
    "move_limits", "volume_metrics", "policy_heads", "policy_cues", "deal_cues", "deal_words",
    "opinion_cues", "market_words", "risk_cues", "adverse",
)  # fmt: skip


def whole_cues(reading: Reading, table: str, *, month: bool = True) -> list[Cue]:
    """The cues of one of TABLES in text order, as `CueTable.scan` gives them. Without `month` the
    month May is no "may"."""
    cues = reading.once("cues", lambda: scan_tables(reading.lowered))[table]
    if month:
        return cues
    return [cue for cue in cues if cue.word != "may" or reading.text[cue.start] == "m"]


def scan_tables(lowered: str) -> dict[str, list[Cue]]:
    """The cues of every table in a text in small letters: whole words, leftmost first, the longest
    of those that begin together, none in another of its table."""
    automaton, told = _shelf()
    places = []
    for index, start, end in automaton.find_matches_as_indexes(lowered, overlapping=True):
        # Most hits are parts of words; two looks tell, before a call.
        touched = lowered[start - 1 : start].isalnum() or lowered[end : end + 1].isalnum()
        if not touched or is_whole(lowered, start, end):
            places.append((start, -end, index))
    places.sort()
    found: dict[str, list[Cue]] = {table: [] for table in TABLES}
    for start, minus_end, index in places:
        for table, sense, phrase in told[index]:
            cues = found[table]
            if not cues or start >= cues[-1].end:
                cues.append(Cue(start, -minus_end, sense, phrase))
    return found


@cache
def _shelf() -> tuple[AhoCorasick, list[list[tuple[str, str, str]]]]:
    """One automaton of all phrases, and for each of them its tables with their senses."""
    told: dict[str, list[tuple[str, str, str]]] = {}
    for table in TABLES:
        for phrase, sense in phrases_of(table).items():
            told.setdefault(phrase, []).append((table, sense, phrase))
    automaton = AhoCorasick(
        list(told), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
    )
    return automaton, list(told.values())
