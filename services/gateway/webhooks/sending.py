"""Sending one message: what the receiver says is a status, and how long it wants to be left alone.

The rest of its answer is never read.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

import aiohttp
from yarl import URL

from services.gateway.webhooks.addresses import Addresses, Guarded, NotAllowed, literal
from services.gateway.webhooks.schedule import asked_to_wait
from shared.clock import utc_now

PATIENCE = 10.0  # seconds for everything, the name and the handshake included
CONNECTING = 5.0
LONGEST_HEAD = 8190  # bytes of a header of the answer
AT_ONCE = 64  # messages on their way, to all receivers together
MEDIA_TYPE = "application/cloudevents+json; charset=utf-8"

Fault = Literal[
    "not-allowed", "too-slow", "unknown-host", "no-trust", "no-connection", "broken-off"
]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a message: a status, or the kind of fault on the way to one."""

    status: int | None = None
    fault: Fault | None = None
    wait: timedelta = timedelta()  # at the least, as the receiver asked


class Messenger:
    """Sends messages: one connection each unless the receiver keeps it, and no redirects."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self._session: aiohttp.ClientSession | None = None
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def send(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Post a message, and say what came of it. It never raises for what a receiver does."""
        target = URL(url, encoded=True)
        host = literal(target.host or "")
        if host is not None and not self.addresses.allowed(host):
            return Answer(fault="not-allowed")
        sent = {**headers, "content-type": MEDIA_TYPE, "user-agent": "Indsats"}
        try:
            async with (
                self._turns,
                self._opened().post(target, data=body, headers=sent, allow_redirects=False) as said,
            ):
                busy = said.headers.get("Retry-After")
                return Answer(said.status, wait=asked_to_wait(said.status, busy, utc_now()))
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            return Answer(fault=fault_of(error))

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(resolver=Guarded(self.addresses), limit=AT_ONCE),
                timeout=aiohttp.ClientTimeout(total=PATIENCE, connect=CONNECTING),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                max_line_size=LONGEST_HEAD,
                max_field_size=LONGEST_HEAD,
            )
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def fault_of(error: BaseException) -> Fault:
    """The kind of a fault, without its words: they may hold an address."""
    causes = [error, error.__cause__, getattr(error, "os_error", None)]
    if any(isinstance(each, NotAllowed) for each in causes):
        return "not-allowed"
    match error:
        case TimeoutError():
            return "too-slow"
        case aiohttp.ClientConnectorDNSError():
            return "unknown-host"
        case aiohttp.ClientSSLError():
            return "no-trust"
        case aiohttp.ClientConnectorError():
            return "no-connection"
        case _:
            return "broken-off"
