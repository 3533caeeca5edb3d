"""Following a neighbour's feed: how soon its news is visible here, and how fast a backlog goes."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import uuid4

from benchmarks import appends, client, requests, sample, service, store
from benchmarks.measuring import Measured, Section
from deploy.embedded import Embedded
from shared.contracts import FeedPage
from shared.eventlog import EventLog
from shared.feed import FeedReader
from shared.follow import PAGE, Follower
from shared.heard import Reactions
from shared.telemetry import Metrics
from shared.transport import Sockets

FEED = "journal"
BACKLOG = 10_000  # pieces of news waiting for a follower that was away
NOTES = 300  # written one at a time, at rest, to see each arrive
PERCENT_99 = 98  # the place of p99 among statistics.quantiles(…, n=100)
BAR = 3.0  # times one commit and one round trip


class Watched(Reactions):
    """Reactions whose commits can be waited for."""

    def __init__(self, log: EventLog[Any]) -> None:
        super().__init__(log, sample.mirrored, sample.whenever)
        self.visible = asyncio.Condition()
        self.position = 0
        self.at = 0.0

    async def take(self, feed: str, page: FeedPage) -> None:
        await super().take(feed, page)
        async with self.visible:
            self.position, self.at = page.reached, time.perf_counter()
            self.visible.notify_all()

    async def see(self, position: int) -> float:
        """Wait until the effect of a position is committed; the moment it was."""
        async with self.visible:
            await self.visible.wait_for(lambda: self.position >= position)
            return self.at


@asynccontextmanager
async def following(embedded: Embedded, reader: FeedReader) -> AsyncIterator[Watched]:
    """A follower at work, with a log of its own."""
    mirror = store.create_log(embedded)
    async with store.opened(mirror, sample.mirrors) as log:
        watched = Watched(log)
        follower = Follower("mirror", reader, watched, mirror, log.bell, Metrics("mirror"))
        running = asyncio.create_task(follower.run())
        try:
            yield watched
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running


async def lags(watched: Watched, connection: client.Connection, dsn: str) -> list[float]:
    """Milliseconds from a command's answer to the commit of what it led to, one at a time."""
    writer, found = requests.Writer(connection, dsn), list[float]()
    async with store.opened(dsn, sample.journals) as log:
        while len(found) < NOTES:
            await writer.write()
            answered, position = time.perf_counter(), await log.recorder.head()
            found.append((await watched.see(position) - answered) * 1000)
    return found


async def milliseconds(ask: Callable[[], Awaitable[object]], times: int = NOTES) -> float:
    """The median of one thing done again and again."""
    took = []
    for _ in range(times):
        started = time.perf_counter()
        await ask()
        took.append((time.perf_counter() - started) * 1000)
    return statistics.median(took)


async def one_commit(dsn: str) -> float:
    """Milliseconds of one append by a lone caller."""
    async with store.opened(dsn, sample.journals) as log:
        stream = await appends.open_journal(log)
        versions = iter(range(1, NOTES + 1))
        return await milliseconds(lambda: appends.write_note(log, stream, next(versions)))


async def backlog(embedded: Embedded, reader: FeedReader) -> tuple[float, float]:
    """News per second of a follower catching up, and of reading the same pages only."""
    started, position, count = time.perf_counter(), 0, 0
    while (page := await reader.read(position, limit=PAGE, wait=0, heard={})).reached > position:
        position, count = page.reached, count + len(page.items)
    raw = count / (time.perf_counter() - started)
    started = time.perf_counter()
    async with following(embedded, reader) as watched:
        seen = await watched.see(position)
    return count / (seen - started), raw


async def fill(dsn: str) -> None:
    """Write what a follower will find."""
    async with store.opened(dsn, sample.journals) as log:
        streams = [await appends.open_journal(log) for _ in range(BACKLOG // appends.LONG)]
        for version in range(1, appends.LONG + 1):
            await asyncio.gather(*(appends.write_note(log, each, version) for each in streams))


async def section(embedded: Embedded) -> Section:
    dsn = store.create_log(embedded)
    await fill(dsn)
    commit = await one_commit(store.create_log(embedded))
    with service.running(dsn) as served:
        sockets = Sockets(served.base)
        reader = FeedReader(FEED, sockets, service.settings_of(dsn).tokens(), f"mirror-{uuid4()}")
        connection = await client.connect(served.host, served.port)
        trip = await milliseconds(lambda: connection.ask(requests.EMPTY))
        ours, raw = await backlog(embedded, reader)
        yield Measured("reactions to a backlog beside reading its pages", ours, raw)
        async with following(embedded, reader) as watched, connection:
            await watched.see(1)
            found = await lags(watched, connection, dsn)
        await sockets.close()
    limit, slow = commit + trip, statistics.quantiles(found, n=100)[PERCENT_99]
    what = "answered to visible elsewhere beside commit + round trip"
    yield Measured(f"{what}, p50", statistics.median(found), limit, BAR, "ms")
    yield Measured(f"{what}, p99", slow, limit, None, "ms")
