"""The first page of 100,000 cases for a regular user, beside one who may see all; and page 1,000.

Through the gateway, as it is asked for; and in SQL alone, where the difference is.
"""

import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import sqlalchemy as sa
from httpx import ASGITransport, AsyncClient

from benchmarks import store
from benchmarks.ladder import answers
from benchmarks.measuring import SECONDS, Measured, Section, beside
from deploy.embedded import Embedded
from services.gateway.main import create_app
from services.gateway.settings import Settings
from services.gateway.store import Store
from services.gateway.tables import agenda, cases
from shared import migrations
from tests.gateway.many_cases import fill
from tests.gateway.test_lists_are_indexed import EVERYBODY, LEADER, LISTS, WORKER, place

AS_FAST = 0.83  # a regular user takes 1.2 times as long at the most
AS_FAR = 0.9
AS_BARE = 0.25  # of reading the same rows by their ids
SMALL = replace(WORKER, sub="caseworker-2")
REGULAR = {"a caseworker": SMALL, "a leader": LEADER}
KEYS = {"caseload": cases.c.stream, "agenda": agenda.c.id}
PERSONAS: Mapping[str, Mapping[str, Any]] = {
    "all": {"persona": "system", "scopes": ["case.read", "followup.read", "cases.all"]},
    "a caseworker": {"persona": "caseworker", "sub": SMALL.sub},
    "a leader": {"persona": "leader"},
}
Headers = Mapping[str, str]


@asynccontextmanager
async def gateway_on(dsn: str) -> AsyncIterator[AsyncClient]:
    """A client of a gateway on a database that is there, which follows nobody."""
    settings = Settings(environment="development", dsn=dsn, log_level="warning")
    app = create_app(settings, working=False)
    transport = ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        AsyncClient(transport=transport, base_url="http://indsats") as client,
    ):
        yield client


async def speaking(client: AsyncClient, who: str) -> Headers:
    answer = await client.post("/dev/tokens", json=PERSONAS[who])
    return {"Authorization": f"Bearer {answer.raise_for_status().json()['access_token']}"}


async def pages(client: AsyncClient, path: str, headers: Headers) -> float:
    """First pages per second."""
    count, started = 0, time.perf_counter()
    while (spent := time.perf_counter() - started) < SECONDS:
        (await client.get(path, headers=headers)).raise_for_status()
        count += 1
    return count / spent


async def bare(gateway: Store, listed: str) -> sa.Select[Any]:
    """The rows of a leader's first page, by their ids and nothing else."""
    key = KEYS[listed]
    async with gateway.begin() as connection:
        rows = (await connection.execute(LISTS[listed](LEADER, None))).all()
    ids = [getattr(row, key.name) for row in rows]
    return sa.select(key.table).where(key.in_(ids), key.table.c.recorded_to.is_(None))


async def in_sql(gateway: Store) -> Section:
    for listed, asked in LISTS.items():
        everybody = partial(answers, gateway, asked(EVERYBODY, None))
        for who, caller in REGULAR.items():
            ours, raw = await beside(partial(answers, gateway, asked(caller, None)), everybody)
            yield Measured(f"{listed} of 100,000 cases, in SQL, {who} beside all", ours, raw)
        theirs = partial(answers, gateway, asked(LEADER, None))
        ours, raw = await beside(theirs, partial(answers, gateway, await bare(gateway, listed)))
        what = f"{listed} of 100,000 cases, in SQL, a leader beside bare rows"
        yield Measured(what, ours, raw, AS_BARE)
        far = partial(answers, gateway, asked(EVERYBODY, await place(gateway, listed)))
        ours, raw = await beside(far, everybody)
        yield Measured(f"{listed} of 100,000 cases, page 1,000 beside 1", ours, raw, AS_FAR)


async def through_the_gateway(client: AsyncClient) -> Section:
    everybody = await speaking(client, "all")
    for listed in LISTS:
        asking = partial(pages, client, f"/v1/{listed}")
        for who in REGULAR:
            regular = await speaking(client, who)
            ours, raw = await beside(partial(asking, regular), partial(asking, everybody))
            yield Measured(f"{listed} of 100,000 cases, {who} beside all", ours, raw, AS_FAST)


async def section(embedded: Embedded) -> Section:
    dsn = store.create_database(embedded)
    migrations.upgrade(dsn, "services.gateway")
    gateway = Store(dsn)
    try:
        await fill(gateway)
        async with gateway_on(dsn) as client:
            async for measured in through_the_gateway(client):
                yield measured
        async for measured in in_sql(gateway):
            yield measured
    finally:
        await gateway.close()
