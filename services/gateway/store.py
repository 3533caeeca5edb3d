"""The gateway's database, asked through SQLAlchemy Core."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from shared.database import GONE, Unavailable

PLANS = "-c random_page_cost=1.1"  # no disk seeks now; its default hides the way by an index


class Store:
    """A pool of connections to the read models."""

    def __init__(self, dsn: str) -> None:
        self.engine = create_async_engine(
            "postgresql+psycopg://",
            async_creator=lambda: psycopg.AsyncConnection.connect(dsn, options=PLANS),
            pool_size=10,
            max_overflow=0,
            pool_timeout=3,
        )
        self._asking = self.engine.execution_options(isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: everything of it, or nothing.

        Raises:
            Unavailable: when the server is gone or no connection comes free in time.
        """
        async with reached(self.engine.begin()) as connection:
            yield connection

    @asynccontextmanager
    async def asking(self) -> AsyncIterator[AsyncConnection]:
        """For one question, which needs no transaction: one way there and back instead of three.

        Raises:
            Unavailable: as `begin` does.
        """
        async with reached(self._asking.connect()) as connection:
            yield connection

    async def close(self) -> None:
        await self.engine.dispose()


@asynccontextmanager
async def reached(
    opened: AbstractAsyncContextManager[AsyncConnection],
) -> AsyncIterator[AsyncConnection]:
    try:
        async with opened as connection:
            yield connection
    except (NoConnection, *GONE) as error:
        raise Unavailable("database") from error
    except DBAPIError as error:
        if error.connection_invalidated or isinstance(error.orig, GONE):
            raise Unavailable("database") from error
        raise
