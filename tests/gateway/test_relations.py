"""Each role's own view: who stands in a relation to a case, and what is kept back from them."""

from uuid import uuid4

import pytest
import pytest_asyncio
import sqlalchemy as sa

from services.gateway.tables import relations
from tests.gateway.conftest import Somebody
from tests.gateway.news import heard, linked
from tests.gateway.people import Json, Person
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
HOME = "Hemmelighedsvej 7, 9999 Strandby"
ELEVEN, NINE = "2015-02-01", "2017-11-01"  # when who is so old now was born


def child(born: str = ELEVEN) -> Json:
    cpr = f"{int(born[8:]) + 60:02}{born[5:7]}{born[2:4]}{uuid4().int % 900 + 4100}"
    return {"name": "Alma Prøve", "cpr": cpr, "bornOn": born, "sex": "female", "address": HOME}


async def family(worker: Person, born: str = ELEVEN) -> tuple[str, str, str]:
    """A case of a child with a mother and a father; their ids."""
    case = await worker.case_on_the_ladder()
    at = f"/v1/cases/{case}"
    await worker.tell(f"{at}/identity", child(born), of=at, method="PUT")
    parents = []
    for relation, name in (("mother", "Ida Prøve"), ("father", "Bo Prøve")):
        person = {"relation": relation, "custodian": True, "name": name, "cpr": "7105751234",
                  "contact": f"{relation}@example.dk", "address": HOME,
                  "validFrom": born}  # fmt: skip
        parents.append((await worker.tell(f"{at}/people", person, of=at))["id"])
    return case, parents[0], parents[1]


@pytest_asyncio.fixture(loop_scope="session")
async def knower(caseworker: Person, somebody: Somebody) -> Somebody:
    """Somebody of a role, who knows what the caseworker has written."""

    async def new(persona: str, in_unit: str | None = None) -> Person:
        person = await somebody(persona, in_unit)
        person.known = dict(caseworker.known)
        return person

    return new


async def status(person: Person, path: str) -> int:
    return (await person.ask("GET", path)).status_code


async def test_a_child_of_ten_reads_its_own_case_and_nobody_elses(
    stack: Standing, caseworker: Person, knower: Somebody
) -> None:
    case, _, _ = await family(caseworker)
    other, _, _ = await family(caseworker)
    young = await knower("young-person")
    await linked(stack, case, young.sub)
    [own] = await young.items("/v1/me/cases")
    assert (own["caseId"], own["child"]) == (case, "Alma Prøve")
    assert [each["relation"]["code"] for each in own["relations"]] == ["young-person"]
    assert (await young.get(f"/v1/cases/{case}"))["child"] == "Alma Prøve"
    for path in ("/ladder", "/obligations", "/people"):
        assert await status(young, f"/v1/cases/{case}{path}") == 200
        assert await status(young, f"/v1/cases/{other}{path}") == 404
    assert {each["caseId"] for each in await young.items("/v1/ladder-periods")} == {case}
    for path in ("/history", "/journal", "/timeline"):
        assert await status(young, f"/v1/cases/{case}{path}") == 403


async def test_a_child_who_is_nine_is_no_party_yet(
    stack: Standing, caseworker: Person, knower: Somebody
) -> None:
    case, _, _ = await family(caseworker, NINE)
    young = await knower("young-person")
    await linked(stack, case, young.sub)
    assert await young.items("/v1/me/cases") == []
    assert await status(young, f"/v1/cases/{case}") == 404


async def test_before_2024_a_child_of_twelve_could_appeal_and_one_of_fifteen_was_a_party(
    own_stack: Standing,
) -> None:
    known = await own_stack.at("2020-03-02T08:00:00Z")
    headers = await own_stack.as_persona("caseworker", "caseworker-1", "unit-1")
    worker = Person(own_stack.client, "caseworker-1", "unit-1", headers, known)
    seen = {}
    for born in ("2008-04-01", "2007-02-01", "2005-02-01"):
        case = await worker.open("/v1/cases", {"unit": "unit-1", "openedOn": "2020-03-02",
                                               "awareOn": "2020-03-02"})  # fmt: skip
        at, sub = f"/v1/cases/{case}", f"young-{born}"
        await worker.tell(f"{at}/identity", child(born), of=at, method="PUT")
        await linked(own_stack, case, sub, since="2020-03-01")
        headers = await own_stack.as_persona("young-person", sub)
        young = Person(own_stack.client, sub, "", headers, dict(worker.known))
        consents = f"{at}/consents/required?measureType=family_treatment&decidedOn=2020-03-02"
        paths = (at, f"{consents}&section=52(3)3", f"{at}/people")
        seen[born] = [await status(young, path) for path in paths]
    assert seen == {
        "2008-04-01": [404, 404, 404],
        "2007-02-01": [200, 200, 403],
        "2005-02-01": [200, 200, 200],
    }


