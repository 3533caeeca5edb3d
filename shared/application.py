"""One service, wired: its database, its log, and the neighbours it follows."""

import asyncio
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Coroutine,
    Mapping,
    Sequence,
)
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import datetime
from typing import Any

from fastapi import APIRouter, FastAPI
from psycopg import AsyncConnection, sql
from pydantic import BaseModel, Field
from starlette.requests import Request

from shared import consistency
from shared.clock import FORWARD, Clock, SettableClock
from shared.commands import Moment
from shared.database import GONE, Database, Unavailable
from shared.deadline import longer
from shared.decider import Decider, Refused
from shared.eventlog import EventLog
from shared.eventlog.housekeeping import Housekeeping
from shared.facts import Catalog
from shared.feed import FeedReader
from shared.follow import FIRST_PAUSE, Follower, caught_up
from shared.heard import Reactions, Whenever
from shared.http import Desk, add_routes, create_service
from shared.http.handling import Gather, Warn, no_warnings
from shared.identity import HEADER
from shared.problems import Said
from shared.settings import ServiceSettings
from shared.telemetry import Metrics, export_traces
from shared.transport import Transport

CLOCK_CHANNEL = "development_clock"
AGAIN = 1.0  # seconds after which a task that still runs is told again to end
A_LEAP = 60.0  # seconds that all that falls due in a leap of years may take
Work = Callable[[], Coroutine[Any, Any, None]]


class Application:
    """The parts of one service. `running` opens them, and in a worker also follows and reacts."""

    def __init__(self, settings: ServiceSettings, catalog: Catalog[Any], clock: Clock) -> None:
        self.name = catalog.prefix
        self.settings = settings
        self.clock = clock
        self.database = Database(settings.dsn)
        self.log: EventLog[Any] = EventLog(self.database, catalog, settings.keys(), clock)
        self.tokens = settings.tokens()
        self.metrics = Metrics(self.name)
        self.followers: dict[str, Follower] = {}
        self.works: list[Work] = []
        self._transports: Sequence[Transport] = ()

    def follow(
        self,
        neighbours: Mapping[str, Transport],
        decider: Decider[Any, Any, Any],
        whenever: Whenever,
    ) -> None:
        """React to neighbours' news."""
        self._transports = [*self._transports, *neighbours.values()]
        effect = Reactions(self.log, decider, whenever)
        for feed, transport in neighbours.items():
            reader = FeedReader(feed, transport, self.tokens, self.name)
            self.followers[feed] = Follower(
                self.name, reader, effect, self.settings.dsn, self.log.bell, self.metrics
            )

    def desk(
        self,
        decider: Decider[Any, Any, Any],
        warnings: Warn = no_warnings,
        gather: Gather | None = None,
    ) -> Desk:
        """Where commands on one kind of stream are handled."""
        return Desk(self.log, decider, self.tokens, self.caught_up, warnings, gather=gather)

    async def caught_up(self, positions: consistency.Positions) -> None:
        await caught_up(self.followers, positions)

    @asynccontextmanager
    async def running(self, *, working: bool) -> AsyncIterator[None]:
        """Open everything, and work in the background when this process is a worker."""
        if self.settings.otlp_endpoint:
            export_traces(self.name, self.settings.otlp_endpoint)
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.database)
            jobs: list[Work] = [self.log.bell.listen]
            if isinstance(self.clock, SettableClock):
                jobs.append(self._hear_the_clock)
            if working:
                jobs += [follower.run for follower in self.followers.values()] + self.works
                jobs.append(Housekeeping(self.database, self.settings.keys()).run)
            tasks = [asyncio.create_task(job()) for job in jobs]
            try:
                yield
            finally:
                await stop(tasks)
                for transport in self._transports:
                    await transport.close()

    async def ready(self) -> AsyncIterator[tuple[str, bool, dict[str, Any]]]:
        """What this service needs in order to be of use."""
        try:
            head, heard = await self.log.recorder.standing()
            yield "database", True, {"position": head}
        except Unavailable:
            yield "database", False, {}
            return
        for feed, follower in self.followers.items():
            yield f"follows {feed}", not follower.failing, {"reached": heard.get(feed, 0)}

    async def set_clock(self, moment: datetime | None) -> bool:
        """Set development's clock here and in this service's other processes."""
        if not isinstance(self.clock, SettableClock) or not self.clock.set(moment):
            return False
        words = moment.isoformat() if moment else ""
        async with self.database.connection() as connection:
            await connection.execute("SELECT pg_notify(%s, %s)", (CLOCK_CHANNEL, words))
        return True

    async def _hear_the_clock(self) -> None:
        while isinstance(self.clock, SettableClock):
            with suppress(*GONE):
                async with await AsyncConnection.connect(
                    self.settings.dsn, autocommit=True
                ) as connection:
                    await connection.execute(
                        sql.SQL("LISTEN {}").format(sql.Identifier(CLOCK_CHANNEL))
                    )
                    async for heard in connection.notifies():
                        words = heard.payload
                        self.clock.set(datetime.fromisoformat(words) if words else None)
            await asyncio.sleep(FIRST_PAUSE)


async def stop(tasks: Collection[asyncio.Task[None]]) -> None:
    """End tasks for good.

    A cancellation is lost now and then in a driver that was just being answered: we say it again.
    """
    pending = {*tasks}
    while pending:
        for task in pending:
            task.cancel()
        _, pending = await asyncio.wait(pending, timeout=AGAIN)
    await asyncio.gather(*tasks, return_exceptions=True)


class ClockSetting(BaseModel):
    """Where development's clock shall stand; null follows real time again."""

    now: Moment | None = Field(examples=["2016-01-11T08:00:00Z"])


def create_app(
    application: Application,
    title: str,
    description: str,
    router: APIRouter,
    *,
    working: bool,
    afterwards: Callable[[], Awaitable[None]] | None = None,
) -> FastAPI:
    """The application of one service, opened and closed with the process (or its host's)."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with application.running(working=working):
            yield

    app = create_service(
        title,
        description,
        metrics=application.metrics,
        tokens=application.tokens,
        ready=application.ready,
        lifespan=lifespan,
    )
    app.state.closing = application.log.bell.close
    add_routes(app.router, router)
    add_development_clock(app, application, afterwards)
    return app


def add_development_clock(
    app: FastAPI, application: Application, afterwards: Callable[[], Awaitable[None]] | None = None
) -> None:
    """Let the gateway set this service's clock. There is no such route in production.

    `afterwards` does what the passing of time leads to, so that the answer includes it.
    """
    router = APIRouter()

    @router.put("/dev/clock", include_in_schema=False)
    async def set_clock(request: Request, setting: ClockSetting) -> dict[str, str]:
        caller = application.tokens.verify(request.headers.get(HEADER))
        if "clock.set" not in caller.scopes:
            raise Said("forbidden")
        if not await application.set_clock(setting.now):
            raise Refused(FORWARD)
        longer(A_LEAP)
        if afterwards:
            await afterwards()
        position = await application.log.recorder.head()
        return {"consistencyToken": consistency.write({application.name: position})}

    if application.settings.in_development:
        add_routes(app.router, router)
