"""What Telegram takes: a strict reader of its HTML, for tests."""

from __future__ import annotations

import re

ALLOWED = {"s", "b", "i", "a", "blockquote", "tg-time"}
TOKEN = re.compile(
    r"<(/?)([a-z-]+)((?: [a-z]+(?:=\"[^\"<>]*\")?)*)>|<|>|&(?:amp|lt|gt|quot|#\d+);|&"
)
LINK = re.compile(r' href="(https?://[^"]*)"')


def check_markup(text: str) -> list[str]:
    """The tags in order; an AssertionError for a stray, unknown or unbalanced one."""
    open_tags: list[str] = []
    seen: list[str] = []
    for match in TOKEN.finditer(text):
        closing, tag, attributes = match[1], match[2], match[3]
        if tag is None:
            assert match[0].startswith("&"), f"a stray {match[0]} at {match.start()}"
            assert match[0] != "&", f"a bare & at {match.start()}"
        elif closing:
            assert open_tags, f"</{tag}> closes nothing"
            assert open_tags.pop() == tag, f"</{tag}> crosses another"
        else:
            assert tag in ALLOWED, f"<{tag}> is not Telegram's"
            assert tag != "a" or LINK.fullmatch(attributes), f"a link to {attributes}"
            open_tags.append(tag)
            seen.append(tag)
    assert not open_tags, f"{open_tags} never closed"
    return seen
