"""A request has until its deadline; every hop knows of it, and gives up when it has passed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from uuid import uuid4

import pytest
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from shared import deadline
from shared.deadline import Timed, left, longer
from shared.transport import InProcess, Transport
from tests.shared.conftest import Served
from tests.shared.speaking import notebook, write_line

NEVER = asyncio.Event


def app_of(answer: Callable[[Request], object]) -> Starlette:
    return Starlette(routes=[Route("/", answer)], middleware=[Middleware(Timed)])


def client_of(app: Starlette) -> AsyncClient:
    return AsyncClient(transport=ASGITransport(app), base_url="http://notebooks")


async def hangs(_: Request) -> Response:
    await NEVER().wait()
    raise AssertionError


async def passes(seconds: float) -> None:
    """Time itself is what these tests are about."""
    with suppress(TimeoutError):
        await asyncio.wait_for(NEVER().wait(), seconds)


async def test_who_does_not_answer_in_time_says_so_and_when_to_come_back() -> None:
    async with client_of(app_of(hangs)) as client:
        answer = await client.get("/", headers={"Time-Left": "20"})
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Time-Left"] == "0"


async def test_nobody_waits_longer_than_the_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deadline, "LONGEST", 0.02)
    async with client_of(app_of(hangs)) as client:
        for said in ("60000", "-1", "soon", ""):
            answer = await client.get("/", headers={"Time-Left": said})
            assert answer.status_code == 503


async def test_the_next_hop_is_told_what_is_left_and_gives_up_first() -> None:
    behind: Transport = InProcess(app_of(hangs))

    async def asks(_: Request) -> Response:
        reply = await behind.send("GET", "/")
        return PlainTextResponse(reply.header(b"time-left"), reply.status)

    async with client_of(app_of(asks)) as client:
        answer = await client.get("/", headers={"Time-Left": "400"})
    assert (answer.status_code, answer.text) == (503, "0")


async def test_what_is_left_becomes_less_from_hop_to_hop() -> None:
    known: list[float | None] = []

    async def says(_: Request) -> Response:
        known.append(left())
        return PlainTextResponse("")

    behind: Transport = InProcess(app_of(says))

    async def asks(_: Request) -> Response:
        known.append(left())
        await behind.send("GET", "/")
        return PlainTextResponse("")

    async with client_of(app_of(asks)) as client:
        await client.get("/", headers={"Time-Left": "5000"})
    first, second = known
    assert first is not None
    assert second is not None
    assert second <= first - deadline.MARGIN + 0.001
    assert left() is None  # outside a request there is no deadline


async def test_what_has_begun_to_be_answered_may_last() -> None:
    async def parts() -> AsyncIterator[str]:
        yield "a"
        await passes(0.1)
        yield "b"

    async def streams(_: Request) -> Response:
        return StreamingResponse(parts())

    async with client_of(app_of(streams)) as client:
        assert (await client.get("/", headers={"Time-Left": "50"})).text == "ab"


async def test_who_was_asked_to_wait_for_news_may_wait() -> None:
    async def waits(_: Request) -> Response:
        longer(1)
        await passes(0.1)
        return PlainTextResponse("news")

    async with client_of(app_of(waits)) as client:
        assert (await client.get("/", headers={"Time-Left": "50"})).text == "news"


async def test_a_command_that_was_given_up_is_sent_again_with_its_key_and_done_once(
    served: Served,
) -> None:
    case, key = await notebook(served), {"Idempotency-Key": uuid4().hex}
    given_up = await write_line(served, case, more={**key, "Time-Left": "0"})
    assert (given_up.status_code, given_up.json()["code"]) == (503, "unavailable")
    again = await write_line(served, case, more=key)
    assert (again.status_code, again.json()["version"]) == (201, 2)
