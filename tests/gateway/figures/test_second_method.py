"""Every figure from K01 to K57 comes out the same by a second method, straight from the news.

On municipalities made by chance, told apart every way, as known now and as known then: before and
after what was recorded late, put right, or taken back.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa

from services.gateway.advancing import project
from services.gateway.indicators.definition import Definition, definitions
from services.gateway.indicators.figures import Split, name_of, value
from services.gateway.read_models import REBUILDABLE
from services.gateway.store import Store
from shared.calendar import day_of
from tests.database import Databases
from tests.gateway.figures.adding import Sum, apart
from tests.gateway.figures.asking import (
    COUNTED,
    NOW,
    ONCE,
    POPULATIONS,
    TIMES,
    Looked,
    counted,
)
from tests.gateway.figures.known import Heard, Known
from tests.gateway.figures.of_placements import placed_on
from tests.gateway.figures.telling import pages
from tests.gateway.figures.town import town

pytestmark = pytest.mark.asyncio(loop_scope="session")
THEN = {  # for each municipality (a seed), the moment at which it is looked at beside now
    1: datetime(2024, 7, 15, 9, tzinfo=UTC),
    2: datetime(2023, 12, 1, 9, tzinfo=UTC),
    3: datetime(2024, 11, 5, 9, tzinfo=UTC),
}
TOGETHER: tuple[Split, ...] = ("unit", "ageBand", "sex", "step", "regime", "measureType")
APART: Sequence[tuple[Split, ...]] = (*((each,) for each in TOGETHER), ("unit", "step"))
Groups = Mapping[tuple[Any, ...], Any]


@dataclass(frozen=True)
class Municipality:
    store: Store
    news: Sequence[Heard]
    seed: int


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=THEN)
async def municipality(
    request: pytest.FixtureRequest, databases: Databases
) -> AsyncIterator[Municipality]:
    """The read models of a municipality by chance, and what its services had told."""
    dsn = databases.clone("gateway")
    store, news = Store(dsn), town(request.param)
    for feed, page in pages(news):
        async with store.begin() as connection:
            await project(connection, [*REBUILDABLE.values()], feed, page)
    async with store.begin() as connection:
        await connection.execute(sa.text("ANALYZE"))
    yield Municipality(store, news, request.param)
    await store.close()
    databases.drop(dsn)


@pytest.fixture(params=["now", "then"])
def looked(request: pytest.FixtureRequest, municipality: Municipality) -> Looked:
    as_of = THEN[municipality.seed] if request.param == "then" else None
    return Looked(municipality.store, municipality.news, as_of)


def in_turn(municipality: Municipality, looked: Looked) -> Iterator[tuple[Split, ...]]:
    """How figures are told apart here: not at all, every way at once, and some ways in turn.

    All municipalities together are told apart by each way alone, and by unit and step.
    """
    yield from ((), TOGETHER)
    number = 2 * [*THEN].index(municipality.seed) + bool(looked.as_of)
    yield from (APART[(2 * number + each) % len(APART)] for each in range(2))


async def test_both_methods_agree_however_a_figure_is_told_apart(
    municipality: Municipality, looked: Looked
) -> None:
    wrong: list[str] = []
    for each in ONCE:
        lines = [looked.lines(each, days) for days in looked.lived]
        for by in in_turn(municipality, looked):
            found = {
                (row.period, *(getattr(row, name_of(split)) for split in by)): row
                for row in await looked.figures(each, by)
            }
            expected = {
                (number, *group): Sum.of(some)
                for number, of_one in enumerate(lines)
                for group, some in apart(looked.known, of_one, by).items()
            }
            wrong += differences(each, by, found, expected)
    assert wrong == []


def differences(
    definition: Definition, by: Sequence[Split], found: Groups, expected: Groups
) -> Iterator[str]:
    """Where two answers differ, in words."""
    for group in sorted(found.keys() | expected.keys()):
        row, ours = found.get(group), expected.get(group)
        theirs = row and (value(definition.statistic, row), row.children, row.part)
        mine = ours and (ours.value(definition.statistic), ours.children, ours.part)
        if theirs is None or mine is None or mine != pytest.approx(theirs):
            yield f"{definition.code} {by} {group}: {theirs} by SQL, {mine} from the news"


async def test_every_figure_is_what_its_list_adds_up_to(municipality: Municipality) -> None:
    """And the list is of what the second method counts, line by line: as it was known then."""
    looked = Looked(municipality.store, municipality.news, THEN[municipality.seed])
    year = TIMES[0]
    for each in ONCE:
        listed = looked.counting(each, [year]).cases({})
        rows = await looked.ask(sa.select(listed))
        lines = {(row.case_id, row.subject, row.on_day): row for row in rows}
        figures = {row.period: row for row in await looked.figures(each)}
        figure = figures.get(0)
        assert len({row.case_id for row in rows}) == (figure.children if figure else 0)
        for name in ("part", "whole"):
            told = sum(getattr(line, name) for line in rows)
            assert told == pytest.approx(getattr(figure, name, 0)), each.code
        ours = defaultdict[Any, float](float)
        for line in looked.lines(each, year.lived(looked.today)):
            ours[line.case, line.subject, line.on] += line.part
        assert {of: line.part for of, line in lines.items()} == pytest.approx(dict(ours))


@pytest.mark.parametrize("code", ["K19", "K35", "K43", "K50", "K55.11b"])
async def test_a_narrowed_list_adds_up_to_its_part_of_the_figure(looked: Looked, code: str) -> None:
    counting = looked.counting(definitions()[code], TIMES[:1])
    for row in await looked.ask(counting.figures(("unit", "step"), median=False)):
        listed = counting.cases({"unit": row.unit, "step": row.step})
        [(part,)] = await looked.ask(sa.select(sa.func.sum(listed.c.part)))
        assert part == pytest.approx(row.part)


async def test_the_board_and_the_figures_count_the_same_children(looked: Looked) -> None:
    """On the last day of each time: of placements on each step, and on steps 3 to 6 (K01)."""
    by_step = {
        (row.period, row.step): row.children
        for row in await looked.figures(definitions()["K35"], ["step"])
    }
    placed = {row.period: row.children for row in await looked.figures(definitions()["K35"])}
    helped = {row.period: row.part for row in await looked.figures(definitions()["K01"])}
    for number, days in enumerate(looked.lived):
        if not [*days]:
            continue
        board = await looked.board(days.last)
        away = {step: board[step] for step in ("T4", "T5", "T6") if step in board}
        assert away == {step: found for (of, step), found in by_step.items() if of == number}
        assert (
            sum(away.values()) == placed.get(number, 0) == len(placed_on(looked.known, days.last))
        )
        assert sum(away.values()) + board.get("T3", 0) == helped.get(number, 0)


async def test_the_key_figures_of_placements_are_all_who_are_placed(looked: Looked) -> None:
    """Institutions, foster families and kin (K55.1, .3, .4) are the whole of K35."""
    codes = ("K55.1", "K55.3", "K55.4")
    parts = defaultdict[int, float](float)
    for code in codes:
        for row in await looked.figures(definitions()[code]):
            parts[row.period] += row.part
    whole = {row.period: row.whole for row in await looked.figures(definitions()["K35"])}
    assert dict(parts) == whole


async def test_every_population_is_counted_twice_and_no_figure_is_left_out() -> None:
    assert {each.population for each in COUNTED} == POPULATIONS.keys()
    elsewhere = {code for code, each in definitions().items() if not each.rows}
    assert elsewhere == {"K45"}


async def test_every_figure_counts_something_in_these_municipalities() -> None:
    """And a share counts some of what it is of, and not all."""
    told = [Known(town(seed), None, day_of(NOW)) for seed in THEN]
    for each in ONCE:
        lines = [one for known in told for days in TIMES for one in counted(known, each, days)]
        assert lines, each.code
        if each.statistic == "share":
            assert {bool(line.part) for line in lines} == {True, False}, each.code
