"""Of 100,000 cases a page costs a page: whoever asks, and however far down it is."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
import sqlalchemy as sa

from services.gateway.access import visible
from services.gateway.in_turn import visible_in_turn
from services.gateway.paging import Listing, Paging, Question, parts_of
from services.gateway.queries import agenda as due_list
from services.gateway.queries import caseload as cases_list
from services.gateway.store import Store
from services.gateway.tables import access, relations
from services.gateway.times import TimesAsked
from shared.identity import Caller
from tests.database import Databases
from tests.gateway.many_cases import MANY, fill
from tests.gateway.test_ladder_is_indexed import nodes, plan, touched

pytestmark = pytest.mark.asyncio(loop_scope="session")
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
EVERYBODY = Caller(sub="system-1", role="system", scopes=frozenset({"cases.all"}), at=AT)
LEADER = Caller(sub="leader-1", role="leader", scopes=frozenset(), unit="unit-1", at=AT)
WORKER = replace(LEADER, role="caseworker", sub="caseworker-1")
NOW = TimesAsked().by(lambda: AT)
CALLERS = {"everybody": EVERYBODY, "leader": LEADER, "caseworker": WORKER}
PAGE, FAR = 50, 50_000  # rows; those before page 1,000
FEW = 40  # cases that a leader knows of for another reason than their unit
MOST = 12 * (PAGE + FEW)  # rows of any table that a page looks at
LOOKED_AT = {"access", "agenda", "cases", "relations"}
BY_INDEX = {"Index Scan", "Index Only Scan", "Bitmap Heap Scan"}
Place = list[Any]
Page = sa.Select[Any] | sa.CompoundSelect[Any]


def caseload(caller: Caller, beyond: Place | None) -> Page:
    return page(cases_list.LIST, cases_list.asked(caller, cases_list.Wanted(), NOW), beyond)


def due(caller: Caller, beyond: Place | None) -> Page:
    return page(due_list.LIST, due_list.asked(caller, due_list.Wanted(), NOW), beyond)


def page(listing: Listing, question: Question, beyond: Place | None) -> Page:
    """The statement of a page, as it is asked."""
    http: Any = None
    paging = Paging(listing, http, http, PAGE, None, listing.default, count=False)
    return paging.asked(parts_of(question), beyond)


LISTS = {"caseload": caseload, "agenda": due}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def store(databases: Databases) -> AsyncIterator[Store]:
    dsn = databases.clone("gateway")
    filled = Store(dsn)
    await fill(filled)
    yield filled
    await filled.close()
    databases.drop(dsn)


async def place(store: Store, listed: str) -> Place:
    """Where page 1,000 begins, in the order of a list."""
    keys = {"caseload": "opened_on, stream FROM cases", "agenda": "due_on, id FROM agenda"}
    written = f"SELECT {keys[listed]} ORDER BY 1, 2 OFFSET {FAR} LIMIT 1"
    async with store.begin() as connection:
        return [*(await connection.execute(sa.text(written))).one()]


async def looked_at(store: Store, question: Page) -> tuple[float, set[str]]:
    """How many rows a page looks at, and how it comes by them."""
    done = await plan(store, question, analyse=True)
    read = [each for each in nodes(done["Plan"]) if each.get("Relation Name") in LOOKED_AT]
    return touched(read), {each["Node Type"] for each in read}


@pytest.mark.parametrize("who", CALLERS)
@pytest.mark.parametrize("listed", LISTS)
async def test_a_page_is_found_by_index_and_looks_at_no_more_further_down(
    store: Store, listed: str, who: str
) -> None:
    asked, caller = LISTS[listed], CALLERS[who]
    first, by = await looked_at(store, asked(caller, None))
    far, by_too = await looked_at(store, asked(caller, await place(store, listed)))
    assert by | by_too <= BY_INDEX
    assert far <= first * 1.5 + PAGE
    assert max(first, far) <= MOST < MANY / 50


@pytest.mark.parametrize("who", CALLERS)
async def test_in_turn_in_parts_or_at_once_the_same_cases_are_seen(store: Store, who: str) -> None:
    caller = CALLERS[who]
    confidential = {"kind": "confidentiality", "of": sa.text("gen_random_uuid()"), "holds": True,
                    "valid_from": AT.date(), "position": 1}  # fmt: skip
    some = sa.select(access.c.stream).where(access.c.unit.in_(("unit-1", "unit-2"))).limit(2000)
    async with store.engine.connect() as connection:
        named = sa.literal(["somebody-else"], sa.ARRAY(sa.Text))
        values = [sa.literal(each) if not isinstance(each, sa.TextClause) else each
                  for each in confidential.values()]  # fmt: skip
        rows = some.add_columns(*values, named)
        await connection.execute(
            relations.insert().from_select(["stream", *confidential, "named"], rows)
        )
        seen = [
            {*await connection.scalars(sa.select(access.c.stream).where(predicate(caller)))}
            for predicate in (visible, visible_in_turn)
        ]
        for each in (cases_list, due_list):
            parts = each.asked(caller, each.Wanted(), NOW)
            seen.append({*(await connection.execute(streams(parts))).scalars()})
        await connection.rollback()
    assert all(each == seen[0] for each in seen)
    assert seen[0]


def streams(parts: Sequence[sa.Select[Any]]) -> sa.CompoundSelect[Any]:
    """Whose the rows of a list are, all its parts together."""
    return sa.union_all(*(sa.select(part.subquery().c.stream) for part in parts))
