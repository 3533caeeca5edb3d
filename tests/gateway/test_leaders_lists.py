"""A leader's lists hold what is with their unit and what they know of otherwise, in one order."""

from uuid import uuid4

import pytest

from tests.gateway.conftest import Somebody
from tests.gateway.people import KEY, Json, Person
from tests.gateway.test_inbox import acknowledge

pytestmark = pytest.mark.asyncio(loop_scope="session")
ACCEPTED = "2024-03-11"


async def offered(sender: Person, case: str, unit: str) -> str:
    """Ask a unit to take a case over; the handover."""
    proposal = {"proposedOn": "2024-03-04", "toUnit": unit, "reason": "They have moved."}
    told = await sender.tell(f"/v1/cases/{case}/handovers", proposal, of=f"/v1/cases/{case}")
    handover: str = told["id"]
    return handover


async def accepted(leader: Person, case: str, handover: str) -> None:
    body = {"acceptedOn": ACCEPTED, "caseworker": "caseworker-9", "meetingHeldOn": ACCEPTED}
    at = f"/v1/cases/{case}"
    await leader.tell(f"{at}/handovers/{handover}/acceptances", body, of=at)


async def let_in(leader: Person, case: str) -> None:
    body = {"reason": "A call at night.", "hours": 4}
    at = f"/v1/cases/{case}/emergency-accesses"
    assert (await leader.ask("POST", at, json=body, headers={KEY: str(uuid4())})).is_success


async def on_the_ladder_from_a_worry(worker: Person) -> tuple[str, str]:
    """A case that was opened on a notification, with terms met and open; and the notification."""
    worry = await worker.notify()
    await acknowledge(worker, worry)
    case = await worker.open_case(notificationIds=[worry])
    await worker.move(case, "2024-03-01")
    return case, worry


def due(items: list[Json]) -> list[tuple[str, str]]:
    return [(each["dueOn"], each["id"]) for each in items]


async def test_what_is_the_units_and_what_is_not_come_in_one_order_page_by_page(
    caseworker: Person, somebody: Somebody
) -> None:
    own, _ = await on_the_ladder_from_a_worry(caseworker)
    unassigned = await caseworker.notify()
    other = await somebody("caseworker", f"unit-{uuid4()}")
    offer, emergency, theirs = [await other.case_on_the_ladder() for _ in range(3)]
    await offered(other, offer, caseworker.unit)
    leader = await somebody("leader")
    leader.known = {**caseworker.known, **other.known}
    await let_in(leader, emergency)
    mine = {own, offer, emergency}
    for sort in ("openedOn", "-openedOn", "nextDueOn", "-caseworker"):
        found = await leader.items("/v1/caseload", sort=sort, limit=1)
        assert {each["caseId"] for each in found} == mine
        assert len(found) == len(mine)
    assert (await leader.get("/v1/caseload", count=True))["count"]["value"] == len(mine)
    whole = await leader.items("/v1/agenda", limit=200)
    assert {each["caseId"] for each in whole} == {*mine, None}
    assert unassigned in {each["stream"] for each in whole}
    assert due(whole) == sorted(due(whole))
    assert due(await leader.items("/v1/agenda", limit=2)) == due(whole)
    assert due(await leader.items("/v1/agenda", limit=3, sort="-dueOn")) == due(whole)[::-1]
    assert (await leader.get("/v1/agenda", count=True))["count"]["value"] == len(whole)
    assert await leader.items("/v1/agenda", caseId=theirs) == []
    units = await leader.items("/v1/agenda", unit=caseworker.unit)
    assert {each["caseId"] for each in units} == {own, None}


async def test_with_a_case_goes_all_that_was_ever_due_in_it_and_in_its_notifications(
    caseworker: Person, somebody: Somebody
) -> None:
    case, worry = await on_the_ladder_from_a_worry(caseworker)
    before, after = await somebody("leader"), await somebody("leader", f"unit-{uuid4()}")
    before.known = dict(caseworker.known)
    whole = await before.items("/v1/agenda", unit=before.unit)
    assert {each["stream"] for each in whole} == {case, worry}
    assert {"met", "met_late"} & {each["state"]["code"] for each in whole}
    handover = await offered(caseworker, case, after.unit)
    after.known = dict(caseworker.known)
    assert due(await after.items("/v1/agenda")) == due(whole)
    assert await after.items("/v1/agenda", unit=after.unit) == []
    await accepted(after, case, handover)
    before.known = dict(after.known)
    for asked in ({}, {"unit": after.unit}, {"for": "unit"}):
        assert due(await after.items("/v1/agenda", limit=1, **asked)) == due(whole)
    assert await before.items("/v1/agenda") == []
    assert await before.items("/v1/caseload") == []
    [line] = await after.items("/v1/caseload")
    assert (line["caseId"], line["unit"]) == (case, after.unit)
