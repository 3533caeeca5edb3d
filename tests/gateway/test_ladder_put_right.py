"""Whatever is moved, corrected or taken back: the numbers are the children's ways, now and then.

Histories made by chance are lived on the ladder and told to the read models, one step at a time.
"""

import re
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import pytest
import pytest_asyncio
import sqlalchemy as sa
from hypothesis import Phase, seed, settings
from hypothesis import given as forall

from services.gateway.advancing import project
from services.gateway.queries.ladder_board import counted
from services.gateway.queries.ladder_flows import moves
from services.gateway.queries.ways import Ways
from services.gateway.read_models import access, overview, relations
from services.gateway.read_models.ladder import BASES, MOVEMENTS, PERIODS, READINGS
from services.gateway.store import Store
from services.gateway.tables import (
    ladder_periods,
    ladder_readings,
    measure_bases,
    measures,
    movements,
)
from services.intervention_ladder.definitions import DEFINITIONS
from services.intervention_ladder.published import publish
from services.intervention_ladder.return_option.events import ReturnOptionSet
from services.intervention_ladder.state import Ladder
from services.intervention_ladder.steps import movements as moved
from shared.contracts import FeedItem, FeedPage, Published, case
from shared.identity import Caller
from tests.database import Databases
from tests.ladder.histories import FIRST, OPENED, SPAN, Wish, histories, lived
from tests.ladder.story import LadderGiven, known

pytestmark = pytest.mark.asyncio(loop_scope="session")
MODELS = (
    access.MODEL, relations.MODEL, overview.MODEL, PERIODS, READINGS, MOVEMENTS, BASES,
)  # fmt: skip
TABLES = (ladder_periods, ladder_readings, movements, measure_bases, measures)
BEGINNING = datetime(2020, 1, 1, 8, tzinfo=UTC)
EVERYONE = UUID("00000000-0000-4000-8000-0000000000ab")
LEADER = Caller(sub="leader-1", role="leader", scopes=frozenset(), unit="unit-1", at=BEGINNING)
NAMED = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
DAYS = [FIRST + timedelta(days=each) for each in range(-5, SPAN + 5, 7)]


@dataclass(frozen=True)
class Child:
    """A child, and its ladder after each thing that happened; one an hour."""

    id: UUID
    told: Sequence[LadderGiven]

    def known(self, hours: int) -> Ladder:
        return known(self.told[min(hours, len(self.told) - 1)])

    def its(self, id: UUID) -> UUID:  # noqa: A002 - its name everywhere
        """What is called the same for every child is this one's own."""
        return uuid5(self.id, str(id))

    def items(self) -> Iterator[tuple[int, FeedItem]]:
        """What the ladder told in each hour."""
        before = 0
        for hours, ladder in enumerate(self.told):
            for fact in ladder.past[before:]:
                if news := publish(fact):
                    yield hours, self.item(news, hours)
            before = len(ladder.past)

    def item(self, news: Published, hours: int) -> FeedItem:
        told = news.model_dump_json(by_alias=True)
        own = NAMED.sub(lambda found: str(self.its(UUID(found.group()))), told)
        data = type(news).model_validate_json(own).model_dump(mode="json", by_alias=True)
        return FeedItem(
            position=1, stream=self.id, version=1, recorded_at=BEGINNING + timedelta(hours=hours),
            correlation="0" * 32, kind=type(news).__name__, data=data,
        )  # fmt: skip


def children(count: int) -> list[Child]:
    """Histories by chance that is the same every time."""
    found: list[list[Wish]] = []

    @seed(20160111)
    @settings(max_examples=count, phases=[Phase.generate], database=None)
    @forall(histories())
    def drawn(wanted: list[Wish]) -> None:
        found.append(wanted)

    drawn()
    definition = DEFINITIONS["copenhagen@1"]
    return [
        Child(uuid5(EVERYONE, str(number)), lived(each, definition))
        for number, each in enumerate(found)
    ]


def opened(of: Sequence[Child]) -> FeedPage:
    news = case.CaseOpened(
        opened_on=OPENED, aware_on=OPENED, unit="unit-1", caseworker="caseworker-1",
        notifications=(),
    )  # fmt: skip
    return page([each.item(news, 0) for each in of])


def page(items: Sequence[FeedItem], after: int = 0) -> FeedPage:
    placed = [
        each.model_copy(update={"position": after + place}) for place, each in enumerate(items, 1)
    ]
    return FeedPage(items=placed, reached=after + len(placed))


async def take(store: Store, feed: str, page: FeedPage) -> None:
    async with store.begin() as connection:
        await project(connection, MODELS, feed, page)


