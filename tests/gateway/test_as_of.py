"""Any question as of any day, and as known at any moment: what was, and what we knew of it."""

import pytest

from shared.clock import utc_now
from tests.gateway.people import OPENED, Json, Person

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def decided(caseworker: Person, case: str) -> str:
    """A decision by which somebody is refused a measure: it needs nothing before it."""
    body = {
        "kind": "refusal", "regime": "BL", "section": "32(1)3", "body": "authority",
        "decidedOn": "2024-03-20", "measureTypes": ["contact_person_child"],
        "reasons": "The network of the family is enough.",
    }  # fmt: skip
    at = f"/v1/cases/{case}"
    identity = {"name": "Ida Prøve", "bornOn": "2012-04-03", "sex": "female"}
    await caseworker.tell(f"{at}/identity", identity, of=at, method="PUT")
    heard = {"heldOn": "2024-03-01", "purpose": "decision", "views": "I like it here."}
    await caseworker.tell(f"{at}/child-conversations", heard, of=at)
    done: str = (await caseworker.tell(f"{at}/decisions", body, of=at))["id"]
    return done


def measures(overview: Json) -> list[tuple[str, str | None]]:
    return [(each["startedOn"], each["endedOn"]) for each in overview["measures"]]


async def ended(caseworker: Person, case: str, on: str) -> None:
    """End the one measure of a case on a day."""
    ladder = await caseworker.get(f"/v1/cases/{case}/ladder")
    ends = [{"measureId": each["id"], "reason": "goals_met"} for each in ladder["measures"]]
    move = {"effectiveOn": on, "ends": ends, "rationale": "The goals are met."}
    await caseworker.tell(f"/v1/cases/{case}/moves", move, of=f"/v1/cases/{case}/ladder")


async def test_an_overview_shows_what_was_known_then(caseworker: Person) -> None:
    case = await caseworker.open_case()
    at = f"/v1/cases/{case}"
    await caseworker.move(case, "2024-04-01")
    before = utc_now().isoformat()
    await ended(caseworker, case, "2024-05-01")

    then, now = await caseworker.get(at, asOf=before), await caseworker.get(at)
    assert (measures(then), then["step"]["step"]["code"]) == ([("2024-04-01", None)], "T1")
    assert (measures(now), now["step"]["step"]["code"]) == (
        [("2024-04-01", "2024-05-01")],
        "T0",
    )
    assert then["versions"] == now["versions"]  # an If-Match names what there is


async def test_an_overview_of_a_day_shows_what_had_begun_by_then(caseworker: Person) -> None:
    case = await caseworker.open_case()
    at = f"/v1/cases/{case}"
    await caseworker.move(case, "2024-04-01")
    await ended(caseworker, case, "2024-05-01")
    days = ("2024-03-31", "2024-04-30", "2024-05-01")
    told = [await caseworker.get(at, validAt=day) for day in days]
    assert [each["phase"]["code"] for each in told] == [
        "assessment",
        "measure_running",
        "assessment",
    ]
    assert [len(each["measures"]) for each in told] == [0, 1, 1]
    assert [each["validAt"] for each in told] == [*days]


async def test_before_a_case_was_known_there_is_none(caseworker: Person) -> None:
    before = utc_now().isoformat()
    case = await caseworker.open_case()
    at = f"/v1/cases/{case}"
    assert (await caseworker.ask("GET", at, params={"asOf": before})).status_code == 404
    assert await caseworker.items("/v1/caseload", asOf=before) == []
    assert await caseworker.items("/v1/caseload", validAt="2024-01-31") == []
    assert len(await caseworker.items("/v1/caseload", validAt=OPENED)) == 1


async def test_the_caseload_stood_otherwise_before(caseworker: Person) -> None:
    case = await caseworker.open_case()
    await caseworker.move(case, "2024-04-01")
    before = utc_now().isoformat()
    await ended(caseworker, case, "2024-05-01")
    closing = {"closedOn": "2024-06-01", "reason": "goals_met"}
    await caseworker.tell(f"/v1/cases/{case}/closures", closing, of=f"/v1/cases/{case}")

    [then] = await caseworker.items("/v1/caseload", asOf=before)
    assert (then["step"]["code"], then["closedOn"]) == ("T1", None)
    assert await caseworker.items("/v1/caseload") == []
    [day_before] = await caseworker.items("/v1/caseload", validAt="2024-05-31")
    assert day_before["caseworker"] == caseworker.sub
    [closed] = await caseworker.items("/v1/caseload", closed=True)
    assert closed["closedOn"] == "2024-06-01"


async def test_the_agenda_stood_otherwise_before(caseworker: Person) -> None:
    worry = await caseworker.notify()
    urgent = {"streams": worry}
    before = utc_now().isoformat()
    assessed = {"assessedAt": "2024-02-01T10:00:00Z", "outcome": "not_acute", "assessment": "Calm."}
    at = f"/v1/notifications/{worry}"
    await caseworker.tell(f"{at}/urgency-assessments", assessed, of=at)

    async def states(**query: str) -> dict[str, str]:
        items = await caseworker.items("/v1/agenda", **query)
        mine = [each for each in items if each["stream"] == urgent["streams"]]
        return {each["rule"]["code"]: each["state"]["code"] for each in mine}

    assert (await states())["D01"] == "met"
    assert (await states(asOf=before))["D01"] == "overdue"
    assert (await states(validAt="2024-02-01"))["D01"] == "met"
    assert await states(validAt="2024-01-31") == {}
    assert (await states(validAt="2024-02-01"))["D02"] == "open"
    assert (await states(validAt="2024-02-28"))["D02"] == "overdue"


async def test_what_was_known_on_the_day_of_a_decision_is_one_question(caseworker: Person) -> None:
    case = await caseworker.open_case()
    decision = await decided(caseworker, case)
    await caseworker.move(case, "2024-03-05")  # registered after the decision, of before it
    then = await caseworker.get(f"/v1/cases/{case}/decisions/{decision}/overview")
    assert (then["validAt"], then["measures"]) == ("2024-03-20", [])
    unknown = f"/v1/cases/{case}/decisions/{case}/overview"
    assert (await caseworker.ask("GET", unknown)).status_code == 404


async def test_what_was_learned_between_two_moments_is_another(caseworker: Person) -> None:
    case = await caseworker.open_case()
    at = f"/v1/cases/{case}/differences"
    await caseworker.move(case, "2024-04-01")
    first = utc_now().isoformat()
    assert (await caseworker.get(at, **{"from": first}))["items"] == []
    await ended(caseworker, case, "2024-05-01")

    learned = (await caseworker.get(at, **{"from": first}))["items"]
    [measure] = [each for each in learned if each["part"] == "measures"]
    assert measure["kind"] == "changed"
    told = {each["name"]: (each["before"], each["after"]) for each in measure["changes"]}
    assert told["endedOn"] == (None, "2024-05-01")
    [own] = [each for each in learned if each["part"] == "case"]
    assert {"phase", "step"} <= {each["name"] for each in own["changes"]}


async def test_a_case_of_somebody_else_was_never_known(
    caseworker: Person, somebody: object
) -> None:
    case = await caseworker.open_case()
    decision = await decided(caseworker, case)
    other = await somebody("caseworker")  # type: ignore[operator]
    moment = {"from": utc_now().isoformat()}
    for path in (
        f"/v1/cases/{case}/differences",
        f"/v1/cases/{case}/decisions/{decision}/overview",
    ):
        assert (await other.ask("GET", path, params=moment)).status_code == 404
