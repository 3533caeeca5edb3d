"""A neighbour is reached alike over a socket and by a direct call."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest
import uvicorn

from shared.contracts import FeedPage
from shared.database import Unavailable
from shared.feed import FeedReader
from shared.transport import InProcess, Sockets, Transport
from tests.shared.asking import opened
from tests.shared.conftest import Served

PATIENCE = 10.0  # seconds


class Server(uvicorn.Server):
    """A server that says when it can be reached."""

    def __init__(self, served: Served) -> None:
        super().__init__(uvicorn.Config(served.app, lifespan="off", log_config=None))
        self.reachable = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.reachable.set()


@pytest.fixture
async def sockets(served: Served) -> AsyncIterator[Sockets]:
    """The sample service on a socket."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(served)
        running = asyncio.create_task(server.serve([listening]))
        async with asyncio.timeout(PATIENCE):
            await server.reachable.wait()
        transport = Sockets(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        yield transport
        await transport.close()
        assert not server.should_exit
        server.should_exit = True
        await running


async def read(served: Served, transport: Transport) -> FeedPage:
    reader = FeedReader("notebook", transport, served.application.tokens, "test")
    return await reader.read(0, limit=10, wait=0, heard={})


async def test_both_ways_bring_the_same_news(served: Served, sockets: Sockets) -> None:
    await opened(served.log)
    direct = await read(served, InProcess(served.app))
    assert direct == await read(served, sockets)
    assert direct.reached == 1


async def test_both_ways_bring_the_same_problem(served: Served, sockets: Sockets) -> None:
    for transport in (InProcess(served.app), sockets):
        reply = await transport.send("POST", "/cases", "a=b", [(b"x-a", b"1")], b"{}")
        assert reply.status == 401
        assert reply.header(b"content-type") == "application/problem+json"
        assert reply.header(b"no-such-header") == ""
        assert b'"unauthenticated"' in reply.body


async def test_a_neighbour_that_is_not_there_is_unavailable(served: Served) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    nobody = Sockets(f"http://127.0.0.1:{port}")
    with pytest.raises(Unavailable):
        await read(served, nobody)
    await nobody.close()


async def test_a_neighbour_that_refuses_us_is_unavailable(served: Served, sockets: Sockets) -> None:
    reader = FeedReader("notebook", sockets, served.application.tokens, "test")
    with pytest.raises(Unavailable):
        await reader.read(-1, limit=10, wait=0, heard={})
