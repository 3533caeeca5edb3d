"""Durable commands through a service's HTTP, beside an empty endpoint of the same server."""

import asyncio
import json
import time
from functools import partial
from uuid import UUID, uuid4

from benchmarks import client, sample, service, store
from benchmarks.measuring import SECONDS, Measured, Section, beside
from deploy.embedded import Embedded
from shared.identity import HEADER, Caller

CLIENTS = {1: None, 16: None, 32: 0.4, 64: None}  # and the least ratio, where one is promised
LONG = 100  # facts in a stream before the client turns to the next
CALLER = Caller(sub="caseworker-1", role="caseworker", scopes=frozenset({service.SCOPE}))


class Writer:
    """One caseworker's browser, as the gateway forwards it: a signed token per case."""

    def __init__(self, connection: client.Connection, dsn: str) -> None:
        self._connection = connection
        self._tokens = service.settings_of(dsn).tokens()
        self._token = ""
        self._journal: UUID | None = None
        self._version = 0

    async def write(self) -> None:
        """One durable command: a new journal now and then, else a note."""
        if self._journal is None or self._version >= LONG:
            await self._open()
            return
        await self._connection.ask(
            client.written(
                "POST",
                f"/journals/{self._journal}/notes",
                NOTE,
                if_match=f'"{self._version}"',
                **self._always(),
            )
        )
        self._version += 1

    async def _open(self) -> None:
        self._token = self._tokens.sign(CALLER)
        opening = client.written("POST", "/journals", JOURNAL, **self._always())
        answer = await self._connection.ask(opening)
        self._journal = UUID(json.loads(answer.rpartition(client.END)[2])["id"])
        self._version = 1
        self._token = self._tokens.sign(
            Caller(sub=CALLER.sub, role=CALLER.role, scopes=CALLER.scopes, case=self._journal)
        )

    def _always(self) -> dict[str, str]:
        return {HEADER: self._token, "idempotency_key": uuid4().hex}


NOTE = sample.A_NOTE.model_dump_json(by_alias=True)
JOURNAL = sample.A_JOURNAL.model_dump_json(by_alias=True)
EMPTY = client.written("GET", "/empty")


async def until_time_is_up(connection: client.Connection, dsn: str | None, until: float) -> int:
    """Ask one thing after the other: commands in a database, or nothing at all."""
    count = 0
    writer = Writer(connection, dsn) if dsn else None
    async with connection:
        while time.perf_counter() < until:
            await (writer.write() if writer else connection.ask(EMPTY))
            count += 1
    return count


async def requests(served: service.Served, clients: int, dsn: str | None) -> float:
    """Answers per second to so many clients."""
    connections = [await client.connect(served.host, served.port) for _ in range(clients)]
    started = time.perf_counter()
    asking = (until_time_is_up(each, dsn, started + SECONDS) for each in connections)
    counts = await asyncio.gather(*asking)
    return sum(counts) / (time.perf_counter() - started)


async def section(embedded: Embedded) -> Section:
    dsn = store.create_log(embedded)
    with service.running(dsn) as served:
        await requests(served, 1, dsn)  # it has started, and knows its statements
        for clients, bar in CLIENTS.items():
            ours, empty = await beside(
                partial(requests, served, clients, dsn), partial(requests, served, clients, None)
            )
            what = f"durable commands beside empty requests, {clients} at a time"
            yield Measured(what, ours, empty, bar)
