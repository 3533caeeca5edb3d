"""Sheets to take along: the listing's rows and no others, in any file, and on record."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import httpx
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # no types of its own
import pytest
from openpyxl import load_workbook

from services.gateway.exports.sheet import words
from services.gateway.exports.sheets import SHEETS
from services.gateway.exports.writing import FORMATS
from services.gateway.queries import exports
from tests.gateway.conftest import Somebody
from tests.gateway.people import Json, Person

pytestmark = pytest.mark.asyncio(loop_scope="session")
YEAR = {"from": "2024-01-01", "to": "2025-01-01"}
Asked = tuple[str, dict[str, object]]
# the lists that show the same as a sheet, and the column that both name their lines by
LISTINGS: dict[str, tuple[Asked, Asked | None, str]] = {
    "cases": (("/v1/caseload", {}), ("/v1/caseload", {"closed": True}), "caseId"),
    "periods": (("/v1/ladder-periods", {}), None, "caseId"),
    "movements": (("/v1/movements", {}), None, "caseId"),
    "obligations": (("/v1/agenda", {}), None, "id"),
    "notifications": (("/v1/notifications", {}), None, "notificationId"),
}


async def exported(person: Person, sheet: str, **asked: object) -> httpx.Response:
    return await person.ask("GET", f"/v1/exports/{sheet}", params=asked)


async def rows_of(person: Person, sheet: str, **asked: object) -> list[Json]:
    """A sheet's rows as programs read them."""
    answer = await exported(person, sheet, **{**asked, "format": "parquet"})
    assert answer.status_code == 200, answer.text
    rows: list[Json] = pq.read_table(BytesIO(answer.content)).to_pylist()
    return rows


async def lines_of(person: Person, sheet: str) -> list[str]:
    """Which things the lists show that a sheet is of."""
    first, second, name = LISTINGS[sheet]
    found: list[Json] = []
    for path, asked in filter(None, (first, second)):
        found += await person.items(path, **asked)
    return sorted(each["id" if name == "notificationId" else name] for each in found)


async def lived(caseworker: Person) -> str:
    """A case with everything that a sheet tells of."""
    await caseworker.notify()
    return await caseworker.case_on_the_ladder()


@pytest.mark.parametrize("persona", ["caseworker", "leader", "panel"])
async def test_who_takes_a_sheet_along_has_the_rows_of_its_list(
    caseworker: Person, somebody: Somebody, persona: str
) -> None:
    await lived(caseworker)
    person = caseworker if persona == "caseworker" else await somebody(persona)
    person.known = dict(caseworker.known)
    for sheet in LISTINGS:
        await as_listed(person, sheet)


async def as_listed(person: Person, sheet: str) -> None:
    path = LISTINGS[sheet][0][0]
    if (await person.ask("GET", path)).status_code == 403:
        assert (await exported(person, sheet)).status_code == 403
        return
    rows = await rows_of(person, sheet)
    name = LISTINGS[sheet][2]
    assert sorted(row[name] for row in rows) == await lines_of(person, sheet)


async def test_nobody_takes_along_what_is_not_theirs(
    caseworker: Person, somebody: Somebody
) -> None:
    case = await lived(caseworker)
    other = await somebody("caseworker")
    other.known = dict(caseworker.known)
    for sheet in SHEETS:
        rows = await rows_of(other, sheet, **YEAR)
        assert case not in {row.get("caseId") for row in rows}


@pytest.mark.parametrize("persona", ["analyst", "provider", "notifier", "young-person", "operator"])
async def test_sheets_are_for_those_who_work_with_lists(somebody: Somebody, persona: str) -> None:
    person = await somebody(persona)
    for sheet in ("cases", "indicator-K01"):
        assert (await exported(person, sheet)).status_code == 403
    assert (await person.ask("GET", "/v1/exports")).status_code == 403


async def test_every_file_holds_the_same_rows(caseworker: Person) -> None:
    await lived(caseworker)
    for sheet in SHEETS:
        await same_in_every_file(caseworker, sheet)


async def same_in_every_file(caseworker: Person, sheet: str) -> None:
    answers = {each: await exported(caseworker, sheet, **YEAR, format=each) for each in FORMATS}
    for kind, answer in answers.items():
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == FORMATS[kind].media_type
    parquet = pq.read_table(BytesIO(answers["parquet"].content))
    told = [[as_text(each) for each in row.values()] for row in parquet.to_pylist()]
    text = answers["csv"].content.decode("utf-8-sig")
    headings, *from_csv = csv.reader(StringIO(text), delimiter=";")
    page = load_workbook(BytesIO(answers["xlsx"].content)).active
    assert page is not None
    first, *others = page.iter_rows(values_only=True)
    from_book = [[as_text(each) for each in row] for row in others]
    assert from_csv == told
    assert from_book == [[as_in_book(each) for each in row] for row in told]
    named = [parquet.schema.field(at).metadata[b"da"].decode() for at in range(len(headings))]
    assert headings == [*first] == named