async def test_what_a_child_answers_is_its_own_answer(
    stack: Standing, caseworker: Person, knower: Somebody
) -> None:
    case, _, _ = await family(caseworker)
    young = await knower("young-person")
    await linked(stack, case, young.sub)
    at = f"/v1/cases/{case}"
    answer = {"respondent": "child", "topic": "cooperation", "answeredOn": "2024-06-20",
              "answer": 4}  # fmt: skip
    sent = {"If-Match": (await young.ask("GET", at)).headers["ETag"]}
    for_another = {**answer, "respondent": "parent"}
    refused = await young.ask("POST", f"{at}/satisfaction-answers", json=for_another, headers=sent)
    assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
    own = await young.ask("POST", f"{at}/satisfaction-answers", json=answer, headers=sent)
    assert own.status_code in {201, 409}, own.text
    plan = {"planKind": "action_plan", "draftedOn": "2024-06-20"}
    assert (await young.ask("POST", f"{at}/plans", json=plan, headers=sent)).status_code == 403


async def test_a_custodian_reads_while_custody_holds_and_never_the_others_address(
    stack: Standing, caseworker: Person, knower: Somebody
) -> None:
    case, mother, father = await family(caseworker)
    custodian, at = await knower("custodian"), f"/v1/cases/{case}"
    await linked(stack, case, custodian.sub, father)
    answer = await custodian.ask("GET", f"{at}/people")
    shown = {each["id"]: each for each in answer.json()["people"]}
    assert [shown[father][each] for each in ("contact", "address")] == [
        "father@example.dk", HOME,
    ]  # fmt: skip
    assert [shown[mother][each] for each in ("cpr", "contact", "address")] == [None] * 3
    assert shown[mother]["name"] == "Ida Prøve"
    assert answer.headers["Withheld"] == "third-person"
    protected = {"partyId": father, "validFrom": "2024-06-03"}
    await caseworker.tell(f"{at}/address-protections", protected, of=at)
    custodian.known = dict(caseworker.known)
    assert HOME not in (await custodian.ask("GET", f"{at}/people")).text
    ended = {"custodian": False, "validFrom": "2024-06-01"}
    await caseworker.tell(f"{at}/people/{father}/custody-changes", ended, of=at)
    custodian.known = dict(caseworker.known)
    assert await status(custodian, at) == 404
    assert await custodian.items("/v1/me/cases") == []


@pytest.mark.parametrize(("born", "seen"), [("2005-01-01", 404), ("2012-01-01", 200)])
async def test_who_held_custody_reads_nothing_of_someone_of_age(
    stack: Standing, caseworker: Person, knower: Somebody, born: str, seen: int
) -> None:
    case, _, father = await family(caseworker, born)
    custodian = await knower("custodian")
    await linked(stack, case, custodian.sub, father)
    assert await status(custodian, f"/v1/cases/{case}") == seen


async def test_a_person_who_has_left_and_a_login_that_has_ended_open_nothing(
    stack: Standing, caseworker: Person, knower: Somebody
) -> None:
    case, mother, father = await family(caseworker)
    first, second = await knower("custodian"), await knower("network")
    await linked(stack, case, first.sub, mother)
    await linked(stack, case, second.sub, father)
    for person in (first, second):
        [own] = await person.items("/v1/me/cases")
        assert own["caseId"] == case
    await heard(stack, "case", case, "PersonLeft", id=father, leftOn="2024-05-01", reason="moved")
    assert await second.items("/v1/me/cases") == []
    [login] = await ids(stack, case, f"login:{first.sub}")
    await heard(stack, "case", case, "LoginEnded", id=login, endedOn="2024-05-01")
    assert await first.items("/v1/me/cases") == []


