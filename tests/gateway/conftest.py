"""One stack for every test that lives in real time, and one of its own for who sets the clock."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from structlog.testing import capture_logs

from services.gateway.main import create_app
from services.gateway.settings import Settings
from tests.database import Databases
from tests.gateway.people import Person
from tests.gateway.problems import MARK
from tests.stack import ADDRESS, Standing, standing

PRODUCTION = {
    "environment": "production",
    "internal_secret": "a secret of production's own, and long",
    "master_keys": "own:b3duLW1hc3Rlci1rZXktMDEyMzQ1Njc4OTAxMjM0NTY=",
}
Alone = Callable[..., AbstractAsyncContextManager[tuple[httpx.AsyncClient, FastAPI]]]
Somebody = Callable[..., Awaitable[Person]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stack(databases: Databases) -> AsyncIterator[Standing]:
    """A stack that tests share: each has people, a unit and cases of its own."""
    async with standing(databases) as one:
        yield one


@pytest_asyncio.fixture(loop_scope="session")
async def own_stack(databases: Databases) -> AsyncIterator[Standing]:
    """A stack of a test's own, whose clock it may set."""
    async with standing(databases) as one:
        yield one


@pytest.fixture
def unit() -> str:
    """A unit that nobody else works in."""
    return f"unit-{uuid4()}"


@pytest.fixture
def somebody(stack: Standing, unit: str) -> Somebody:
    """Somebody new of a role, in the unit of the test unless another is named."""

    async def new(persona: str, in_unit: str | None = unit) -> Person:
        sub = f"{persona}-{uuid4().hex[:8]}"
        headers = await stack.as_persona(persona, sub, in_unit)
        return Person(stack.client, sub, in_unit or "", headers)

    return new


@pytest_asyncio.fixture(loop_scope="session")
async def caseworker(somebody: Somebody) -> Person:
    return await somebody("caseworker")


@pytest_asyncio.fixture(loop_scope="session")
async def case(caseworker: Person) -> str:
    """A case of the caseworker's own."""
    return await caseworker.open_case()


@pytest.fixture
def unheard() -> Iterator[None]:
    """What was sent is in no log line, and nothing unforeseen happened."""
    with capture_logs() as lines:
        yield
    assert MARK not in json.dumps(lines, default=str)
    assert not [line for line in lines if line["event"] == "unforeseen"]


@pytest.fixture
def alone(databases: Databases) -> Alone:
    """A gateway without the services behind it, as settings make it."""

    @asynccontextmanager
    async def running(**settings: object) -> AsyncIterator[tuple[httpx.AsyncClient, FastAPI]]:
        dsn = databases.clone("gateway")
        told = {"environment": "development", "dsn": dsn, "log_level": "warning", **settings}
        app = create_app(Settings.model_validate(told), working=False)
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        try:
            async with (
                app.router.lifespan_context(app),
                httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client,
            ):
                yield client, app
        finally:
            databases.drop(dsn)

    return running
