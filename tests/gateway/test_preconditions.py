"""What a command must name: the version it was decided on, and the key under which it is asked."""

import asyncio
from uuid import uuid4

import pytest

from tests.gateway.people import KEY, Person, counselling, opening
from tests.gateway.problems import MARK, pointers, said

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.usefixtures("unheard")]


@pytest.mark.parametrize("etag", ["1", "*", 'W/"1"', '"x"', '""', MARK, '"1", "2"'])
async def test_an_etag_is_sent_as_it_was_got(caseworker: Person, case: str, etag: str) -> None:
    body = counselling("2024-03-01")
    answer = await caseworker.ask(
        "POST", f"/v1/cases/{case}/moves", json=body, headers={"If-Match": etag}
    )
    assert pointers(said(answer, "invalid-input")) == {"If-Match"}


async def test_a_command_names_the_version_it_was_decided_on(caseworker: Person, case: str) -> None:
    at, body = f"/v1/cases/{case}/moves", counselling("2024-03-01")
    said(await caseworker.ask("POST", at, json=body), "precondition-required")
    stale = await caseworker.ask("POST", at, json=body, headers={"If-Match": '"99"'})
    said(stale, "stale")


@pytest.mark.parametrize("key", ["", " ", "a key", "x" * 256])
async def test_an_idempotency_key_is_visible_ascii(caseworker: Person, key: str) -> None:
    body = opening(caseworker.unit)
    answer = await caseworker.ask("POST", "/v1/cases", json=body, headers={KEY: key})
    assert pointers(said(answer, "invalid-input")) == {"Idempotency-Key"}


async def test_what_begins_a_case_needs_a_key(caseworker: Person) -> None:
    answer = await caseworker.ask("POST", "/v1/cases", json=opening(caseworker.unit))
    assert pointers(said(answer, "invalid-input")) == {"Idempotency-Key"}


async def test_a_repeated_request_is_answered_alike_and_another_under_its_key_is_not(
    caseworker: Person,
) -> None:
    body, headers = opening(caseworker.unit), {KEY: MARK}
    first = await caseworker.ask("POST", "/v1/cases", json=body, headers=headers)
    again = await caseworker.ask("POST", "/v1/cases", json=body, headers=headers)
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert first.headers["Location"] == again.headers["Location"]
    assert again.headers["Idempotency-Replayed"] == "true"
    other = await caseworker.ask(
        "POST", "/v1/cases", json=body | {"reasons": ["other"]}, headers=headers
    )
    said(other, "key-reused")
    assert len(await caseworker.items("/v1/caseload")) == 1


async def test_a_refusal_names_every_rule_in_both_languages(caseworker: Person, case: str) -> None:
    tomorrow = counselling("2199-01-01") | {"rationale": MARK, "ends": [
        {"measureId": str(uuid4()), "reason": "replaced"}]}  # fmt: skip
    etag = {"If-Match": await caseworker.version(f"/v1/cases/{case}/ladder")}
    answer = await caseworker.ask("POST", f"/v1/cases/{case}/moves", json=tomorrow, headers=etag)
    unmet = said(answer, "refused")["unmet"]
    assert {each["rule"] for each in unmet} == {
        "not-in-the-future", "measure-runs", "planned-end-after-start"
    }  # fmt: skip
    assert all(each["da"] and each["en"] and each["source"] for each in unmet)


async def test_of_two_who_decide_on_one_version_one_must_read_again(
    caseworker: Person, case: str
) -> None:
    etag = {"If-Match": await caseworker.version(f"/v1/cases/{case}/ladder")}
    asked = (
        caseworker.ask("POST", f"/v1/cases/{case}/moves", json=counselling(day), headers=etag)
        for day in ("2024-03-01", "2024-03-02")
    )
    answers = await asyncio.gather(*asked)
    assert sorted(answer.status_code for answer in answers) == [201, 412]


async def test_of_many_alike_at_once_one_case_is_opened(caseworker: Person) -> None:
    asked = (
        caseworker.ask("POST", "/v1/cases", json=opening(caseworker.unit), headers={KEY: "one"})
        for _ in range(8)
    )
    answers = await asyncio.gather(*asked)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(await caseworker.items("/v1/caseload")) == 1
