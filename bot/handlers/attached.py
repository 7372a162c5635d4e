"""A file that came with a message, as raw flashes."""

from __future__ import annotations

import asyncio
from datetime import datetime

from telegram import Document
from telegram.constants import FileSizeLimit

from briefs.sources.files import read_bytes
from briefs.types import RawFlash

MEGABYTE = 1_000_000
LARGEST_FILE = min(5 * MEGABYTE, int(FileSizeLimit.FILESIZE_DOWNLOAD))


async def raws_of(
    document: Document, *, source: str, origin: str, now: datetime
) -> tuple[RawFlash, ...]:
    """Download it and look into it. The caller has looked at its name and size."""
    name = document.file_name or "?"
    data = bytes(await (await document.get_file()).download_as_bytearray())
    where = f"{origin}, {name}"

    def read() -> tuple[RawFlash, ...]:
        return tuple(read_bytes(data, name, source=source, origin=where, now=now))

    # A workbook takes a moment to unpack: nobody else waits for it.
    return await asyncio.to_thread(read)
