"""Newsletters in a mailbox, over IMAP: only of senders that the operator named, nothing deleted.

log in → numbers of mails behind the last one looked at → their heads: whose, how large →
those of our senders whole → what is in them (mail_parts)
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from imap_tools import AND, BaseMailBox, MailMessage

from briefs.errors import Unreadable
from briefs.sources.client import Web
from briefs.sources.files import raws_of_mail
from briefs.sources.mail_parts import LARGEST, read_mail
from briefs.sources.mail_spec import MailSpec
from briefs.sources.mail_trust import is_of, is_signed
from briefs.sources.mailbox import open_mailbox
from briefs.sources.polled import Item, Look
from briefs.sources.state import SourceState
from briefs.types import RawFlash

log = logging.getLogger(__name__)

MOST_MAILS: Final = 100  # whole ones at one look; the others are left for the next
MOST_BYTES: Final = 50_000_000  # of them together
BYTES: Final = "latin-1"  # a mail as text, byte for byte
VALIDITY, LAST = "validity", "last"  # what is remembered between two looks


@dataclass(frozen=True, slots=True)
class MailSource:
    """See `PolledSource`."""

    spec: MailSpec

    async def look(self, state: SourceState, web: Web, now: datetime) -> Look:
        return await asyncio.to_thread(self._look, state, now)

    async def read(self, item: Item, web: Web, now: datetime) -> tuple[RawFlash, ...]:
        """The flashes of a mail: its text, and what is attached."""
        assert item.raw is not None
        raw = item.raw
        try:
            mail = await asyncio.to_thread(read_mail, raw.content.encode(BYTES))
        except Unreadable:
            return (raw,)  # set aside with its reason, as it came
        return tuple(
            raws_of_mail(
                mail, source=raw.source, origin=raw.origin, now=now, publisher=self.spec.name
            )
        )

    def _look(self, state: SourceState, now: datetime) -> Look:
        with open_mailbox(self.spec) as box:
            box.folder.set(self.spec.folder, readonly=not self.spec.seen)
            status = box.folder.status(self.spec.folder)
            validity, newest = status["UIDVALIDITY"], status["UIDNEXT"] - 1
            # Numbers of another validity name other mails: all is looked at anew.
            known = state.memory.get(LAST) if state.memory.get(VALIDITY) == validity else None
            numbers = _numbers(box, known, now - timedelta(days=self.spec.days))
            wanted, left = self._wanted(box, numbers)
            messages = list(self._fetch(box, wanted))
        last = left[0] - 1 if left else max([newest, known or 0, *numbers])
        items = tuple(self._item(message, validity, now) for message in messages)
        return Look(items=items, memory={VALIDITY: validity, LAST: last})

    def _wanted(self, box: BaseMailBox, numbers: Sequence[int]) -> tuple[list[str], Sequence[int]]:
        """The mails to fetch whole, and the numbers that are left for the next look."""
        wanted: list[str] = []
        size = 0
        for at, head in enumerate(_heads(box, numbers)):
            if self._is_ours(head):
                size += head.size_rfc822
                if wanted and (len(wanted) == MOST_MAILS or size > MOST_BYTES):
                    return wanted, numbers[at:]
                wanted.append(str(head.uid))
        return wanted, ()

    def _is_ours(self, head: MailMessage) -> bool:
        """By its head alone; what is of nobody we know is never fetched."""
        if not is_of(head.from_, self.spec.senders):
            return False
        results = dict(head.headers).get("authentication-results", ())
        if self.spec.signed_for and not is_signed(head.from_, results, self.spec.signed_for):
            log.warning("source %s: a mail from %s has no DKIM pass", self.spec.id, head.from_)
            return False
        if head.size_rfc822 > LARGEST:
            log.warning("source %s: mail %s is too large", self.spec.id, head.uid)
            return False
        return True

    def _fetch(self, box: BaseMailBox, wanted: Sequence[str]) -> Iterator[MailMessage]:
        if wanted:
            yield from box.fetch(uid_list=wanted, mark_seen=self.spec.seen)

    def _item(self, message: MailMessage, validity: int, now: datetime) -> Item:
        origin = f"{self.spec.user} {self.spec.folder}, mail {message.uid}"
        content = bytes(message.obj).decode(BYTES)
        return Item(
            key=f"{validity}/{message.uid}",
            published_at=message.date if message.date.tzinfo is not None else None,
            raw=RawFlash(self.spec.id, origin, content, "mail", now),
        )


def _numbers(box: BaseMailBox, last: int | None, since: datetime) -> list[int]:
    """Of mails behind the last one looked at; at the first look, of those of the last days."""
    if last is None:
        found = box.uids(AND(date_gte=since.date()), charset=None)
    else:
        found = box.uids(AND(uid=f"{last + 1}:*"), charset=None)
    # "900:*" names the newest mail even where its number is below 900.
    return sorted(number for number in map(int, found) if last is None or number > last)


def _heads(box: BaseMailBox, numbers: Sequence[int]) -> Iterator[MailMessage]:
    if numbers:
        uids = [str(number) for number in numbers]
        yield from box.fetch(uid_list=uids, headers_only=True, mark_seen=False)
