"""Rebuilding a read model while the service runs: beside the live one, then swapped.

The new tables stand in a schema of their own until they have caught up. Then, in one transaction
that holds the model's positions, they take the live tables' place.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import CreateSchema, DropSchema

from services.gateway.advancing import locked, project
from services.gateway.projecting import Projecting
from services.gateway.projection import ReadModel
from services.gateway.read_models import FEEDS
from services.gateway.store import Store
from services.gateway.tables import metadata, parked, positions
from shared.clock import Clock
from shared.database import Unavailable
from shared.feed import FeedReader

PAGE = 2000
TAKE_OVER = (  # where the new tables have come, and what is parked there
    """UPDATE public.positions p SET reached = r.reached FROM {}.positions r
    WHERE p.model = r.model AND p.feed = r.feed""",
    "DELETE FROM public.parked WHERE model = :model",
    "INSERT INTO public.parked SELECT * FROM {}.parked",
)


class Rebuilding:
    """Rebuilds read models from the feeds."""

    def __init__(self, store: Store, readers: Mapping[str, FeedReader], clock: Clock) -> None:
        self._store = store
        self._readers = readers
        self._clock = clock

    async def rebuild(self, model: ReadModel) -> None:
        """Rebuild one model from everything ever published. Readers see the old one until the swap.

        Raises:
            Unavailable: when a feed or the database is gone, or it is being rebuilt already; the
                live tables are untouched.
        """
        schema = f"rebuilding_{model.name}"
        async with self._alone(schema):
            await self._prepare(model, schema)
            beside = Projecting(self._store, [model], self._clock, schema=schema)
            for feed in FEEDS:
                while await self._page(beside, feed):
                    pass
            async with self._store.begin() as connection:
                await self._swap(connection, model, schema)

    @asynccontextmanager
    async def _alone(self, schema: str) -> AsyncIterator[None]:
        """Be the only one who rebuilds a model, in whichever process."""
        lock = sa.func.pg_try_advisory_xact_lock(sa.func.hashtextextended(schema, 0))
        async with self._store.begin() as connection:
            if not await connection.scalar(sa.select(lock)):
                raise Unavailable(schema)
            yield

    async def _prepare(self, model: ReadModel, schema: str) -> None:
        beside = sa.MetaData(naming_convention=metadata.naming_convention)
        async with self._store.begin() as connection:
            await connection.execute(DropSchema(schema, cascade=True, if_exists=True))
            await connection.execute(CreateSchema(schema))
            for table in (*model.tables, positions, parked):
                copy = table.to_metadata(beside, schema=schema)
                await connection.run_sync(copy.create)

    async def _page(self, beside: Projecting, feed: str) -> bool:
        """Take one more page of a feed, if there is any; what cannot be taken is parked again."""
        reached = await beside.reached(feed)
        page = await self._readers[feed].read(reached, limit=PAGE, wait=0, heard={})
        await beside.take(feed, page)
        return page.reached > reached

    async def _advance(
        self, connection: AsyncConnection, model: ReadModel, schema: str, feed: str
    ) -> bool:
        beside = await connection.execution_options(schema_translate_map={None: schema})
        reached = (await locked(beside, [model], feed))[model.name]
        page = await self._readers[feed].read(reached, limit=PAGE, wait=0, heard={})
        await project(beside, [model], feed, page)
        return page.reached > reached

    async def _swap(self, connection: AsyncConnection, model: ReadModel, schema: str) -> None:
        for feed in FEEDS:
            await connection.execution_options(schema_translate_map={None: None})
            live = (await locked(connection, [model], feed))[model.name]
            while await self._behind(connection, model, schema, feed, live):
                if not await self._advance(connection, model, schema, feed):
                    break  # the producer itself is behind: it was restored to an earlier time
        await connection.execution_options(schema_translate_map={None: None})
        for table in model.tables:
            await connection.execute(sa.text(f'DROP TABLE public."{table.name}"'))
            await connection.execute(
                sa.text(f'ALTER TABLE {schema}."{table.name}" SET SCHEMA public')
            )
        for statement in TAKE_OVER:
            await connection.execute(sa.text(statement.format(schema)), {"model": model.name})
        await connection.execute(DropSchema(schema, cascade=True))

    async def _behind(
        self, connection: AsyncConnection, model: ReadModel, schema: str, feed: str, live: int
    ) -> bool:
        beside = await connection.execution_options(schema_translate_map={None: schema})
        return (await locked(beside, [model], feed))[model.name] < live
