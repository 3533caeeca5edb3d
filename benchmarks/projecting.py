"""From news to read models, beside bare batched inserts of the same rows."""

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from benchmarks import sample, store
from benchmarks.measuring import Measured, Section, beside
from deploy.embedded import Embedded
from services.gateway.projecting import Projecting
from services.gateway.read_models import MODELS
from services.gateway.store import Store
from services.gateway.tables import heard, parked, positions
from shared import migrations
from shared.clock import utc_now
from shared.contracts import FeedItem, FeedPage, Published, case
from shared.follow import PAGE

CHILDREN = 1_250  # eight pieces of news each
BATCH = 1_000  # rows in one bare insert
BAR = 0.3
TABLES = [table for model in MODELS for table in model.tables]

Rows = Mapping[sa.Table, Sequence[Mapping[str, Any]]]


def story() -> Iterator[Published]:
    """The first months of a child's case."""
    investigation, decided_on = uuid4(), sample.DAY + timedelta(days=120)
    yield case.CaseOpened(
        opened_on=sample.DAY, aware_on=sample.DAY, unit="unit-1", caseworker="caseworker-1",
        notifications=(uuid4(),),
    )  # fmt: skip
    yield case.ChildIdentified(born_on=sample.DAY.replace(year=2012), sex="female")
    yield case.PersonAdded(id=uuid4(), relation="mother", custodian=True)
    yield case.PersonAdded(id=uuid4(), relation="father", custodian=True)
    yield case.InvestigationStarted(
        id=investigation, started_on=sample.DAY, aware_on=sample.DAY, regime="BL"
    )
    yield case.InvestigationCompleted(
        id=investigation, completed_on=decided_on, conclusion="support_needed"
    )
    yield case.PlanDrafted(id=uuid4(), plan_kind="childs_plan", drafted_on=decided_on)
    yield case.DecisionMade(
        id=uuid4(), decided_on=decided_on, regime="BL", section="§ 32, stk. 1, nr. 2",
        kind="grant", body="authority", measure_types=("home_support",), expected_months=6,
        edition=sample.DAY,
    )  # fmt: skip


def feed() -> list[FeedPage]:
    """What a follower that starts from nothing finds, in pages as it reads them."""
    places = count(1)
    items = [
        item(next(places), stream, version, news)
        for stream in (uuid4() for _ in range(CHILDREN))
        for version, news in enumerate(story(), 1)
    ]
    pages = (items[start : start + PAGE] for start in range(0, len(items), PAGE))
    return [FeedPage(items=page, reached=page[-1].position) for page in pages]


def item(position: int, stream: UUID, version: int, news: Published) -> FeedItem:
    return FeedItem(
        position=position,
        stream=stream,
        version=version,
        recorded_at=utc_now(),
        correlation="0" * 32,
        kind=type(news).__name__,
        data=news.model_dump(mode="json", by_alias=True),
    )


async def empty(gateway: Store) -> None:
    names = ", ".join(table.name for table in (*TABLES, positions, heard, parked))
    async with gateway.begin() as connection:
        await connection.execute(sa.text(f"TRUNCATE {names}"))


async def projected(gateway: Store, pages: Sequence[FeedPage]) -> float:
    """News per second into every read model, each page and its positions in one commit."""
    await empty(gateway)
    projecting = Projecting(gateway, MODELS, utc_now)
    started = time.perf_counter()
    for page in pages:
        await projecting.take("case", page)
    return pages[-1].reached / (time.perf_counter() - started)


async def inserted(gateway: Store, rows: Rows, news: int) -> float:
    """The same rows in batches, one commit each, as news per second."""
    await empty(gateway)
    started = time.perf_counter()
    for table, written in rows.items():
        for start in range(0, len(written), BATCH):
            async with gateway.begin() as connection:
                await connection.execute(table.insert(), written[start : start + BATCH])
    return news / (time.perf_counter() - started)


async def everything(gateway: Store) -> Rows:
    """What the projection wrote."""
    async with gateway.begin() as connection:
        found = {each: await connection.execute(sa.select(*written(each))) for each in TABLES}
        return {each: [dict(row) for row in rows.mappings()] for each, rows in found.items()}


def written(table: sa.Table) -> list[sa.Column[Any]]:
    """The columns that are not made of others."""
    return [column for column in table.columns if column.computed is None]


async def section(embedded: Embedded) -> Section:
    dsn = store.create_database(embedded)
    migrations.upgrade(dsn, "services.gateway")
    gateway, pages = Store(dsn), feed()
    try:
        await projected(gateway, pages)
        rows = await everything(gateway)
        ours, raw = await beside(
            partial(projected, gateway, pages),
            partial(inserted, gateway, rows, pages[-1].reached),
        )
    finally:
        await gateway.close()
    yield Measured("news into read models beside bare inserts of their rows", ours, raw, BAR)