@dataclass(frozen=True)
class Numbers:
    """The same children in read models that heard hour by hour, and in ones that were rebuilt."""

    children: Sequence[Child]
    heard: Store
    rebuilt: Store

    @property
    def hours(self) -> int:
        return max(len(each.told) for each in self.children)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def numbers(databases: Databases) -> AsyncIterator[Numbers]:
    everyone = children(150)
    told = sorted((each for child in everyone for each in child.items()), key=lambda each: each[0])
    hours = defaultdict[int, list[FeedItem]](list)
    for hour, item in told:
        hours[hour].append(item)
    dsns = [databases.clone("gateway") for _ in range(2)]
    heard, rebuilt = map(Store, dsns)
    for store in (heard, rebuilt):
        await take(store, "case", opened(everyone))
    reached = 0
    for hour in sorted(hours):
        await take(heard, "ladder", page(hours[hour], reached))
        reached += len(hours[hour])
    await take(rebuilt, "ladder", page([item for _, item in told]))
    yield Numbers(everyone, heard, rebuilt)
    for store, dsn in zip((heard, rebuilt), dsns, strict=True):
        await store.close()
        databases.drop(dsn)


async def rows(store: Store, question: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
    async with store.begin() as connection:
        found: Sequence[sa.Row[Any]] = (await connection.execute(question)).all()
        return found


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
async def test_a_rebuild_comes_to_the_same_row_by_row(numbers: Numbers, table: sa.Table) -> None:
    found = [await rows(store, sa.select(table)) for store in (numbers.heard, numbers.rebuilt)]
    told = [sorted(map(repr, map(tuple, each))) for each in found]
    assert told[0]
    assert told[0] == told[1]


async def test_the_board_of_any_day_is_as_it_was_known_at_any_hour(numbers: Numbers) -> None:
    for hours in range(0, numbers.hours, 2):
        ways = Ways(None, BEGINNING + timedelta(hours=hours, minutes=1))
        for day in DAYS:
            board = await rows(numbers.heard, counted(LEADER, ways, day, []))
            standing = (standing_on(each.known(hours), day) for each in numbers.children)
            assert {row.step: row.children for row in board} == Counter(filter(None, standing))


def standing_on(ladder: Ladder, day: date) -> str | None:
    return next(
        (
            each.step
            for each in ladder.periods
            if each.from_on <= day and not (each.to_on and each.to_on <= day)
        ),
        None,
    )


async def test_the_flows_of_any_time_are_as_they_were_known_at_any_hour(numbers: Numbers) -> None:
    since, until = FIRST, FIRST + timedelta(days=SPAN // 2)
    for hours in range(numbers.hours):
        ways = Ways(None, BEGINNING + timedelta(hours=hours, minutes=1))
        links = await rows(numbers.heard, moves(LEADER, ways, since, until, []))
        found = {
            (row.from_step, row.to_step): (row.moves, row.planned_returns)
            for row in links
            if row.from_step and row.to_step
        }
        expected = defaultdict[tuple[str, str], list[int]](lambda: [0, 0])
        for child in numbers.children:
            for each in moved(child.known(hours).periods):
                if since <= each.on < until:
                    expected[each.before.step, each.after.step][each.planned_return] += 1
        assert found == {link: tuple(each) for link, each in expected.items()}


async def test_a_measure_is_told_as_the_ladder_knows_it(numbers: Numbers) -> None:
    """Its days, and its planned end, way out and return: as said last, and not taken back."""
    found = await rows(
        numbers.heard,
        sa.select(measures).where(measures.c.recorded_to.is_(None), measures.c.stream.is_not(None)),
    )
    told = {
        row.id: (row.started_on, row.ended_on, row.planned_end_on, row.exit_target_on,
                 row.exit_step, row.return_until_on)
        for row in found
    }  # fmt: skip
    assert told == {
        child.its(measure.id): (measure.started_on, measure.ended_on, measure.planned_end_on,
                                *terms(ladder, measure.id))
        for child in numbers.children
        for ladder in [child.known(numbers.hours)]
        for measure in ladder.measures
    }  # fmt: skip


def terms(ladder: Ladder, measure: UUID) -> tuple[date | None, str | None, date | None]:
    plan = ladder.exit_plan_of(measure)
    kept = [each for each in ladder.all(ReturnOptionSet) if each.measure_id == measure]
    return (
        plan.target_on if plan else None,
        plan.next_step if plan else None,
        max((each.valid_until_on for each in kept), default=None),
    )
