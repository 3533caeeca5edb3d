"""Tags: every answer has one, of what its reader sees; and fields: only what was asked for."""

import re
from typing import Any
from uuid import uuid4

import httpx
import pytest

from services.gateway.presenting import version_in
from shared.clock import utc_now
from tests.gateway.conftest import Somebody
from tests.gateway.people import KEY, Json, Person
from tests.gateway.problems import MARK
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
GIVEN = "{caseId}"
ASKED = {
    "target": "T2", "from": "2024-02-01T00:00:00Z", "to": "2025-01-01T00:00:00Z",
    "measureType": "open_counselling", "decidedOn": "2024-03-01", "section": "32",
}  # fmt: skip
MOVING = {
    "/v1/read-log", "/v1/changes", "/v1/events", "/v1/cases/{caseId}/differences",
}  # fmt: skip
"""What reading adds to, what goes on, and what tells of this moment."""


async def readable(stack: Standing, case: str) -> dict[str, Json]:
    """Every read of the document that needs no other id than the case's, with its operation."""
    document = (await stack.client.get("/v1/openapi.json")).json()
    found = {path: item["get"] for path, item in document["paths"].items() if "get" in item}
    return {
        path.replace(GIVEN, case): operation
        for path, operation in found.items()
        if "{" not in path.replace(GIVEN, "") and path not in MOVING
    }


def query_of(operation: Json) -> dict[str, Any]:
    named = [each for each in operation.get("parameters", ()) if each.get("in") == "query"]
    asked = {each["name"] for each in named if each["required"] or each["name"] == "asOf"}
    now = utc_now().isoformat()  # without it, some answers tell of the moment
    return {name: ASKED.get(name, now) for name in asked}


async def twice(
    person: Person, path: str, query: Json | None = None
) -> tuple[httpx.Response, httpx.Response]:
    """Asked, and asked again with the tag; anew when something has become overdue meanwhile."""
    for _ in range(5):
        first = await person.ask("GET", path, params=query)
        known = {"If-None-Match": f'"other", W/{first.headers.get("ETag")}'}
        again = await person.ask("GET", path, params=query, headers=known)
        if again.status_code != 200 or again.content == first.content:
            break
    return first, again


async def test_every_read_is_answered_304_to_who_has_it_and_no_other(
    caseworker: Person, stack: Standing
) -> None:
    case = await caseworker.case_on_the_ladder()
    asked = await readable(stack, case)
    shown = 0
    for path, operation in asked.items():
        query = query_of(operation)
        first, again = await twice(caseworker, path, query)
        if first.status_code in {403, 404}:
            continue
        shown += 1
        assert first.status_code == 200, f"{path}: {first.text}"
        tag = first.headers["ETag"]
        assert re.fullmatch(r'"(\d+\.)?[0-9a-f]{32}(\.gz)?"', tag), path
        assert (again.status_code, again.content) == (304, b""), path
        assert again.headers["ETag"] == tag
        assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
        other = await caseworker.ask("GET", path, params=query, headers={"If-None-Match": '"7"'})
        assert other.status_code == 200, path
    assert shown >= 35


async def test_who_is_answered_as_before_has_looked_all_the_same(
    caseworker: Person, case: str
) -> None:
    for path in (f"/v1/cases/{case}", "/v1/caseload"):
        _, again = await twice(caseworker, path)
        assert again.status_code == 304
        new = (await caseworker.items("/v1/read-log", caseId=case))[0]
        assert new["operation"] == {"/v1/caseload": "readCaseload"}.get(path, "readCase")
        assert (new["caseIds"], new["outcome"]["code"]) == ([case], "shown")


async def test_a_tag_changes_with_whatever_the_answer_shows(caseworker: Person) -> None:
    case = await caseworker.open_case()
    at = f"/v1/cases/{case}"
    before = await caseworker.version(at)
    await caseworker.move(case, "2024-03-01")
    after = await caseworker.ask("GET", at, headers={"If-None-Match": before})
    assert after.status_code == 200
    shorter = await caseworker.ask("GET", at, params={"fields": "step"})
    assert len({before, after.headers["ETag"], shorter.headers["ETag"]}) == 3


async def test_a_command_takes_the_tag_of_a_read_or_of_a_command(caseworker: Person) -> None:
    case = await caseworker.open_case()
    at = f"/v1/cases/{case}"
    body = {"relation": "mother", "custodian": True, "name": "Mette Prøve",
            "validFrom": "2024-02-01"}  # fmt: skip
    read = await caseworker.version(at)
    told = await caseworker.ask("POST", f"{at}/people", json=body, headers={"If-Match": read})
    assert told.status_code == 201
    stale = await caseworker.ask("POST", f"{at}/people", json=body, headers={"If-Match": read})
    assert stale.status_code == 412
    again = {"If-Match": told.headers["ETag"], KEY: "a-father"}
    father = {**body, "relation": "father"}
    told = await caseworker.ask("POST", f"{at}/people", json=father, headers=again)
    assert told.status_code == 201


