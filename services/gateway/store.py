"""The gateway's database, asked through SQLAlchemy Core."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.sql.expression import Executable

from shared.database import GONE, Unavailable

PLANS = "-c random_page_cost=1.1"  # no disk seeks now; its default hides the way by an index

ALL_OF_IT = sa.text("SET LOCAL cursor_tuple_fraction = 1")  # of a cursor, not its first rows alone


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
        self._snapshots = self.engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
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

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """For what is read bit by bit, and all of it as it was at one moment.

        Raises:
            Unavailable: as `begin` does.
        """
        async with reached(self._snapshots.begin()) as connection:
            await connection.execute(ALL_OF_IT)
            yield connection

    async def close(self) -> None:
        await self.engine.dispose()


class Declared(Executable, ClauseElement):
    """A question whose rows are fetched some at a time, within one transaction."""

    inherit_cache = False

    def __init__(self, question: sa.Select[Any]) -> None:
        self.question = question


@compiles(Declared)
def declared(it: Declared, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - its own
    return f"DECLARE told NO SCROLL CURSOR FOR {compiler.process(it.question, **options)}"


async def some_at_a_time(
    connection: AsyncConnection, question: sa.Select[Any], most: int
) -> AsyncIterator[Sequence[sa.Row[Any]]]:
    """The rows of a question, as far as so many at a time; one such question in a transaction.

    The driver's own cursors do not bear to be cancelled.
    """
    await connection.execute(Declared(question))
    fetch = sa.text(f"FETCH {most} FROM told").columns(*question.selected_columns)
    while rows := (await connection.execute(fetch)).all():
        yield rows


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
