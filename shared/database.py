"""A service's own database: its pool of connections, and the bell that wakes who waits for news."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Self
from uuid import uuid4

import psycopg
import structlog
from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool, PoolTimeout

log = structlog.get_logger()

Connection = AsyncConnection[TupleRow]
GONE = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout, OSError)
GENERIC = "-c plan_cache_mode=force_generic_plan"  # the log asks few questions, very often
PACE = 0.005  # seconds between two rings to the other processes; the first is at once
FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0  # seconds between attempts to reach a lost database
TELL = "BEGIN; SET LOCAL synchronous_commit = off; NOTIFY {}, '{}'; COMMIT"  # loses no fact


class Unavailable(Exception):
    """The database, or a neighbour, cannot be reached now. Nothing is known to be lost.

    `retry_after` is in how many seconds it is worth another try, where that is known.
    """

    def __init__(self, what: str, retry_after: int | None = None) -> None:
        super().__init__(what)
        self.retry_after = retry_after


class Database:
    """One service's PostgreSQL database. `async with` opens and closes its connections."""

    def __init__(self, dsn: str, *, most: int = 10, patience: float = 3.0) -> None:
        self.dsn = dsn
        self.pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            dsn,
            min_size=1,
            max_size=most,
            open=False,
            timeout=patience,
            kwargs={"autocommit": True, "options": GENERIC},
        )

    async def __aenter__(self) -> Self:
        await self.pool.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.pool.close()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Connection]:
        """Lend a connection in autocommit mode.

        Raises:
            Unavailable: when the server is gone or no connection comes free in time.
        """
        try:
            async with self.pool.connection() as connection:
                yield connection
        except GONE as error:
            if not isinstance(error, PoolTimeout):
                self._weeding = asyncio.create_task(self._weed())
            raise Unavailable("database") from error

    async def _weed(self) -> None:
        """Replace connections that died with the server, so that recovery needs no restart."""
        with suppress(*GONE, psycopg.Error):
            await self.pool.check()


class Bell:
    """Rings when a channel has news: at once in this process, by NOTIFY in the others.

    NOTIFY is sent after the commit and coalesced, because inside the appending transaction it
    would queue every service of the cluster behind one lock. A listener that misses a ring is
    caught by its own slow re-read, and what it rang itself it has heard.
    """

    def __init__(self, database: Database, channel: str) -> None:
        self._database = database
        self._channel = channel
        self._own = uuid4().hex
        self._rung = asyncio.Event()
        self._news = asyncio.Event()
        self._telling: asyncio.Task[None] | None = None
        self._more = False
        self.closing = False

    def ring(self, *, news: bool = True) -> None:
        """Wake every waiter here, and soon everywhere; without news, not those who want only it."""
        self._wake(news=news)
        self._more = True
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell())

    def close(self) -> None:
        """Let every waiter here go: this process is about to stop."""
        self.closing = True
        self._wake()

    def listening(self, *, only_news: bool = False) -> asyncio.Event:
        """What the next ring will set. Take it before looking, so that no ring falls between."""
        return self._news if only_news else self._rung

    def _wake(self, *, news: bool = True) -> None:
        self._rung.set()
        self._rung = asyncio.Event()
        if news:
            self._news.set()
            self._news = asyncio.Event()

    async def _tell(self) -> None:
        with suppress(Unavailable):  # the others re-read by themselves
            while self._more:
                self._more = False
                async with self._database.connection() as connection:
                    await connection.execute(TELL.format(self._channel, self._own), prepare=False)
                await asyncio.sleep(PACE)

    async def listen(self) -> None:
        """Hear the other processes, for ever: listen first, ring once, then wait for more."""
        wait = FIRST_WAIT
        while True:
            try:
                async with await AsyncConnection.connect(
                    self._database.dsn, autocommit=True
                ) as connection:
                    await connection.execute(f"LISTEN {self._channel}")
                    self._wake()
                    wait = FIRST_WAIT
                    async for told in connection.notifies():
                        if told.payload != self._own:
                            self._wake()
            except GONE:
                log.warning("bell.lost", channel=self._channel)
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)


async def woken(rung: asyncio.Event, seconds: float) -> None:
    """Wait for a ring, or until it is time to look anyway."""
    with suppress(TimeoutError):
        async with asyncio.timeout(min(seconds, LONGEST_WAIT)):
            await rung.wait()
