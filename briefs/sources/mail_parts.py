"""The bytes of an e-mail → who sent it and when, its text, and its attachments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from typing import Final, Literal

from briefs.errors import Unreadable
from briefs.mail_page import KIND, PUBLISHER, SUBJECT, TIME
from briefs.sources.content import decode_as

LARGEST: Final = 25_000_000  # bytes; more than servers take
MOST_ATTACHMENTS: Final = 50
INTRODUCTION: Final = 300  # characters; a text no longer only introduces what is attached
UNNAMED_MAIL: Final = "forwarded.eml"
#: What the e-mail package is known to raise on headers that are no headers.
BROKEN: Final = (
    AttributeError,
    AssertionError,
    IndexError,
    KeyError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """`sender` is the bare address of the From line, in small letters; "" if there is none."""

    sender: str
    sender_name: str
    subject: str
    sent_at: datetime | None
    kind: Literal["html", "text"]
    text: str
    attachments: tuple[Attachment, ...] = ()

    def kept(self, publisher: str | None = None) -> str:
        """The mail as it is kept and read (`briefs/mail_page.py`): four lines, and its text."""
        told = {
            SUBJECT: self.subject,
            TIME: self.sent_at.isoformat() if self.sent_at else "",
            PUBLISHER: publisher or "",
            KIND: self.kind,
        }
        return "\n".join([*(f"{name}: {value}" for name, value in told.items()), "", self.text])

    @property
    def only_introduces(self) -> bool:
        """Whether the text is a word or two about the attachment."""
        return bool(self.attachments) and self.kind == "text" and len(self.text) <= INTRODUCTION


def read_mail(data: bytes) -> Mail:
    """Raises Unreadable for what is no e-mail."""
    if len(data) > LARGEST:
        raise Unreadable(f"The mail is too large: {len(data):,} bytes, {LARGEST:,} are read.")
    try:
        message = message_from_bytes(data, policy=default)
        sender_name, sender = parseaddr(header(message, "from"))
        kind, text = _text(message)
        attachments = tuple(_attachments(message))
    except BROKEN as error:
        raise Unreadable(f"It is no e-mail that can be read ({error}).") from error
    if not sender and not text.strip() and not attachments:
        raise Unreadable("It is no e-mail: it has no sender and no text.")
    subject = header(message, "subject")
    return Mail(sender.lower(), sender_name, subject, _sent_at(message), kind, text, attachments)


def header(message: EmailMessage, name: str) -> str:
    """A header in one line; "" for one that is not there or cannot be read."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except BROKEN:
        return ""


def _sent_at(message: EmailMessage) -> datetime | None:
    try:
        sent_at = parsedate_to_datetime(header(message, "date"))
        return sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _text(message: EmailMessage) -> tuple[Literal["html", "text"], str]:
    """The HTML where there is any: it shows where one piece of news ends and the next begins."""
    for kind in ("html", "plain"):
        body = message.get_body(preferencelist=(kind,))
        if isinstance(body, EmailMessage) and (text := _decoded(body)).strip():
            return ("html" if kind == "html" else "text"), text
    return "text", ""


def _decoded(part: EmailMessage) -> str:
    """By the charset it names, else by the look of its bytes."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    return decode_as(data, part.get_content_charset())


def _attachments(message: EmailMessage) -> Iterator[Attachment]:
    for number, part in enumerate(message.iter_attachments(), 1):
        if number > MOST_ATTACHMENTS:
            return
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload(0)
            if isinstance(inner, EmailMessage):
                yield Attachment(part.get_filename() or UNNAMED_MAIL, inner.as_bytes())
            continue
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and (name := part.get_filename()):
            yield Attachment(name.replace("/", "_").replace("\n", " "), data)
