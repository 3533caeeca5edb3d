"""What leadership asks of 5,000 children's ten years, beside the same when far more was recorded.

Boards and flows cost their answers: a log several times as long may not make them much slower.
"""

import time
from datetime import UTC, date, datetime
from functools import partial

import sqlalchemy as sa

from benchmarks import store
from benchmarks.measuring import SECONDS, Measured, Section, beside
from deploy.embedded import Embedded
from services.gateway.queries.ladder_board import counted
from services.gateway.queries.ladder_flows import moves
from services.gateway.queries.ways import Ways
from services.gateway.store import Store
from shared import migrations
from shared.identity import Caller
from tests.gateway.many_ways import fill

CHILDREN = 5_000
SHORT, LONG = 2, 10  # times that every child's way was told anew
BAR = 0.67  # it may take one and a half times as long
LEADER = Caller(
    sub="leader-1", role="leader", scopes=frozenset(), unit="unit-1",
    at=datetime(2026, 1, 5, 8, tzinfo=UTC),
)  # fmt: skip
DAY, MONTH = date(2017, 6, 1), (date(2017, 6, 1), date(2017, 7, 1))
NOW, THEN = Ways(None, None), Ways(None, datetime(2018, 1, 1, tzinfo=UTC))
QUESTIONS = {
    "the board": counted(LEADER, NOW, DAY, []),
    "the board as known then": counted(LEADER, THEN, DAY, []),
    "flows of a month": moves(LEADER, NOW, *MONTH, []),
    "flows as known then": moves(LEADER, THEN, *MONTH, []),
}


async def answers(gateway: Store, question: sa.Executable) -> float:
    """Answers per second."""
    count, started = 0, time.perf_counter()
    while (spent := time.perf_counter() - started) < SECONDS:
        async with gateway.begin() as connection:
            (await connection.execute(question)).all()
        count += 1
    return count / spent


async def filled(embedded: Embedded, told: int) -> Store:
    dsn = store.create_database(embedded)
    migrations.upgrade(dsn, "services.gateway")
    gateway = Store(dsn)
    await fill(gateway, children=CHILDREN, told=told)
    return gateway


async def section(embedded: Embedded) -> Section:
    short, long = await filled(embedded, SHORT), await filled(embedded, LONG)
    try:
        for asked, question in QUESTIONS.items():
            ours, raw = await beside(
                partial(answers, long, question), partial(answers, short, question)
            )
            yield Measured(f"{asked}, 5,000 children, told 10 times beside 2", ours, raw, BAR)
    finally:
        await short.close()
        await long.close()
