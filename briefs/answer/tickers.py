"""`$CU` in a question is said as the name it stands for, where the lexicon does not read it so."""

from __future__ import annotations

import re
from typing import Final

from briefs.answer.question import NAMED
from briefs.lexicon import Lexicon

_CASHTAG: Final = re.compile(r"(?<![\w$])\$(?P<symbol>[A-Za-z][A-Za-z0-9]{0,7})\b")


def spell_tickers(question: str, lexicon: Lexicon) -> str:
    """The question with each `$SYMBOL` that is one term's name in place of its sign."""

    def spell(match: re.Match[str]) -> str:
        if any(one.start <= match.start("symbol") < one.end for one in lexicon.mentions(question)):
            return match[0]
        term = lexicon.resolve(match["symbol"], kinds=NAMED)
        return match[0] if term is None else term.name

    return _CASHTAG.sub(spell, question)
