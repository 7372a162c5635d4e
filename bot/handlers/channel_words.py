"""How the posts of a channel look, as it is typed behind /channel: `layout:short language:zh`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.presses import Look

#: What may stand before the colon, for what it sets.
SETTINGS: Final = {
    "layout": "layout", "版式": "layout",
    "language": "language", "语言": "language",
    "board": "pins", "pin": "pins", "置顶": "pins",
}  # fmt: skip
#: And what behind it.
VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    "layout": {"full": "full", "完整": "full", "short": "short", "简短": "short"},
    "language": {"en": "en", "english": "en", "英文": "en", "zh": "zh", "chinese": "zh",
                 "中文": "zh"},
    "pins": {"on": "on", "开": "on", "off": "off", "关": "off"},
}  # fmt: skip
PAIR: Final = re.compile(rf"({'|'.join(SETTINGS)})[:：](\S*)", re.IGNORECASE)


class UnknownLook(Exception):
    """A word that means to set how posts look, with a value that nothing has. Its text is that
    word."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What a line sets, in its order, and what is left of it: a filter, or nothing."""

    looks: tuple[Look, ...]
    rest: str


def read_looks(line: str) -> Typed:
    """Take the settings out of a line. Raises UnknownLook."""
    looks: list[Look] = []
    rest: list[str] = []
    for word in line.split():
        pair = PAIR.fullmatch(word)
        if pair is None:
            rest.append(word)
            continue
        setting = SETTINGS[pair[1].casefold()]
        value = VALUES[setting].get(pair[2].casefold())
        if value is None:
            raise UnknownLook(word)
        looks.append(Look(setting, value))
    return Typed(tuple(looks), " ".join(rest))
