"""The whole system in this process, on databases of its own: what a client of the gateway meets."""

import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass

import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from httpx import ASGITransport, AsyncClient

from deploy.demo.client import Gateway
from deploy.stack import PACKAGES, Stack, build
from tests.database import Databases

ADDRESS = "http://indsats"
Headers = dict[str, str]


@dataclass(frozen=True)
class Standing:
    """A running stack, and a client of its gateway."""

    stack: Stack
    client: AsyncClient
    dsns: dict[str, str]

    async def as_persona(
        self, persona: str, sub: str | None = None, unit: str | None = None
    ) -> Headers:
        """The header with which a persona (or somebody else of that role) speaks."""
        asked = {"persona": persona, "sub": sub, "unit": unit}
        answer = await self.client.post("/dev/tokens", json=asked)
        return {"Authorization": f"Bearer {answer.raise_for_status().json()['access_token']}"}

    async def at(self, moment: str | None) -> Headers:
        """Let the whole stack live at a moment (UTC); the header that makes readers see it."""
        if moment is None:
            answer = await self.client.delete("/dev/clock")
        else:
            answer = await self.client.put("/dev/clock", json={"now": moment})
        return {"Consistency-Token": answer.raise_for_status().headers["Consistency-Token"]}


@contextmanager
def cloned(databases: Databases) -> Iterator[dict[str, str]]:
    """A fresh database for every service, by the service's short name."""
    dsns = {
        name: databases.clone(package.removeprefix("services."))
        for name, package in PACKAGES.items()
    }
    try:
        yield dsns
    finally:
        for dsn in dsns.values():
            databases.drop(dsn)


@asynccontextmanager
async def standing(databases: Databases) -> AsyncIterator[Standing]:
    """All four services at work, reached as a client reaches them."""
    with cloned(databases) as dsns:
        async with connected(dsns) as one:
            yield one


@asynccontextmanager
async def connected(dsns: dict[str, str]) -> AsyncIterator[Standing]:
    """The same on databases that are there: one of several, or the one that comes after."""
    stack = build(dsns.__getitem__)
    transport = ASGITransport(stack.gateway, raise_app_exceptions=False)
    async with stack.running(), AsyncClient(transport=transport, base_url=ADDRESS) as client:
        yield Standing(stack, client, dsns)


@contextmanager
def speaking(databases: Databases, client: type[Gateway] = Gateway) -> Iterator[Gateway]:
    """The same for who waits for each answer: the demonstration's client of a running stack."""
    with cloned(databases) as dsns, start_blocking_portal("asyncio") as portal:
        stack = build(dsns.__getitem__)
        with portal.wrap_async_context_manager(stack.running()):
            bridge = Bridge(portal, ASGITransport(stack.gateway))
            with closing(client(ADDRESS, bridge)) as gateway:
                yield gateway


class Bridge(httpx.BaseTransport):
    """Lets a client that waits speak to an application on an event loop of its own."""

    def __init__(self, portal: BlockingPortal, application: ASGITransport) -> None:
        self._portal = portal
        self._application = application

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._portal.call(self._answer, request)

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        asked = httpx.Request(
            request.method, request.url, headers=request.headers, content=request.read()
        )
        answer = await self._application.handle_async_request(asked)
        assert isinstance(answer.stream, httpx.AsyncByteStream)
        content = b"".join([part async for part in answer.stream])
        return httpx.Response(answer.status_code, headers=answer.headers, content=content)


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody listened on just now."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