def as_text(value: Any) -> str:  # noqa: ANN401 - what a cell holds
    """A cell as the CSV spells it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case datetime():
            return value.strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return value.isoformat()
        case float() | int():
            return f"{value:.12g}".replace(".", ",")
        case list():
            return " ".join(value)
        case _:
            return str(value)


def as_in_book(text: str) -> str:
    """A workbook knows no days apart from moments: a day is its midnight."""
    try:
        return f"{date.fromisoformat(text)}T00:00:00Z" if len(text) == 10 else text
    except ValueError:
        return text


async def test_what_was_taken_along_is_on_record_with_the_sheet_and_every_case(
    caseworker: Person,
) -> None:
    cases = [await lived(caseworker), await lived(caseworker)]
    await exported(caseworker, "movements", **YEAR)
    await exported(caseworker, "periods", **YEAR)
    latest, before = (await caseworker.items("/v1/read-log"))[:2]
    assert latest["operation"] == "exportSheet:periods"
    assert latest["dataClass"]["code"] == "ladder"
    assert {*latest["caseIds"]} >= {*cases}
    assert before["operation"] == "exportSheet:movements"


async def test_the_board_the_sheet_and_the_figure_agree_to_the_child(
    caseworker: Person, somebody: Somebody
) -> None:
    for _ in range(3):
        await caseworker.case_on_the_ladder()
    leader = await somebody("leader")
    leader.known = dict(caseworker.known)
    day = "2024-03-05"
    board = await leader.get("/v1/ladder-board", validAt=day)
    rows = await rows_of(leader, "periods")
    on = date.fromisoformat(day)
    there = [
        row
        for row in rows
        if row["validFrom"] <= on and (row["validTo"] is None or row["validTo"] > on)
    ]
    for step in board["steps"]:
        theirs = {row["caseId"] for row in there if row["step"] == step["step"]["code"]}
        assert len(theirs) == step["children"]
    assert sum(step["children"] for step in board["steps"]) == len(there) == 3


async def test_a_figures_sheet_adds_up_to_the_figure(caseworker: Person) -> None:
    await lived(caseworker)
    for item in (await caseworker.get("/v1/indicators", **YEAR))["items"]:
        for told in item["figures"]:
            rows = await rows_of(caseworker, f"indicator-{item['indicator']['code']}", **YEAR)
            assert sum(row["part"] or 0 for row in rows) == pytest.approx(told["part"] or 0)
            assert len({row["caseId"] for row in rows}) == told["children"]


async def test_more_than_an_answer_holds_is_refused_and_said_how_to_narrow(
    caseworker: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        await caseworker.open_case()
    monkeypatch.setattr(exports, "MOST", 1)
    refused = await exported(caseworker, "cases")
    assert refused.status_code == 400
    [error] = refused.json()["errors"]
    assert (error["pointer"], error["code"]) == ("from", "too-many")
    narrowed = await exported(caseworker, "cases", **{"from": "2025-01-01"})
    assert narrowed.status_code == 200


async def test_a_figure_is_of_a_time_and_an_unknown_sheet_is_not_there(caseworker: Person) -> None:
    assert (await exported(caseworker, "indicator-K13")).status_code == 400
    assert (await exported(caseworker, "names")).status_code == 404
    wrong = {"from": "2024-02-01", "to": "2024-02-01"}
    assert (await exported(caseworker, "cases", **wrong)).status_code == 400


async def test_the_panel_gets_the_cases_without_what_is_due(
    caseworker: Person, somebody: Somebody
) -> None:
    await caseworker.case_on_the_ladder()
    panel = await somebody("panel")
    answer = await exported(panel, "cases", format="parquet")
    names = pq.read_table(BytesIO(answer.content)).schema.names
    assert not {"nextDueOn", "overdue"} & {*names}
    assert "step" in names
    assert answer.headers["Withheld"] == "follow-up"


async def test_headings_are_words_in_both_languages(caseworker: Person) -> None:
    danish = await exported(caseworker, "cases")
    english = await exported(caseworker, "cases", language="en")
    assert danish.text.startswith("\ufeffSags-id;Enhed;Rådgiver;Åbnet")
    assert english.text.startswith("\ufeffCase id;Unit;Caseworker;Opened on")
    listed = await caseworker.get("/v1/exports")
    assert [each["sheet"]["code"] for each in listed["items"]] == [*SHEETS]
    assert {*words()["sheet"]} < {*SHEETS}
