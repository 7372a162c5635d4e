"""Text of a message as a bot gave it → text and entities as the message will have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.detect import detect
from bot.sandbox.errors import bad
from bot.sandbox.markup_html import parse_html, units
from bot.sandbox.markup_markdown import parse_markdown, parse_markdown_v2

Parsed = tuple[str, list[dict[str, Any]]]

# core.telegram.org/bots/api#sendmessage: characters after entities are parsed.
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
MOST_ENTITIES = 100  # further ones are dropped without a word
MODES: Mapping[str, Callable[[str], Parsed]] = {
    "html": parse_html,
    "markdownv2": parse_markdown_v2,
    "markdown": parse_markdown,
}


def format_text(
    source: str, mode: str | None, given: list[dict[str, Any]] | None, longest: int
) -> Parsed:
    """Raises Refusal for markup that does not parse and for text that is too long."""
    if mode and mode.lower() not in MODES:
        raise bad("unsupported parse_mode")
    text, entities = MODES[mode.lower()](source) if mode else (source, list(given or []))
    text, entities = _trim(text.replace("\r", ""), entities)
    if len(text) > longest:
        raise bad(
            "message is too long" if longest == LONGEST_TEXT else "message caption is too long"
        )
    entities += detect(text, entities)
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return text, entities[:MOST_ENTITIES]


def message_text(
    source: str | None, mode: str | None, given: list[dict[str, Any]] | None
) -> Parsed:
    """The text of a message, which must not be empty."""
    text, entities = format_text(source or "", mode, given, LONGEST_TEXT)
    if not text:
        raise bad("message text is empty")
    return text, entities


def _trim(text: str, entities: list[dict[str, Any]]) -> Parsed:
    """White space at both ends goes, and what of the entities stood on it."""
    trimmed = text.strip()
    cut = units(text[: len(text) - len(text.lstrip())])
    end = units(trimmed)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - cut)
        stop = min(end, entity["offset"] + entity["length"] - cut)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return trimmed, kept
