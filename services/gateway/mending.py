"""Trying parked news again: by itself every minute, and when an operator asks."""

import asyncio
from collections.abc import Mapping

import structlog

from services.gateway import parking
from services.gateway.advancing import catch_up, locked
from services.gateway.projection import ReadModel
from services.gateway.store import Store
from shared.database import Unavailable
from shared.http.guard import where
from shared.telemetry import Metrics

EVERY = 60.0  # seconds

log = structlog.get_logger()


class Mending:
    """Takes parked cases up again where they were left."""

    def __init__(self, store: Store, models: Mapping[str, ReadModel], metrics: Metrics) -> None:
        self._store = store
        self._models = models
        self._metrics = metrics

    async def run(self) -> None:
        """Try everything again now and every minute, for ever."""
        while True:
            try:
                await self.mend()
            except Unavailable:
                log.warning("mending.lost")
            await asyncio.sleep(EVERY)

    async def mend(self, model: str | None = None) -> int:
        """Try what is parked in a model (or in any); say how many cases go on.

        Raises:
            Unavailable: when the database is gone.
        """
        async with self._store.begin() as connection:
            groups = await parking.groups(connection, model)
        mended = sum([await self._mended(each) for each in groups if each[0] in self._models])
        async with self._store.begin() as connection:
            counts = await parking.counts(connection)
        for name in self._models:
            count, _ = counts.get(name, (0, None))
            self._metrics.parked.labels(self._metrics.service, name).set(count)
        return mended

    async def _mended(self, behind: parking.Behind) -> bool:
        model, feed = self._models[behind[0]], behind[1]
        try:
            async with self._store.begin() as connection:
                await locked(connection, [model], feed)
                await catch_up(connection, model, feed, await parking.items(connection, behind))
                await parking.leave(connection, behind)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - it stays parked, whatever is wrong with it
            fault = type(error).__name__
            log.error("projection.parked", model=model.name, feed=feed, kind=fault, at=where(error))
            async with self._store.begin() as connection:
                await parking.failed_again(connection, behind, fault)
            return False
        return True
