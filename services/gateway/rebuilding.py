"""Rebuilding a read model while the service runs: beside the live one, then swapped.

The new tables stand in a schema of their own until they have caught up. Then, in one transaction
that holds the model's positions, they take the live tables' place.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import CreateSchema, DropSchema

from services.gateway.projection import ReadModel, locked, project
from services.gateway.read_models import FEEDS
from services.gateway.store import Store
from services.gateway.tables import metadata, positions
from shared.database import Unavailable
from shared.feed import FeedReader

PAGE = 2000


class Rebuilding:
    """Rebuilds read models from the feeds."""

    def __init__(self, store: Store, readers: Mapping[str, FeedReader]) -> None:
        self._store = store
        self._readers = readers

    async def rebuild(self, model: ReadModel) -> None:
        """Rebuild one model from everything ever published. Readers see the old one until the swap.

        Raises:
            Unavailable: when a feed or the database is gone, or it is being rebuilt already; the
                live tables are untouched.
        """
        schema = f"rebuilding_{model.name}"
        async with self._alone(schema):
            await self._prepare(model, schema)
            for feed in FEEDS:
                while await self._page(model, schema, feed):
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
            for table in (*model.tables, positions):
                copy = table.to_metadata(beside, schema=schema)
                await connection.run_sync(copy.create)

    async def _page(self, model: ReadModel, schema: str, feed: str) -> bool:
        async with self._store.begin() as connection:
            return await self._advance(connection, model, schema, feed)

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
        moved = sa.text(
            f"UPDATE public.positions p SET reached = r.reached FROM {schema}.positions r "  # noqa: S608 - our own names
            "WHERE p.model = r.model AND p.feed = r.feed"
        )
        await connection.execute(moved)
        await connection.execute(DropSchema(schema, cascade=True))

    async def _behind(
        self, connection: AsyncConnection, model: ReadModel, schema: str, feed: str, live: int
    ) -> bool:
        beside = await connection.execution_options(schema_translate_map={None: schema})
        return (await locked(beside, [model], feed))[model.name] < live
