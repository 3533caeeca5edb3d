"""Who may ask for what, and about whom: what is not one's to know of does not exist."""

import re
from collections.abc import Sequence
from uuid import uuid4

import pytest

from services.gateway.roles import ROLES
from shared.identity import Role
from tests.gateway.conftest import Somebody
from tests.gateway.people import KEY, OPENED, TOKEN, Json, Person, counselling, opening, worry
from tests.gateway.tokens import signed
from tests.rights import RIGHTS

pytestmark = pytest.mark.asyncio(loop_scope="session")
NOTHING = "/v1/cases/00000000-0000-4000-8000-000000000000"
LISTS = ("/v1/caseload", "/v1/agenda", "/v1/ladder-periods", "/v1/movements")
QUESTIONS = ("", "/timeline", "/ladder", "/obligations", "/people", "/history")


def commands(case: str) -> Sequence[tuple[str, Json]]:
    """One command to each service, about one case."""
    at = f"/v1/cases/{case}"
    return (
        (f"{at}/people", {"relation": "mother", "custodian": True, "name": "Mette Prøve",
                          "validFrom": OPENED}),
        (f"{at}/moves", counselling("2024-04-01")),
        (f"{at}/meetings", {"meetingKind": "network", "plannedAt": "2024-04-01T12:00:00Z"}),
    )  # fmt: skip


def without_trace(problem: Json) -> Json:
    return {name: said for name, said in problem.items() if name not in {"traceId", "instance"}}


@pytest.mark.parametrize("role", sorted(ROLES))
async def test_each_role_is_refused_exactly_what_the_matrix_does_not_give_it(
    somebody: Somebody, role: Role
) -> None:
    person = await somebody(role)
    allowed = RIGHTS.scopes(role)
    for (method, path), entry in RIGHTS.entries.items():
        given = entry.about.may(role, write=entry.writes)
        given = given and (role != "system" or entry.scope in {None, "notification.write"})
        if given and path.endswith(("/rebuilds", "/changes")):
            continue  # it would be done, or go on
        if role == "system" and entry.about.code == "event":
            continue  # it takes the scope of one of the feeds
        asked = re.sub(r"{\w+}", NOTHING[-36:], path)
        body: Json | None = {} if method != "GET" else None
        headers = {"Purpose": "test"}
        answer = await person.ask(method, asked, json=body, headers=headers)
        refused = answer.status_code == 403 and answer.json()["code"] == "forbidden"
        assert refused != given, f"{role}: {method} {path}"
        assert not given or entry.scope is None or entry.scope in allowed


async def sees_nothing_of(person: Person, case: str) -> None:
    """Not by id, in no list, no count, no command; and the answer does not tell why."""
    for question in QUESTIONS:
        found = await person.ask("GET", f"/v1/cases/{case}{question}")
        absent = await person.ask("GET", f"{NOTHING}{question}")
        assert found.status_code == absent.status_code == 404, question
        assert without_trace(found.json()) == without_trace(absent.json())
        assert set(found.headers) == set(absent.headers)
    for listed in LISTS:
        assert await person.items(listed) == []
        assert await person.items(listed, **({} if "load" in listed else {"caseId": case})) == []
    assert (await person.get("/v1/ladder-board"))["steps"] == []


async def commands_nothing_in(person: Person, case: str) -> None:
    for (path, body), (absent, _) in zip(commands(case), commands(NOTHING[10:]), strict=True):
        headers = {"If-Match": '"1"', KEY: str(uuid4())}
        refused = await person.ask("POST", path, json=body, headers=headers)
        unknown = await person.ask("POST", absent, json=body, headers=headers)
        assert refused.status_code == unknown.status_code == 404, path
        assert without_trace(refused.json()) == without_trace(unknown.json())


async def test_another_caseworker_of_the_same_unit_knows_of_nothing(
    caseworker: Person, somebody: Somebody
) -> None:
    case = await caseworker.case_on_the_ladder()
    colleague = await somebody("caseworker")
    colleague.known = dict(caseworker.known)
    await sees_nothing_of(colleague, case)
    await commands_nothing_in(colleague, case)


