"""A case is opened in an emergency: for a reason, for some hours, marked, told and reviewed."""

from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from psycopg import sql

from services.gateway.emergency import commands, domain, events
from shared.sealing import Sealed
from tests.database import queried
from tests.decider import NEW, NOW, Given
from tests.gateway.conftest import Somebody
from tests.gateway.news import heard
from tests.gateway.people import KEY, Json, Person
from tests.stack import Standing

session = pytest.mark.asyncio(loop_scope="session")
REASON = "The police are with her now, and nobody answers."
THERE = UUID(int=5)


def overridden(by: str = "caseworker-1") -> events.AccessOverridden:
    return events.AccessOverridden(
        id=THERE, subject=by, unit="unit-2", reason=Sealed(REASON), opened_at=NOW,
        ends_at=NOW + timedelta(hours=4),
    )  # fmt: skip


def reviewed() -> events.OverrideReviewed:
    return events.OverrideReviewed(
        id=THERE, finding="justified", words=Sealed("On duty."), reviewer="leader-1",
        reviewed_at=NOW,
    )  # fmt: skip


def opening(hours: int) -> commands.OpenEmergencyAccess:
    return commands.OpenEmergencyAccess(reason=REASON, hours=hours)


REVIEW = commands.ReviewEmergencyAccess(finding="justified", words="On duty.")


def given(*past: events.Event) -> Given[commands.EmergencyCommand, object, events.Event]:
    return Given(domain.overrides, past)  # type: ignore[arg-type]


def test_an_emergency_is_for_some_hours() -> None:
    outcome = given().when(opening(4), unit="unit-2")
    [fact] = outcome.facts
    assert isinstance(fact, events.AccessOverridden)
    assert (fact.id, fact.subject, fact.unit) == (NEW, "caseworker-1", "unit-2")
    assert fact.ends_at - fact.opened_at == timedelta(hours=4)
    assert [each.rule for each in given().when(opening(25)).unmet] == ["emergency-is-short"]


def test_it_is_reviewed_once_and_by_somebody_else() -> None:
    own = given(overridden("leader-1")).when(REVIEW, by="leader-1", of=THERE)
    assert [each.rule for each in own.unmet] == ["emergency-reviewed-by-another"]
    again = given(overridden(), reviewed()).when(REVIEW, by="leader-1", of=THERE)
    assert [each.rule for each in again.unmet] == ["emergency-reviewed-once"]
    assert given(overridden()).when(REVIEW, by="leader-1", of=THERE).facts == (reviewed(),)
    assert given().when(REVIEW, by="leader-1", of=THERE).unknown


async def let_in(person: Person, case: str, **more: object) -> httpx.Response:
    body = {"reason": REASON, "hours": 4, **more}
    return await person.ask(
        "POST", f"/v1/cases/{case}/emergency-accesses", json=body, headers={KEY: str(uuid4())}
    )


async def marked(leader: Person, case: str) -> list[tuple[str, str | None]]:
    found = await leader.items("/v1/read-log", caseId=case, emergency=True)
    return [(each["operation"], each["emergencyAccessId"]) for each in found]


@session
async def test_who_is_let_in_reads_at_once_changes_nothing_and_is_seen(
    caseworker: Person, somebody: Somebody
) -> None:
    case = await caseworker.case_on_the_ladder()
    at = f"/v1/cases/{case}"
    stranger, leader = await somebody("caseworker", f"unit-{uuid4()}"), await somebody("leader")
    stranger.known = dict(caseworker.known)
    assert (await stranger.ask("GET", at)).status_code == 404
    answer = await let_in(stranger, case)
    assert answer.status_code == 201, answer.text
    access = answer.json()["id"]
    headers = {**stranger.headers}  # without a consistency token: it holds from the answer on
    assert (await stranger.client.get(at, headers=headers)).status_code == 200
    assert (await stranger.client.get(f"{at}/people", headers=headers)).status_code == 200
    note = {"happenedOn": "2024-03-01", "kind": "phone_call", "words": "Rang."}
    written = await stranger.ask(
        "POST", f"{at}/notes", json=note, headers={"If-Match": '"1"', KEY: str(uuid4())}
    )
    assert (written.status_code, written.json()["code"]) == (403, "forbidden")
    leader.known = dict(stranger.known)
    assert await marked(leader, case) == [
        ("recordNote", access), ("listPeople", access), ("readCase", access),
    ]  # fmt: skip
    [listed] = await leader.items("/v1/emergency-accesses", caseId=case, reviewed=False)
    assert [listed[each] for each in ("id", "caseId", "subject", "unit", "ended")] == [
        access, case, stranger.sub, stranger.unit, False,
    ]  # fmt: skip
    told = [each["type"] for each in (await events_of(leader))]
    assert "dk.indsats.gateway.AccessOverridden" in told
    kinds = [each["kind"]["code"] for each in await leader.items(f"{at}/timeline")]
    assert "AccessOverridden" in kinds
    detail = await leader.ask("GET", f"{at}/emergency-accesses/{access}")
    assert detail.json()["items"][0]["data"]["reason"] == REASON


