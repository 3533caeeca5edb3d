"""Every figure from K01 to K57 comes out the same by a second method, straight from the news.

On municipalities made by chance, told apart every way, as known at several moments: before and
after what was recorded late, put right, or taken back.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa

from services.gateway.advancing import project
from services.gateway.indicators.asked import Asked, Period
from services.gateway.indicators.definition import Definition, definitions
from services.gateway.indicators.figures import Counted, Split, name_of, value
from services.gateway.queries.ladder_board import counted
from services.gateway.queries.ways import Ways
from services.gateway.read_models import REBUILDABLE
from services.gateway.store import Store
from shared.calendar import day_of
from shared.identity import Caller
from tests.database import Databases
from tests.gateway.figures import of_children, of_others, of_placements
from tests.gateway.figures.adding import Days, Line, Sum, apart
from tests.gateway.figures.known import Known
from tests.gateway.figures.telling import LAST, pages
from tests.gateway.figures.town import Town, town

pytestmark = pytest.mark.asyncio(loop_scope="session")
POPULATIONS = {
    **of_placements.POPULATIONS, **of_others.POPULATIONS, **of_children.POPULATIONS,
}  # fmt: skip
NOW = datetime(LAST.year, LAST.month, LAST.day, 20, tzinfo=UTC)
ANALYST = Caller(sub="analyst-1", role="analyst", scopes=frozenset(), unit=None, at=NOW)
MOMENTS = (None, datetime(2024, 7, 15, 9, tzinfo=UTC), datetime(2023, 12, 1, 9, tzinfo=UTC))
TIMES = [
    (date(2023, 1, 1), date(2024, 1, 1)),
    (date(2024, 1, 1), date(2025, 1, 1)),
    (date(2023, 8, 1), date(2024, 8, 1)),
    (date(2023, 10, 1), date(2024, 1, 1)),
    (date(2024, 2, 1), date(2024, 3, 1)),
    (date(2024, 7, 1), date(2024, 10, 1)),
    (date(2025, 1, 1), date(2025, 4, 1)),
]
APART: Sequence[tuple[Split, ...]] = (
    (), ("unit",), ("ageBand",), ("sex",), ("step",), ("regime",), ("measureType",),
    ("unit", "step"),
)  # fmt: skip
COUNTED = [each for each in definitions().values() if each.rows]


@dataclass(frozen=True)
class Municipality:
    """The read models of a municipality, and what its services had told."""

    store: Store
    town: Town

    def known(self, as_of: datetime | None) -> Known:
        return Known(self.town.news, as_of, day_of(as_of or NOW))


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=(1, 2, 3))
async def municipality(
    request: pytest.FixtureRequest, databases: Databases
) -> AsyncIterator[Municipality]:
    dsn = databases.clone("gateway")
    store, made = Store(dsn), town(request.param)
    for feed, page in pages(made.news):
        async with store.begin() as connection:
            await project(connection, [*REBUILDABLE.values()], feed, page)
    async with store.begin() as connection:
        await connection.execute(sa.text("ANALYZE"))
    yield Municipality(store, made)
    await store.close()
    databases.drop(dsn)


def second(definition: Definition, known: Known, days: Days) -> list[Line]:
    """The lines of a figure, by the second method."""
    assert definition.population
    return [*POPULATIONS[definition.population](known, days, **definition.only)]  # type: ignore[operator]


def asked(as_of: datetime | None, times: Sequence[tuple[date, date]] = TIMES) -> Asked:
    return Asked([Period(*each) for each in times], as_of, day_of(as_of or NOW))


@pytest.mark.parametrize("as_of", MOMENTS, ids=str)
async def test_both_methods_agree_however_a_figure_is_told_apart(
    municipality: Municipality, as_of: datetime | None
) -> None:
    known, wanted = municipality.known(as_of), asked(as_of)
    lived = [Days(*each).lived(known.today) for each in TIMES]
    wrong = []
    async with municipality.store.begin() as connection:
        for each in COUNTED:
            lines = [second(each, known, days) if [*days] else [] for days in lived]
            median = each.statistic == "median"
            for by in APART:
                rows = await connection.execute(
                    Counted(ANALYST, each, wanted).figures(by, median=median)
                )
                found = {(row.period, *(getattr(row, name_of(b)) for b in by)): row for row in rows}
                expected = {
                    (number, *group): Sum.of(some)
                    for number, of_one in enumerate(lines)
                    for group, some in apart(known, of_one, by).items()
                }
                wrong += differences(each, by, found, expected)
    assert wrong == []


def differences(
    definition: Definition,
    by: Sequence[Split],
    found: dict[tuple[Any, ...], sa.Row[Any]],
    expected: dict[tuple[Any, ...], Sum],
) -> list[str]:
    """Where two answers differ, in words."""
    wrong = []
    for group in sorted(found.keys() | expected.keys()):
        row, ours = found.get(group), expected.get(group)
        theirs = row and (value(definition.statistic, row), row.children, row.part)
        mine = ours and (ours.value(definition.statistic), ours.children, ours.part)
        if theirs is None or mine is None or mine != pytest.approx(theirs):
            wrong.append(f"{definition.code} {by} {group}: {theirs} by SQL, {mine} from the news")
    return wrong