async def test_the_leader_of_another_unit_knows_of_nothing(
    caseworker: Person, somebody: Somebody
) -> None:
    case = await caseworker.case_on_the_ladder()
    stranger = await somebody("leader", f"unit-{uuid4()}")
    stranger.known = dict(caseworker.known)
    await sees_nothing_of(stranger, case)
    body = {"assignedOn": "2024-03-01", "unit": stranger.unit, "caseworker": stranger.sub}
    taken = await stranger.ask(
        "POST", f"/v1/cases/{case}/assignments", json=body, headers={"If-Match": '"1"'}
    )
    assert taken.status_code == 404


async def test_a_leader_without_a_unit_knows_of_nothing(caseworker: Person) -> None:
    case = await caseworker.case_on_the_ladder()
    token = await signed(sub="leader-9", indsats_role="leader", indsats_unit=None)
    nowhere = Person(caseworker.client, "leader-9", "", {"Authorization": f"Bearer {token}"})
    nowhere.known = dict(caseworker.known)
    await sees_nothing_of(nowhere, case)


@pytest.mark.parametrize("role", ["notifier", "operator", "system", "analyst"])
async def test_who_has_no_case_to_work_on_asks_about_none(
    caseworker: Person, somebody: Somebody, role: str
) -> None:
    case = await caseworker.case_on_the_ladder()
    person = await somebody(role)
    for path in (*LISTS, *(f"/v1/cases/{case}{each}" for each in QUESTIONS)):
        assert (await person.ask("GET", path)).status_code == 403
    for path, body in commands(case):
        answer = await person.ask("POST", path, json=body, headers={"If-Match": '"1"'})
        assert answer.status_code == 403


@pytest.mark.parametrize(
    "role", ["panel", "provider", "network", "young-person", "custodian", "municipality"]
)
async def test_who_stands_in_no_relation_to_a_case_knows_of_none(
    caseworker: Person, somebody: Somebody, role: str
) -> None:
    case = await caseworker.case_on_the_ladder()
    stranger = await somebody(role)
    stranger.known = dict(caseworker.known)
    assert case not in {each["caseId"] for each in await stranger.items("/v1/me/cases")}
    for question in QUESTIONS:
        found = await stranger.ask("GET", f"/v1/cases/{case}{question}")
        absent = await stranger.ask("GET", f"{NOTHING}{question}")
        assert found.status_code == absent.status_code
        assert found.status_code in {403, 404}
        assert without_trace(found.json()) == without_trace(absent.json())


async def test_a_leader_sees_the_whole_unit_and_only_it(
    caseworker: Person, somebody: Somebody
) -> None:
    leader, colleague = await somebody("leader"), await somebody("caseworker")
    elsewhere = await somebody("caseworker", f"unit-{uuid4()}")
    mine = {await caseworker.case_on_the_ladder(), await colleague.open_case()}
    await elsewhere.open_case()
    for knower in (caseworker, colleague, elsewhere):
        leader.known = dict(knower.known)
        await leader.get("/v1/caseload")
    assert {each["caseId"] for each in await leader.items("/v1/caseload")} == mine
    assert {each["caseId"] for each in await leader.items("/v1/ladder-periods")} == mine
    board = (await leader.get("/v1/ladder-board"))["steps"]
    assert [(each["step"]["code"], each["children"]) for each in board] == [("T0", 1), ("T1", 1)]
    assert {(await leader.get(f"/v1/cases/{case}"))["caseId"] for case in mine} == mine


async def test_a_case_that_is_reassigned_changes_hands_at_once(
    caseworker: Person, somebody: Somebody
) -> None:
    case = await caseworker.case_on_the_ladder()
    leader, heir = await somebody("leader"), await somebody("caseworker")
    leader.known = dict(caseworker.known)
    at = f"/v1/cases/{case}"
    body = {"assignedOn": "2024-03-01", "unit": leader.unit, "caseworker": heir.sub}
    await leader.tell(f"{at}/assignments", body, of=at)
    caseworker.known = heir.known = dict(leader.known)
    assert (await heir.get(at))["caseworker"] == heir.sub
    assert [each["caseId"] for each in await heir.items("/v1/caseload")] == [case]
    await sees_nothing_of(caseworker, case)
    await commands_nothing_in(caseworker, case)


