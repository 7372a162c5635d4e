"""Houses: the banks, brokers and consultancies whose views count, and those that only report."""

from __future__ import annotations

import re
from typing import Final

from briefs.extract.names import Name
from briefs.lexicon import TermKind

SMM: Final = "smm"
#: They publish prices and counts: "according to Argus" names a source, not a view.
REPORTERS: Final = frozenset(
    (
        "argus", "platts", "fastmarkets", "mysteel", "asian-metal", "baiinfo", "ruidao-metal",
        "china-tungsten-online", "kitco", "infolink", "trendforce", "kpler", "vortexa", "antaike",
    )
)  # fmt: skip
#: They count metal; what they say of prices is a view.
OBSERVERS: Final = frozenset(
    ("cochilco", "intl-tin-association", "wgc", "silver-institute", "cobalt-institute")
)
_HOUSE: Final = re.compile(
    r"\b(?:Securities|Futures|Bank|Capital|Research|Morgan|Institute|Consultancy|Consulting|"
    r"Fidelity|"
    r"(?:Asset|Wealth|Investment|Fund) Management|Intelligence|Analytics|Economics|Ratings|"
    r"Advisors|"
    r"Advisers|Brokers|Commodities|Strategists)\b|证券|期货|基金|银行|研究院"
)


def is_house(name: Name) -> bool:
    """Does a name speak of markets for others?"""
    if name.term == SMM or name.place:
        return False
    return name.kind is TermKind.HOUSE or name.term in OBSERVERS or bool(_HOUSE.search(name.text))
