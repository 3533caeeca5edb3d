"""Figures: each is defined in data, adds up what its list shows, and is as it was known."""

from urllib.parse import parse_qsl, urlsplit

import pytest

from services.gateway.indicators.definition import definitions
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
