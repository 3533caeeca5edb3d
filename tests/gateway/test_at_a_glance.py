"""A case in one call, with names for who may see them; and no more statements for more cases."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from psycopg import sql

from services.gateway.tables import metadata
from tests.database import queried
from tests.gateway.conftest import Somebody
from tests.gateway.people import OPENED, Person
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
CHILD, MOTHER, CPR = "Freja Overblik Prøve", "Mette Overblik Prøve", "6304009996"


async def known(caseworker: Person) -> str:
    """A case whose child and mother are known by name."""
    case = await caseworker.case_on_the_ladder()
    at = f"/v1/cases/{case}"
    identity = {"name": CHILD, "cpr": CPR, "bornOn": "2000-04-03", "sex": "female"}
    await caseworker.tell(f"{at}/identity", identity, of=at, method="PUT")
    mother = {"relation": "mother", "custodian": True, "name": MOTHER, "validFrom": OPENED}
    await caseworker.tell(f"{at}/people", mother, of=at)
    return case


async def test_a_case_at_a_glance_is_one_call_with_names_words_and_versions(
    caseworker: Person,
) -> None:
    case = await known(caseworker)
    overview = await caseworker.get(f"/v1/cases/{case}")
    assert overview["child"] == CHILD
    assert [(each["name"], each["relation"]["da"]) for each in overview["people"]] == [
        (MOTHER, "Mor")
    ]
    assert overview["sex"] == {"code": "female", "da": "Pige", "en": "Female"}
    assert overview["phase"]["da"] == "Indsats i gang"
    assert overview["step"]["step"]["code"] == "T1"
    [measure] = overview["measures"]
    assert (measure["measureType"], measure["da"]) == ("open_counselling", "Åben rådgivning")
    [meeting] = overview["meetings"]
    assert meeting["meetingKind"]["da"] == "Netværksmøde"
    at = f"/v1/cases/{case}"
    versions = overview["versions"]
    assert of(await caseworker.version(at)) == versions["case"]
    assert of(await caseworker.version(f"{at}/ladder")) == versions["ladder"]
    obligations = of(await caseworker.version(f"{at}/obligations"))
    assert obligations >= versions["followup"] > 0  # the clock may add to them


def of(tag: str) -> int:
    """The version that a tag begins with (ADR 0048)."""
    return int(tag.strip('"').partition(".")[0])


async def test_names_are_in_no_list_and_in_no_table_of_the_gateway(
    stack: Standing, caseworker: Person
) -> None:
    case = await known(caseworker)
    for path in ("/v1/caseload", "/v1/agenda", "/v1/ladder-periods", f"/v1/cases/{case}/timeline"):
        assert "Overblik" not in (await caseworker.ask("GET", path)).text
    for table in map(sql.Identifier, metadata.tables):
        rows = sql.SQL("SELECT t::text FROM {} t").format(table)
        kept = str(await queried(stack.dsns["gateway"], rows))
        assert "Overblik" not in kept
        assert CPR not in kept


async def test_the_leader_of_the_unit_reads_the_names_too(
    caseworker: Person, somebody: Somebody
) -> None:
    case = await known(caseworker)
    leader = await somebody("leader")
    leader.known = dict(caseworker.known)
    assert (await leader.get(f"/v1/cases/{case}"))["child"] == CHILD


async def test_a_follow_up_that_is_corrected_is_shown_as_corrected(caseworker: Person) -> None:
    case = await caseworker.case_on_the_ladder()
    at = f"/v1/cases/{case}"
    [measure] = (await caseworker.get(at))["measures"]
    held = {"heldOn": "2024-04-02", "measureIds": [measure["id"]], "outcome": "continue",
            "childView": "Fine.", "goalStatus": "Met."}  # fmt: skip
    done = await caseworker.tell(f"{at}/follow-ups", held, of=f"{at}/obligations")
    right = {"heldOn": "2024-04-01", "reason": "Taken from the letter."}
    path = f"{at}/follow-ups/{done['id']}/corrections"
    await caseworker.tell(path, right, of=f"{at}/obligations")
    [shown] = (await caseworker.get(at))["followUps"]
    assert shown["heldOn"] == "2024-04-01"
    told = {each["kind"]["da"] for each in await caseworker.items(f"{at}/timeline")}
    assert "Opfølgning rettet" in told


@contextmanager
def statements(stack: Standing) -> Iterator[list[str]]:
    """The SQL that the gateway runs for this test's own requests, not for its followers."""
    engine = stack.stack.gateway.state.desk.store.engine.sync_engine
    mine, found = asyncio.current_task(), list[str]()

    def heard(*said: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own
        if asyncio.current_task() is mine:
            found.append(said[2])

    sa.event.listen(engine, "before_cursor_execute", heard)
    try:
        yield found
    finally:
        sa.event.remove(engine, "before_cursor_execute", heard)


async def test_a_question_takes_as_many_statements_for_thirty_cases_as_for_one(
    stack: Standing, caseworker: Person
) -> None:
    case = await caseworker.case_on_the_ladder()
    paths = ("/v1/caseload", "/v1/agenda", "/v1/ladder-board", "/v1/ladder-periods",
             "/v1/movements", f"/v1/cases/{case}", f"/v1/cases/{case}/timeline",
             f"/v1/cases/{case}/ladder", "/v1/caseload?expand=child,measures")  # fmt: skip
    few = await counted(stack, caseworker, paths)
    for _ in range(29):
        await caseworker.open_case()
    assert await counted(stack, caseworker, paths) == few
    assert len(await caseworker.items("/v1/caseload")) == 30
    assert max(few.values()) <= 4, few


async def counted(stack: Standing, person: Person, paths: Sequence[str]) -> dict[str, int]:
    """How many statements each question takes, when what it waits for has come."""
    counts = {}
    for path in paths:
        await person.get(path)
        with statements(stack) as run:
            await person.get(path)
        counts[path] = len(run)
    return counts