async def ids(stack: Standing, case: str, holder: str) -> list[str]:
    """What somebody's relation to a case follows from."""
    wanted = sa.select(relations.c.of).where(
        relations.c.stream == case, relations.c.holder == holder
    )
    async with stack.stack.gateway.state.desk.store.begin() as connection:
        return [str(each) for each in await connection.scalars(wanted)]


async def test_the_network_learns_who_is_who_and_nothing_that_identifies(
    stack: Standing, caseworker: Person, knower: Somebody
) -> None:
    case, mother, _ = await family(caseworker)
    aunt = await knower("network")
    await linked(stack, case, aunt.sub, mother)
    people = (await aunt.ask("GET", f"/v1/cases/{case}/people")).text
    assert "Ida Prøve" in people
    for hidden in ("7105751234", "mother@example.dk", "father@example.dk", HOME):
        assert hidden not in people
    for path in ("", "/ladder", "/obligations"):
        assert await status(aunt, f"/v1/cases/{case}{path}") == 403


async def test_a_provider_reads_its_own_measure_from_its_start_to_its_end(
    stack: Standing, caseworker: Person, knower: Somebody
) -> None:
    case, _, _ = await family(caseworker)
    at = f"/v1/cases/{case}"
    overview = await caseworker.get(at)
    [running] = [each["id"] for each in overview["measures"]]
    staff = await knower("provider", "egelund")
    started = {"id": running, "moveId": running, "measureType": "x", "da": "x", "en": "x",
               "definition": "d@1", "step": "T1", "order": 1, "band": "b", "placement": False,
               "decisionId": None, "regime": "BL", "plannedEndOn": "2030-01-01",
               "startedOn": "2024-03-01", "provider": "egelund"}  # fmt: skip
    assert await status(staff, at) == 404
    later = started | {"startedOn": "2100-01-01"}
    await heard(stack, "ladder", case, "MeasureStarted", **later)
    assert await status(staff, at) == 404
    await heard(stack, "ladder", case, "MeasureStarted", **started)
    seen = await staff.ask("GET", at)
    assert [each["id"] for each in seen.json()["measures"]] == [running]
    assert (seen.json()["obligations"], seen.json()["step"]) == ([], None)
    assert {"meeting", "ladder"} <= {*seen.headers["Withheld"].split(", ")}
    assert await status(staff, f"{at}/measures/{running}") == 200
    other = await knower("provider", "elsewhere")
    assert await status(other, f"{at}/measures/{running}") == 404
    await heard(stack, "ladder", case, "MeasureStarted",
                **started | {"id": str(uuid4()), "provider": "elsewhere"})  # fmt: skip
    assert (await other.get(at))["measures"] == []
    assert await status(other, f"{at}/measures/{running}") == 404
    ended = {"id": running, "moveId": running, "endedOn": "2024-05-01", "reason": "goals_met"}
    await heard(stack, "ladder", case, "MeasureEnded", **ended)
    assert await status(staff, at) == 404


async def test_the_panel_reads_a_case_while_it_waits_for_the_panel(
    stack: Standing, caseworker: Person, knower: Somebody
) -> None:
    case, _, _ = await family(caseworker)
    member, item = await knower("panel"), str(uuid4())
    assert await member.items("/v1/caseload") == []
    await heard(stack, "case", case, "PanelItemRaised", id=item, raisedOn="2024-03-01")
    assert case in {each["caseId"] for each in await member.items("/v1/caseload")}
    assert await status(member, f"/v1/cases/{case}/obligations") == 403
    await heard(stack, "case", case, "PanelItemConcluded", id=item, concludedOn="2024-03-08",
                outcome="approved")  # fmt: skip
    assert await status(member, f"/v1/cases/{case}") == 404


async def test_the_municipality_that_a_family_moves_to_reads_once_it_has_acknowledged(
    stack: Standing, caseworker: Person, knower: Somebody
) -> None:
    case, _, _ = await family(caseworker)
    there, id_ = await knower("municipality", "147"), str(uuid4())
    await heard(stack, "case", case, "FamilyMoved", id=id_, reportedOn="2024-08-12",
                movesOn="2024-08-15", municipality="147")  # fmt: skip
    assert await status(there, f"/v1/cases/{case}") == 404
    await heard(stack, "case", case, "TransferAcknowledged", id=id_, acknowledgedOn="2024-08-19")
    assert await status(there, f"/v1/cases/{case}") == 200
    assert await status(await knower("municipality", "101"), f"/v1/cases/{case}") == 404


