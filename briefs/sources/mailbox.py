"""An open mailbox, and what can go wrong with it. Passwords stand in no message and no log."""

from __future__ import annotations

import imaplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from imap_tools import (
    BaseMailBox,
    ImapToolsError,
    MailBox,
    MailboxFolderSelectError,
    MailboxLoginError,
    MailBoxStartTls,
    MailBoxUnencrypted,
)

from briefs.sources.failures import FetchError, Reason
from briefs.sources.mail_spec import MailSpec

TIMEOUT_SECONDS: Final = 30


@contextmanager
def open_mailbox(spec: MailSpec) -> Iterator[BaseMailBox]:
    """A mailbox that is logged in. Raises FetchError for whatever goes wrong with it."""
    secret = spec.secret()
    try:
        box = _box(spec)
        try:
            yield box.login(spec.user, secret, initial_folder=None)
        finally:
            _leave(box)
    except MailboxLoginError as error:
        raise FetchError(Reason.LOGIN_NEEDED, f"{spec.host} lets {spec.user} not in") from error
    except MailboxFolderSelectError as error:
        raise FetchError(Reason.NOT_FOUND, f"there is no folder {spec.folder}") from error
    except Exception as error:
        reason = _reason(error)
        if reason is None:
            raise
        told = f"{spec.host}: {str(error) or type(error).__name__}"
        raise FetchError(reason, told.replace(secret, "***")) from error


def _box(spec: MailSpec) -> BaseMailBox:
    port: dict[str, Any] = {} if spec.port is None else {"port": spec.port}
    if spec.security == "none":
        return MailBoxUnencrypted(spec.host, timeout=TIMEOUT_SECONDS, **port)
    context = ssl.create_default_context()
    box = MailBox if spec.security == "tls" else MailBoxStartTls
    return box(spec.host, timeout=TIMEOUT_SECONDS, ssl_context=context, **port)


def _leave(box: BaseMailBox) -> None:
    try:
        box.logout()
    except (OSError, ImapToolsError, imaplib.IMAP4.error):
        box.client.shutdown()  # the line is broken: there is nobody to say goodbye to


def _reason(error: Exception) -> Reason | None:
    match error:
        case socket.gaierror():
            return Reason.NO_SUCH_HOST
        case TimeoutError():
            return Reason.TIMED_OUT
        case ssl.SSLCertVerificationError():
            return Reason.CERTIFICATE
        case ssl.SSLError():
            return Reason.GARBLED
        case OSError() | imaplib.IMAP4.abort():
            return Reason.UNREACHABLE
        case ImapToolsError() | imaplib.IMAP4.error():
            return Reason.GARBLED
    return None
