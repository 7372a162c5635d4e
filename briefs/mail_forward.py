"""What a forwarded e-mail says of itself: that counts, not who passed it on, nor their words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from briefs.draft import Draft
from briefs.mail_lines import plain
from briefs.times import parse_time

PASSED_ON: Final = re.compile(r"^(?:(?:fwd?|re|转发|回复|答复)\s*[:：]\s*)+", re.IGNORECASE)
FORWARD: Final = re.compile(
    r"-* ?(?:(?:begin )?forwarded message|original message|转发的?邮件|原始邮件) ?[:：]? ?-*",
    re.IGNORECASE,
)
FORWARD_WITHIN, FORWARD_HEAD = 40, 10  # lines
FIELD: Final = re.compile(
    r"(?:>\s*)?(?P<name>from|to|cc|date|sent|subject|reply-to|发件人|收件人|抄送|日期|发送时间|主题)"
    r"\s*[:：]\s*(?P<value>.*)",
    re.IGNORECASE,
)


def own_subject(subject: str) -> str:
    """Without the marks of answering and forwarding."""
    return PASSED_ON.sub("", subject).strip()


def unforwarded(mail: Draft, lines: Sequence[str]) -> tuple[Draft, Sequence[str]]:
    """What a forwarded mail says of itself counts, not who passed it on, nor their words."""
    for at, line in enumerate(lines[:FORWARD_WITHIN]):
        if FORWARD.fullmatch(plain(line)):
            start = at + 1
            told: dict[str, str] = {}
            while start < len(lines) and start <= at + FORWARD_HEAD:
                found = FIELD.fullmatch(plain(lines[start]))
                if found is None:
                    break
                told[found["name"].casefold()] = found["value"].strip()
                start += 1
            return _as_told(mail, told), lines[start:]
    return mail, lines


def _as_told(mail: Draft, told: dict[str, str]) -> Draft:
    subject = told.get("subject") or told.get("主题") or ""
    sent = told.get("date") or told.get("sent") or told.get("日期") or told.get("发送时间") or ""
    return replace(
        mail,
        title=own_subject(subject) or mail.title,
        published_at=_sent(sent) or mail.published_at,
    )


def _sent(text: str) -> datetime | None:
    """ "Tue, Mar 5, 2030 at 6:00 PM": without the weekday it is a time like any other."""
    return parse_time(re.sub(r"^\w{3,9},? |^星期.,? ?", "", text)) or parse_time(text)
