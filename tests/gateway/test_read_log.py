"""Every look-up is written down before its answer leaves, refused or not; none of its words are."""

import asyncio
import json
from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg
import pytest

from services.gateway.looking import LookUp, ReadLog
from shared.database import Database
from tests.database import queried
from tests.gateway.conftest import Somebody
from tests.gateway.news import linked
from tests.gateway.people import KEY, Json, Person, worry
from tests.gateway.test_relations import family
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
NOTHING = "/v1/cases/00000000-0000-4000-8000-000000000000"


async def logged(person: Person, **query: str | bool) -> list[Json]:
    """The look-ups a person may know of, the latest first, without looking into the log itself."""
    found = await person.items("/v1/read-log", **query)
    return [each for each in found if each["operation"] != "listLookUps"]


def told(look_up: Json) -> tuple[str, str, list[str]]:
    return look_up["operation"], look_up["outcome"]["code"], look_up["caseIds"]


async def test_what_is_read_of_a_case_is_logged_with_who_what_for_and_under_which_trace(
    caseworker: Person,
) -> None:
    case = await caseworker.open_case()
    answer = await caseworker.ask("GET", f"/v1/cases/{case}/people", headers={"Purpose": "audit"})
    [look_up, *_] = await logged(caseworker)
    assert told(look_up) == ("listPeople", "shown", [case])
    assert [look_up[each] for each in ("subject", "role", "unit", "purpose")] == [
        caseworker.sub, "caseworker", caseworker.unit, "audit",
    ]  # fmt: skip
    assert look_up["dataClass"]["code"] == "identity"
    assert look_up["traceId"] == answer.headers["traceparent"].split("-")[1]


async def test_a_list_is_one_look_up_with_every_case_it_showed(caseworker: Person) -> None:
    cases = {await caseworker.open_case() for _ in range(3)}
    await caseworker.items("/v1/caseload", limit=2)
    second, first, *_ = await logged(caseworker)
    assert (len(first["caseIds"]), len(second["caseIds"])) == (2, 1)
    assert {*first["caseIds"], *second["caseIds"]} == cases
    worried = await caseworker.notify()
    await caseworker.get("/v1/notifications")
    assert (await logged(caseworker))[0]["caseIds"] == [worried]


async def test_what_is_refused_or_not_there_is_logged_too(
    stack: Standing, caseworker: Person, somebody: Somebody
) -> None:
    case = await caseworker.open_case()
    stranger = await somebody("caseworker")
    stranger.known = dict(caseworker.known)
    at = f"/v1/cases/{case}"
    assert (await stranger.ask("GET", at)).status_code == 404
    disclosing = {"child": True, "reason": "To print a letter."}
    sent = {"If-Match": '"1"', KEY: str(uuid4())}
    refused = await stranger.ask("POST", f"{at}/address-disclosures", json=disclosing, headers=sent)
    assert refused.status_code == 404
    assert (await stranger.ask("GET", "/v1/projections")).status_code == 403
    panel = await somebody("panel")
    assert (await panel.ask("GET", f"{at}/journal")).status_code == 403
    assert [told(each)[:2] for each in await logged(stranger)] == [
        ("discloseAddress", "absent"), ("readCase", "absent"),
    ]  # fmt: skip
    assert [told(each)[:2] for each in await logged(panel)] == [("readJournal", "refused")]
    leader = await somebody("leader")
    leader.known = dict(caseworker.known)
    attempts = [told(each) for each in await logged(leader, caseId=case, outcome="absent")]
    assert attempts == [("discloseAddress", "absent", [case]), ("readCase", "absent", [case])]
    rows = await written(stack, "SELECT to_jsonb(l)::text FROM read_log l")
    assert "print a letter" not in rows


async def written(stack: Standing, query: str) -> str:
    return "\n".join(str(row[0]) for row in await queried(stack.dsns["gateway"], query))


async def test_neither_words_nor_what_was_asked_for_are_in_the_log(
    stack: Standing, caseworker: Person
) -> None:
    case, _, _ = await family(caseworker)
    mark = "Hemmeligheden-er-her"
    for path in (f"/v1/caseload?cursor={mark}", f"/v1/cases/{case}/people?{mark}={mark}",
                 f"/v1/agenda?unit={mark}", f"{NOTHING}/people", f"/v1/cases/{mark}"):  # fmt: skip
        await caseworker.ask("GET", path)
    rows = await written(stack, "SELECT to_jsonb(l)::text FROM read_log l")
    for word in (mark, "Alma", "Ida Prøve", "7105751234"):
        assert word not in rows
    columns = json.loads(rows.splitlines()[0]).keys()
    assert columns == {"id", "at", "sub", "role", "unit", "operation", "data_class", "streams",
                       "outcome", "purpose", "emergency", "trace"}  # fmt: skip


