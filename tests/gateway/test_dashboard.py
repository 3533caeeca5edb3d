"""The dashboard: every number is that of the list behind it, for whoever asks."""

from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import pytest
import pytest_asyncio

from services.gateway.roles import ROLES
from tests.gateway.conftest import Somebody
from tests.gateway.people import Json, Person
from tests.rights import RIGHTS
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
AT = "/v1/dashboard"
NOW = "2024-06-03T08:00:00Z"
READERS = {role for role in ROLES if RIGHTS.classes["worklist"].may(role, write=False)}


async def listed(person: Person, tile: Json) -> Json:
    """The question behind a tile, asked with a count."""
    url = urlsplit(tile["query"])
    return await person.get(url.path, **dict(parse_qsl(url.query)), count=True, limit=200)


async def counts(person: Person) -> dict[str, int]:
    """Every tile's number, once each was found to be that of its list."""
    found = {}
    for tile in (await person.get(AT))["items"]:
        page = await listed(person, tile)
        assert page["count"] == tile["count"], tile["query"]
        assert len(page["items"]) == tile["count"]["value"]
        found[tile["tile"]["code"]] = tile["count"]["value"]
    return found


async def living(stack: Standing, role: str, unit: str, sub: str | None = None) -> Person:
    sub = sub or f"{role}-{uuid4().hex[:8]}"
    return Person(stack.client, sub, unit, await stack.as_persona(role, sub, unit))


@pytest_asyncio.fixture(loop_scope="session")
async def unit_at_work(own_stack: Standing) -> tuple[Standing, Person]:
    """A unit in June: a worry nobody looked at, one case on the ladder, one just opened."""
    await own_stack.at("2024-03-21T09:00:00Z")
    worker = await living(own_stack, "caseworker", "unit-1")
    await worker.case_on_the_ladder()
    worker.known = await own_stack.at("2024-05-31T08:00:00Z")
    await worker.notify(receivedAt="2024-05-31T07:00:00Z")
    await worker.notify(receivedAt="2024-05-31T07:10:00Z")
    await worker.open_case(openedOn="2024-05-31", awareOn="2024-05-31")
    worker.known = await own_stack.at(NOW)
    await worker.notify(receivedAt="2024-06-03T07:00:00Z")
    return own_stack, worker


async def test_every_tile_counts_what_its_list_lists_for_every_role(
    unit_at_work: tuple[Standing, Person],
) -> None:
    stack, worker = unit_at_work
    for role in sorted(ROLES):
        person = worker if role == "caseworker" else await living(stack, role, "unit-1")
        person.known = dict(worker.known)
        answer = await person.ask("GET", AT)
        if role not in READERS or role == "system":
            assert answer.status_code == 403, role
            continue
        found = await counts(person)
        assert ("escalated" in found) == (role == "leader")
        if role in {"caseworker", "leader"}:
            assert found["not_assessed"] == 2
            assert found["without_plan"] == 2
            assert found["overdue_by_law"] > 0
        if role == "panel":
            assert found == {"without_plan": 0, "without_exit_plan": 0}


async def test_a_unit_that_has_nothing_to_do_with_it_counts_nothing(
    unit_at_work: tuple[Standing, Person],
) -> None:
    stack, worker = unit_at_work
    stranger = await living(stack, "leader", "unit-9")
    stranger.known = dict(worker.known)
    assert set((await counts(stranger)).values()) == {0}


async def test_a_case_leaves_its_tile_when_the_plan_is_approved(
    caseworker: Person, somebody: Somebody
) -> None:
    await somebody("leader")
    case = await caseworker.open_case()
    assert (await counts(caseworker))["without_plan"] == 1
    [missing] = await caseworker.items("/v1/caseload", without="plan")
    assert missing["caseId"] == case
    assert await caseworker.items("/v1/caseload", without="exit-plan") == []
    assert await caseworker.items("/v1/caseload", without="plan,caseworker") == []


async def test_names_come_with_a_list_when_they_are_asked_for(
    caseworker: Person,
) -> None:
    case = await caseworker.open_case()
    at = f"/v1/cases/{case}"
    identity = {"name": "Freja Prøve", "bornOn": "2012-04-14", "sex": "female"}
    await caseworker.tell(f"{at}/identity", identity, of=at, method="PUT")
    [plain] = await caseworker.items("/v1/caseload")
    page = await caseworker.get("/v1/caseload", expand="child")
    assert (plain["child"], page["items"][0]["child"]) == (None, "Freja Prøve")
    assert page["missing"] == []
    due = await caseworker.items("/v1/agenda", expand="child")
    assert {each["child"] for each in due} == {"Freja Prøve"}
    for path, more in (("/v1/agenda", "school"), ("/v1/agenda", "measures")):
        assert (await caseworker.ask("GET", path, params={"expand": more})).status_code == 400


async def test_what_runs_on_the_day_comes_with_each_case_when_it_is_asked_for(
    caseworker: Person,
) -> None:
    without, case = await caseworker.open_case(), await caseworker.open_case()
    await caseworker.move(case, "2024-03-01")
    [measure] = (await caseworker.get(f"/v1/cases/{case}"))["measures"]
    end = {"effectiveOn": "2024-06-01", "rationale": "It was enough.",
           "ends": [{"measureId": measure["id"], "reason": "goals_met"}]}  # fmt: skip
    at = f"/v1/cases/{case}"
    await caseworker.tell(f"{at}/moves", end, of=f"{at}/ladder")

    async def shown(person: Person, **asked: str) -> dict[str, list[Json]]:
        lines = await person.items("/v1/caseload", **asked)
        return {each["caseId"]: each["measures"] for each in lines}

    assert await shown(caseworker, validAt="2024-04-01") == {without: [], case: []}
    on_the_day = await shown(caseworker, validAt="2024-04-01", expand="measures")
    [running] = on_the_day[case]
    assert (running["id"], on_the_day[without]) == (measure["id"], [])
    assert running["measureType"]["code"] == "open_counselling"
    assert (running["startedOn"], running["placement"]) == ("2024-03-01", False)
    for day in ("2024-02-29", "2024-06-01"):  # it is half-open
        assert (await shown(caseworker, validAt=day, expand="child,measures"))[case] == []


async def test_who_may_not_read_measures_is_not_shown_them_beside_a_case(
    caseworker: Person,
) -> None:
    case = await caseworker.case_on_the_ladder()
    token = {"persona": "system", "unit": caseworker.unit, "scopes": ["case.read", "cases.all"]}
    answer = await caseworker.client.post("/dev/tokens", json=token)
    bearer = {"Authorization": f"Bearer {answer.json()['access_token']}", **caseworker.known}
    asked = {"expand": "measures", "unit": caseworker.unit}
    held = await caseworker.client.get("/v1/caseload", params=asked, headers=bearer)
    [shown] = held.json()["items"]
    assert (shown["caseId"], shown["measures"]) == (case, [])
    assert "measure" in held.headers["Withheld"].split(", ")
    [own] = await caseworker.items("/v1/caseload", **asked)
    assert len(own["measures"]) == 1
