"""Doing jobs: one after another, by one active worker, row by row, and on from where it was.

When the worker dies, another goes on after the last row that was written down. A row that was done
and not written down is done again under the same key, which changes nothing.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping

import structlog

from services.gateway.jobs.keeping import Job, Jobs, Part
from shared.clock import Clock
from shared.database import GONE, Unavailable, woken
from shared.follow import one_active
from shared.http.guard import where

PAUSE = 1.0  # seconds after something went wrong
Work = Callable[[Job], AsyncIterator[Part]]

log = structlog.get_logger()


class Worker:
    """Does jobs. `kinds` says how each kind is done, from the first row that is not."""

    def __init__(self, jobs: Jobs, dsn: str, clock: Clock) -> None:
        self.kinds: Mapping[str, Work] = {}
        self.jobs = jobs
        self._dsn = dsn
        self._clock = clock

    async def run(self) -> None:
        """Do what waits, for ever."""
        while True:
            try:
                async with one_active(self._dsn, "gateway:jobs") as turn:
                    while True:
                        rung = self.jobs.bell.listening()
                        await self.jobs.forget(self._clock())
                        while job := await self.jobs.waiting():
                            await self.do(job)
                            await turn.keep()
                        await turn.keep()
                        await woken(rung, float("inf"))
            except (Unavailable, *GONE):
                log.warning("jobs.lost")
            await asyncio.sleep(PAUSE)

    async def do(self, job: Job) -> None:
        """Do the rest of a job.

        Raises:
            Unavailable: when something that it needs is gone: it goes on later.
        """
        fault = None
        try:
            async for part in self.kinds[job.kind](job):
                await self.jobs.save(job, part)
        except (Unavailable, *GONE):
            raise
        except Exception as error:  # noqa: BLE001 - one job must not hold up every other
            fault = type(error).__name__
            log.error("job.failed", job=str(job.id), kind=fault, at=where(error))
        await self.jobs.finish(job, self._clock(), fault)
        self.jobs.bell.ring()
