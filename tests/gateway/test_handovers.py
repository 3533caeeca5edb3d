"""A unit that is asked to take a case over reads it until it has answered."""

from uuid import uuid4

import pytest

from tests.gateway.conftest import Somebody
from tests.gateway.people import Json, Person

pytestmark = pytest.mark.asyncio(loop_scope="session")
PROPOSED, ANSWERED = "2024-03-04", "2024-03-11"


async def offered(caseworker: Person, somebody: Somebody) -> tuple[str, str, Person]:
    """A case, its handover, and the leader of the unit that was asked."""
    case = await caseworker.open_case()
    receiver = await somebody("leader", f"unit-{uuid4()}")
    at = f"/v1/cases/{case}"
    proposal = {"proposedOn": PROPOSED, "toUnit": receiver.unit, "reason": "They have moved."}
    handover = await caseworker.tell(f"{at}/handovers", proposal, of=at)
    receiver.known = dict(caseworker.known)
    return at, f"{at}/handovers/{handover['id']}", receiver


def acceptance(by: str) -> Json:
    return {"acceptedOn": ANSWERED, "caseworker": by, "meetingHeldOn": "2024-03-08"}


async def test_the_receiving_leader_reads_the_case_and_changes_nothing_in_it(
    caseworker: Person, somebody: Somebody
) -> None:
    at, handover, receiver = await offered(caseworker, somebody)
    assert (await receiver.get(at))["unit"] == caseworker.unit
    assert (await receiver.get(handover))["items"][0]["kind"] == "case.HandoverProposed"
    body = {"assignedOn": ANSWERED, "unit": caseworker.unit, "caseworker": "caseworker-9"}
    sent = {"If-Match": await receiver.version(at)}
    taken = await receiver.ask("POST", f"{at}/assignments", json=body, headers=sent)
    assert (taken.status_code, [each["rule"] for each in taken.json()["unmet"]]) == (
        409,
        ["assigned-by-the-unit-in-charge"],
    )


async def test_others_in_the_receiving_unit_know_of_nothing(
    caseworker: Person, somebody: Somebody
) -> None:
    at, _, receiver = await offered(caseworker, somebody)
    colleague = await somebody("caseworker", receiver.unit)
    stranger = await somebody("leader", f"unit-{uuid4()}")
    for person in (colleague, stranger):
        person.known = dict(receiver.known)
        assert (await person.ask("GET", at)).status_code == 404


async def test_acceptance_brings_the_case_to_the_unit_and_out_of_the_other(
    caseworker: Person, somebody: Somebody
) -> None:
    at, handover, receiver = await offered(caseworker, somebody)
    heir = await somebody("caseworker", receiver.unit)
    before = await somebody("leader")
    await receiver.tell(f"{handover}/acceptances", acceptance(heir.sub), of=at)
    for person in (heir, before, caseworker):
        person.known = dict(receiver.known)
    assert (await heir.get(at))["caseworker"] == heir.sub
    assert (await receiver.get(at))["unit"] == receiver.unit
    assert (await before.ask("GET", at)).status_code == 404
    assert (await caseworker.ask("GET", at)).status_code == 404


async def test_refusal_leaves_the_case_where_it_was(caseworker: Person, somebody: Somebody) -> None:
    at, handover, receiver = await offered(caseworker, somebody)
    refusal = {"refusedOn": ANSWERED, "reason": "They are about to move back."}
    await receiver.tell(f"{handover}/refusals", refusal, of=at)
    caseworker.known = dict(receiver.known)
    assert (await receiver.ask("GET", at)).status_code == 404
    assert (await caseworker.get(at))["unit"] == caseworker.unit


async def test_the_unit_that_has_the_case_does_not_answer_for_the_other(
    caseworker: Person, somebody: Somebody
) -> None:
    at, handover, receiver = await offered(caseworker, somebody)
    own = await somebody("leader")
    own.known = dict(receiver.known)
    sent = {"If-Match": await own.version(at)}
    for what, body in (
        ("acceptances", acceptance("caseworker-9")),
        ("refusals", {"refusedOn": ANSWERED, "reason": "No."}),
    ):
        answer = await own.ask("POST", f"{handover}/{what}", json=body, headers=sent)
        assert [each["rule"] for each in answer.json()["unmet"]] == [
            "answered-by-the-receiving-unit"
        ]
