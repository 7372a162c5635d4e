"""Trouble in a loop, as the log is told of it: the loop goes on trying."""

from __future__ import annotations

import logging

from briefs.errors import StoreError

log = logging.getLogger("bot")


def log_trouble(what: str, error: Exception) -> None:
    """One line for a disk or a server that fails, a traceback for what nobody foresaw."""
    if isinstance(error, StoreError):
        log.error("%s; tried again. %s", what, error)
    else:
        log.error("%s; tried again", what, exc_info=error)
