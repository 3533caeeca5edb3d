"""All four services together, however they are reached: for one process, and for tests."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import psycopg
from fastapi import FastAPI
from psycopg import sql
from starlette.types import Receive, Scope, Send

from services.case.main import create_app as case
from services.case.settings import Settings as CaseSettings
from services.followup.main import create_app as followup
from services.followup.settings import Settings as FollowUpSettings
from services.gateway.main import create_app as gateway
from services.gateway.settings import Settings as GatewaySettings
from services.intervention_ladder.main import create_app as ladder
from services.intervention_ladder.settings import Settings as LadderSettings
from shared.migrations import upgrade
from shared.transport import InProcess

PACKAGES: Mapping[str, str] = {
    "case": "services.case",
    "ladder": "services.intervention_ladder",
    "followup": "services.followup",
    "gateway": "services.gateway",
}
DsnOf = Callable[[str], str]


@dataclass(frozen=True)
class Stack:
    """The four applications of one stack, wired by direct calls."""

    case: FastAPI
    ladder: FastAPI
    followup: FastAPI
    gateway: FastAPI

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Open all four, the ones that others depend on first."""
        async with AsyncExitStack() as opened:
            for app in (self.case, self.ladder, self.followup, self.gateway):
                await opened.enter_async_context(app.router.lifespan_context(app))
            yield


def build(dsn_of: DsnOf, log_level: str = "warning") -> Stack:
    """Development's stack on these databases; every service has a clock that can be set."""

    async def the_ladder(scope: Scope, receive: Receive, send: Send) -> None:
        """The ladder, which follows the case and is followed by it."""
        await ladders(scope, receive, send)

    async def follow_up(scope: Scope, receive: Receive, send: Send) -> None:
        """Follow-up, which follows the ladder and is followed by it."""
        await follow_ups(scope, receive, send)

    cases = case(
        CaseSettings(environment="development", dsn=dsn_of("case"), log_level=log_level),
        {"ladder": InProcess(the_ladder)},
    )
    ladders = ladder(
        LadderSettings(environment="development", dsn=dsn_of("ladder"), log_level=log_level),
        {"case": InProcess(cases), "followup": InProcess(follow_up)},
    )
    follow_ups = followup(
        FollowUpSettings(environment="development", dsn=dsn_of("followup"), log_level=log_level),
        {"case": InProcess(cases), "ladder": InProcess(ladders)},
    )
    front = gateway(
        GatewaySettings(environment="development", dsn=dsn_of("gateway"), log_level=log_level),
        {
            "case": InProcess(cases),
            "ladder": InProcess(ladders),
            "followup": InProcess(follow_ups),
        },
    )
    return Stack(cases, ladders, follow_ups, front)


def prepare(dsn_of: DsnOf) -> None:
    """Make the databases that are missing, and bring each to the newest schema."""
    with psycopg.connect(dsn_of("postgres"), autocommit=True) as connection:
        there = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
        for name in PACKAGES:
            if name not in there:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    for name, package in PACKAGES.items():
        upgrade(dsn_of(name), package)
