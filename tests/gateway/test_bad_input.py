"""Whatever is sent, the answer is a problem document that says where and why, and never what."""

import json
import re
from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest

from services.gateway.border import PURPOSE
from shared import consistency
from shared.http.cursors import Cursors
from shared.settings import DEVELOPMENT_SECRET
from tests.gateway.people import KEY, TOKEN, Person, counselling, opening, worry
from tests.gateway.problems import MARK, pointers, said

NOBODY = "0b7f3c1e-5d0a-4c7e-9a51-3f1de4f0a001"
pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.usefixtures("unheard")]
HUGE = 10**30
SEALS = Cursors(DEVELOPMENT_SECRET)


async def sent(person: Person, case: str, what: str, body: object) -> httpx.Response:
    """A body sent to one of several operations, in every other way as it should be."""
    headers = {KEY: str(uuid4()), "If-Match": '"1"'}
    paths = {"cases": "/v1/cases", "notifications": "/v1/notifications"}
    path = paths.get(what, f"/v1/cases/{case}/{what}")
    return await person.ask("POST", path, json=body, headers=headers)


@pytest.mark.parametrize(
    ("what", "body", "where"),
    [
        ("cases", opening("u", **{MARK: 1}), {""}),
        ("cases", opening(MARK * 10), {"/unit"}),
        ("cases", opening("u") | {"openedOn": MARK}, {"/openedOn"}),
        ("cases", opening("u") | {"openedOn": "2024-02-30"}, {"/openedOn"}),
        ("cases", opening("u") | {"openedOn": HUGE}, {"/openedOn"}),
        ("cases", opening("u", notificationIds=[MARK]), {"/notificationIds/0"}),
        ("cases", {"unit": "a name with spaces " + MARK}, {"/unit", "/openedOn", "/awareOn"}),
        ("cases", [MARK], {""}),
        ("cases", MARK, {""}),
        ("cases", 7, {""}),
        ("notifications", worry("u") | {"receivedAt": "2024-02-01T08:20:00"}, {"/receivedAt"}),
        ("notifications", worry("u") | {"receivedAt": HUGE}, {"/receivedAt"}),
        ("notifications", worry("u") | {"channel": MARK}, {"/channel"}),
        ("notifications", worry("u") | {"childCpr": MARK}, {"/childCpr"}),
        ("notifications", worry("u") | {"text": ""}, {"/text"}),
        ("notifications", worry("u") | {"text": "x" * 20_001}, {"/text"}),
        ("notifications", worry("u") | {"reasons": []}, {"/reasons"}),
        ("moves", counselling("2024-03-01") | {"starts": {MARK: 1}}, {"/starts"}),
        ("moves", counselling("2024-03-01") | {"starts": [{MARK: 1}]},
         {"/starts/0", "/starts/0/measureType", "/starts/0/plannedEndOn"}),
        ("moves", counselling("2024-03-01") | {"ends": [{"measureId": MARK, "reason": MARK}]},
         {"/ends/0/measureId", "/ends/0/reason"}),
        ("meetings", {"meetingKind": "network", "plannedAt": MARK, "invitedPrivate": HUGE},
         {"/plannedAt", "/invitedPrivate"}),
        ("meetings", {"meetingKind": 7, "plannedAt": None, "invitedPrivate": True},
         {"/meetingKind", "/plannedAt", "/invitedPrivate"}),
    ],
    ids=lambda each: json.dumps(each)[:40] if not isinstance(each, set) else "",
)  # fmt: skip
async def test_everything_that_is_wrong_with_a_body_is_said_at_once(
    caseworker: Person, case: str, what: str, body: object, where: set[str]
) -> None:
    problem = said(await sent(caseworker, case, what, body), "invalid-input")
    assert pointers(problem) == where


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "1899-12-31", "2200-01-01"])
async def test_a_day_beyond_reach_is_refused_by_a_rule(
    caseworker: Person, case: str, day: str
) -> None:
    for what, body in (("cases", opening("u") | {"openedOn": day}), ("moves", counselling(day))):
        problem = said(await sent(caseworker, case, what, body), "refused")
        assert [each["rule"] for each in problem["unmet"]] == ["day-within-reach"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b'{"unit": "u",}', MARK.encode(), b'{"unit": NaN}', b"[" * 100_000,
     '{"unit": "\ud800"}'.encode("utf-8", "surrogatepass"), b'{"unit": "u"}{"unit": "u"}'],
    ids=lambda each: repr(each[:12]),
)  # fmt: skip
async def test_what_is_no_json_is_no_body(caseworker: Person, content: bytes) -> None:
    headers = {"Content-Type": "application/json", KEY: "k"}
    answer = await caseworker.ask("POST", "/v1/cases", content=content, headers=headers)
    said(answer, "invalid-input")
    answer = await caseworker.ask("POST", "/dev/tokens", content=content, headers=headers)
    said(answer, "invalid-input")


