"""Which addresses may be fetched, however they are written."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.sources.addresses import Allowed, find_addresses, is_public, read_allowed
from briefs.sources.failures import FetchError, Reason

PUBLIC = "93.184.216.34"


async def found(
    host: str,
    port: int = 443,
    *,
    allowed: Allowed | None = None,
    answers: Sequence[str] = (PUBLIC,),
) -> tuple[str, ...]:
    async def resolve(_host: str, _port: int) -> Sequence[str]:
        return answers

    return await find_addresses(host, port, allowed=allowed or Allowed(), resolve=resolve)


async def refused(host: str, port: int = 443, **more: Sequence[str]) -> Reason:
    with pytest.raises(FetchError) as raised:
        await found(host, port, answers=more.get("answers", (PUBLIC,)))
    return raised.value.reason


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "192.0.0.8", "192.88.99.1", "198.18.0.1", "224.0.0.1", "240.0.0.1"),
        *("255.255.255.255", "192.0.2.1", "203.0.113.9"),
        *("::1", "::", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "100::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1"),
        *("64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:7f00:1::"),
    ],
)
async def test_what_is_not_public_is_refused(address: str) -> None:
    """As it stands, and as what a name leads to."""
    assert not is_public(ip_address(address))
    assert await refused(address) is Reason.PRIVATE_ADDRESS
    assert await refused("wire.example", answers=(PUBLIC, address)) is Reason.PRIVATE_ADDRESS


@pytest.mark.parametrize(
    "host",
    [
        *("2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "127.0.0.1.nip.0"),
        *("1.2.3.4.5", "010.0.0.1", "", " ", "a b", "a/b", "-", "wire..example", "[::1", "x" * 300),
    ],
)
async def test_odd_forms_of_hosts_are_refused(host: str) -> None:
    """The system would take some of them for addresses; nobody writes them by mistake."""
    reason = await refused(host, answers=("127.0.0.1",))

    assert reason in (Reason.BAD_ADDRESS, Reason.PRIVATE_ADDRESS)


@given(st.integers(0, 2**32 - 1))
def test_a_wrapped_address_is_as_public_as_what_it_wraps(number: int) -> None:
    """In IPv6 as mapped; other ways to wrap it are refused whatever is in them."""
    inner = IPv4Address(number)

    assert is_public(IPv6Address(f"::ffff:{inner}")) is is_public(inner)
    for wrapped in (f"64:ff9b::{inner}", f"::{inner}"):
        assert not is_public(IPv6Address(wrapped))
    assert not is_public(IPv6Address((0x2002 << 112) | (number << 80)))


@given(st.ip_addresses(network="10.0.0.0/8") | st.ip_addresses(network="fc00::/7"))
def test_inner_networks_are_never_public(address: IPv4Address | IPv6Address) -> None:
    """All of them."""
    assert not is_public(address)


@pytest.mark.parametrize("port", [22, 25, 6379, 8080])
async def test_other_ports_are_refused(port: int) -> None:
    """What listens there is no news."""
    assert await refused("wire.example", port) is Reason.BAD_ADDRESS


async def test_what_the_operator_allows_is_let() -> None:
    """A host by its name, wherever it leads; a range; on any port. Others as before."""
    allowed = read_allowed(["Wire.Intra", "10.1.0.0/16"])

    assert await found("wire.intra", 8080, allowed=allowed, answers=("192.168.0.9",))
    assert await found("10.1.2.3", 8080, allowed=allowed)
    assert await found("other.example", 8080, allowed=allowed, answers=("::ffff:10.1.2.3",))
    with pytest.raises(FetchError):
        await found("10.2.0.1", allowed=allowed)
    with pytest.raises(FetchError):
        await found("evil.wire.intra", allowed=allowed, answers=("192.168.0.9",))


@pytest.mark.parametrize("entry", ["10.0.0.0/99", "a b", "", "2130706433", "http://wire.example/"])
def test_what_cannot_be_allowed_is_named(entry: str) -> None:
    """The setting's mistake, in the operator's words."""
    with pytest.raises(ValueError, match="neither a host"):
        read_allowed([entry])


async def test_a_name_without_an_address_is_told() -> None:
    """Whether the system says so or says nothing."""
    assert await refused("wire.example", answers=()) is Reason.NO_SUCH_HOST
