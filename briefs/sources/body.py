"""The body of an answer, unpacked in small steps: it never grows past its limit, packed or not."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator
from typing import Final

from briefs.sources.failures import FetchError, Reason

STEP: Final = 65_536
EITHER: Final = 47  # zlib's word for gzip or zlib, whichever the first bytes say
BARE: Final = -15  # deflate without a head, as some servers send it
CODINGS: Final = ("gzip", "x-gzip", "deflate", "identity", "")


async def read_body(chunks: AsyncIterator[bytes], coding: str, *, limit: int) -> bytes:
    """All of it, unpacked. Raises FetchError when it is more than `limit` bytes, or broken."""
    coding = coding.strip().casefold()
    if coding not in CODINGS:
        raise FetchError(Reason.GARBLED, f"packed as {coding[:40]!r}, which was not asked for")
    unpack = Unpacker(limit) if coding not in ("identity", "") else None
    body, packed = bytearray(), 0
    async for chunk in chunks:
        packed += len(chunk)
        if packed > limit:
            raise too_large(limit)
        body += chunk if unpack is None else unpack.feed(chunk)
    if unpack is not None:
        unpack.finish()
    return bytes(body)


def too_large(limit: int) -> FetchError:
    return FetchError(Reason.TOO_LARGE, f"more than {limit:,} bytes")


class Unpacker:
    """gzip or deflate, member after member, up to a limit."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._left = limit
        self._first = True  # whether not a byte was unpacked yet
        self._inside = False  # whether a member was begun and not ended
        self._zlib = zlib.decompressobj(EITHER)

    def feed(self, chunk: bytes) -> bytes:
        """What this chunk unpacks to. Raises FetchError."""
        out = bytearray()
        while chunk:
            piece = self._step(chunk)
            out += piece
            self._left -= len(piece)
            if self._left < 0:
                raise too_large(self._limit)
            chunk = self._rest()
        return bytes(out)

    def finish(self) -> None:
        """Raises FetchError if the end is missing."""
        if self._inside:
            raise FetchError(Reason.GARBLED, "packed data that ends in its middle")

    def _step(self, chunk: bytes) -> bytes:
        try:
            piece = self._zlib.decompress(chunk, STEP)
        except zlib.error as error:
            if not self._first:
                raise FetchError(Reason.GARBLED, "packed data that cannot be unpacked") from error
            self._first, self._zlib = False, zlib.decompressobj(BARE)
            return self._step(chunk)
        self._first = False
        self._inside = not self._zlib.eof
        return piece

    def _rest(self) -> bytes:
        """What of the chunk is still to be unpacked."""
        if not self._zlib.eof:
            return self._zlib.unconsumed_tail
        rest, self._zlib = self._zlib.unused_data, zlib.decompressobj(EITHER)
        return rest if rest.strip(b"\0") else b""  # zeros may pad the last member
