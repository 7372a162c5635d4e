"""Texts nobody would write, to find work that grows faster than the text."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from briefs.extract import extract_facts
from briefs.lexicon import Lexicon
from briefs.types import Flash

SHORT: Final = 3_000  # characters; the long text has TIMES as many
TIMES: Final = 10

#: Each is repeated to the wanted length.
PIECES: Final[dict[str, str]] = {
    "one letter": "a",
    "capitals": "A",
    "digits": "7",
    "commas": ",",
    "open brackets": "(",
    "closed brackets": ")",
    "full stops": ". ",
    "dashes": "-",
    "spaces": " ",
    "line breaks": "\n",
    "quotation marks": "“",
    "Chinese": "铜",
    "Chinese units": "万吨",
    "numbers": "1,234.5 ",
    "numbers glued": "1-2/3.4%",
    "prices": "copper 5,000 yuan/mt ",
    "price list": "copper at 5,000 yuan/mt, up 10, ",
    "ranges": "5-6 yuan/mt to 7-8 yuan/mt ",
    "percentages": "copper rose 5%, tin 6% ",
    "percentages in brackets": "(5%) ",
    "names": "Zijin Mining and Chinalco ",
    "unknown names": "Abcd Efgh of Ijkl ",
    "capital words": "Abc ",
    "dates": "May 5, 2025 ",
    "years": "2025 ",
    "verbs": "rose fell ",
    "cues": "ban tariff quota may risk ",
    "policies": "the ministry announced a ban on exports of tin ",
    "documents": "the “Interim Measures for the Control of Tin” ",
    "deals": "Zijin Mining will buy Chinalco for $5 billion ",
    "opinions": "Citi expects copper prices to rise ",
    "risks": "tariffs may hurt demand ",
    "volumes": "output of tin was 5,000 mt ",
    "sums in rows": "Tin\t5,000\t6,000\t+1.2%\n",
    "table": "Tin ingot RMB/mt 108 113 4.65%\n",
    "Chinese prices": "铜报5000元/吨，涨10元/吨，",
    "and": "tin and ",
    "of": "of the ",
    "slashes": "yuan/mt/",
    "headings": "Tin: ",
}


def growth(lexicon: Lexicon) -> dict[str, float]:
    """How many times longer ten times the text takes, by shape; both as a title and as a body."""
    return {
        f"{name}{where}": round(_growth(piece, make, lexicon), 1)
        for name, piece in PIECES.items()
        for where, make in (("", _as_body), (" (title)", _as_title))
    }


def _growth(piece: str, make: Callable[[str], Flash], lexicon: Lexicon) -> float:
    text = piece * (TIMES * SHORT // len(piece) + 1)
    short, long = make(text[:SHORT]), make(text[: TIMES * SHORT])
    return _seconds(long, lexicon) / _seconds(short, lexicon)


def _seconds(flash: Flash, lexicon: Lexicon) -> float:
    runs = []
    for _ in range(3):
        started = time.process_time()
        extract_facts(flash, lexicon)
        runs.append(time.process_time() - started)
    return max(min(runs), 1e-6)


def _as_body(text: str) -> Flash:
    return Flash(id="hostile", title="News", body=text, published_at=None, language="en")


def _as_title(text: str) -> Flash:
    return Flash(id="hostile", title=text, body="", published_at=None, language="en")
