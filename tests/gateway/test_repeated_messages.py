"""A message is one notification, however often, under whatever key, and by how many at once."""

import asyncio
from uuid import uuid4

import pytest

from tests.gateway.conftest import Somebody
from tests.gateway.people import KEY, Json, Person, worry
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
PATH = "/v1/notifications"


async def send(person: Person, key: str | None = None, **more: object) -> tuple[int, Json]:
    body = worry(person.unit) | {"messageId": "msg-1"} | more
    answer = await person.ask("POST", PATH, json=body, headers={KEY: key or str(uuid4())})
    return answer.status_code, answer.json()


async def recorded(stack: Standing, person: Person, notification: str) -> list[str]:
    """What the caseworker of the unit reads of it."""
    headers = await stack.as_persona("caseworker", f"reader-{uuid4().hex[:6]}", person.unit)
    reader = Person(person.client, "reader", person.unit, headers, dict(person.known))
    return [each["kind"] for each in (await reader.get(f"{PATH}/{notification}"))["items"]]


async def test_a_repeat_is_answered_with_the_same_id_and_records_nothing(
    stack: Standing, somebody: Somebody
) -> None:
    system = await somebody("system")
    first, again = await send(system), await send(system)
    same_key = [await send(system, "one-key", messageId="msg-2") for _ in range(2)]
    assert (first[0], again) == (201, first)
    assert same_key[0] == same_key[1]
    assert same_key[0][1]["id"] != first[1]["id"]
    assert await recorded(stack, system, first[1]["id"]) == ["case.NotificationReceived"]


async def test_of_many_at_once_there_is_one(stack: Standing, somebody: Somebody) -> None:
    system = await somebody("system")
    answers = await asyncio.gather(*(send(system) for _ in range(12)))
    assert {status for status, _ in answers} == {201}
    [only] = {body["id"] for _, body in answers}
    assert await recorded(stack, system, only) == ["case.NotificationReceived"]


async def test_a_repeat_is_known_after_something_was_done_about_it(
    stack: Standing, caseworker: Person
) -> None:
    status, first = await send(caseworker)
    at = f"{PATH}/{first['id']}"
    judged = {"assessedAt": "2024-02-01T09:00:00Z", "outcome": "not_acute", "assessment": "Safe."}
    await caseworker.tell(f"{at}/urgency-assessments", judged, of=at)
    again = await send(caseworker)
    assert (status, again[0]) == (201, 201)
    assert (again[1]["id"], again[1]["version"]) == (first["id"], 2)
    assert len(await recorded(stack, caseworker, first["id"])) == 2


async def test_other_content_under_the_same_id_is_refused_plainly(somebody: Somebody) -> None:
    system = await somebody("system")
    await send(system)
    status, problem = await send(system, text="She came back on Monday.")
    assert (status, problem["code"]) == (409, "refused")
    assert [each["rule"] for each in problem["unmet"]] == ["message-says-the-same"]


async def test_two_senders_may_number_their_messages_alike(somebody: Somebody) -> None:
    one, other = await somebody("system"), await somebody("system")
    assert (await send(one))[1]["id"] != (await send(other))[1]["id"]
