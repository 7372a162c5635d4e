"""The filter language: one line a trader can type, and what it takes.

    ndpr, dy, tb move>=1% kind:price,policy -kind:deal every:08:30

`parse` reads it (`FilterError` points at the word), `print_filter` writes it, `reading` says it in
plain words, `matches` decides, `index_terms` and `news_terms` make the index that finds candidates.
"""

from __future__ import annotations

from briefs.filters.expressions import EVERYTHING, Expr, Filter
from briefs.filters.index import has_levels, has_statuses, index_terms, is_plain, news_terms
from briefs.filters.matching import News, Told, matches
from briefs.filters.parse import parse
from briefs.filters.printing import print_expr, print_filter
from briefs.filters.problems import FilterError, Problem
from briefs.filters.reading import reading, say_filter
from briefs.filters.reading_rhythm import say_days, say_rhythm, say_zone
from briefs.filters.rhythm import PRESETS, Rhythm, Venue, Window, print_rhythm
from briefs.filters.rhythm_reading import read_rhythm
from briefs.filters.wire import expr_from_json, expr_to_json

__all__ = [
    "EVERYTHING",
    "PRESETS",
    "Expr",
    "Filter",
    "FilterError",
    "News",
    "Problem",
    "Rhythm",
    "Told",
    "Venue",
    "Window",
    "expr_from_json",
    "expr_to_json",
    "has_levels",
    "has_statuses",
    "index_terms",
    "is_plain",
    "matches",
    "news_terms",
    "parse",
    "print_expr",
    "print_filter",
    "print_rhythm",
    "read_rhythm",
    "reading",
    "say_days",
    "say_filter",
    "say_rhythm",
    "say_zone",
]
