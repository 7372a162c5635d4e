"""Inside a tag: where it ends, its attributes, and the characters a reference stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping

NAMED: Mapping[str, str] = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{1,8}));?")
ATTRIBUTE = re.compile(r"""([^\s=<>"'/]+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s<>"']+)))?""")


def tag_end(source: str, at: int) -> int:
    """Where the tag's `>` stands, one inside quotation marks left out; -1 if nowhere."""
    quote = ""
    for position in range(at, len(source)):
        sign = source[position]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign == ">":
            return position
    return -1


def attributes(text: str) -> dict[str, str]:
    found = {}
    for match in ATTRIBUTE.finditer(text):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found[match[1].lower()] = REFERENCE.sub(character, value)
    return found


def character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name is not None:
        return NAMED.get(name, match[0])
    code = int(decimal) if decimal is not None else int(hexadecimal, 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]
