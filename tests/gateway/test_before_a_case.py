"""What comes before a case: who may know of it; and nobody is named where nobody may be."""

import json
from collections.abc import Sequence
from datetime import date
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from tests.database import queried
from tests.gateway.conftest import Somebody
from tests.gateway.people import KEY, Json, Person
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
CONTACTS = "/v1/counselling-contacts"
CONTACT: Json = {
    "heldOn": "2024-02-05",
    "unit": "unit-77",
    "kind": "family",
    "topic": "parenting",
    "ageBand": "3-5",
    "opensCourse": True,
}
HANDOVER: Json = {
    "receivedAt": "2024-02-06T09:30:00Z",
    "consentOn": "2024-02-06",
    "unit": "unit-78",
    "notifierType": "family",
    "notifierName": "Karen Overdraget Prøve",
    "reasons": ["conflict_at_home"],
    "summary": "She cannot manage alone any longer.",
}
PLACE: Json = {"unit": "unit-77", "setting": "school", "institution": "school-by-the-lake"}
SCREENING: Json = {
    **PLACE, "screenedOn": "2024-02-05", "setting": "day_care", "level": "red",
    "modelVersion": "wellbeing-2",
}  # fmt: skip
CONSULTATION: Json = {
    **PLACE, "heldOn": "2024-02-05", "topic": "school", "ageBand": "10-14", "advice": "advice_only",
}  # fmt: skip
NETWORK: Json = {**PLACE, "heldOn": "2024-02-05", "participants": 4}
BEFORE: Sequence[tuple[str, Json]] = (
    (CONTACTS, CONTACT),
    ("/v1/detection-screenings", SCREENING),
    ("/v1/social-worker-consultations", CONSULTATION),
    ("/v1/professional-network-meetings", NETWORK),
)
NOTHING = "00000000-0000-4000-8000-000000000000"
IDENTITIES = (
    "Karen Prøve", "KARENPROEVE", "6304001234", "630400-1234", "karen@example.dk", "+4512345678",
    "12 34 56 78", "a-63-04-00-12-34", "Søvej 1, 9999 Strandby", 6304001234, ["Karen Prøve"],
    {"name": "Karen Prøve"},
)  # fmt: skip


@pytest_asyncio.fixture(loop_scope="session")
async def counsellor(somebody: Somebody) -> Person:
    return await somebody("caseworker", "unit-77")


async def stored(stack: Standing) -> tuple[int, ...]:
    """How many facts and answers the case service keeps."""
    counts = "SELECT (SELECT count(*) FROM stored_events), (SELECT count(*) FROM answers)"
    [found] = await queried(stack.dsns["case"], counts)
    return found


async def sent(person: Person, path: str, body: Json) -> httpx.Response:
    return await person.ask("POST", path, json=body, headers={KEY: str(uuid4())})


@pytest.mark.parametrize("name", [*CONTACT, "name", "cpr", "note"])
async def test_no_field_of_a_contact_takes_an_identity_repeats_it_or_keeps_it(
    stack: Standing, counsellor: Person, name: str
) -> None:
    before = await stored(stack)
    for identity in IDENTITIES:
        answer = await sent(counsellor, CONTACTS, {**CONTACT, name: identity})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input"), identity
        words = json.dumps(identity, ensure_ascii=False).strip('"')
        assert words not in answer.text
    assert await stored(stack) == before


async def test_a_name_cannot_pass_for_a_unit_because_a_unit_is_one_s_own(
    stack: Standing, counsellor: Person
) -> None:
    before = await stored(stack)
    answer = await sent(counsellor, CONTACTS, {**CONTACT, "unit": "karen-proeve"})
    assert answer.status_code == 409
    assert [each["rule"] for each in answer.json()["unmet"]] == ["own-unit"]
    assert "karen" not in answer.text
    assert await stored(stack) == before


