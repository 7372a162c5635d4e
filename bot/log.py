"""Logging to standard error, with every bot token blotted out.

python-telegram-bot and httpx write addresses that contain the token; the filter sits on the
handlers, so a line is clean whoever wrote it.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import TextIO

# The lookbehind lets a match begin only where a run of digits begins: hostile text stays linear.
TOKEN = re.compile(r"(?<!\d)\d{3,20}:[\w-]{30,}")
BLOT = "<bot token>"
LINE = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"
CHATTY = ("httpx", "httpcore", "alembic")


class Redact(logging.Filter):
    """Takes tokens out of a record: its message, its arguments and its traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        clean = redact(said)
        if clean != said:
            record.msg, record.args = clean, ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redact(record.exc_text)
        return True


def redact(text: str) -> str:
    return TOKEN.sub(BLOT, text)


def set_up_logging(level: str, stream: TextIO | None = None) -> None:
    """Send everything from `level` up to `stream` (standard error), without tokens.

    httpx writes a line for each request, and long polling makes one all the time; alembic tells
    each step of a first start. Of both only warnings are kept, whatever the level.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(logging.Formatter(LINE))
    handler.addFilter(Redact())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
