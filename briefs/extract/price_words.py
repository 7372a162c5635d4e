"""What the readers of prices look for at every level, asked once of the whole flash.

Most flashes have no forecast, no night session and no parity: then no level is asked for them.
"""

from __future__ import annotations

import re
from typing import Final

from briefs.extract.price_attributes import FORECAST, PREMIUM
from briefs.extract.price_days import NOW, OVERNIGHT
from briefs.extract.price_parity import AT_PARITY
from briefs.extract.reading import Reading
from briefs.extract.sieve import Sieve

PARITY_TO: Final = re.compile(
    r"\b(?:parity|par|zero) to (?:a )?premiums? of (?:about )?$", re.IGNORECASE
)
DISCOUNT_TO: Final = re.compile(r"(?: yuan/mt| yuan)? to (?:a )?premiums? of (?:about )?")
OF_CONTENT: Final = re.compile(r" (?:of )?(?:contained |payable )?[A-Za-z]{2,12} content\b")
CONTRACT_TOLD: Final = re.compile(
    r"\b(?:most[- ](?:traded|active|liquid)|main|dominant|busiest|front-month)"
    r"(?: [a-z-]+){0,3} (?:contract|futures)\b"
    r"|主力|合约|期货"
)
_SIEVE: Final = Sieve(
    {
        "forecast": FORECAST, "premium": PREMIUM, "now": NOW, "overnight": OVERNIGHT,
        "parity": AT_PARITY, "parity to": PARITY_TO, "discount to": DISCOUNT_TO,
        "content": OF_CONTENT, "contract": CONTRACT_TOLD,
    }
)  # fmt: skip


def words_of(reading: Reading) -> frozenset[str]:
    """The patterns by name that can match anywhere in the flash."""
    return reading.once("price words", lambda: _SIEVE.names(reading.text))
