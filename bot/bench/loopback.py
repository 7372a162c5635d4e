"""A Bot API of one answer, in a process of its own: as fast as a server can be, so that what is
measured is the sender. It checks nothing; the sandbox does that.

python -m bot.bench.loopback LATENCY-SECONDS      prints its port, serves until it is ended
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import PIPE, Popen

from bot.bench.cores import pin

HEAD_END = b"\r\n\r\n"
LENGTH = b"content-length:"
MESSAGE = {
    "message_id": 1,
    "date": 1,
    "chat": {"id": 1, "type": "private", "first_name": "A"},
    "text": "x",
}
ME = {"id": 7, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}


def _reply(result: object) -> bytes:
    body = json.dumps({"ok": True, "result": result}).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return head.encode() + HEAD_END + body


class Loopback(asyncio.Protocol):
    """One connection: a request read, its answer written after the latency, in order."""

    def __init__(self, latency: float) -> None:
        self._latency = latency
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._data += data
        while (end := self._data.find(HEAD_END)) >= 0:
            head = self._data[:end]
            whole = end + len(HEAD_END) + _length(head)
            if len(self._data) < whole:
                return
            self._data = self._data[whole:]
            self._answer(head.split(b" ", 2)[1].rpartition(b"/")[2])

    def _answer(self, method: bytes) -> None:
        if method == b"sendMessage" and self._latency:
            loop = asyncio.get_running_loop()
            loop.call_later(self._latency, self._transport.write, SENT)
        else:
            self._transport.write(SENT if method == b"sendMessage" else MET)


SENT, MET = _reply(MESSAGE), _reply(ME)


def _length(head: bytes) -> int:
    low = head.lower()
    at = low.find(LENGTH)
    return int(low[at + len(LENGTH) :].split(b"\r\n", 1)[0]) if at >= 0 else 0


@contextmanager
def loopback(latency: float = 0.0) -> Iterator[str]:
    """A server in another process, on another core where there is one; gives its address."""
    command = [sys.executable, "-m", "bot.bench.loopback", str(latency)]
    with Popen(command, stdout=PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.terminate()


async def _serve(latency: float) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Loopback(latency), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    pin(1)
    asyncio.run(_serve(float(sys.argv[1])))
