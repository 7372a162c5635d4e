"""Which addresses may be fetched: public ones, and those the operator allows.

A name is looked up once, every address it has is checked, and the connection goes to one that was
checked: a name that answers otherwise the second time gains nothing.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final, TypeAlias

from briefs.sources.failures import FetchError, Reason

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network
Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]

PORTS: Final = frozenset({80, 443})
# Python calls these global, though they lead elsewhere or nowhere.
NOT_PUBLIC_V4: Final = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
PUBLIC_V6: Final = IPv6Network("2000::/3")
NOT_PUBLIC_V6: Final = (IPv6Network("2001::/23"), IPv6Network("2002::/16"))  # wrap an IPv4 address
HOST: Final = re.compile(r"(?=.{1,253}$)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*", re.ASCII)
# The system would take "2130706433", "0x7f.1" and "0177.0.0.1" for addresses.
NUMERIC: Final = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the operator allows besides public addresses: hosts by name, addresses by range."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    def has_host(self, host: str) -> bool:
        return host in self.hosts

    def has(self, address: Address) -> bool:
        return any(address in network for network in self.networks)


def read_allowed(entries: Iterable[str]) -> Allowed:
    """ "10.1.0.0/16", "192.168.1.7" or "wire.example". Raises ValueError naming what is neither."""
    hosts: set[str] = set()
    networks: list[Network] = []
    for entry in entries:
        try:
            networks.append(ip_network(entry))
        except ValueError as error:
            host = entry.casefold().rstrip(".")
            if not HOST.fullmatch(host) or NUMERIC.fullmatch(host):
                raise ValueError(
                    f"{entry!r} is neither a host such as wire.example nor a range such as "
                    f"10.1.0.0/16"
                ) from error
            hosts.add(host)
    return Allowed(frozenset(hosts), tuple(networks))


async def find_addresses(
    host: str, port: int, *, allowed: Allowed, resolve: Resolve
) -> tuple[str, ...]:
    """The checked addresses of a host, to connect to and no others. Raises FetchError."""
    host = host.casefold().rstrip(".")
    literal = _literal(host)
    if literal is None and (not HOST.fullmatch(host) or NUMERIC.fullmatch(host)):
        raise FetchError(Reason.BAD_ADDRESS, f"{host!r} is no host name")
    found = [literal] if literal is not None else await _look_up(host, port, resolve)
    for address in found:
        _check(host, port, address, allowed)
    return tuple(map(str, found))


async def resolve(host: str, port: int) -> Sequence[str]:
    """The system's answer. Raises OSError."""
    loop = asyncio.get_running_loop()
    answers = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(answer[4][0]) for answer in answers]


def is_public(address: Address) -> bool:
    """Whether it stands in the public internet and wraps no address of another family."""
    if isinstance(address, IPv4Address):
        odd = any(address in network for network in NOT_PUBLIC_V4)
        return address.is_global and not address.is_multicast and not odd
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    odd = any(address in network for network in NOT_PUBLIC_V6)
    return address in PUBLIC_V6 and address.is_global and not odd


def _check(host: str, port: int, address: Address, allowed: Allowed) -> None:
    if allowed.has_host(host) or allowed.has(_unmapped(address)):
        return
    if not is_public(address):
        raise FetchError(
            Reason.PRIVATE_ADDRESS,
            f"{host} leads to {address}" if host != str(address) else f"{host} is not public",
        )
    if port not in PORTS:
        raise FetchError(Reason.BAD_ADDRESS, f"{host}:{port}: only ports 80 and 443 are fetched")


async def _look_up(host: str, port: int, resolve: Resolve) -> list[Address]:
    try:
        answers = await resolve(host, port)
    except (OSError, UnicodeError) as error:
        raise FetchError(Reason.NO_SUCH_HOST, f"{host} has no address") from error
    found = [ip_address(answer.partition("%")[0]) for answer in dict.fromkeys(answers)]
    if not found:
        raise FetchError(Reason.NO_SUCH_HOST, f"{host} has no address")
    return found


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


def _unmapped(address: Address) -> Address:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return address if mapped is None else mapped
