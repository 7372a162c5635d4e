"""Is a name only another form of a known material: "scandium fluoride" where we know scandium?

Reading files such a price under scandium, which is the nearest we know; the list of names we lack
should still hold it. Which words name forms is learnt from the lexicon's own materials.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from briefs.lexicon.book import Lexicon
from briefs.lexicon.terms import Term, TermKind

_WORD: Final = re.compile(r"[a-z]{3,}")
_FORM_ZH: Final = re.compile(r"化|酸|合金|粉|锭|丝|箔|带|棒|片|靶|溶液|精矿|渣|废")
#: Forms that no material of the lexicon has yet.
_MORE: Final = frozenset(
    {"acetate", "boride", "bromide", "carbide", "chloride", "fluoride", "fume", "iodide", "nitrate",
     "nitride", "oxalate", "pellets", "phosphate", "silicide", "sulphide", "target", "wire"}
)  # fmt: skip
_NO_FORMS: Final = frozenset(
    {"charge", "cost", "fee", "fees", "index", "premium", "price", "ratio"}
)


def lacks_form(name: str, term_id: str | None, lexicon: Lexicon) -> bool:
    """Whether the lexicon knows the material of a name, as `term_id`, but not this form of it."""
    term = lexicon.terms.get(term_id or "")
    if term is None or term.kind is not TermKind.MATERIAL:
        return False
    if not name.isascii():
        return term.name_zh in name and _FORM_ZH.search(name.replace(term.name_zh, " ")) is not None
    ending = _ending(name)
    return ending in _forms(lexicon) and all(_ending(own) != ending for own in _names(term))


def _ending(name: str) -> str:
    """The last word of a name, before any bracket, month or grade."""
    words = _WORD.findall(name.casefold().partition(" (")[0])
    return words[-1] if words else ""


def _names(term: Term) -> tuple[str, ...]:
    return (term.name, *term.aliases)


@lru_cache(maxsize=4)
def _forms(lexicon: Lexicon) -> frozenset[str]:
    """The last words of materials of two words and more: "oxide", "ingot", "concentrate"."""
    materials = [t for t in lexicon.terms.values() if t.kind is TermKind.MATERIAL]
    alone = {_ending(t.name) for t in materials if " " not in t.name}
    paired = frozenset(_ending(t.name) for t in materials if " " in t.name)
    return (paired | _MORE) - alone - _NO_FORMS