async def test_what_is_kept_of_a_contact_is_what_was_said_and_no_trace_of_the_caller_s(
    stack: Standing, counsellor: Person
) -> None:
    trace = "6304001234" + "0" * 21 + "1"
    answer = await counsellor.ask(
        "POST",
        CONTACTS,
        json=CONTACT,
        headers={KEY: str(uuid4()), "traceparent": f"00-{trace}-00f067aa0ba902b7-01"},
    )
    made = answer.json()["id"]
    [(kept,)] = await queried(
        stack.dsns["case"],
        "SELECT convert_from(state, 'UTF8') FROM stored_events WHERE originator_id = %s",
        (made,),
    )
    fact = json.loads(kept)
    assert trace not in kept
    assert fact["by"] == counsellor.sub
    assert fact["data"].keys() == {
        "id", "held_on", "unit", "kind", "topic", "age_band", "opens_course",
    }  # fmt: skip


@pytest.mark.parametrize(("path", "body"), BEFORE)
@pytest.mark.parametrize("role", ["caseworker", "leader"])
async def test_a_unit_knows_of_what_came_before_a_case_and_others_do_not(
    counsellor: Person, somebody: Somebody, role: str, path: str, body: Json
) -> None:
    at = f"{path}/{await counsellor.open(path, body)}"
    colleague = await somebody(role, "unit-77")
    stranger = await somebody(role, f"unit-{uuid4()}")
    colleague.known = stranger.known = dict(counsellor.known)
    [recorded] = (await colleague.get(at))["items"]
    assert recorded["by"] == counsellor.sub
    hidden = await stranger.ask("GET", at)
    absent = await stranger.ask("GET", f"{path}/{NOTHING}")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.json()["detail"] == absent.json()["detail"]


async def test_what_is_of_one_kind_cannot_be_read_as_another(counsellor: Person) -> None:
    contact = await counsellor.open(CONTACTS, CONTACT)
    for path in ("/v1/notifications", "/v1/cases", "/v1/detection-screenings"):
        assert (await counsellor.ask("GET", f"{path}/{contact}")).status_code == 404


async def test_a_handover_answers_a_notification_that_nothing_ties_to_the_contact(
    stack: Standing, counsellor: Person, somebody: Somebody
) -> None:
    contact = f"{CONTACTS}/{await counsellor.open(CONTACTS, CONTACT)}"
    headers = {KEY: str(uuid4()), "If-Match": '"1"'}
    answer = await counsellor.ask("POST", f"{contact}/handovers", json=HANDOVER, headers=headers)
    worry = answer.headers["Location"]
    assert (answer.status_code, worry) == (201, f"/v1/notifications/{answer.json()['id']}")
    again = await counsellor.ask("POST", f"{contact}/handovers", json=HANDOVER, headers=headers)
    assert again.headers["Idempotency-Replayed"] == "true"
    family_unit = await somebody("caseworker", "unit-78")
    family_unit.known = dict(counsellor.known)
    received = await family_unit.get(worry)
    assert received["items"][0]["data"]["notifierName"] == HANDOVER["notifierName"]
    ids = contact.rpartition("/")[2], worry.rpartition("/")[2]
    rows = await queried(
        stack.dsns["case"],
        "SELECT originator_id::text, convert_from(state, 'UTF8') FROM stored_events"
        " WHERE originator_id = ANY(%s::uuid[]) ORDER BY notification_id",
        ([*ids],),
    )
    assert [stream for stream, _ in rows] == [ids[0], ids[0], ids[1], ids[1]]
    assert not any(other in kept for stream, kept in rows for other in ids if other != stream)
    traces = [{json.loads(kept)["correlation"] for of, kept in rows if of == one} for one in ids]
    assert not traces[0] & traces[1]