async def test_a_worry_is_known_to_the_unit_it_came_to_until_it_is_somebodys_case(
    caseworker: Person, somebody: Somebody
) -> None:
    notifier, colleague = await somebody("notifier"), await somebody("caseworker")
    stranger = await somebody("caseworker", f"unit-{uuid4()}")
    worried = await notifier.notify()
    for person in (caseworker, colleague, stranger):
        person.known = dict(notifier.known)
    at = f"/v1/notifications/{worried}"
    assert (await caseworker.ask("GET", at)).status_code == 200
    assert (await colleague.ask("GET", at)).status_code == 200
    assert (await stranger.ask("GET", at)).status_code == 404
    assert {each["stream"] for each in await colleague.items("/v1/agenda")} == {worried}
    await caseworker.open_case(notificationIds=[worried])
    colleague.known = dict(caseworker.known)
    assert (await colleague.ask("GET", at)).status_code == 404
    assert await colleague.items("/v1/agenda") == []
    assert (await caseworker.ask("GET", at)).status_code == 200


async def test_a_case_cannot_be_opened_on_a_worry_that_is_not_ones_to_know_of(
    caseworker: Person, somebody: Somebody
) -> None:
    elsewhere = await somebody("caseworker", f"unit-{uuid4()}")
    worry_there = await elsewhere.notify()
    own, unknown = await caseworker.notify(), str(uuid4())
    for worries in ([worry_there], [own, worry_there], [own, unknown]):
        body = opening(caseworker.unit, notificationIds=worries)
        answer = await caseworker.ask("POST", "/v1/cases", json=body, headers={KEY: str(uuid4())})
        assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert (await caseworker.ask("GET", f"/v1/notifications/{worry_there}")).status_code == 404
    assert (await elsewhere.ask("GET", f"/v1/notifications/{worry_there}")).status_code == 200
    assert await caseworker.open_case(notificationIds=[own, own])


async def test_a_worry_is_no_case_and_a_case_no_worry(caseworker: Person) -> None:
    worried, case = await caseworker.notify(), await caseworker.open_case()
    for path in (f"/v1/cases/{worried}", f"/v1/cases/{worried}/timeline",
                 f"/v1/cases/{worried}/obligations", f"/v1/notifications/{case}"):  # fmt: skip
        assert (await caseworker.ask("GET", path)).status_code == 404, path


async def test_who_sent_a_worry_reads_what_they_wrote_and_what_they_were_told(
    somebody: Somebody, caseworker: Person
) -> None:
    notifier = await somebody("notifier")
    answer = await notifier.ask(
        "POST", "/v1/notifications", json=worry(notifier.unit), headers={KEY: str(uuid4())}
    )
    assert answer.status_code == 201
    assert set(answer.json()) == {"id", "version", "warnings"}
    assert TOKEN in answer.headers
    at, caseworker.known = answer.headers["Location"], dict(notifier.known)
    assessed = {"assessedAt": "2024-02-01T12:00:00Z", "outcome": "not_acute",
                "assessment": "Nothing acute."}  # fmt: skip
    await caseworker.tell(f"{at}/urgency-assessments", assessed, of=at)
    received = {"acknowledgedOn": "2024-02-05", "words": "Thank you."}
    await caseworker.tell(f"{at}/acknowledgements", received, of=at)
    await caseworker.open_case(notificationIds=[answer.json()["id"]])
    notifier.known = dict(caseworker.known)
    own = (await notifier.get(at))["items"]
    assert [each["kind"] for each in own] == [
        "case.NotificationReceived", "case.NotificationAcknowledged",
    ]  # fmt: skip
    assert own[0]["data"]["text"] == worry(notifier.unit)["text"]
    [sent] = await notifier.items("/v1/me/notifications")
    assert (sent["id"], sent["acknowledgedOn"]) == (answer.json()["id"], "2024-02-05")
    assert set(sent) == {"id", "receivedAt", "acknowledgedOn", "informedOn"}
    other = await somebody("notifier")
    other.known = dict(notifier.known)
    assert (await other.ask("GET", at)).status_code == 404
    assert await other.items("/v1/me/notifications") == []
