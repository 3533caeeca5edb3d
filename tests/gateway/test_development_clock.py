"""Development's clock: the whole stack lives at a moment, forward only, and knows what is late."""

import pytest

from tests.gateway.people import OPENED, Person
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def put(stack: Standing, now: str) -> int:
    return (await stack.client.put("/dev/clock", json={"now": now})).status_code


async def test_the_clock_goes_forward_only_until_real_time_is_back(own_stack: Standing) -> None:
    assert await put(own_stack, "2024-02-01T08:00:00Z") == 200
    assert await put(own_stack, "2024-02-01T09:00:00+01:00") == 200  # the same moment
    answer = await own_stack.client.put("/dev/clock", json={"now": "2024-02-01T07:59:59Z"})
    assert answer.status_code == 409
    assert [each["rule"] for each in answer.json()["unmet"]] == ["clock-forward"]
    assert (await own_stack.client.delete("/dev/clock")).json() == {"now": None}
    assert await put(own_stack, "2016-01-11T08:00:00Z") == 200


@pytest.mark.parametrize(
    ("now", "status"),
    [("2024-02-01T08:00:00", 400), ("yesterday", 400), ("-86400", 400), (None, 400),
     (7, 400), ("2024-02-01", 400), ("9999-12-31T23:59:59Z", 409), ("0001-01-01T00:00:00Z", 409)],
)  # fmt: skip
async def test_a_moment_has_an_offset_and_is_within_reach(
    stack: Standing, now: object, status: int
) -> None:
    answer = await stack.client.put("/dev/clock", json={"now": now})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


async def test_what_fell_due_is_noticed_before_the_answer(own_stack: Standing) -> None:
    await own_stack.at("2024-02-01T08:30:00Z")
    headers = await own_stack.as_persona("caseworker", "caseworker-7", "unit-7")
    person = Person(own_stack.client, "caseworker-7", "unit-7", headers)
    worried = await person.notify()
    case = await person.open_case(notificationIds=[worried])

    opened = await person.get(f"/v1/cases/{case}/timeline")
    assert opened["items"][0]["recordedAt"] == "2024-02-01T08:30:00Z"
    tomorrow = {"unit": "unit-7", "openedOn": "2024-02-02", "awareOn": OPENED}
    refused = await person.ask("POST", "/v1/cases", json=tomorrow, headers={"Idempotency-Key": "k"})
    assert refused.json()["unmet"][0]["rule"] == "not-in-the-future"
    assert {each["state"]["code"] for each in await person.items("/v1/agenda")} == {"open"}

    person.known = await own_stack.at("2024-02-03T08:30:00Z")
    timeline = await person.items(f"/v1/cases/{case}/timeline")
    assert "ObligationOverdue" in {each["kind"]["code"] for each in timeline}
    late = await person.items("/v1/agenda", status="overdue")
    assert {each["rule"]["code"] for each in late} == {"D01"}
    [line] = await person.items("/v1/caseload")
    assert line["overdue"] == 1
