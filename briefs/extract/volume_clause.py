"""The words a clause itself uses for what it tells an amount of: "Imported ore at Chinese ports"
before "stood at 129 million tonnes"."""

from __future__ import annotations

import re
from typing import Final

from briefs.extract.reading import Reading
from briefs.extract.sentences import Sentence
from briefs.extract.volume_named import cleaned, unowned

_CLAUSE: Final = re.compile(
    r"[;:] |, (?:and |but |while |whereas |with )?|\b(?:while|whereas|said|that) "
)
_VERB: Final = re.compile(
    r"[,;:(]| (?:was|were|is|are|has|have|had|will|would|should|may|can|could|stood|stands|rose|"
    r"fell|grew|climbed|dropped|slipped|declined|increased|decreased|jumped|surged|plunged|tumbled|"
    r"totalled|totaled|reached|came|hit|edged|averaged|amounted|gained|lost|added|shrank|dipped|"
    r"eased|swelled|doubled|tripled|halved|exceeded|ended|sank|slumped|recovered|expanded|"
    r"contracted|soared|remained|stayed|held|inched|ticked|went|moved|made|produced|supplied|ran|"
    r"runs|run|operated|operates|yielded|"
    r"shipped|sold|exported|imported|bought|took|turned)\b"
)
_REACH: Final = 140
_MOST: Final = 9  # words
_WHEN: Final = re.compile(
    r" (?:in|for|during|over|at the end of|as of|on|last|this) (?:the )?(?:[A-Z][a-z]+|20[0-9]{2}|"
    r"first|second|third|fourth|year|month|week|quarter|[0-9]{1,2})\b.*$"
)


def clause_subject(reading: Reading, sentence: Sentence, at: int) -> str | None:
    """The noun phrase before the verb that leads to the amount at `at`; None where the clause
    opens with another thing than two to nine words."""
    start = max(sentence.start, at - _REACH)
    if start > sentence.start:
        start = reading.text.find(" ", start, at) + 1 or at
    told = reading.text[start:at]
    begin = 0
    for mark in _CLAUSE.finditer(told):
        rest = told[mark.end() :]
        if _VERB.search(rest) and rest[:1].isalpha():
            begin = mark.end()
    verb = _VERB.search(told, begin)
    if verb is None:
        return None
    words = unowned(cleaned(_WHEN.sub("", told[begin : verb.start()]).strip()))
    return words if 2 <= len(words.split()) <= _MOST else None