async def test_who_came_anonymously_is_nowhere_in_the_contact_after_the_handover(
    counsellor: Person,
) -> None:
    contact = f"{CONTACTS}/{await counsellor.open(CONTACTS, CONTACT)}"
    worry = await counsellor.tell(f"{contact}/handovers", HANDOVER, of=contact)
    items = (await counsellor.get(contact))["items"]
    assert [each["kind"] for each in items] == [
        "case.CounsellingContactRegistered",
        "case.CounsellingContactHandedOver",
    ]
    assert worry["id"] not in json.dumps(items)
    assert "Karen" not in json.dumps(items)


async def test_a_handover_refused_leaves_both_sides_as_they_were(
    stack: Standing, counsellor: Person
) -> None:
    contact = f"{CONTACTS}/{await counsellor.open(CONTACTS, CONTACT)}"
    before = await stored(stack)
    for wrong in ({"consentOn": None}, {"reasons": ["boredom"]}):
        refused = await counsellor.ask(
            "POST",
            f"{contact}/handovers",
            json={**HANDOVER, **wrong},
            headers={KEY: str(uuid4()), "If-Match": '"1"'},
        )
        assert refused.status_code == 409
    assert await stored(stack) == before


async def test_contacts_and_courses_are_counted_for_the_caller_s_unit(somebody: Somebody) -> None:
    person = await somebody("caseworker", "unit-of-counts")
    days = ("2024-02-05", "2024-02-12", "2024-02-19")
    for number, day in enumerate(days):
        body = {**CONTACT, "unit": person.unit, "heldOn": day, "opensCourse": number == 0}
        contact = await person.open(CONTACTS, body)
    at = f"{CONTACTS}/{contact}"
    await person.tell(f"{at}/handovers", {**HANDOVER, "receivedAt": "2024-02-20T09:00:00Z"}, of=at)
    [line] = (await person.get(CONTACTS))["items"]
    assert (line["contacts"], line["courses"], line["handedOver"]) == (3, 1, 1)
    assert (line["kind"]["da"], line["ageBand"]["code"]) == ("Familierådgivning", "3-5")
    [first] = (await person.get(CONTACTS, **{"from": days[0], "to": days[1]}))["items"]
    assert first["contacts"] == 1
    stranger = await somebody("leader", f"unit-{uuid4()}")
    stranger.known = dict(person.known)
    assert (await stranger.get(CONTACTS))["items"] == []


async def test_what_names_a_case_needs_the_case_and_follows_it(
    caseworker: Person, somebody: Somebody
) -> None:
    case = await caseworker.open_case()
    forum = {
        "caseId": case, "decidedOn": date(2024, 2, 5).isoformat(), "package": "Together.",
        "parties": ["social_services", "school_administration"],
    }  # fmt: skip
    colleague = await somebody("caseworker")
    leader = await somebody("leader")
    colleague.known = leader.known = dict(caseworker.known)
    path = "/v1/agreement-forum-decisions"
    assert (await sent(colleague, path, forum)).status_code == 404
    assert (await sent(caseworker, path, {**forum, "caseId": NOTHING})).status_code == 404
    at = f"{path}/{await caseworker.open(path, forum)}"
    colleague.known = leader.known = dict(caseworker.known)
    [bound] = (await leader.get(at))["items"]
    assert bound["data"]["package"] == "Together."
    assert (await colleague.ask("GET", at)).status_code == 404
    told = [each["kind"]["code"] for each in await caseworker.items(f"/v1/cases/{case}/timeline")]
    assert "AgreementForumDecided" in told


async def test_a_network_meeting_about_a_case_is_known_to_those_who_know_the_case(
    somebody: Somebody,
) -> None:
    unit = "unit-79"
    caseworker, colleague = await somebody("caseworker", unit), await somebody("caseworker", unit)
    case = await caseworker.open_case()
    met = {**NETWORK, "unit": unit, "caseId": case, "consentOn": "2024-02-01"}
    at = "/v1/professional-network-meetings"
    at = f"{at}/{await caseworker.open(at, met)}"
    colleague.known = dict(caseworker.known)
    assert (await caseworker.ask("GET", at)).status_code == 200
    assert (await colleague.ask("GET", at)).status_code == 404