async def test_the_tag_of_a_long_answer_is_another_when_it_is_compressed(
    caseworker: Person,
) -> None:
    path = "/v1/measure-types"
    plain = await caseworker.ask("GET", path, headers={"Accept-Encoding": "identity"})
    short = await caseworker.ask("GET", path, headers={"Accept-Encoding": "gzip"})
    tags = plain.headers["ETag"], short.headers["ETag"]
    assert tags[1] == f'{tags[0][:-1]}.gz"'
    for tag in tags:
        answer = await caseworker.ask("GET", path, headers={"If-None-Match": tag})
        assert (answer.status_code, answer.headers["ETag"]) == (304, tag)
        assert answer.headers["Vary"] == "Accept-Encoding"


async def test_what_is_about_a_person_is_kept_by_nobody_and_rules_may_be(
    caseworker: Person, case: str
) -> None:
    kept = {
        path: (await caseworker.ask("GET", path)).headers["Cache-Control"]
        for path in (f"/v1/cases/{case}", "/v1/agenda", "/v1/me", "/v1/measure-types",
                     "/v1/problems/stale", "/v1/events")
    }  # fmt: skip
    assert [*kept.values()] == [
        "no-store", "no-store", "no-store", "private, no-cache", "no-cache", "private, no-cache",
    ]  # fmt: skip


async def test_more_tags_than_anybody_has_are_refused(caseworker: Person) -> None:
    known = {"If-None-Match": '"7", ' * 2000}
    answer = await caseworker.ask("GET", "/v1/me", headers=known)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "If-None-Match")


async def test_two_readers_of_one_case_have_tags_of_what_each_sees(
    caseworker: Person, somebody: Somebody
) -> None:
    case = await caseworker.case_on_the_ladder()
    panel, leader = await somebody("panel"), await somebody("leader")
    at = f"/v1/cases/{case}"
    await caseworker.tell(
        f"{at}/panel-items", {"raisedOn": "2024-03-02", "question": "Where?"}, of=at
    )
    panel.known = leader.known = dict(caseworker.known)
    own = await panel.ask("GET", at, headers={"If-None-Match": await leader.version(at)})
    assert own.status_code == 200
    assert own.headers["ETag"] != await leader.version(at)


async def test_only_the_fields_asked_for_are_answered(caseworker: Person) -> None:
    case = await caseworker.case_on_the_ladder()
    whole = await caseworker.get("/v1/caseload")
    answer = await caseworker.ask("GET", "/v1/caseload", params={"fields": "openedOn,step"})
    assert answer.headers["content-type"] == "application/vnd.indsats.sparse+json"
    assert answer.json() == {
        **whole,
        "items": [{"openedOn": each["openedOn"], "step": each["step"]} for each in whole["items"]],
    }
    one = await caseworker.ask("GET", f"/v1/cases/{case}", params={"fields": "phase"})
    assert [*one.json()] == ["phase"]
    looked = (await caseworker.items("/v1/read-log", caseId=case))[1]
    assert (looked["operation"], looked["caseIds"]) == ("readCaseload", [case])


async def test_fields_that_are_not_there_are_refused_before_anybody_looks(
    caseworker: Person, case: str
) -> None:
    before = await caseworker.items("/v1/read-log", caseId=case)
    for fields in (MARK, "", "phase,", "phase,child.name", "items", ",".join(["phase"] * 99)):
        answer = await caseworker.ask("GET", f"/v1/cases/{case}", params={"fields": fields})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input"), fields
        assert answer.json()["errors"][0]["pointer"] == "fields"
        assert MARK not in answer.text
    assert await caseworker.items("/v1/read-log", caseId=case) == before


async def test_services_are_told_the_version_in_a_tag_and_everything_else_as_it_is() -> None:
    digest = b"0" * 32
    for sent, told in (
        (b'"7.%s"' % digest, b'"7"'),
        (b'"7.%s.gz"' % digest, b'"7"'),
        (b'"7"', b'"7"'),
        (b'W/"7.%s"' % digest, b'W/"7.%s"' % digest),
        (b'"%s"' % digest, b'"%s"' % digest),
    ):
        assert version_in(sent) == told


async def test_who_knows_whatever_is_there_is_told_that_it_is_and_no_more(
    caseworker: Person, case: str
) -> None:
    known = {"If-None-Match": "*"}
    there = await caseworker.ask("GET", f"/v1/cases/{case}", headers=known)
    assert (there.status_code, there.content) == (304, b"")
    absent = await caseworker.ask("GET", f"/v1/cases/{uuid4()}", headers=known)
    assert absent.status_code == 404
