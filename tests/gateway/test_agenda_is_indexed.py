"""A unit among 100,000 open obligations: a page of its agenda costs a page, wherever it is."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
import sqlalchemy as sa

from services.gateway.paging import Paging
from services.gateway.queries.agenda import LIST, Wanted
from services.gateway.store import Store
from services.gateway.times import TimesAsked
from shared.identity import Caller
from tests.database import Databases
from tests.gateway.many_obligations import fill
from tests.gateway.test_ladder_is_indexed import nodes, plan, touched

pytestmark = pytest.mark.asyncio(loop_scope="session")
NOW = datetime(2026, 1, 5, 8, tzinfo=UTC)
LEADER = Caller(sub="leader-1", role="leader", scopes=frozenset(), unit="unit-1", at=NOW)
ALL = Caller(sub="system-1", role="system", scopes=frozenset({"cases.all"}), unit=None, at=NOW)
MINE = Caller(sub="caseworker-1", role="caseworker", scopes=frozenset(), unit="unit-1", at=NOW)
LIMIT = 51  # a page, and one to know that there is another
PENDING: Mapping[str, Any] = {"status": ["open", "overdue"]}
ASKED: Mapping[str, tuple[Caller, Mapping[str, Any], int]] = {  # and rows looked at for one wanted
    "a unit": (LEADER, {**PENDING, "unit": "unit-1"}, 1),
    "my unit": (LEADER, {**PENDING, "whose": "unit"}, 1),
    "a unit, within days": (
        LEADER,
        {**PENDING, "unit": "unit-1", "due_from": date(2025, 9, 1), "due_to": date(2027, 3, 1)},
        1,
    ),
    "a unit, overdue": (LEADER, {"status": ["overdue"], "unit": "unit-1"}, 1),
    "a unit, to come": (LEADER, {"status": ["open"], "unit": "unit-1"}, 1),
    "a unit, by basis": (LEADER, {**PENDING, "unit": "unit-1", "basis": "local"}, 3),
    "a unit, by rule": (LEADER, {**PENDING, "unit": "unit-1", "rule": ["D14"]}, 30),
    "what a leader may know of": (LEADER, {**PENDING}, 1),
    "what a leader may know of, met or not": (LEADER, {}, 1),
    "a unit, met or not": (LEADER, {"unit": "unit-1"}, 1),
    "a unit, of the whole municipality": (ALL, {**PENDING, "unit": "unit-2"}, 1),
    "everything": (ALL, {**PENDING}, 1),
}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def store(databases: Databases) -> AsyncIterator[Store]:
    dsn = databases.clone("gateway")
    filled = Store(dsn)
    await fill(filled, children=5_000)
    yield filled
    await filled.close()
    databases.drop(dsn)


def question(caller: Caller, asked: Mapping[str, Any]) -> Sequence[sa.Select[Any]]:
    times = TimesAsked().by(lambda: NOW)
    return Wanted(**asked).question(caller, times)


def page(asked: Sequence[sa.Select[Any]], last: tuple[date, UUID] | None) -> sa.GenerativeSelect:
    http: Any = None
    paging = Paging(LIST, http, http, LIMIT - 1, None, LIST.default, count=False)
    return paging.asked(asked, last)


def rows(asked: Sequence[sa.Select[Any]]) -> sa.Subquery:
    """All of it, all parts together."""
    return sa.union_all(*asked).subquery()


async def far(store: Store, asked: Sequence[sa.Select[Any]]) -> tuple[date, UUID]:
    """The last row of some page three quarters down the list: of 100,000 the 1,500th page."""
    async with store.begin() as connection:
        every = rows(asked)
        count = await connection.scalar(sa.select(sa.func.count()).select_from(every)) or 0
        keys = (every.c.due_on, every.c.id)
        nth = sa.select(*keys).order_by(*keys).offset(count * 3 // 4).limit(1)
        row = (await connection.execute(nth)).one()
    return row.due_on, row.id


@pytest.mark.parametrize("asked", ASKED)
async def test_a_page_is_read_by_its_index_in_order_wherever_it_is(
    store: Store, asked: str
) -> None:
    caller, wanted, share = ASKED[asked]
    whole = question(caller, wanted)
    for last in (None, await far(store, whole)):
        done = (await plan(store, page(whole, last), analyse=True))["Plan"]
        read = [each for each in nodes(done) if each.get("Relation Name") == "agenda"]
        assert {each["Node Type"] for each in read} == {"Index Scan"}
        assert done["Actual Rows"] == LIMIT
        assert touched(read) <= LIMIT * share + share
        assert not any(sorts(each) for each in nodes(done))


def sorts(node: dict[str, Any]) -> bool:
    """Whether obligations are put in order one by one, and not as the index has them."""
    sorting = "Sort" in node["Node Type"] and "agenda" in str(node["Sort Key"])
    return sorting and node["Actual Rows"] > 0


async def test_what_is_asked_of_an_index_is_what_the_states_say(store: Store) -> None:
    """The same rows, whether a state is asked for as it is indexed or as it is told."""
    for status in (["open"], ["overdue"], ["open", "overdue"]):
        asked = rows(question(LEADER, {"status": status, "unit": "unit-1"}))
        told = rows(question(LEADER, {"unit": "unit-1"}))
        ours = sa.select(sa.func.count()).select_from(asked)
        theirs = sa.select(sa.func.count()).where(told.c.now.in_(status))
        async with store.begin() as connection:
            found = await connection.scalar(ours)
            assert found == await connection.scalar(theirs)
        assert (found or 0) > LIMIT


async def test_who_works_with_some_cases_reads_no_more_than_what_is_due_in_them(
    store: Store,
) -> None:
    whole = question(MINE, {**PENDING, "whose": "me"})
    done = (await plan(store, page(whole, None), analyse=True))["Plan"]
    read = [each for each in nodes(done) if each.get("Relation Name") == "agenda"]
    assert touched(read) < 1_500  # of some 32 children
