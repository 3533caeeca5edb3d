"""Board, flows and times are the sums of the children's own ways, on any day, known at any time."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from statistics import mean, median
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa

from services.gateway.advancing import project
from services.gateway.queries.ladder_board import counted
from services.gateway.queries.ladder_flows import moves
from services.gateway.queries.ladder_times import coming_down, spending
from services.gateway.queries.ways import AGES, By, Ways
from services.gateway.read_models import access, ladder, overview, relations
from services.gateway.store import Store
from services.intervention_ladder.steps import Movement, movements
from shared.calendar import age_on
from shared.identity import Caller
from tests.database import Databases
from tests.gateway.ways import BEGINNING, FIRST, HERE, SPAN, Child, children, feeds

pytestmark = pytest.mark.asyncio(loop_scope="session")
MODELS = (access.MODEL, relations.MODEL, overview.MODEL, ladder.PERIODS, ladder.READINGS)
ASKED = datetime(2026, 1, 5, 8, tzinfo=UTC)
LEADER = Caller(sub="leader-1", role="leader", scopes=frozenset(), unit=HERE, at=ASKED)
DAYS = [FIRST + timedelta(days=each) for each in range(0, SPAN, 97)]
MOMENTS = [None, *(BEGINNING + timedelta(hours=each) for each in (-1, 60, 300, 700))]
READ_BY = [None, "default@1", "copenhagen@1"]
TIMES = [(FIRST + timedelta(days=since), FIRST + timedelta(days=until))
         for since, until in ((0, 365), (200, 201), (300, 900), (-50, 2000))]  # fmt: skip


@dataclass(frozen=True)
class Numbers:
    """The read models with many children in them."""

    store: Store
    children: Sequence[Child]

    @property
    def ours(self) -> Sequence[Child]:
        """The children that the leader may know of."""
        return [each for each in self.children if each.unit == HERE]

    async def ask(self, question: sa.Select[Any]) -> Sequence[Any]:
        async with self.store.begin() as connection:
            found: Sequence[Any] = (await connection.execute(question)).all()
            return found

    async def board(self, ways: Ways, day: date) -> dict[str, int]:
        return {row.step: row.children for row in await self.ask(counted(LEADER, ways, day, []))}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def numbers(databases: Databases) -> AsyncIterator[Numbers]:
    dsn = databases.clone("gateway")
    store, everyone = Store(dsn), children(80)
    for feed, page in feeds(everyone):
        async with store.begin() as connection:
            await project(connection, MODELS, feed, page)
    yield Numbers(store, everyone)
    await store.close()
    databases.drop(dsn)


@pytest.mark.parametrize("as_of", MOMENTS, ids=str)
@pytest.mark.parametrize("definition", READ_BY)
async def test_the_board_is_the_sum_of_the_children_on_every_day(
    numbers: Numbers, as_of: datetime | None, definition: str | None
) -> None:
    ways = Ways(definition, as_of)
    for day in DAYS:
        standing = [each.stands(day, as_of, definition) for each in numbers.ours]
        expected = Counter(each.step for each in standing if each)
        assert await numbers.board(ways, day) == expected


def band(child: Child, day: date) -> str:
    age = age_on(child.born_on, day)
    return next((code for code, beyond in AGES if age < beyond), "unknown")


@pytest.mark.parametrize("as_of", MOMENTS, ids=str)
async def test_told_apart_by_age_and_sex_the_board_is_still_that_sum(
    numbers: Numbers, as_of: datetime | None
) -> None:
    by: list[By] = ["ageBand", "sex", "unit"]
    for day in DAYS[::3]:
        rows = await numbers.ask(counted(LEADER, Ways(None, as_of), day, by))
        found = {(row.step, row.age_band, row.sex, row.unit): row.children for row in rows}
        expected = Counter(
            (stands.step, band(each, day), each.sex, HERE)
            for each in numbers.ours
            if (stands := each.stands(day, as_of))
        )
        known = as_of is None or as_of >= BEGINNING  # who the children were
        assert not expected or known
        assert found == expected


def moved(child: Child, ways: Ways, since: date, until: date) -> list[Movement]:
    way = child.way(ways.as_of, ways.definition)
    return [each for each in movements(way) if since <= each.on < until]


@pytest.mark.parametrize("as_of", MOMENTS, ids=str)
@pytest.mark.parametrize("definition", READ_BY)
@pytest.mark.parametrize(("since", "until"), TIMES, ids=str)
async def test_flows_are_the_children_s_moves_and_the_differences_of_boards(
    numbers: Numbers, as_of: datetime | None, definition: str | None, since: date, until: date
) -> None:
    ways = Ways(definition, as_of)
    rows = await numbers.ask(moves(LEADER, ways, since, until, []))
    told = [each for child in numbers.ours for each in moved(child, ways, since, until)]
    expected = Counter((each.before.step, each.after.step, each.planned_return) for each in told)
    found = Counter[tuple[str, str, bool]]()
    gained: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.from_step and row.to_step:
            found[row.from_step, row.to_step, False] += row.moves
            found[row.from_step, row.to_step, True] += row.planned_returns
        together = row.moves + row.planned_returns
        gained[row.from_step] -= together
        gained[row.to_step] += together
    assert +found == expected
    before = await numbers.board(ways, since - timedelta(days=1))
    after = await numbers.board(ways, until - timedelta(days=1))
    steps = {*before, *after, *gained} - {None}
    assert {step: after.get(step, 0) - before.get(step, 0) for step in steps} == {
        step: gained.get(step, 0) for step in steps
    }


async def test_flows_told_apart_add_up_to_the_flows(numbers: Numbers) -> None:
    since, until = TIMES[0]
    whole = await numbers.ask(moves(LEADER, Ways(None, None), since, until, []))
    apart = await numbers.ask(moves(LEADER, Ways(None, None), since, until, ["ageBand", "sex"]))
    added = Counter[Any]()
    for row in apart:
        added[row.from_step, row.to_step] += row.moves + row.planned_returns
        assert row.sex in {"female", "male"}
    assert added == {(r.from_step, r.to_step): r.moves + r.planned_returns for r in whole}


@pytest.mark.parametrize("as_of", MOMENTS, ids=str)
@pytest.mark.parametrize(("since", "until"), TIMES, ids=str)
async def test_time_spent_is_the_days_of_the_children_s_stays(
    numbers: Numbers, as_of: datetime | None, since: date, until: date
) -> None:
    rows = await numbers.ask(spending(LEADER, Ways(None, as_of), since, until, []))
    days, lengths = Counter[str](), defaultdict[str, list[int]](list)
    for child in numbers.ours:
        for each in child.way(as_of):
            ends = each.to_on or date.max
            if each.from_on >= until or ends <= since:
                continue
            days[each.step] += (min(ends, until) - max(each.from_on, since)).days
            if ends <= until:
                lengths[each.step].append((ends - each.from_on).days)
    assert {row.step: row.days for row in rows} == days
    for row in rows:
        assert row.ended_stays == len(lengths[row.step])
        expected = mean(lengths[row.step]) if lengths[row.step] else None
        assert row.mean_days == (pytest.approx(expected) if expected is not None else None)


def first_down(child: Child, ways: Ways) -> Movement | None:
    down = [
        each
        for each in movements(child.way(ways.as_of, ways.definition))
        if each.kind == "step_down" and not each.planned_return
    ]
    return down[0] if down else None


@pytest.mark.parametrize("definition", READ_BY)
@pytest.mark.parametrize(("since", "until"), TIMES, ids=str)
async def test_time_to_the_first_step_down_counts_from_the_first_measure(
    numbers: Numbers, definition: str | None, since: date, until: date
) -> None:
    ways = Ways(definition, None)
    rows = await numbers.ask(coming_down(LEADER, ways, since, until, []))
    expected = []
    for child in numbers.ours:
        down = first_down(child, ways)
        if down and since <= down.on < until:
            entered = min(each.from_on for each in child.way(None, definition) if each.order > 0)
            expected.append((down.on - entered).days)
    assert [row.children for row in rows] == ([len(expected)] if expected else [])
    for row in rows:
        assert row.mean_days == pytest.approx(mean(expected))
        assert row.median_days == pytest.approx(median(expected))


async def test_another_unit_s_children_are_in_no_number(numbers: Numbers) -> None:
    stranger = Caller(sub="x", role="leader", scopes=frozenset(), unit="unit-9", at=ASKED)
    since, until = TIMES[0]
    ways = Ways(None, None)
    assert await numbers.ask(counted(stranger, ways, DAYS[3], [])) == []
    assert await numbers.ask(moves(stranger, ways, since, until, [])) == []
    assert await numbers.ask(spending(stranger, ways, since, until, [])) == []