async def events_of(person: Person) -> list[Json]:
    answer = await person.ask("GET", "/v1/events", params={"limit": 1000})
    found: list[Json] = answer.json()
    return found


@session
async def test_a_leader_reviews_it_and_what_was_not_justified_ends_at_once(
    caseworker: Person, somebody: Somebody
) -> None:
    case = await caseworker.open_case()
    at = f"/v1/cases/{case}"
    stranger, leader = await somebody("caseworker", f"unit-{uuid4()}"), await somebody("leader")
    stranger.known = dict(caseworker.known)
    access = (await let_in(stranger, case)).json()["id"]
    leader.known = dict(stranger.known)
    place = f"{at}/emergency-accesses/{access}"
    body = {"finding": "not_justified", "words": "He knows the family."}
    refused = await stranger.ask("POST", f"{place}/reviews", json=body, headers={"If-Match": '"1"'})
    assert refused.status_code == 403
    await leader.tell(f"{place}/reviews", body, of=place)
    stranger.known = dict(leader.known)
    assert (await stranger.ask("GET", at)).status_code == 404
    [listed] = await leader.items("/v1/emergency-accesses", caseId=case)
    assert (listed["finding"]["code"], listed["reviewer"]) == ("not_justified", leader.sub)
    [own] = await stranger.items("/v1/emergency-accesses")
    assert (own["id"], own["caseId"]) == (access, None)


@session
async def test_it_ends_by_itself(own_stack: Standing) -> None:
    known = await own_stack.at("2024-06-12T20:00:00Z")
    headers = await own_stack.as_persona("caseworker", "caseworker-1", "unit-1")
    worker = Person(own_stack.client, "caseworker-1", "unit-1", headers, known)
    case = await worker.open_case()
    headers = await own_stack.as_persona("leader", "leader-9", "unit-9")
    duty = Person(own_stack.client, "leader-9", "unit-9", headers, dict(worker.known))
    assert (await let_in(duty, case, hours=3)).status_code == 201
    assert (await duty.ask("GET", f"/v1/cases/{case}")).status_code == 200
    assert [each["caseId"] for each in await duty.items("/v1/me/cases")] == [case]
    await own_stack.at("2024-06-12T23:00:00Z")
    assert (await duty.ask("GET", f"/v1/cases/{case}")).status_code == 404
    assert await duty.items("/v1/me/cases") == []
    assert [each["ended"] for each in await duty.items("/v1/emergency-accesses")] == [True]


@session
async def test_nobody_is_let_in_where_they_are_or_to_what_is_confidential_or_not_there(
    stack: Standing, caseworker: Person, somebody: Somebody
) -> None:
    case = await caseworker.open_case()
    own = await let_in(caseworker, case)
    assert [each["rule"] for each in own.json()["unmet"]] == ["emergency-only-for-others-cases"]
    stranger = await somebody("caseworker", f"unit-{uuid4()}")
    stranger.known = dict(caseworker.known)
    absent = await let_in(stranger, "00000000-0000-4000-8000-000000000000")
    await heard(stack, "case", case, "ConfidentialityChanged", id=str(uuid4()), level="restricted",
                subjects=[], sinceOn="2024-04-01")  # fmt: skip
    confidential = await let_in(stranger, case)
    assert absent.status_code == confidential.status_code == 404
    for role in ("panel", "provider", "analyst", "operator", "system", "young-person"):
        person = await somebody(role)
        assert (await let_in(person, case)).status_code == 403, role


@session
async def test_why_somebody_was_let_in_is_sealed_and_in_no_feed(
    stack: Standing, caseworker: Person, somebody: Somebody
) -> None:
    case = await caseworker.open_case()
    stranger = await somebody("caseworker", f"unit-{uuid4()}")
    stranger.known = dict(caseworker.known)
    words = f"Because of {uuid4()}"
    body = {"reason": words, "hours": 1}
    sent = {KEY: str(uuid4())}
    path = f"/v1/cases/{case}/emergency-accesses"
    first = await stranger.ask("POST", path, json=body, headers=sent)
    assert first.status_code == 201
    dumped = [
        await queried(stack.dsns["gateway"], sql.SQL("SELECT t::text FROM {} t").format(table))
        for table in map(sql.Identifier, ("stored_events", "answers", "emergency_accesses",
                                          "timeline", "events", "read_log"))
    ]  # fmt: skip
    assert words not in str(dumped)
    assert words.encode().hex() not in str(dumped)