async def test_a_confidential_case_is_for_those_it_names_and_the_leader_of_its_unit(
    stack: Standing, caseworker: Person, knower: Somebody
) -> None:
    case, mother, _ = await family(caseworker)
    leader, named = await knower("leader", caseworker.unit), await knower("caseworker")
    custodian, at = await knower("custodian"), f"/v1/cases/{case}"
    await linked(stack, case, custodian.sub, mother)
    await heard(stack, "case", case, "ConfidentialityChanged", id=str(uuid4()), level="restricted",
                subjects=[named.sub], sinceOn="2024-04-01")  # fmt: skip
    assert await status(caseworker, at) == 404
    assert case not in {each["caseId"] for each in await caseworker.items("/v1/caseload")}
    assert await status(leader, at) == 200
    assert await status(named, at) == 404  # named, but in no relation to it
    assert await status(custodian, at) == 200
    await heard(stack, "case", case, "CaseworkerAssigned", assignedOn="2024-04-02",
                unit=caseworker.unit, caseworker=named.sub)  # fmt: skip
    assert await status(named, at) == 200


async def test_a_system_reads_what_its_scopes_say_and_writes_nothing_else(
    stack: Standing, caseworker: Person, knower: Somebody
) -> None:
    case, _, _ = await family(caseworker)
    asked = {"persona": "system", "sub": f"system-{uuid4().hex[:8]}", "unit": caseworker.unit,
             "scopes": ["case.read", "made.up"]}  # fmt: skip
    token = (await stack.client.post("/dev/tokens", json=asked)).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    system = Person(stack.client, "", caseworker.unit, headers, dict(caseworker.known))
    assert (await system.get("/v1/me"))["scopes"] == ["case.read"]
    seen = await system.ask("GET", f"/v1/cases/{case}")
    assert (seen.status_code, seen.json()["measures"]) == (200, [])
    assert "measure" in seen.headers["Withheld"]
    assert await status(system, f"/v1/cases/{case}/ladder") == 403
    assert (await system.ask("POST", "/v1/cases", json={})).status_code == 403
    elsewhere = await knower("caseworker", f"unit-{uuid4()}")
    theirs = await elsewhere.open_case()
    system.known = dict(elsewhere.known)
    assert await status(system, f"/v1/cases/{theirs}") == 404


async def test_an_analyst_reads_figures_without_the_small_ones(
    own_stack: Standing,
) -> None:
    headers = await own_stack.as_persona("caseworker", "caseworker-1", "unit-1")
    worker = Person(own_stack.client, "caseworker-1", "unit-1", headers)
    for _ in range(6):
        await worker.open_case()
    await worker.case_on_the_ladder()
    headers = await own_stack.as_persona("analyst")
    analyst = Person(own_stack.client, "analyst-1", "", headers, dict(worker.known))
    answer = await analyst.ask("GET", "/v1/ladder-board")
    assert answer.json()["steps"] == []  # who knows of seven children would know of the one
    assert answer.headers["Withheld"] == "small-number"
    for path in ("/v1/caseload", "/v1/ladder-periods", "/v1/movements", "/v1/agenda"):
        assert await status(analyst, path) == 403


async def test_a_leader_says_what_for_before_reading_of_health(
    caseworker: Person, knower: Somebody
) -> None:
    case, _, _ = await family(caseworker)
    at = f"/v1/cases/{case}"
    use = {"substance": "cannabis", "frequency": "weekly", "observedOn": "2024-03-12"}
    made = await caseworker.tell(f"{at}/substance-uses", use, of=at)
    leader, path = await knower("leader", caseworker.unit), f"{at}/substance-uses/{made['id']}"
    refused = await leader.ask("GET", path)
    assert (refused.status_code, refused.json()["code"]) == (403, "purpose-required")
    kept = (await leader.ask("GET", f"{at}/history")).headers["Withheld"]
    assert kept == "health"
    asked = {"Purpose": "supervision"}
    assert (await leader.ask("GET", path, headers=asked)).status_code == 200
    assert "Withheld" not in (await leader.ask("GET", f"{at}/history", headers=asked)).headers
    assert (await leader.ask("GET", path, headers={"Purpose": "For Alma"})).status_code == 400
