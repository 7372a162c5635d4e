"""What a database says when it fails, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from briefs.errors import StoreError

# The drivers' words, in lower case; the first that fits counts.
HINTS: Final = (
    ("is full", "Free some space on its disk"),
    ("disk i/o error", "Its disk is full, or failing"),
    ("could not extend", "Free some space on the server's disk"),
    ("no space left", "Free some space on the server's disk"),
    ("unable to open", "The user of this program must be able to write in its folder"),
    ("readonly", "The user of this program must be able to write the file and its folder"),
    ("read-only", "It is a standby, or set to be read only"),
    ("is locked", "Another program holds it; end that one"),
    ("malformed", "Its file is damaged: put back a copy"),
    ("not a database", "Its file is damaged, or of another program"),
)


def cause_of(error: BaseException) -> str:
    """The driver's own words, without the statement and the link that SQLAlchemy adds; and a hint
    where we know one."""
    said = str(error.orig if isinstance(error, DBAPIError) else error).strip()
    words = said.lower()
    hint = next((hint for part, hint in HINTS if part in words), None)
    return said if hint is None else f"{said}. {hint}."


@contextmanager
def plainly() -> Iterator[None]:
    """What the database cannot help, a disk or a connection, is raised as StoreError.

    A statement that is wrong stays what it was: that is our mistake.
    """
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise StoreError(f"The database fails: {cause_of(error)}") from error
