"""Logs over one database, as several processes would hold them."""

from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient
from pydantic import SecretStr
from structlog.testing import capture_logs

from shared.application import Application
from shared.clock import Clock, utc_now
from shared.database import Database
from shared.eventlog import EventLog
from shared.eventlog.recorder import Append
from shared.facts import Catalog
from shared.identity import HEADER, Caller
from shared.sealing import MasterKeys
from shared.settings import ServiceSettings
from shared.transport import Transport
from tests.shared import sample

MASTER = "first:" + b64encode(b"a master key of thirty-two bytes").decode()
Log = EventLog[Any]


class OpenLog(Protocol):
    """Opens one more log over the test's database: what another process would hold."""

    def __call__(
        self, *, clock: Clock = ..., catalog: Catalog[Any] = ..., master: str = ...
    ) -> Awaitable[Log]: ...


@pytest.fixture
async def open_log(log_dsn: str) -> AsyncIterator[OpenLog]:
    async with AsyncExitStack() as stack:

        async def opened(
            *,
            clock: Clock = utc_now,
            catalog: Catalog[Any] = sample.catalog,
            master: str = MASTER,
        ) -> Log:
            database = await stack.enter_async_context(Database(log_dsn))
            return EventLog(database, catalog, MasterKeys.read(master), clock)

        yield opened


@pytest.fixture
async def log(open_log: OpenLog) -> Log:
    return await open_log()


@pytest.fixture
def batches(log: Log, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many appends went into each statement, as they go."""
    sizes: list[int] = []
    append = log.recorder.append

    async def counted(batch: Sequence[Append]) -> list[int]:
        sizes.append(len(batch))
        return await append(batch)

    monkeypatch.setattr(log.recorder, "append", counted)
    return sizes


SCOPES = frozenset({"case.read", "case.write", "feed.read"})
CALLER = Caller(sub="caseworker-1", role="caseworker", scopes=SCOPES)


@dataclass(frozen=True)
class Served:
    """The sample service, open, and a client of it."""

    application: Application
    app: FastAPI
    client: AsyncClient

    @property
    def log(self) -> Log:
        return self.application.log

    def token(self, case: UUID | None = None, scopes: frozenset[str] = SCOPES) -> dict[str, str]:
        """The header of a caller with a token for one case."""
        caller = replace(CALLER, case=case, scopes=scopes)
        return {HEADER: self.application.tokens.sign(caller)}


@asynccontextmanager
async def serving(
    dsn: str, neighbours: dict[str, Transport] | None = None, clock: Clock = utc_now
) -> AsyncIterator[Served]:
    """The sample service over a database, following its neighbours if it has any."""
    settings = ServiceSettings(environment="development", dsn=dsn, master_keys=SecretStr(MASTER))
    application, app = sample.create(settings, clock, neighbours)
    transport = ASGITransport(app, raise_app_exceptions=False)
    async with (
        application.running(working=bool(neighbours)),
        AsyncClient(transport=transport, base_url="http://notebooks") as client,
    ):
        yield Served(application, app, client)


@pytest.fixture
async def served(log_dsn: str) -> AsyncIterator[Served]:
    async with serving(log_dsn) as service:
        yield service


@pytest.fixture
def spoken(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> Iterator[Callable[[], str]]:
    """Everything this process has said to operations: log lines and the standard streams."""
    with capture_logs() as lines:

        def said() -> str:
            streams = "".join(capfd.readouterr())
            return f"{lines}{caplog.text}{streams}"

        yield said
