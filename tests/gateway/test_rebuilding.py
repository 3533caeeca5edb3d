"""A read model is rebuilt while the service runs, and is what it was: row by row, byte by byte."""

import asyncio
from collections.abc import Mapping

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from psycopg import sql

from services.gateway.read_models import BY_NAME, MODELS, REBUILDABLE
from services.gateway.tables import metadata
from shared.migrations import connect
from tests.database import Databases, queried
from tests.gateway.conftest import Somebody
from tests.gateway.people import Person
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
Rows = Mapping[str, list[str]]
ROWS = sql.SQL("SELECT to_jsonb(t)::text FROM {} t ORDER BY 1")


async def rows(stack: Standing, model: str) -> Rows:
    """Every row of every table of a model, and how far the model has come."""
    gateway = stack.dsns["gateway"]
    found = {
        table.name: [
            text for (text,) in await queried(gateway, ROWS.format(sql.Identifier(table.name)))
        ]
        for table in BY_NAME[model].tables
    }
    reached = "SELECT feed, reached FROM positions WHERE model = %s ORDER BY feed"
    at = [f"{feed} {number}" for feed, number in await queried(gateway, reached, (model,))]
    return {**found, "positions": at}


CONTACT = {
    "heldOn": "2024-01-15",
    "unit": "unit-77",
    "kind": "family",
    "topic": "parenting",
    "ageBand": "3-5",
    "opensCourse": True,
}
PROVISION = {
    "kind": "early_support", "name": "Huset", "provider": "house-1", "capacity": 1,
    "openedOn": "2015-01-01", "measureTypes": ["open_counselling"],
}  # fmt: skip
SCHOOL = {"statusOn": "2024-02-01", "level": "grade_7", "status": "enrolled"}


async def before_and_after(
    stack: Standing, operator: Person, caseworker: Person, model: str
) -> tuple[Rows, Rows]:
    """The live rows with all that the caseworker did, and the same rebuilt.

    Follow-up notices what is overdue in its own time; when it did so meanwhile, we look again.
    """
    for _ in range(20):
        assert (await caseworker.ask("GET", "/v1/me")).status_code == 200  # has waited for it
        live = await rows(stack, model)
        done = await operator.ask("POST", f"/v1/projections/{model}/rebuilds")
        assert done.status_code == 204
        rebuilt = await rows(stack, model)
        if live["positions"] == rebuilt["positions"]:
            return live, rebuilt
    raise AssertionError("the news never ends")


@pytest.mark.parametrize("model", REBUILDABLE)
async def test_a_rebuilt_model_is_the_live_one_while_commands_keep_arriving(
    stack: Standing, somebody: Somebody, model: str
) -> None:
    caseworker, operator = await somebody("caseworker"), await somebody("operator")
    worried = await caseworker.notify()
    counsellor = await somebody("caseworker", "unit-77")
    await counsellor.open("/v1/counselling-contacts", CONTACT)
    await caseworker.open("/v1/provisions", PROVISION)
    case = await caseworker.open_case(notificationIds=[worried])
    await caseworker.tell(f"/v1/cases/{case}/education-statuses", SCHOOL, of=f"/v1/cases/{case}")
    await caseworker.move(case, "2024-04-01")
    await caseworker.move(case, "2024-03-01")

    busy = asyncio.create_task(caseworker.case_on_the_ladder())
    done = await operator.ask("POST", f"/v1/projections/{model}/rebuilds")
    assert (done.status_code, done.content) == (204, b"")
    await busy

    await caseworker.move(case, "2024-02-15")  # the new tables are written on as the old ones were
    live, rebuilt = await before_and_after(stack, operator, caseworker, model)
    assert live[BY_NAME[model].tables[0].name]
    assert rebuilt == live


async def test_of_two_who_rebuild_at_once_one_is_asked_to_come_back(somebody: Somebody) -> None:
    operators = await somebody("operator"), await somebody("operator")
    asked = (each.ask("POST", "/v1/projections/agenda/rebuilds") for each in operators)
    done, later = sorted(await asyncio.gather(*asked), key=lambda each: each.status_code)
    assert (done.status_code, later.status_code) == (204, 503)
    assert int(later.headers["Retry-After"]) > 0
    again = await operators[0].ask("POST", "/v1/projections/agenda/rebuilds")
    assert again.status_code == 204


async def test_readers_notice_nothing_of_a_rebuild(somebody: Somebody) -> None:
    caseworker, operator = await somebody("caseworker"), await somebody("operator")
    case = await caseworker.case_on_the_ladder()
    overview = await told(caseworker, case)
    rebuilding = asyncio.create_task(operator.ask("POST", "/v1/projections/overview/rebuilds"))
    while not rebuilding.done():
        assert await told(caseworker, case) == overview
    assert (await rebuilding).status_code == 204
    assert await told(caseworker, case) == overview


async def told(person: Person, case: str) -> dict[str, object]:
    """An overview, but for what the clock brings about."""
    overview = await person.get(f"/v1/cases/{case}")
    return {name: overview[name] for name in overview if name not in {"versions", "obligations"}}


async def test_an_operator_is_told_what_can_be_rebuilt(somebody: Somebody) -> None:
    operator = await somebody("operator")
    told = (await operator.get("/v1/projections"))["items"]
    assert [each["name"] for each in told] == [model.name for model in MODELS]
    assert all(each["reached"].keys() <= {"case", "ladder", "followup", "gateway"} for each in told)
    absent = await operator.ask("POST", "/v1/projections/nothing/rebuilds")
    assert absent.status_code == 404


LOG = ("stored_events", "log_head", "tracking", "answers", "data_keys")


def difference(dsn: str) -> list[object]:
    with connect(dsn) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, metadata)
        return [each for each in differences if not any(name in str(each) for name in LOG)]


async def test_the_migrations_make_the_tables_that_the_code_knows(databases: Databases) -> None:
    dsn = databases.clone("gateway")
    try:
        without_version = [each for each in difference(dsn) if "alembic_version" not in str(each)]
        assert without_version == []
    finally:
        databases.drop(dsn)


async def test_a_rebuilt_database_is_still_what_the_migrations_made(
    stack: Standing, somebody: Somebody
) -> None:
    operator = await somebody("operator")
    for model in REBUILDABLE:
        assert (await operator.ask("POST", f"/v1/projections/{model}/rebuilds")).status_code == 204
    assert difference(stack.dsns["gateway"]) == []


async def test_a_model_that_is_no_more_holds_nobody_up(
    stack: Standing, caseworker: Person, case: str
) -> None:
    left_behind = (
        "INSERT INTO positions (model, feed, reached) VALUES ('a model of old', 'case', 1)"
    )
    gone = "DELETE FROM positions WHERE model = 'a model of old'"
    gateway = stack.dsns["gateway"]
    await queried(gateway, left_behind)
    try:
        await caseworker.notify()
        assert (await caseworker.ask("GET", f"/v1/cases/{case}")).status_code == 200
    finally:
        await queried(gateway, gone)
