"""A case is closed when its measures have ended: the ladder's news is the case's within the answer.

Nobody waits here but by the tokens that every answer brings.
"""

from uuid import uuid4

import pytest

from tests.gateway.people import KEY, Json, Person

pytestmark = pytest.mark.asyncio(loop_scope="session")

CLOSING = {"closedOn": "2024-03-10", "reason": "goals_met"}


async def refused(caseworker: Person, path: str, body: Json, *, of: str) -> list[str]:
    sent = {KEY: str(uuid4()), "If-Match": await caseworker.version(of)}
    answer = await caseworker.ask("POST", path, json=body, headers=sent)
    assert answer.status_code == 409, answer.text
    return [each["rule"] for each in answer.json()["unmet"]]


async def ended(caseworker: Person, case: str, on: str) -> None:
    at = f"/v1/cases/{case}"
    [measure] = (await caseworker.get(f"{at}/ladder"))["measures"]
    ends = [{"measureId": measure["id"], "reason": "goals_met"}]
    move = {"effectiveOn": on, "ends": ends, "rationale": "It did what it could."}
    await caseworker.tell(f"{at}/moves", move, of=f"{at}/ladder")


async def test_a_case_is_not_closed_while_a_measure_runs_and_is_at_once_when_it_has_ended(
    caseworker: Person, case: str
) -> None:
    at = f"/v1/cases/{case}"
    await caseworker.move(case, "2024-03-01")
    assert await refused(caseworker, f"{at}/closures", CLOSING, of=at) == [
        "measures-ended-before-closing"
    ]
    await ended(caseworker, case, "2024-03-10")
    await caseworker.tell(f"{at}/closures", CLOSING, of=at)
    assert (await caseworker.get(at))["closedOn"] == "2024-03-10"


async def test_the_version_of_a_case_tells_that_the_ladder_has_spoken(
    caseworker: Person, case: str
) -> None:
    at = f"/v1/cases/{case}"
    before = await caseworker.version(at)
    await caseworker.move(case, "2024-03-01")
    assert await caseworker.version(at) != before
    stale = {KEY: str(uuid4()), "If-Match": before}
    answer = await caseworker.ask("POST", f"{at}/closures", json=CLOSING, headers=stale)
    assert answer.status_code == 412


async def test_a_duplicate_in_which_a_measure_runs_is_not_merged(
    caseworker: Person, case: str
) -> None:
    other = await caseworker.open_case()
    await caseworker.move(other, "2024-03-01")
    merging = {"mergedOn": "2024-03-10", "survivorId": case, "reason": "Opened twice."}
    at = f"/v1/cases/{other}"
    assert await refused(caseworker, f"{at}/merges", merging, of=at) == [
        "measures-ended-before-closing"
    ]
    await ended(caseworker, other, "2024-03-10")
    await caseworker.tell(f"{at}/merges", merging, of=at)
    assert (await caseworker.get(at))["mergedInto"] == case


async def test_a_notification_of_a_merged_case_is_seen_with_the_one_that_goes_on(
    caseworker: Person, case: str
) -> None:
    worry = await caseworker.notify()
    at = f"/v1/notifications/{worry}"
    judged = {
        "assessedAt": "2024-02-01T09:00:00Z", "outcome": "not_acute", "assessment": "He is safe.",
    }  # fmt: skip
    await caseworker.tell(f"{at}/urgency-assessments", judged, of=at)
    other = await caseworker.open_case(notificationIds=[worry])
    merging = {"mergedOn": "2024-03-10", "survivorId": case, "reason": "Opened twice."}
    there = f"/v1/cases/{other}"
    await caseworker.tell(f"{there}/merges", merging, of=there)
    linked = (await caseworker.get(f"/v1/cases/{case}/history"))["items"][-1]
    assert (linked["kind"], linked["data"]["notificationId"]) == ("case.NotificationLinked", worry)
    taken = [
        each["data"]["caseId"]
        for each in (await caseworker.get(at))["items"]
        if each["kind"] == "case.NotificationTakenUp"
    ]
    assert taken == [other, case]
