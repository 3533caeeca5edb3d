"""Doing jobs: of each kind one after another, by one active worker, part by part.

When the worker dies, another takes the job: how it goes on from what was written down is the kind's
own matter. No kind waits for another.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing

import structlog

from services.gateway.jobs.keeping import Job, Jobs, Part
from shared.clock import Clock
from shared.database import GONE, Unavailable, woken
from shared.decider import Refused
from shared.follow import one_active
from shared.http.guard import where
from shared.telemetry import continue_trace, new_traceparent, trace_id

PAUSE = 1.0  # seconds after something went wrong
Work = Callable[[Job], AsyncGenerator[Part, None]]

log = structlog.get_logger()


class Worker:
    """Does jobs. `kinds` says how each kind is done, from what is done of it."""

    def __init__(self, jobs: Jobs, dsn: str, clock: Clock) -> None:
        self.kinds: Mapping[str, Work] = {}
        self.jobs = jobs
        self._dsn = dsn
        self._clock = clock

    async def run(self, kind: str) -> None:
        """Do what waits of a kind, for ever."""
        while True:
            try:
                async with one_active(self._dsn, f"gateway:jobs:{kind}") as turn:
                    while True:
                        rung = self.jobs.bell.listening()
                        await self.jobs.forget(self._clock())
                        while job := await self.jobs.take(kind):
                            await self.do(job)
                            await turn.keep()
                        await turn.keep()
                        await woken(rung, float("inf"))
            except (Unavailable, *GONE):
                log.warning("jobs.lost", kind=kind)
            await asyncio.sleep(PAUSE)

    async def do(self, job: Job) -> None:
        """Do the rest of a job.

        Raises:
            Unavailable: when something that it needs is gone: it goes on later.
        """
        continue_trace(new_traceparent(job.id.hex))
        fault = None
        try:
            async with aclosing(self.kinds[job.kind](job)) as parts:
                async for part in parts:
                    await self.jobs.save(job, part)
        except (Unavailable, *GONE):
            raise
        except Refused as refused:
            fault = str(refused)
        except Exception as error:  # noqa: BLE001 - one job must not hold up every other
            fault = type(error).__name__
            log.error("job.failed", trace=trace_id(), kind=fault, at=where(error))
        await self.jobs.finish(job, self._clock(), fault)
        self.jobs.bell.ring()
