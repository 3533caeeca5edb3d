"""Delivering news as badly as it can be: in pieces, again, and to who is killed meanwhile."""

import asyncio
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import suppress
from random import Random

import psycopg
from psycopg import sql

from services.gateway.projecting import Projecting
from services.gateway.read_models import BY_NAME
from shared.contracts import FeedItem, FeedPage
from shared.database import Unavailable

KILL = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
ROWS = sql.SQL("SELECT to_jsonb(t)::text FROM {} t ORDER BY 1")
LONGEST = 60  # items of a page
STEPS = 60  # of the event loop, after which somebody is killed at the latest
OFTEN, NOW_AND_THEN = 0.4, 0.2
Rows = Mapping[str, list[str]]
News = Mapping[str, Sequence[FeedItem]]


def kill(dsn: str) -> None:
    """End every connection to a database, whatever is going on in it."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(KILL)


def rows(dsn: str, *tables: str) -> Rows:
    """Every row of these tables, in an order of their own."""
    with psycopg.connect(dsn) as connection:
        return {
            name: [text for (text,) in connection.execute(ROWS.format(sql.Identifier(name)))]
            for name in tables
        }


def model_rows(dsn: str, model: str) -> Rows:
    """Every row of a read model, and whatever could not be taken into any."""
    return rows(dsn, *(table.name for table in BY_NAME[model].tables), "parked")


def after(items: Sequence[FeedItem], reached: int, limit: int) -> FeedPage:
    """A page, as the feed would answer."""
    some = [each for each in items if each.position > reached][:limit]
    return FeedPage(items=some, reached=some[-1].position if some else reached)


class Step:
    """One turn of the event loop, for everybody else."""

    def __await__(self) -> Generator[None, None, None]:
        yield


class Delivery:
    """Brings news to read models, and crashes them on the way."""

    def __init__(self, projecting: Projecting, dsn: str, chance: Random) -> None:
        self.crashes = 0
        self.repeated = 0
        self._projecting = projecting
        self._dsn = dsn
        self._chance = chance

    async def deliver(self, news: News, turns: Iterator[str]) -> None:
        """All of it, page by page, the feeds in these turns; each page until it is taken."""
        reached = dict.fromkeys(news, 0)
        for feed in turns:
            items = news[feed]
            page = after(items, reached[feed], self._chance.randint(1, LONGEST))
            if self._chance.random() < OFTEN:
                await self._crash(feed, page)
            await self._take(feed, page)
            reached[feed] = max(page.reached, reached[feed])
            if self._chance.random() < NOW_AND_THEN:
                self.repeated += 1
                again = after(items, self._chance.randint(0, reached[feed]), LONGEST)
                await self._take(feed, until(again, reached[feed]))

    async def _take(self, feed: str, page: FeedPage) -> None:
        """As a follower does: again, when the connection was dead."""
        while True:
            with suppress(Unavailable):
                return await self._projecting.take(feed, page)

    async def _crash(self, feed: str, page: FeedPage) -> None:
        """Begin to take a page, and be cancelled, or lose the connection, somewhere in it."""
        taking = asyncio.create_task(self._projecting.take(feed, page))
        for _ in range(self._chance.randint(1, STEPS)):
            await Step()
        if self._chance.random() < OFTEN:
            await asyncio.to_thread(kill, self._dsn)
        else:
            taking.cancel()
        with suppress(asyncio.CancelledError, Unavailable):
            await taking
            return
        self.crashes += 1


def until(page: FeedPage, reached: int) -> FeedPage:
    """A page with nothing in it that has not come already."""
    some = [each for each in page.items if each.position <= reached]
    return FeedPage(items=some, reached=some[-1].position if some else 0)
