"""What is to be known of a series, in words: in a page, and in a picture."""

from __future__ import annotations

from html import unescape

from markupsafe import Markup

from briefs.history.holes import Notice, NoticeKind
from briefs.speech import Speaker


def notice_words(one: Notice, t: Speaker) -> Markup:
    """A sentence of Telegram HTML."""
    day = t.day(one.day)
    match one.kind:
        case NoticeKind.UNIT:
            units = {"before": t.unit(one.before), "after": t.unit(one.after)}
            return t("notice-unit", day=day, **units)
        case NoticeKind.CONTRACT:
            return t("notice-contract", day=day, before=one.before, after=one.after)
        case NoticeKind.HOLE:
            return t("notice-hole", day=day, days=int(one.before))
        case NoticeKind.ENDED:
            return t("notice-ended", day=t.day(one.day, full=True))


def said(text: str) -> str:
    """Words of the catalog for where no HTML is read."""
    return unescape(str(text))
