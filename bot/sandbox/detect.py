"""Entities Telegram finds by itself in plain text: commands, mentions, tags, addresses."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Any

# Each begins where no word goes on, so that "a/b" holds no command and "x@y.z" no mention.
PATTERNS = (
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?!\w)")),
    ("url", re.compile(r"(?<![\w@.])(?:https?://[^\s<>\"]{3,2000}|(?:[a-z0-9-]{1,63}\.){1,4}"
                       r"(?:com|org|net|io|cn|info|dev)(?:/[^\s<>\"]{0,2000})?)", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.])[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}",
                         re.IGNORECASE)),
    ("mention", re.compile(r"(?<![\w@.])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?!\w)")),
)  # fmt: skip
TRAILING = ".,;:!?)]}'\""


def detect(text: str, taken: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """The entities found, besides those a sender gave; none overlaps a given link or code."""
    place = [0, *accumulate(1 + (sign > "\uffff") for sign in text)]  # of a character, in units
    full = bytearray(place[-1])  # one for each unit something stands on
    for entity in taken or ():
        if _closed(entity["type"]):
            start, end = entity["offset"], entity["offset"] + entity["length"]
            full[start:end] = b"\1" * (end - start)
    found: list[dict[str, Any]] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            shown = match[0].rstrip(TRAILING) if kind in ("url", "email") else match[0]
            offset, end = place[match.start()], place[match.start() + len(shown)]
            if not any(full[offset:end]):
                full[offset:end] = b"\1" * (end - offset)
                found.append({"type": kind, "offset": offset, "length": end - offset})
    return found


def _closed(kind: str) -> bool:
    return kind in ("text_link", "code", "pre", "date_time", "text_mention", "custom_emoji")
