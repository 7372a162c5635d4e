"""The names of the metals trade: what a word in a flash or a question stands for.

`load_lexicon()` reads the spreadsheets in `data/` (see `data/README.md`), checks them and gives a
`Lexicon`: `mentions` reads running text, `find` reads what a person typed.
"""

from __future__ import annotations

from briefs.lexicon.add import add_term
from briefs.lexicon.book import Lexicon
from briefs.lexicon.load import check_lexicon, load_lexicon
from briefs.lexicon.rows import Problem
from briefs.lexicon.terms import Hit, Mention, Term, TermKind

__all__ = [
    "Hit",
    "Lexicon",
    "Mention",
    "Problem",
    "Term",
    "TermKind",
    "add_term",
    "check_lexicon",
    "load_lexicon",
]
