"""Why a source could not be read: one set of reasons for retry, log, metric and message.

What a person is told of each stands in `bot/locales`, as `source-reason-<value>`.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from briefs.errors import BriefsError


class Reason(StrEnum):
    # The address itself.
    BAD_ADDRESS = "bad-address"  # no http or https address, or one written to mislead
    PRIVATE_ADDRESS = "private-address"  # it leads into a network that is not public
    ROBOTS = "robots"  # the site's robots.txt asks us not to
    # The way there.
    NO_SUCH_HOST = "no-such-host"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed-out"
    CERTIFICATE = "certificate"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    # What the server said.
    BUSY = "busy"  # 429, or 503 with Retry-After
    SERVER_ERROR = "server-error"  # any other 5xx
    LOGIN_NEEDED = "login-needed"  # 401, 402, 403, or a mailbox that lets us not in
    NOT_FOUND = "not-found"
    GONE = "gone"
    REFUSED = "refused"  # any other status that is no answer
    GARBLED = "garbled"  # no HTTP, or an encoding we did not ask for
    # What came.
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"  # not what the source is said to be
    CHANGED = "changed"  # it came, but nothing is found in it that was found before
    # With us.
    FAULT = "fault"  # of Flashbrief itself; the log has more

    @property
    def passing(self) -> bool:
        """Whether it may be over by itself; the others wait for a person, and are tried rarely."""
        return self in PASSING


PASSING = frozenset(
    {
        Reason.NO_SUCH_HOST,
        Reason.UNREACHABLE,
        Reason.TIMED_OUT,
        Reason.BUSY,
        Reason.SERVER_ERROR,
        Reason.GARBLED,
        Reason.FAULT,
    }
)


class FetchError(BriefsError):
    """A source could not be read. The message says what happened, in English, for the log.

    `wait`: how long the server asked to be left alone.
    """

    def __init__(self, reason: Reason, detail: str, *, wait: timedelta | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.wait = wait
