"""Every list alike: sorted by what the document says, counted, and whole however it is paged."""

import json

import pytest
import pytest_asyncio

from services.gateway.paging_views import MOST_COUNTED, Count
from tests.gateway.conftest import Somebody
from tests.gateway.people import Json, Person
from tests.gateway.problems import MARK
from tests.gateway.test_paging import walk
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
GROWING = {"/v1/read-log"}  # reading it adds to it
REFUSED = {400, 403}
NOTICED = {"escalatedAt", "state", "overdue"}  # what the clock may bring about meanwhile


@pytest_asyncio.fixture(loop_scope="session")
async def busy(caseworker: Person) -> Person:
    """A caseworker with some cases on the ladder, and some worries."""
    for day in ("2024-04-01", "2024-05-01"):
        case = await caseworker.case_on_the_ladder()
        await caseworker.move(case, day)
    for _ in range(3):
        await caseworker.notify()
    return caseworker


def key(item: Json) -> str:
    return json.dumps({name: item[name] for name in sorted(item) if name not in NOTICED})


async def lists(stack: Standing, case: str) -> dict[str, list[str]]:
    """Every list of the document, with all that it can be sorted by."""
    document = (await stack.client.get("/v1/openapi.json")).json()
    found = {}
    for path, item in document["paths"].items():
        for parameter in item.get("get", {}).get("parameters", ()):
            if parameter.get("name") == "sort":
                found[path.replace("{caseId}", case)] = parameter["schema"]["enum"]
    return found


async def sorted_by(person: Person, path: str, sort: str) -> list[str]:
    return [key(each) for each in await person.items(path, limit=200, sort=sort)]


async def test_every_list_is_whole_in_every_order_and_backwards_is_the_other_way_round(
    busy: Person, stack: Standing
) -> None:
    case = (await busy.items("/v1/caseload"))[0]["caseId"]
    checked = 0
    for path, choices in (await lists(stack, case)).items():
        if path in GROWING or (await busy.ask("GET", path)).status_code in REFUSED:
            continue
        plain = {key(each) for each in await busy.items(path)}
        for sort in choices:
            whole = await sorted_by(busy, path, sort)
            assert {*whole} == plain, f"{path} by {sort}"
            assert len(whole) == len(plain)
            walked = [key(each) for each in await walk(busy, path, 2, sort=sort)]
            assert walked == whole, f"{path} by {sort}"
            if sort.startswith("-"):
                assert whole == [*reversed(await sorted_by(busy, path, sort[1:]))]
        checked += 1
    assert checked >= 11


async def test_every_list_counts_what_it_lists_when_it_is_asked_to(
    busy: Person, stack: Standing
) -> None:
    case = (await busy.items("/v1/caseload"))[0]["caseId"]
    for path in await lists(stack, case):
        answer = await busy.ask("GET", path, params={"count": True, "limit": 1})
        if answer.status_code in REFUSED:
            continue
        assert answer.status_code == 200, answer.text
        assert not answer.json()["count"]["atLeast"]
        if path not in GROWING:
            items = await busy.items(path)
            assert answer.json()["count"]["value"] == len(items), path
            assert (await busy.get(path))["count"] is None


async def test_a_count_is_bounded() -> None:
    counts = [Count.of_rows(rows) for rows in (0, MOST_COUNTED, MOST_COUNTED + 1)]
    assert [(each.value, each.at_least) for each in counts] == [
        (0, False), (MOST_COUNTED, False), (MOST_COUNTED, True),
    ]  # fmt: skip


async def test_a_count_says_nothing_of_what_is_not_ones_to_know_of(
    busy: Person, somebody: Somebody
) -> None:
    colleague = await somebody("caseworker")
    colleague.known = dict(busy.known)
    for path in ("/v1/caseload", "/v1/movements", "/v1/ladder-periods"):
        assert (await colleague.get(path, count=True))["count"]["value"] == 0


async def test_the_most_urgent_come_last_when_the_agenda_is_turned_round(busy: Person) -> None:
    days = [each["dueOn"] for each in await busy.items("/v1/agenda", sort="-dueOn")]
    assert days == sorted(days, reverse=True)
    rules = [each["rule"]["code"] for each in await busy.items("/v1/agenda", sort="rule")]
    assert rules == sorted(rules)


async def test_an_order_that_is_not_in_the_document_is_refused(busy: Person) -> None:
    for sort in ("caseId", MARK, "--dueOn", "dueOn,rule"):
        answer = await busy.ask("GET", "/v1/agenda", params={"sort": sort})
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid-input")
        assert answer.json()["errors"][0]["pointer"] == "sort"
        assert MARK not in answer.text


async def test_a_cursor_is_bound_to_its_order(busy: Person) -> None:
    cursor = (await busy.get("/v1/agenda", limit=1, sort="rule"))["nextCursor"]
    for sort, status in (("rule", 200), ("-rule", 400), ("dueOn", 400)):
        query = {"cursor": cursor, "sort": sort}
        assert (await busy.ask("GET", "/v1/agenda", params=query)).status_code == status


async def test_several_values_are_repeated_or_have_commas_between_them(busy: Person) -> None:
    def keys(items: list[Json]) -> list[str]:
        return [key(each) for each in items]

    repeated = await busy.items("/v1/agenda", status=["open", "overdue"])
    commas = await busy.items("/v1/agenda", status="open,overdue")
    assert keys(repeated) == keys(commas)
    assert (await busy.ask("GET", "/v1/agenda", params={"status": "open,gone"})).status_code == 400
