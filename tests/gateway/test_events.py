"""The public feed and the stream for screens: all that one may know of, in one order, no words."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from socket import socket

import httpx
import psycopg
import pytest
import uvicorn
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from tests.gateway.conftest import Somebody
from tests.gateway.people import Json, Person
from tests.stack import Standing, free_ports

pytestmark = pytest.mark.asyncio(loop_scope="session")
EVENTS, CHANGES = "/v1/events", "/v1/changes"
BATCH = "application/cloudevents-batch+json"


async def batch(person: Person, path: str = EVENTS, **query: object) -> tuple[list[Json], str]:
    """A page of events, and where the next begins."""
    answer = await person.ask("GET", path, params=query or None)
    assert (answer.status_code, answer.headers["content-type"]) == (200, BATCH), answer.text
    found: list[Json] = answer.json()
    return found, answer.links["next"]["url"]


async def whole(person: Person, limit: int = 3) -> list[Json]:
    """Everything in the feed, page by page."""
    events, following = await batch(person, limit=limit)
    found = [*events]
    while len(events) == limit:
        events, following = await batch(person, following)
        found += events
    return found


async def test_what_happens_comes_in_one_order_from_every_service(caseworker: Person) -> None:
    case = await caseworker.case_on_the_ladder()
    found = await whole(caseworker)
    assert {each["source"] for each in found} == {
        "urn:indsats:case",
        "urn:indsats:ladder",
        "urn:indsats:followup",
    }
    assert {each["subject"] for each in found} == {case}
    opened, *_ = found
    assert (opened["type"], opened["data"]) == (
        "dk.indsats.case.CaseOpened",
        {"streamKind": "case", "version": 1, "happenedOn": "2024-02-01"},
    )
    assert len({each["id"] for each in found}) == len(found)
    for feed in ("case", "ladder", "followup"):
        places = [int(each["id"].split("-")[1]) for each in found if f"{feed}-" in each["id"]]
        assert places == sorted(places)


async def test_an_event_reads_as_the_standard_says(caseworker: Person) -> None:
    await caseworker.open_case()
    [told, *_], _ = await batch(caseworker)
    read = JSONFormat().read(CloudEvent, json.dumps(told))
    assert isinstance(read, CloudEvent)
    assert (read.get_specversion(), read.get_type()) == ("1.0", "dk.indsats.case.CaseOpened")
    assert read.get_subject() == told["subject"]
    assert read.get_extension("cursor") == told["cursor"]
    assert read.get_time() is not None


async def test_nobody_hears_of_what_is_not_theirs(caseworker: Person, somebody: Somebody) -> None:
    case = await caseworker.case_on_the_ladder()
    worry = await caseworker.notify()
    other = await somebody("caseworker", "unit-elsewhere")
    other.known = dict(caseworker.known)
    assert await whole(other) == []
    leader = await somebody("leader")
    leader.known = dict(caseworker.known)
    assert {each["subject"] for each in await whole(leader)} == {case, worry}
    notifier = await somebody("notifier")
    assert (await notifier.ask("GET", EVENTS)).status_code == 403
    assert (await notifier.ask("GET", CHANGES)).status_code == 403


async def test_a_full_page_may_be_kept_for_good_and_the_last_one_not(caseworker: Person) -> None:
    await caseworker.case_on_the_ladder()
    full = await caseworker.ask("GET", EVENTS, params={"limit": 2})
    assert full.headers["cache-control"] == "private, max-age=31536000, immutable"
    await caseworker.open_case()
    again = await caseworker.ask("GET", EVENTS, params={"limit": 2})
    assert (again.content, again.headers["etag"]) == (full.content, full.headers["etag"])
    known = {"If-None-Match": full.headers["etag"]}
    unchanged = await caseworker.ask("GET", EVENTS, params={"limit": 2}, headers=known)
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    last = await caseworker.ask("GET", EVENTS, params={"limit": 1000})
    assert last.headers["cache-control"] == "private, no-cache"
    assert last.headers["vary"].startswith("Authorization")


async def test_a_reader_waits_for_news_and_gets_it_when_it_comes(caseworker: Person) -> None:
    await caseworker.open_case()
    _, following = await batch(caseworker, limit=1000)
    waiting = asyncio.create_task(batch(caseworker, f"{following}&wait=20"))
    case = await caseworker.open_case()
    events, following = await waiting
    while case not in {each["subject"] for each in events}:  # what was overdue already comes too
        events, following = await batch(caseworker, f"{following}&wait=20")
    told = next(each["type"] for each in events if each["subject"] == case)
    assert told == "dk.indsats.case.CaseOpened"


async def test_a_place_is_ours_or_it_is_none(stack: Standing, caseworker: Person) -> None:
    await caseworker.open_case()
    [told, *_], _ = await batch(caseworker)
    forged = await caseworker.ask("GET", EVENTS, params={"after": told["cursor"][::-1]})
    assert forged.status_code == 400
    assert forged.json()["errors"][0]["pointer"] == "after"
    head = "UPDATE events_head SET number = number {} 1000000"
    with psycopg.connect(stack.dsns["gateway"], autocommit=True) as connection:
        await asyncio.to_thread(connection.execute, head.format("+"))
        try:
            late = (await caseworker.ask("GET", EVENTS, params={"limit": 1000})).links["next"]
        finally:
            await asyncio.to_thread(connection.execute, head.format("-"))
    gone = await caseworker.ask("GET", late["url"])
    assert (gone.status_code, gone.json()["code"]) == (410, "feed-restarted")


class Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = asyncio.Event()

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()


@asynccontextmanager
async def listening(stack: Standing) -> AsyncIterator[str]:
    """The gateway on a socket: a stream has to be read while it goes on."""
    [port] = free_ports(1)
    config = uvicorn.Config(stack.stack.gateway, port=port, lifespan="off", log_config=None)
    server = Server(config)
    serving = asyncio.create_task(server._serve())  # noqa: SLF001 - `serve` takes the signals over
    try:
        async with asyncio.timeout(10):
            await server.listens.wait()
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await serving


async def told(lines: AsyncIterator[str]) -> AsyncIterator[dict[str, str]]:
    """The events of a stream, as a browser reads them."""
    event: dict[str, str] = {}
    async for line in lines:
        if line:
            name, _, value = line.partition(":")
            event[name] = value.strip()
        elif event:
            yield event
            event = {}


async def first_of(case: str, heard: AsyncIterator[dict[str, str]]) -> dict[str, str]:
    """The first that is told of a case; of others there is what became overdue meanwhile."""
    async for event in heard:
        if case in event.get("data", ""):
            return event
    raise AssertionError("the stream ended")


async def test_a_screen_is_told_of_changes_as_they_happen_and_goes_on_where_it_was(
    stack: Standing, caseworker: Person
) -> None:
    await caseworker.open_case()
    seen = {**caseworker.headers, **caseworker.known, "Accept-Encoding": "gzip"}
    async with listening(stack) as address, httpx.AsyncClient(base_url=address) as browser:
        async with browser.stream("GET", CHANGES, headers=seen) as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            assert stream.headers["cache-control"] == "no-cache"
            heard = told(stream.aiter_lines())
            beginning = await anext(heard)
            case = await caseworker.open_case()
            change = await first_of(case, heard)
        known = {**seen, "Last-Event-ID": beginning["id"]}
        async with browser.stream("GET", CHANGES, headers=known) as stream:
            heard = told(stream.aiter_lines())
            again = await first_of(case, heard)
    assert change["event"] == "changed"
    assert change["id"] == json.loads(change["data"])["cursor"]
    assert (again["data"], again["id"]) == (change["data"], change["id"])
