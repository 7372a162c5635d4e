"""Other readers of numbers, run beside ours when they are installed; none is a dependency."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from importlib import import_module
from typing import Final

Reader = Callable[[str], object]
_SENTENCE: Final = re.compile(r"(?<=[.;!?。；])\s+|\n")


def quantulum3() -> Reader:
    """Quantities and units anywhere in a text, without its classifier."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parse: Reader = import_module("quantulum3.parser").parse
    return parse


def price_parser() -> Reader:
    """One price a string, so that it is asked sentence by sentence."""
    price = import_module("price_parser").Price
    return lambda text: [price.fromstring(sentence) for sentence in _SENTENCE.split(text)]


#: By the name people install; each says that it is missing with ImportError.
PEERS: Final[dict[str, Callable[[], Reader]]] = {
    "price-parser": price_parser,
    "quantulum3": quantulum3,
}


def reader_of(name: str) -> Reader | None:
    """The reader of a peer; None when it is not installed."""
    try:
        return PEERS[name]()
    except ImportError:
        return None
