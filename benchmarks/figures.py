"""All figures of one quarter, with one, five and ten years behind it: a page for leadership.

They cost the quarter, and not what the years have left behind. All children of a municipality.
"""

import time
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import sqlalchemy as sa

from benchmarks import store
from benchmarks.many_lives import fill
from benchmarks.measuring import SECONDS, Measured, Section, beside
from deploy.embedded import Embedded
from services.gateway.indicators.asked import Asked, Period
from services.gateway.indicators.definition import definitions
from services.gateway.indicators.figures import Counted
from services.gateway.store import Store
from shared import migrations
from shared.identity import Caller

BAR = 0.5  # ten years may take twice as long as one
YEARS = (1, 5, 10)
ANALYST = Caller(
    sub="analyst-1", role="analyst", scopes=frozenset(), at=datetime(2026, 1, 5, 8, tzinfo=UTC)
)
QUARTER = Asked([Period(date(2025, 4, 1), date(2025, 7, 1))], None, date(2026, 1, 5))


def questions() -> list[sa.Select[Any]]:
    return [
        Counted(ANALYST, each, QUARTER).figures((), median=each.statistic == "median")
        for each in definitions().values()
        if each.rows
    ]


async def pages(gateway: Store) -> float:
    """Pages of every figure per second."""
    count, started = 0, time.perf_counter()
    while (spent := time.perf_counter() - started) < SECONDS:
        async with gateway.begin() as connection:
            for question in questions():
                (await connection.execute(question)).all()
        count += 1
    return count / spent


def filled(embedded: Embedded, years: int) -> Store:
    dsn = store.create_database(embedded)
    migrations.upgrade(dsn, "services.gateway")
    fill(dsn, years)
    return Store(dsn)


async def section(embedded: Embedded) -> Section:
    first, *others = [filled(embedded, years) for years in YEARS]
    try:
        for years, gateway in zip(YEARS[1:], others, strict=True):
            ours, raw = await beside(partial(pages, gateway), partial(pages, first))
            yield Measured(f"all figures of a quarter, {years} years beside 1", ours, raw, BAR)
    finally:
        for gateway in (first, *others):
            await gateway.close()
