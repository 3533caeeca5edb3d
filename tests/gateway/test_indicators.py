"""Figures: each is defined in data, adds up what its list shows, and is as it was known."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from services.gateway.indicators.definition import definitions
from tests.gateway.conftest import Somebody
from tests.gateway.people import Json, Person

pytestmark = pytest.mark.asyncio(loop_scope="session")
YEAR = {"from": "2024-01-01", "to": "2025-01-01"}


async def figure(person: Person, code: str, **asked: object) -> Json:
    item: Json
    [item] = (await person.get(f"/v1/indicators/{code}", **{**YEAR, **asked}))["items"]
    return item


async def listed(person: Person, question: str) -> list[Json]:
    """What a figure adds up, by the question that comes with it."""
    asked = urlsplit(question)
    return await person.items(asked.path, **dict(parse_qsl(asked.query)))


async def test_every_figure_is_what_its_list_adds_up_to(caseworker: Person) -> None:
    for _ in range(2):
        await caseworker.case_on_the_ladder()
    await caseworker.notify()
    every = await caseworker.get("/v1/indicators", **YEAR)
    assert [each["indicator"]["code"] for each in every["items"]] == [*definitions()]
    for item in every["items"]:
        for told in item["figures"]:
            lines = await listed(caseworker, told["cases"])
            parts = [each["part"] for each in lines]
            assert sum(each or 0 for each in parts) == pytest.approx(told["part"] or 0), item
            assert len({each["caseId"] for each in lines}) == told["children"], item


@pytest.mark.parametrize("code", [*definitions()])
async def test_a_figure_told_apart_is_the_whole_figure_still(caseworker: Person, code: str) -> None:
    await caseworker.case_on_the_ladder()
    apart = ["unit", "ageBand", "sex", "step", "regime", "measureType"]
    item = await figure(caseworker, code, by=apart, every="quarter")
    for told in item["figures"]:
        for name in ("part", "whole"):
            parts = [each[name] or 0 for each in told["groups"]]
            assert sum(parts) == pytest.approx(told[name] or 0)


async def test_a_report_stays_as_it_was_made_and_says_what_was_put_right_since(
    caseworker: Person, somebody: Somebody
) -> None:
    case = await caseworker.case_on_the_ladder()
    leader = await somebody("leader", caseworker.unit)
    leader.known = dict(caseworker.known)
    asked = {"from": "2024-01-01", "to": "2024-04-01"}
    key = {"Idempotency-Key": "first-quarter"}
    made = await leader.ask("POST", "/v1/reports", json=asked, headers=key)
    again = await leader.ask("POST", "/v1/reports", json=asked, headers=key)
    assert (made.status_code, again.json()) == (201, made.json())
    at = made.headers["Location"]
    before = await leader.get(at)
    assert [each["indicator"]["code"] for each in before["figures"]] == [*definitions()]
    later = await caseworker.case_on_the_ladder()
    leader.known = dict(caseworker.known)
    assert await leader.get(at) == before
    [learned] = await leader.items(f"{at}/differences/K39")
    assert learned["caseId"] == later != case
    assert [learned[each] for each in ("wholeThen", "wholeNow")] == [None, 1]
    page = await leader.ask("GET", f"{at}/page")
    assert (page.headers["content-type"], page.text.count("<svg")) == (
        "text/html; charset=utf-8",
        4,
    )
    assert "style-src 'unsafe-inline'" in page.headers["content-security-policy"]
    assert "script" not in page.headers["content-security-policy"] + page.text
    printed = await leader.ask("GET", f"{at}/drawings")
    assert printed.content.startswith(b"%PDF")


async def test_a_report_is_its_units_alone(caseworker: Person, somebody: Somebody) -> None:
    leader = await somebody("leader", caseworker.unit)
    asked, key = {"from": "2024-01-01", "to": "2024-04-01"}, {"Idempotency-Key": "mine"}
    at = (await leader.ask("POST", "/v1/reports", json=asked, headers=key)).headers["Location"]
    other = await somebody("leader", "unit-elsewhere")
    assert (await other.ask("GET", at)).status_code == 404
    assert await other.items("/v1/reports") == []
    assert (await caseworker.ask("POST", "/v1/reports", json=asked, headers=key)).status_code == 403
    otherwise = {**asked, "to": "2024-07-01"}
    assert (await leader.ask("POST", "/v1/reports", json=otherwise, headers=key)).status_code == 422
