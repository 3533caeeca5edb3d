"""Following a neighbour's feed: exactly once, by one active runner, with failover by itself.

Position and effect commit together in `Effect.take`; the lock only saves work. A second runner that
slips in meets the position already taken and steps back.
"""

import asyncio
import select
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import Protocol

import structlog
from psycopg import AsyncConnection

from shared.contracts import FeedPage
from shared.database import GONE, Bell, Connection, Unavailable, woken
from shared.feed import FeedReader
from shared.telemetry import Metrics, continue_trace, new_traceparent

log = structlog.get_logger()

WAIT = 20.0  # seconds of a long poll
PAGE = 500  # items at the most
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0  # seconds after a failure
STANDBY = 1.0  # seconds between attempts to become the active runner
PATIENCE = 5.0  # seconds that a reader of its own writes is kept waiting
LONGEST_REST = 0.1  # seconds in which news gathers, when it comes faster than it is taken
ASKED_ANEW = 1.0  # seconds between questions to the server whether a lock is still ours


class Effect(Protocol):
    """What news leads to here; `hears` says whether a producer's own progress does as well."""

    hears: bool

    async def reached(self, feed: str) -> int:
        """The position whose effect is committed."""
        ...

    async def take(self, feed: str, page: FeedPage) -> None:
        """Commit the effect of a page together with its position, or raise and commit nothing.

        Whoever waits for that is woken.
        """
        ...


class Turn:
    """Being the one active runner, for as long as a connection lives."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._said = select.poll()
        self._said.register(connection.fileno(), select.POLLIN)
        self._asked = time.monotonic()

    async def keep(self) -> None:
        """Go on. A connection that is cut shows at once; the server is asked now and then.

        Raises: what psycopg raises when the connection is lost, and the lock with it.
        """
        if self._said.poll(0) or time.monotonic() - self._asked > ASKED_ANEW:
            await self._connection.execute("SELECT 1")
            self._asked = time.monotonic()


class Follower:
    """Follows one feed for one effect."""

    def __init__(
        self, name: str, reader: FeedReader, effect: Effect, dsn: str, bell: Bell, metrics: Metrics
    ) -> None:
        self.name = name
        self.feed = reader.feed
        self.failing = False
        self._reader = reader
        self._effect = effect
        self._dsn = dsn
        self._bell = bell
        self._labels = (metrics.service, name, reader.feed)
        self._metrics = metrics
        self._pause = FIRST_PAUSE

    async def run(self) -> None:
        """Follow for ever."""
        while True:
            try:
                async with one_active(
                    self._dsn, f"{self.name}:{self.feed}", self._stand_by
                ) as turn:
                    await self._follow(turn)
            except (Unavailable, *GONE):
                self.failing = True
            except Exception as error:  # noqa: BLE001 - a fault here must not end the service
                self.failing = True
                self._metrics.failures.labels(*self._labels).inc()
                log.error("follower.failed", follower=self.name, feed=self.feed,
                          kind=type(error).__name__)  # fmt: skip
            await asyncio.sleep(self._pause)
            self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def _stand_by(self) -> None:
        """Somebody else follows: nothing is wrong here."""
        self.failing = False

    async def _follow(self, turn: Turn) -> None:
        position = await self._effect.reached(self.feed)
        heard = dict[str, int]() if self._effect.hears else None
        wait = 0.0  # the first answer comes at once: it shows that the neighbour is there
        while True:
            continue_trace(new_traceparent())
            page = await self._reader.read(position, limit=PAGE, wait=wait, heard=heard)
            started, progress = time.monotonic(), heard is not None and page.heard != heard
            if page.reached > position or progress:
                await self._effect.take(self.feed, page)
                if len({each.correlation for each in page.items}) > 1:
                    await rest(started)  # who comes alone waits for nobody
            await turn.keep()
            position, heard = page.reached, (page.heard or heard) if self._effect.hears else None
            self.failing, wait, self._pause = False, WAIT, FIRST_PAUSE
            self._metrics.lag.labels(*self._labels).set(max(page.head - page.reached, 0))

    async def passed(self, position: int) -> None:
        """Wait until the effect of a position is committed, by whichever runner.

        Raises:
            Unavailable: when it takes too long.
        """

        async def taken() -> bool:
            return await self._effect.reached(self.feed) >= position

        await until(self._bell, taken)


async def rest(started: float) -> None:
    """Let news gather for as long as the last was being taken: its cost falls with the load."""
    await asyncio.sleep(min(time.monotonic() - started, LONGEST_REST))


async def until(bell: Bell, condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something holds, looking at every ring of a bell.

    Raises:
        Unavailable: when it takes too long.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        rung = bell.listening()
        if await condition():
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise Unavailable("behind")
        await woken(rung, left)


async def caught_up(followers: Mapping[str, Follower], positions: Mapping[str, int]) -> None:
    """Wait until every neighbour's news that a consistency token names has been taken in.

    Raises:
        Unavailable: when it takes too long.
    """
    for feed, follower in followers.items():
        if feed in positions:
            await follower.passed(positions[feed])


@asynccontextmanager
async def one_active(
    dsn: str, name: str, standing_by: Callable[[], None] = lambda: None
) -> AsyncIterator[Turn]:
    """Be the one active runner, as long as this connection lives.

    The lock is asked for again and again rather than waited for: a waiting statement would hold
    back the clean-up of dead rows in the whole database.
    """
    key = int.from_bytes(sha256(name.encode()).digest()[:8], "big", signed=True)
    async with await AsyncConnection.connect(dsn, autocommit=True) as connection:
        while True:
            cursor = await connection.execute("SELECT pg_try_advisory_lock(%s)", (key,))
            if (row := await cursor.fetchone()) and row[0]:
                break
            standing_by()
            await asyncio.sleep(STANDBY)
        yield Turn(connection)
