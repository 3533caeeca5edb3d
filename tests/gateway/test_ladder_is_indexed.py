"""What leadership asks of 5,000 children over ten years is found by index: it costs its answer."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from services.gateway.queries.ladder_board import counted
from services.gateway.queries.ladder_flows import moves
from services.gateway.queries.ladder_times import coming_down, spending
from services.gateway.queries.ways import Ways
from services.gateway.store import Store
from shared.identity import Caller
from tests.database import Databases
from tests.gateway.many_ways import fill

pytestmark = pytest.mark.asyncio(loop_scope="session")
LEADER = Caller(sub="leader-1", role="leader", scopes=frozenset(), unit="unit-1",
                at=datetime(2026, 1, 5, 8, tzinfo=UTC))  # fmt: skip
CASEWORKER = replace(LEADER, role="caseworker", sub="caseworker-1")
DAY, THEN = date(2017, 6, 1), datetime(2018, 1, 1, tzinfo=UTC)
MONTH = date(2017, 6, 1), date(2017, 7, 1)
NOW, KNOWN_THEN, READ = Ways(None, None), Ways(None, THEN), Ways("default@1", None)
WAYS = {"ladder_periods", "ladder_readings"}
QUESTIONS = {
    "board": counted(LEADER, NOW, DAY, []),
    "board, as known then": counted(LEADER, KNOWN_THEN, DAY, []),
    "board, told apart": counted(LEADER, NOW, DAY, ["unit", "ageBand", "sex"]),
    "board, by a definition": counted(LEADER, READ, DAY, []),
    "board of a caseworker": counted(CASEWORKER, NOW, DAY, []),
    "flows": moves(LEADER, NOW, *MONTH, []),
    "flows, as known then": moves(LEADER, KNOWN_THEN, *MONTH, []),
    "flows, told apart": moves(LEADER, NOW, *MONTH, ["unit", "sex"]),
    "flows, by a definition": moves(LEADER, READ, *MONTH, []),
    "times": spending(LEADER, NOW, *MONTH, []),
    "first steps down": coming_down(LEADER, NOW, *MONTH, []),
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def store(databases: Databases) -> AsyncIterator[Store]:
    dsn = databases.clone("gateway")
    filled = Store(dsn)
    await fill(filled, children=5_000)
    yield filled
    await filled.close()
    databases.drop(dsn)


async def plan(store: Store, question: sa.GenerativeSelect, *, analyse: bool = False) -> Any:  # noqa: ANN401 - a plan
    """How PostgreSQL would answer, or (analysed) how it did."""
    written = question.compile(
        dialect=postgresql.dialect(),  # type: ignore[no-untyped-call]
        compile_kwargs={"literal_binds": True},
    )
    how = "(ANALYZE, BUFFERS, FORMAT JSON)" if analyse else "(FORMAT JSON)"
    async with store.begin() as connection:
        await connection.execute(sa.text("SET LOCAL random_page_cost = 1.1"))  # no disk seeks now
        raw = await connection.exec_driver_sql(f"EXPLAIN {how} {written}".replace("%", "%%"))
        found = raw.scalar_one()
    return (json.loads(found) if isinstance(found, str) else found)[0]


def nodes(of: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield of
    for each in of.get("Plans", ()):
        yield from nodes(each)


def touched(read: list[dict[str, Any]]) -> float:
    """Rows that were looked at, wanted or not."""
    rows: list[float] = [
        (each["Actual Rows"] + each.get("Rows Removed by Filter", 0)) * each["Actual Loops"]
        for each in read
    ]
    return sum(rows)


@pytest.mark.parametrize("asked", QUESTIONS)
async def test_no_way_is_read_but_by_an_index(store: Store, asked: str) -> None:
    planned = await plan(store, QUESTIONS[asked])
    read = [each for each in nodes(planned["Plan"]) if each.get("Relation Name") in WAYS]
    assert read
    assert {each["Node Type"] for each in read} <= {
        "Index Scan", "Index Only Scan", "Bitmap Heap Scan",
    }  # fmt: skip


async def test_the_board_reads_the_periods_of_the_day_and_not_those_of_the_years(
    store: Store,
) -> None:
    """Ten years told three times over are 27 times as many rows as stand on one day."""
    done = await plan(store, QUESTIONS["board"], analyse=True)
    read = [each for each in nodes(done["Plan"]) if each.get("Relation Name") in WAYS]
    async with store.begin() as connection:
        whole = await connection.scalar(sa.text("SELECT count(*) FROM ladder_periods"))
    assert whole > 100_000
    assert touched(read) < 8_000  # those of the day, or those of the leader's children


@pytest.mark.parametrize(
    ("asked", "most"), [("flows", 3_000), ("flows, by a definition", 3_000),
                        ("flows, as known then", 13_000)],
)  # fmt: skip
async def test_flows_of_a_month_read_what_moved_in_it(store: Store, asked: str, most: int) -> None:
    """Some 450 began or ended, and the period before each.

    Of what was known once, all that stood in the month is looked at for either.
    """
    done = await plan(store, QUESTIONS[asked], analyse=True)
    read = [each for each in nodes(done["Plan"]) if each.get("Relation Name") in WAYS]
    assert touched(read) < most
