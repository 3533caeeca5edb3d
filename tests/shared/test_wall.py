"""What a connection may cost: the head of a request, its body, and an answer that nobody takes."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from shared import wall
from shared.http import guard
from shared.http.guard import Guarded
from shared.wall import LARGEST_HEAD, Walled

PATIENCE = 10.0  # seconds
LARGE = 64 * 1024 * 1024  # bytes, more than the buffers of any machine hold
HEAD = b"GET / HTTP/1.1\r\nhost: notebooks\r\n"
POST = b"POST / HTTP/1.1\r\nhost: notebooks\r\ncontent-length: 10\r\n\r\n"


@dataclass
class Standing:
    """A server, and where it is."""

    port: int
    gone: asyncio.Event

    async def says(self, *parts: bytes) -> bytes:
        """What it answers to bytes, until it closes the connection."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        for part in parts:
            writer.write(part)
            await writer.drain()
        async with asyncio.timeout(PATIENCE):
            said = await reader.read()
        writer.close()
        return said


async def echo(request: Request) -> Response:
    return PlainTextResponse(await request.body())


async def large(_: Request) -> Response:
    return PlainTextResponse(b"x" * LARGE)


@pytest.fixture
async def standing() -> AsyncIterator[Standing]:
    routes = [Route("/", echo, methods=["GET", "POST"]), Route("/large", large)]
    app = Starlette(routes=routes, middleware=[Middleware(Guarded)])
    async with listening(app) as one:
        yield one


@asynccontextmanager
async def listening(app: Starlette) -> AsyncIterator[Standing]:
    gone = asyncio.Event()

    class Watched(Walled):
        """Says when a connection is lost."""

        def connection_lost(self, exc: Exception | None) -> None:
            super().connection_lost(exc)
            gone.set()

    config = uvicorn.Config(app, http=Watched, lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as at:
        running = asyncio.create_task(server.serve([at]))
        yield Standing(at.getsockname()[1], gone)
        server.should_exit = True
        await running


def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wall, "HEAD_TIME", 0.1)
    monkeypatch.setattr(guard, "BODY_TIME", 0.1)
    monkeypatch.setattr(wall, "TAKE_TIME", 0.1)


def refused(said: bytes, status: int, code: str) -> None:
    """It is a whole answer: a problem document, and the end of the connection."""
    head, _, body = said.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status), said
    assert b"content-type: application/problem+json" in head.lower()
    assert b"connection: close" in head.lower()
    assert f'"code":"{code}"'.encode() in body


def large_header(size: int) -> bytes:
    return HEAD + b"x-large: " + b"a" * size + b"\r\nconnection: close\r\n\r\n"


async def test_a_head_as_large_as_it_may_be_is_heard(standing: Standing) -> None:
    said = await standing.says(large_header(LARGEST_HEAD - 200))
    assert said.startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(large_header(LARGEST_HEAD), id="one-header"),
        pytest.param(HEAD + b"x-a: b\r\n" * (LARGEST_HEAD // 8) + b"\r\n", id="many-headers"),
        pytest.param(b"GET /" + b"a" * LARGEST_HEAD + b" HTTP/1.1\r\n\r\n", id="address"),
        pytest.param(HEAD + b"x-large: " + b"a" * 2 * LARGEST_HEAD, id="never-ending"),
    ],
)
async def test_a_head_beyond_that_is_refused(standing: Standing, sent: bytes) -> None:
    refused(await standing.says(sent), 431, "headers-too-large")


async def test_a_head_that_comes_too_slowly_is_refused(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried(monkeypatch)
    refused(await standing.says(HEAD, b"x-slow"), 408, "too-slow")


async def test_the_next_head_on_a_connection_has_no_more_time_than_the_first(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried(monkeypatch)
    reader, writer = await asyncio.open_connection("127.0.0.1", standing.port)
    writer.write(HEAD + b"\r\n")
    async with asyncio.timeout(PATIENCE):
        assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200 ")
        writer.write(HEAD)
        refused(await reader.read(), 408, "too-slow")
    writer.close()


async def test_a_connection_on_which_nothing_comes_is_closed(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried(monkeypatch)
    assert await standing.says() == b""


async def test_a_body_that_does_not_come_is_refused(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried(monkeypatch)
    refused(await standing.says(POST, b"half"), 408, "too-slow")


async def test_a_large_body_behind_a_small_head_is_no_large_head(standing: Standing) -> None:
    size = 4 * LARGEST_HEAD
    head = b"POST / HTTP/1.1\r\nhost: n\r\nconnection: close\r\ncontent-length: %d\r\n\r\n" % size
    assert (await standing.says(head + b"x" * size)).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("sent", [b"\x00\x01\x02\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"])
async def test_what_is_no_http_is_a_problem_as_well(standing: Standing, sent: bytes) -> None:
    refused(await standing.says(sent), 400, "invalid-input")


async def test_who_does_not_take_the_answer_is_cut(
    standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried(monkeypatch)
    _, writer = await asyncio.open_connection("127.0.0.1", standing.port, limit=1024)
    writer.write(b"GET /large HTTP/1.1\r\nhost: notebooks\r\n\r\n")
    async with asyncio.timeout(PATIENCE):
        await standing.gone.wait()
    writer.close()


async def test_the_last_of_a_body_is_no_head_however_large_it_is(standing: Standing) -> None:
    body = b"x" * (LARGEST_HEAD * 8)
    head = b"POST / HTTP/1.1\r\nhost: notebooks\r\nconnection: close\r\ncontent-length: %d\r\n\r\n"
    said = await standing.says(head % len(body), body)
    assert said.startswith(b"HTTP/1.1 200")
