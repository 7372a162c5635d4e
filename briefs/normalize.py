"""What came in → flashes: clean text, one language, one time, nothing that is no content."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from briefs.boilerplate import cut_link, load_boilerplate
from briefs.draft import Draft
from briefs.errors import Unreadable
from briefs.headline import take_headline
from briefs.json_lines import read_json
from briefs.lead import drop_repeated_lead
from briefs.mail_page import read_mail_page
from briefs.marks import LETTERS, id_of, language_of
from briefs.page_html import read_html
from briefs.page_text import read_page
from briefs.sheets.read import SHEETS, read_sheet
from briefs.types import Flash, Media, RawFlash

READERS: Mapping[Media, Callable[[str], tuple[Draft, ...]]] = {
    "text": read_page,
    "html": read_html,
    "json": read_json,
    "mail": read_mail_page,
}
LARGEST = 5_000_000  # characters; more than any article, less than what hurts
SIGNS = dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\u00ad")) | str.maketrans(
    {"\u00a0": " ", "\u3000": " ", "\u2009": " ", "\u202f": " ", "\x0b": "\n"}
)
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd\u2400\ud800-\udfff]")
SPACE_RUN = re.compile(r" {2,}")


def normalize(raw: RawFlash) -> tuple[Flash, ...]:
    """The flashes in it, in their order. Raises Unreadable with a reason a person understands.

    A time that names no zone is China Standard Time.
    """
    if raw.media in SHEETS:
        return read_sheet(raw)
    text = _clean(raw.content)
    drafts = READERS[raw.media](text)
    if not drafts:
        raise Unreadable("There is no headline in it: nothing but links, labels or contact lines.")
    return tuple(_flash(draft, _signed(draft) if raw.media == "json" else text) for draft in drafts)


def _signed(draft: Draft) -> str:
    """Where a record says who wrote it: its address, its headline, its dateline."""
    return " ".join((draft.url or "", draft.title, *draft.lines[:1]))


def _clean(content: str) -> str:
    if len(content) > LARGEST:
        raise Unreadable(f"It is too large: at most {LARGEST:,} characters are read.")
    text = content.replace("\r\n", "\n").replace("\r", "\n").translate(SIGNS)
    if not text.strip():
        raise Unreadable("It is empty.")
    odd = len(NO_TEXT.findall(text))
    if odd > len(text) // 100:
        raise Unreadable(
            f"It is no text: {odd:,} of {len(text):,} characters cannot be read. "
            "Save the page as text or HTML."
        )
    return NO_TEXT.sub("", text)


def _flash(draft: Draft, signed: str) -> Flash:
    """`signed` is the text in which the publisher's name or address is looked for."""
    lines = _content(draft.lines)
    title = _tidy(draft.title) or (lines.pop(0) if lines else "")
    headline = take_headline(title, lines)
    if not LETTERS.search(headline.title):
        raise Unreadable("It has no headline and no text.")
    body = "\n".join(drop_repeated_lead(headline.lines))
    return Flash(
        id=draft.id or id_of(headline.title, body, draft.published_at),
        title=headline.title,
        body=body,
        published_at=draft.published_at,
        language=language_of(f"{headline.title} {body}"),
        publisher=draft.publisher or load_boilerplate().publisher_of(signed),
        section=draft.section or headline.section,
        url=draft.url,
    )


def _content(lines: Sequence[str]) -> list[str]:
    """The lines that say something, links cut off and runs of spaces made one."""
    words = load_boilerplate()
    tidied = (_tidy(cut_link(line)) for line in lines)
    return [line for line in tidied if words.is_content(line)]


def _tidy(line: str) -> str:
    # Once more after `_clean`: tags and escapes hid these signs until they were read.
    return SPACE_RUN.sub(" ", NO_TEXT.sub("", line.translate(SIGNS))).strip()