@pytest.mark.parametrize("kind", [None, "text/plain", "application/xml", MARK])
async def test_a_body_is_json_and_says_so(caseworker: Person, kind: str | None) -> None:
    headers = {"Content-Type": kind} if kind else {}
    content = json.dumps(opening(caseworker.unit)).encode()
    answer = await caseworker.ask("POST", "/v1/cases", content=content, headers=headers)
    said(answer, "unsupported-media-type")


async def test_a_body_of_two_mebibytes_is_too_large_announced_or_not(caseworker: Person) -> None:
    body = json.dumps(worry("u") | {"text": MARK * 100_000}).encode()

    async def parts() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 65_536):
            yield body[start : start + 65_536]

    assert len(body) > 2 * 1024 * 1024
    for content in (body, parts()):
        headers = {"Content-Type": "application/json", KEY: "k"}
        answer = await caseworker.ask("POST", "/v1/notifications", content=content, headers=headers)
        said(answer, "too-large")


@pytest.mark.parametrize(
    ("path", "query", "where"),
    [
        ("/v1/ladder-board", {"asOf": "2024-03-01T12:00:00"}, "asOf"),
        ("/v1/ladder-board", {"asOf": MARK}, "asOf"),
        ("/v1/ladder-board", {"validAt": "2024-02-30"}, "validAt"),
        ("/v1/ladder-periods", {"validAt": "0"}, "validAt"),
        ("/v1/ladder-periods", {"validAt": "-86400"}, "validAt"),
        ("/v1/ladder-periods", {"caseId": MARK}, "caseId"),
        ("/v1/agenda", {"status": MARK}, "0"),
        ("/v1/agenda", {"limit": "0"}, "limit"),
        ("/v1/agenda", {"limit": "201"}, "limit"),
        ("/v1/agenda", {"limit": MARK}, "limit"),
        ("/v1/agenda", {"limit": str(HUGE)}, "limit"),
        ("/v1/agenda", {"cursor": MARK}, "cursor"),
        ("/v1/agenda", {"cursor": "æ"}, "cursor"),
        ("/v1/agenda", {"cursor": ""}, "cursor"),
        ("/v1/agenda", {"cursor": "x" * 601}, "cursor"),
        ("/v1/agenda", {"cursor": "eHh4eHh4eHh4eHh4NQ"}, "cursor"),
        ("/v1/caseload", {"cursor": "eHh4eHh4eHh4eHh4W10"}, "cursor"),
        ("/v1/movements", {"from": "yesterday"}, "from"),
        ("/v1/cases/{case}/ladder", {"asOf": "2024-03-01T12:00:00"}, "asOf"),
        ("/v1/cases/{case}/ladder", {"validAt": MARK}, "validAt"),
    ],
    ids=str,
)  # fmt: skip
async def test_a_query_that_is_wrong_is_named(
    caseworker: Person, case: str, path: str, query: dict[str, str], where: str
) -> None:
    answer = await caseworker.ask("GET", path.format(case=case), params=query)
    assert pointers(said(answer, "invalid-input")) == {where}


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
async def test_one_may_look_at_any_day_and_from_any_moment(
    caseworker: Person, case: str, day: str
) -> None:
    for path in ("/v1/ladder-board", "/v1/ladder-periods", f"/v1/cases/{case}/ladder"):
        await caseworker.get(path, validAt=day)
        answer = await caseworker.ask("GET", path, params={"asOf": f"{day}T23:59:59Z"})
        assert answer.status_code in {200, 404}


@pytest.mark.parametrize(
    "token",
    [MARK, "x", "=", "æ", "x" * 700, ",", consistency.write({"case": 1}),
     *(SEALS.seal(PURPOSE, consistency.write(each))
       for each in ({"case": -1}, {"case": 2**63}, {"elsewhere": 1}))],
)  # fmt: skip
async def test_a_consistency_token_is_sent_as_it_was_got(
    caseworker: Person, case: str, token: str
) -> None:
    usual = {name.encode(): value.encode() for name, value in caseworker.headers.items()}
    headers = {**usual, TOKEN.encode(): token.encode(), KEY.encode(): b"k"}
    for method, path in (("GET", "/v1/caseload"), ("GET", f"/v1/cases/{case}/ladder"),
                         ("POST", "/v1/cases")):  # fmt: skip
        body = opening("u") if method == "POST" else None
        answer = await caseworker.client.request(method, path, headers=headers, json=body)
        assert pointers(said(answer, "invalid-input")) == {"Consistency-Token"}


@pytest.mark.usefixtures("unheard")
async def test_no_question_takes_a_character_that_no_database_holds(
    caseworker: Person, case: str
) -> None:
    document = (await caseworker.ask("GET", "/v1/openapi.json")).json()
    asked = 0
    for path, item in document["paths"].items():
        declared = item.get("get", {}).get("parameters", [])
        named = {each["name"]: each for each in declared if each.get("in") == "query"}
        needed = {name: "2024-02-01" for name, each in named.items() if each.get("required")}
        at = re.sub("{[^}]*}", NOBODY, path.replace("{caseId}", case))
        for name in named:
            answer = await caseworker.ask("GET", at, params={**needed, name: "T\0"})
            assert answer.status_code < 500, (path, name)
            asked += 1
    assert asked > 150
