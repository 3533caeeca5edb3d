"""How far the house has come is in what clients carry about, and nobody reads it there."""

from base64 import urlsafe_b64decode
from uuid import UUID

import pytest

from services.gateway.border import PURPOSE
from shared import consistency
from shared.http.cursors import STEP, Cursors
from shared.settings import DEVELOPMENT_SECRET
from tests.gateway.conftest import Somebody
from tests.gateway.people import TOKEN, Json, Person, opening
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
OURS = Cursors(DEVELOPMENT_SECRET)
TAG = 16  # bytes


def raw(sent: str) -> bytes:
    return urlsafe_b64decode(sent + "=" * (-len(sent) % 4))


async def events(person: Person, **query: object) -> tuple[list[Json], str]:
    answer = await person.ask("GET", "/v1/events", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json(), answer.links["next"]["url"]


async def test_a_token_says_how_far_each_service_came_to_us_alone(caseworker: Person) -> None:
    await caseworker.open_case()
    token = caseworker.known[TOKEN]
    plain = OURS.opened(PURPOSE, token)
    assert consistency.read(plain)["case"] > 0
    assert len(raw(token)) == TAG + STEP
    assert plain
    assert plain.encode() not in raw(token)
    assert Cursors("another secret").opened(PURPOSE, token) is None
    assert OURS.opened("events", token) is None


async def test_the_services_speak_plainly_among_themselves(
    stack: Standing, caseworker: Person
) -> None:
    """And what a service says is no token of a client's."""
    answer = await caseworker.open_case()
    plain = consistency.write({"case": 1})
    refused = await caseworker.ask("GET", f"/v1/cases/{answer}", headers={TOKEN: plain})
    assert refused.status_code == 400
    heard = stack.stack.gateway.state.desk.forwarding.waiting
    await heard.until(consistency.read(OURS.opened(PURPOSE, caseworker.known[TOKEN])))


async def test_tokens_that_were_got_side_by_side_are_sent_together(caseworker: Person) -> None:
    case = await caseworker.case_on_the_ladder()
    ladder = dict(caseworker.known)
    caseworker.known = {}
    other = await caseworker.open_case()
    both = {TOKEN: f"{ladder[TOKEN]}, {caseworker.known[TOKEN]}"}
    caseworker.known = {}
    body = opening(caseworker.unit)
    answer = await caseworker.ask(
        "POST", "/v1/cases", json=body, headers={**both, "Idempotency-Key": "of-both"}
    )
    merged = consistency.read(OURS.opened(PURPOSE, answer.headers[TOKEN]))
    for one in both[TOKEN].split(", "):
        known = consistency.read(OURS.opened(PURPOSE, one))
        assert consistency.later(known, merged) == merged
    assert merged.keys() >= {"case", "ladder"}
    for each in (case, other):
        assert (await caseworker.ask("GET", f"/v1/cases/{each}", headers=both)).status_code == 200
    wrong = {TOKEN: f"{both[TOKEN]},x"}
    assert (await caseworker.ask("GET", "/v1/caseload", headers=wrong)).status_code == 400


async def test_the_end_of_the_feed_says_not_even_whether_it_moved(
    caseworker: Person, somebody: Somebody
) -> None:
    await caseworker.open_case()
    found, one = await events(caseworker, limit=1000)
    again, other = await events(caseworker, limit=1000)
    await (await somebody("caseworker", "unit-elsewhere")).open_case()
    moved, later = await events(caseworker, limit=1000)
    assert again[: len(found)] == moved[: len(found)] == found  # what is overdue comes too
    assert len({one, other, later}) == 3
    assert len({len(one), len(other), len(later)}) == 1
    case = await caseworker.open_case()
    for each in (one, other, later):
        answer = await caseworker.ask("GET", each)
        assert case in {event["subject"] for event in answer.json()}


async def test_a_full_page_goes_on_from_the_same_place_each_time(caseworker: Person) -> None:
    await caseworker.case_on_the_ladder()
    assert await events(caseworker, limit=2) == await events(caseworker, limit=2)


async def test_an_event_has_one_name_for_everybody_which_is_no_number(
    caseworker: Person, somebody: Somebody
) -> None:
    await caseworker.case_on_the_ladder()
    found, _ = await events(caseworker, limit=1000)
    leader = await somebody("leader")
    leader.known = dict(caseworker.known)
    theirs, _ = await events(leader, limit=1000)
    names = [each["id"] for each in found]
    assert names == [each["id"] for each in theirs]
    assert len({UUID(name) for name in names}) == len(found) > 1
    assert len({len(each["cursor"]) for each in found}) == 1


async def test_the_same_writing_is_sealed_alike_and_opens_for_its_purpose_alone() -> None:
    assert OURS.seal("one", "case=1") == OURS.seal("one", "case=1") != OURS.seal("two", "case=1")
    assert OURS.opened("one", OURS.seal("one", "case=1")) == "case=1"
    assert OURS.opened("two", OURS.seal("one", "case=1")) is None
    assert {len(OURS.seal("one", "x" * length)) for length in range(1, STEP + 1)} == {107}
    assert OURS.named("event", "case 1") == OURS.named("event", "case 1")
    assert OURS.named("event", "case 1") != OURS.named("event", "case 2")