async def test_who_may_read_the_log_and_how_much_of_it(
    stack: Standing, caseworker: Person, somebody: Somebody
) -> None:
    case, mother, _ = await family(caseworker)
    leader, stranger = await somebody("leader"), await somebody("leader", f"unit-{uuid4()}")
    custodian, operator = await somebody("custodian", None), await somebody("operator", None)
    for person in (leader, stranger, custodian, operator):
        person.known = dict(caseworker.known)
    await linked(stack, case, custodian.sub, mother)
    await caseworker.get(f"/v1/cases/{case}")
    await leader.get(f"/v1/cases/{case}")
    whole = await logged(leader, caseId=case)
    assert {caseworker.sub, leader.sub} <= {each["subject"] for each in whole}
    of_one = await logged(leader, subject=caseworker.sub)
    assert {each["subject"] for each in of_one} == {caseworker.sub}
    assert (await stranger.ask("GET", "/v1/read-log", params={"caseId": case})).status_code == 404
    assert await logged(stranger, subject=caseworker.sub) == []
    own = await logged(caseworker, caseId=case)
    assert own
    assert {each["subject"] for each in own} == {caseworker.sub}
    shown = await logged(custodian, caseId=case)
    assert {each["subject"] for each in shown} == {None}
    assert {each["role"] for each in shown} >= {"caseworker", "leader"}
    technical = (await operator.get("/v1/read-log", limit=200))["items"]
    assert {each["operation"] for each in technical} >= {"readCase"}
    assert not [each for each in technical if each["subject"] or each["caseIds"] or each["unit"]]
    for query in ({"caseId": case}, {"subject": caseworker.sub}):
        assert (await operator.ask("GET", "/v1/read-log", params=query)).status_code == 403


async def test_a_case_that_is_no_longer_ones_own_is_not_named(
    caseworker: Person, somebody: Somebody
) -> None:
    case = await caseworker.case_on_the_ladder()
    await caseworker.get(f"/v1/cases/{case}")
    leader, heir = await somebody("leader"), await somebody("caseworker")
    leader.known = dict(caseworker.known)
    body = {"assignedOn": "2024-03-01", "unit": leader.unit, "caseworker": heir.sub}
    await leader.tell(f"/v1/cases/{case}/assignments", body, of=f"/v1/cases/{case}")
    caseworker.known = dict(leader.known)
    assert [each["caseIds"] for each in await logged(caseworker) if each["caseIds"]] == []


async def test_commands_that_are_done_are_in_the_services_logs_and_not_in_this_one(
    caseworker: Person,
) -> None:
    await caseworker.open("/v1/notifications", worry(caseworker.unit))
    await caseworker.open_case()
    assert await logged(caseworker) == []


async def test_catalogues_and_ones_own_standing_are_no_look_ups(caseworker: Person) -> None:
    for path in ("/v1/me", "/v1/measure-types", "/v1/statute/rules"):
        await caseworker.get(path)
    assert await logged(caseworker) == []


async def test_nothing_in_the_log_is_ever_changed(stack: Standing, caseworker: Person) -> None:
    await caseworker.get("/v1/caseload")
    for statement in ("UPDATE read_log SET sub = 'nobody'", "DELETE FROM read_log",
                      "TRUNCATE read_log"):  # fmt: skip
        with pytest.raises(psycopg.errors.RaiseException, match="only added to"):
            await queried(stack.dsns["gateway"], statement)


async def test_an_answer_whose_look_up_cannot_be_written_does_not_leave(
    own_stack: Standing,
) -> None:
    headers = await own_stack.as_persona("caseworker", "caseworker-1", "unit-1")
    worker = Person(own_stack.client, "caseworker-1", "unit-1", headers)
    case, _, _ = await family(worker)
    gateway = own_stack.dsns["gateway"]
    await queried(gateway, "ALTER TABLE read_log RENAME TO away")
    for path in ("/v1/caseload", f"/v1/cases/{case}/people", NOTHING):
        answer = await worker.ask("GET", path)
        assert answer.status_code in {500, 503}, path
        assert "Alma" not in answer.text
        assert "caseId" not in answer.text
    await queried(gateway, "ALTER TABLE away RENAME TO read_log")
    assert (await worker.ask("GET", f"/v1/cases/{case}/people")).status_code == 200


async def test_look_ups_that_come_together_are_committed_together(stack: Standing) -> None:
    case, trace = uuid4(), uuid4().hex
    one = LookUp(
        datetime(2024, 2, 1, 9, tzinfo=UTC), "caseworker-1", "caseworker", None, "readCase",
        "case", [case, UUID(int=7)], "shown", None, trace,
    )  # fmt: skip
    async with Database(stack.dsns["gateway"]) as database:
        log = ReadLog(database)
        await asyncio.gather(*(log.write(one) for _ in range(200)))
    counted = f"SELECT count(*), count(DISTINCT xmin::text) FROM read_log WHERE trace = '{trace}'"  # noqa: S608
    [(rows, commits)] = await queried(stack.dsns["gateway"], counted)
    assert (rows, commits <= 3) == (200, True)
