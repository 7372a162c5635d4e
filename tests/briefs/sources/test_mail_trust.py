"""Whose a mail is, and what our own server says of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.sources.mail_trust import is_of, is_signed

US = "mx.desk.example"


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("news@wire.example", True),
        ("NEWS@Wire.Example", True),
        ("other@letters.example", True),
        ("other@wire.example", False),
        ("news@wire.example.bad.example", False),
        ("x@notletters.example", False),
        ("x@sub.letters.example", False),
        ("news@wire.example@letters.example", False),
        ("", False),
    ],
)
def test_a_sender_is_an_address_or_a_domain(address: str, ours: bool) -> None:
    """Whole addresses and whole domains, whatever their case."""
    assert is_of(address, ("News@wire.example", "@letters.example")) is ours


@pytest.mark.parametrize(
    ("result", "signed"),
    [
        ("mx.desk.example; dkim=pass header.d=wire.example", True),
        ("MX.desk.example 1; spf=fail;\r\n dkim = pass (ok; 2048 bit) header.d=wire.example", True),
        ("mx.desk.example; dkim=pass header.i=@wire.example header.s=k", True),
        ("mx.desk.example; dkim=pass header.d=example", True),
        ("mx.desk.example; dkim=fail header.d=wire.example", False),
        ("mx.desk.example; dkim=none; spf=pass header.d=wire.example", False),
        ("mx.desk.example; dkim=pass header.d=notwire.example", False),
        ("mx.desk.example; dkim=pass header.d=sub.wire.example", False),
        ("mx.desk.example (dkim=pass header.d=wire.example); dkim=fail", False),
        ("mx.else.example; dkim=pass header.d=wire.example", False),
        ("", False),
    ],
)
def test_a_signature_counts_as_our_server_saw_it(result: str, signed: bool) -> None:
    """Of the sender's domain or one above it; comments say nothing."""
    assert is_signed("news@wire.example", [result], US) is signed


def test_only_the_topmost_word_of_our_server_counts() -> None:
    """Below it stands what a sender may have written in our server's name."""
    said = [f"{US}; dkim=fail", f"{US}; dkim=pass header.d=wire.example"]

    assert not is_signed("news@wire.example", said, US)
    assert is_signed("news@wire.example", ["mx.else.example; x=y", *reversed(said)], US)


@given(st.text(max_size=60), st.lists(st.text(max_size=80), max_size=3))
def test_any_header_is_an_answer(address: str, results: list[str]) -> None:
    """Never an error."""
    assert is_signed(address, results, US) in (True, False)
    assert is_of(address, [address]) in (True, False)
