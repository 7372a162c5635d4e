"""Many briefings that wait for one chat, as one message: a line or two of each, in their order.

The number of messages is what is scarce. A briefing told in a digest is told sooner than one that
waits for its turn; its button opens it whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from bot.delivery.split import text_length
from bot.i18n import Translations
from bot.keyboards import open_keyboard
from briefs.store.outbox import Delivery

ROOM = 3_800  # of the 4,096 characters of a message
BUTTONS = 40  # more are hard to find one's number in; Telegram takes a hundred
MOST_TAGS = 10
CITATION = re.compile(r"\s?\[\d+\]")
NO_FACT = ("<i>", "<blockquote", "</blockquote", "[")
TAG = re.compile(r"<(/?)([a-z][a-z-]*)[^<>]*>")


def compose(
    briefings: Sequence[Delivery], translations: Translations
) -> tuple[str, Mapping[str, Any] | None]:
    """A digest of briefings as Telegram HTML, and its buttons. Each briefing has its line.

    In a channel it has their hashtags, and no buttons: what those open, all would see.
    """
    language = briefings[-1].language or "en"
    head = translations.say(language, "digest-waited", count=len(briefings))
    full = [(headline(one.text), first_fact(one.text)) for one in briefings]
    text = _listed(head, full)
    if text_length(text) > ROOM:
        text = _listed(head, [(line, "") for line, _ in full])
    if briefings[-1].channel:
        return "\n\n".join([text, *_tags(briefings)]), None
    events = [one.event_id for one in briefings if one.event_id is not None]
    if not 0 < len(events) <= BUTTONS or len(events) < len(briefings):
        return text, None  # a number would open another line than its own
    return text, open_keyboard(events).to_dict()


def headline(html: str) -> str:
    """The first line of a briefing."""
    return html.partition("\n")[0].strip()


def first_fact(html: str) -> str:
    """The first line that states a fact, without the numbers of its evidence; "" if none does."""
    for line in html.partition("\n\n")[2].split("\n"):
        if line.startswith(NO_FACT):
            return ""
        stated = CITATION.sub("", line).strip()
        if any(character.isdigit() for character in stated) and _balanced(stated):
            return stated.removeprefix("· ")
    return ""


def _tags(briefings: Sequence[Delivery]) -> list[str]:
    """The hashtags of all of them as one line, those of the most first; none if there are none."""
    told = Counter(
        tag
        for one in briefings
        for line in one.text.split("\n")
        if line.startswith("#")
        for tag in line.split()
    )
    tags = [tag for tag, _ in told.most_common(MOST_TAGS)]
    return [" ".join(tags)] if tags else []


def _listed(head: str, entries: Sequence[tuple[str, str]]) -> str:
    lines = [
        f"{number}. {line}" + (f"\n{fact}" if fact else "")
        for number, (line, fact) in enumerate(entries, 1)
    ]
    return "\n".join([head, "", *lines])


def _balanced(line: str) -> bool:
    """Whether the line can stand alone: every tag it opens is closed in it, and in order."""
    opened: list[str] = []
    for close, name in TAG.findall(line):
        if not close:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened
