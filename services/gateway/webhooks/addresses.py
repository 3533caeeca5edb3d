"""Where we deliver: to public addresses, over TLS, and to nobody within our own house.

A receiver's name is resolved for every connection, and the connection goes to an address that was
looked at: a name that means something else a moment later leads nowhere.
"""

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from shared.decider import Unmet

Network = IPv4Network | IPv6Network
SOURCE = "Indsats, ADR 0083"
ANYONE = re.compile(
    r"(?<![0-9A-Za-z])[0-9]{6}-?[0-9]{4}(?![0-9A-Za-z])"
)  # what could be somebody's number
LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))

ENCRYPTED = Unmet(
    rule="webhook-encrypted",
    da="Modtageren skal kunne nås over https.",
    en="The receiver must be reached over https.",
    source=SOURCE,
)
PUBLIC = Unmet(
    rule="webhook-address-public",
    da="Der leveres ikke til et lukket net, medmindre driften har åbnet for det.",
    en="Nothing is brought into a private network, unless operations opened it.",
    source=SOURCE,
)
NOBODY = Unmet(
    rule="webhook-url-names-nobody",
    da="Adressen må ikke indeholde et nummer, der kan være en persons.",
    en="The address must hold no number that could be a person's.",
    source=SOURCE,
)


class NotAllowed(OSError):
    """Where we do not deliver."""


def networks(written: str) -> tuple[Network, ...]:
    """Networks as a setting has them: `10.20.0.0/16,fd00::/8`.

    Raises:
        ValueError: when one is none.
    """
    return tuple(ip_network(each.strip()) for each in written.split(",") if each.strip())


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where one may deliver: to public addresses, and in networks that were opened."""

    opened: tuple[Network, ...]
    plain: bool  # whether http will do, within a network that was opened

    def allowed(self, address: str) -> bool:
        """Whether a resolved address is one that we connect to."""
        found = ip_address(address.partition("%")[0])
        if isinstance(found, IPv6Address) and (inner := embedded(found)):
            return self.allowed(inner)
        if any(found in each for each in self.opened if each.version == found.version):
            return True
        return found.is_global and not found.is_multicast and not found.is_reserved

    def unmet(self, url: str) -> Iterator[Unmet]:
        """What stands in the way of an address, as far as it can be seen without asking for it."""
        try:
            parts = URL(url)
            port, host = parts.port, parts.host or ""
        except ValueError:
            yield PUBLIC
            return
        number = literal(host)
        local = host == "localhost" or (number is not None and ip_address(number).is_loopback)
        if parts.scheme != "https" and not (self.plain and local):
            yield ENCRYPTED
        refused = host == "localhost" and not self.plain
        if port == 0 or refused or (number is not None and not self.allowed(number)):
            yield PUBLIC
        if ANYONE.search(url):
            yield NOBODY


def literal(host: str) -> str | None:
    """The address that a host is, when it is no name."""
    try:
        return str(ip_address(host))
    except ValueError:
        return None


def embedded(address: IPv6Address) -> str | None:
    """The IPv4 address that one of the ways of writing it in IPv6 leads to."""
    if address.ipv4_mapped or address.sixtofour:
        return str(address.ipv4_mapped or address.sixtofour)
    if address in ip_network("64:ff9b::/96"):
        return str(ip_address(int(address) & 0xFFFFFFFF))
    return None


class Guarded(AbstractResolver):
    """Resolves names, and gives none of the addresses that we do not connect to."""

    def __init__(self, addresses: Addresses) -> None:
        self._addresses = addresses
        self._names = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a name.

        Raises:
            NotAllowed: when one of them is not to be connected to.
        """
        found = await self._names.resolve(host, port, family)
        if not all(self._addresses.allowed(each["host"]) for each in found):
            raise NotAllowed("not a public address")
        return found

    async def close(self) -> None:
        await self._names.close()
