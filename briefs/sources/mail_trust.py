"""Whether a mail is of a sender whom the operator named, and whether that was checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_COMMENT: Final = re.compile(r"\([^()]*\)")
_PASS: Final = re.compile(r"\bdkim\s*=\s*pass\b", re.IGNORECASE)
_SIGNER: Final = re.compile(r"\bheader\.(?:d|i)\s*=\s*[\"']?(?:[^\s;@]*@)?([\w.-]+)", re.IGNORECASE)


def is_of(address: str, senders: Iterable[str]) -> bool:
    """Whether a bare address is one of the senders, or of one of their domains: @wire.example."""
    folded = address.strip().casefold()
    if folded.count("@") != 1:
        return False
    return any(
        folded.endswith(sender) if sender.startswith("@") else folded == sender
        for sender in (one.strip().casefold() for one in senders)
    )


def is_signed(address: str, results: Iterable[str], server: str) -> bool:
    """Whether our mail server says that the sender's domain signed the mail (RFC 8601).

    `results` are the Authentication-Results headers, the topmost first: the first of our server's
    counts, for it puts its own above whatever a sender wrote.
    """
    domain = address.rpartition("@")[2].casefold()
    own = next((one for one in results if _server_of(one) == server.casefold()), "")
    return any(domain == signer or domain.endswith(f".{signer}") for signer in _signers(own))


def _server_of(result: str) -> str:
    words = _COMMENT.sub(" ", result).partition(";")[0].split()
    return words[0].casefold() if words else ""


def _signers(result: str) -> Iterator[str]:
    for part in _COMMENT.sub(" ", result).split(";")[1:]:
        if _PASS.search(part):
            yield from (match[1].casefold().strip(".") for match in _SIGNER.finditer(part))
