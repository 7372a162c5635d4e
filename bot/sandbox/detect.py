"""Entities Telegram finds by itself in plain text: commands, mentions, tags, addresses."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox.markup_html import units

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
    spans = [(e["offset"], e["offset"] + e["length"]) for e in taken or () if _closed(e["type"])]
    found: list[dict[str, Any]] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            shown = match[0].rstrip(TRAILING) if kind in ("url", "email") else match[0]
            offset, length = units(text[: match.start()]), units(shown)
            if all(offset + length <= start or offset >= end for start, end in spans):
                spans.append((offset, offset + length))
                found.append({"type": kind, "offset": offset, "length": length})
    return found


def _closed(kind: str) -> bool:
    return kind in ("text_link", "code", "pre", "date_time", "text_mention", "custom_emoji")
