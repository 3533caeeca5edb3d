"""News that a read model cannot take: its case waits, visibly, and every other case goes on."""

import pytest

from tests.database import queried
from tests.gateway.people import Json, Person
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
SPOILT = "ALTER TABLE measures ADD CONSTRAINT spoilt CHECK (measure_type <> 'health_visitor_extra')"
REPAIRED = "ALTER TABLE measures DROP CONSTRAINT spoilt"
POISON = {
    "effectiveOn": "2024-03-01",
    "starts": [{"measureType": "health_visitor_extra", "plannedEndOn": "2030-01-01"}],
    "rationale": "The health visitor comes more often.",
}


async def altered(stack: Standing, statement: str) -> None:
    await queried(stack.dsns["gateway"], statement)


async def person(stack: Standing, persona: str) -> Person:
    return Person(stack.client, f"{persona}-1", "unit-1", await stack.as_persona(persona))


async def poisoned(caseworker: Person) -> str:
    case = await caseworker.open_case()
    at = f"/v1/cases/{case}"
    await caseworker.tell(f"{at}/moves", POISON, of=f"{at}/ladder")
    return case


async def parked(operator: Person, model: str) -> list[Json]:
    projections = (await operator.get("/v1/projections"))["items"]
    found: list[Json] = next(each["parked"] for each in projections if each["name"] == model)
    return found


async def test_one_case_waits_and_the_others_go_on(own_stack: Standing) -> None:
    caseworker, operator = [await person(own_stack, each) for each in ("caseworker", "operator")]
    await altered(own_stack, SPOILT)
    case = await poisoned(caseworker)
    other = await caseworker.case_on_the_ladder()

    assert (await caseworker.get(f"/v1/cases/{other}"))["awaitingRepair"] == []
    waiting = await caseworker.get(f"/v1/cases/{case}")
    assert (waiting["awaitingRepair"], waiting["measures"]) == (["overview"], [])
    assert waiting["step"]["step"]["code"] == "T1"  # another model has taken it
    [told] = await parked(operator, "overview")
    assert (told["stream"], told["kind"], told["tried"]) == (case, "MeasureStarted", 1)
    assert told["fault"] == "IntegrityError"
    ready = (await own_stack.client.get("/readyz")).json()
    assert ready["checks"]["read models"]["parked"] == {"overview": told["items"]}


async def test_what_comes_later_waits_behind_it_in_order_until_it_is_repaired(
    own_stack: Standing,
) -> None:
    caseworker, operator = [await person(own_stack, each) for each in ("caseworker", "operator")]
    await altered(own_stack, SPOILT)
    case = await poisoned(caseworker)
    at = f"/v1/cases/{case}"
    [measure] = (await caseworker.get(f"{at}/ladder"))["measures"]
    end = {"measureId": measure["id"], "reason": "goals_met"}
    move = {"effectiveOn": "2024-04-01", "ends": [end], "rationale": "It is done."}
    await caseworker.tell(f"{at}/moves", move, of=f"{at}/ladder")

    retries = "/v1/projections/overview/retries"
    assert (await operator.ask("POST", retries)).json() == {"mended": 0, "parked": 1}
    assert [each["tried"] for each in await parked(operator, "overview")] == [2]
    await altered(own_stack, REPAIRED)
    assert (await operator.ask("POST", retries)).json() == {"mended": 1, "parked": 0}

    overview = await caseworker.get(at)
    assert overview["awaitingRepair"] == []
    assert [(each["startedOn"], each["endedOn"]) for each in overview["measures"]] == [
        ("2024-03-01", "2024-04-01")
    ]
    assert await parked(operator, "overview") == []
    assert (
        'projection_parked_items{model="overview",service="gateway"} 0.0'
        in (await own_stack.client.get("/metrics")).text
    )


async def test_a_rebuild_parks_what_it_cannot_take_and_frees_what_it_can(
    own_stack: Standing,
) -> None:
    caseworker, operator = [await person(own_stack, each) for each in ("caseworker", "operator")]
    await altered(own_stack, SPOILT)
    case = await poisoned(caseworker)
    await altered(own_stack, REPAIRED)
    rebuilds = "/v1/projections/overview/rebuilds"
    assert (await operator.ask("POST", rebuilds)).status_code == 204
    assert await parked(operator, "overview") == []
    assert len((await caseworker.get(f"/v1/cases/{case}"))["measures"]) == 1


async def test_only_what_there_is_can_be_tried_again_and_by_operators_alone(
    own_stack: Standing,
) -> None:
    caseworker, operator = [await person(own_stack, each) for each in ("caseworker", "operator")]
    gone = await operator.ask("POST", "/v1/projections/nothing/retries")
    assert gone.status_code == 404
    refused = await caseworker.ask("POST", "/v1/projections/overview/retries")
    assert refused.status_code == 403
