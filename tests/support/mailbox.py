"""A real IMAP server (pymap) on loopback, and a folder of it that a test fills."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from uuid import uuid4

from imap_tools import MailBoxUnencrypted

HOST, USER, PASSWORD = "127.0.0.1", "desk", "a-password-of-this-test"
SECONDS = 30
COMMAND = "from pymap.main import main; main()"


@dataclass(frozen=True)
class Mailbox:
    """One folder."""

    port: int
    folder: str

    def _open(self) -> MailBoxUnencrypted:
        box = MailBoxUnencrypted(HOST, self.port)
        box.login(USER, PASSWORD, initial_folder=None)
        return box

    def put(self, *messages: EmailMessage) -> None:
        with self._open() as box:
            for message in messages:
                box.append(message.as_bytes(), self.folder)

    def make(self) -> None:
        with self._open() as box:
            box.folder.create(self.folder)

    def make_anew(self) -> None:
        """Under the same name, with another UIDVALIDITY and its numbers from the start."""
        with self._open() as box:
            box.folder.delete(self.folder)
            box.folder.create(self.folder)

    def flags(self) -> list[tuple[str, ...]]:
        """Of each mail; `\\Recent` is left out."""
        with self._open() as box:
            box.folder.set(self.folder, readonly=True)
            heads = box.fetch(mark_seen=False, headers_only=True)
            return [tuple(flag for flag in head.flags if flag != "\\Recent") for head in heads]


@contextmanager
def serve_mail() -> Iterator[int]:
    """Gives the port of a server."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = int(free.getsockname()[1])
    where = ["--host", HOST, "--port", str(port), "--no-tls"]
    whose = ["dict", "--demo-user", USER, "--demo-password", PASSWORD]
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, *where, *whose], stderr=subprocess.DEVNULL
    )
    try:
        _await(port)
        yield port
    finally:
        process.kill()
        process.wait()


def _await(port: int) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the IMAP server did not start")


def new_folder(port: int) -> Mailbox:
    mailbox = Mailbox(port, f"News {uuid4().hex[:8]}")
    mailbox.make()
    return mailbox
