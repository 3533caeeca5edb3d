"""Pages: together they are the whole list, also while rows are added, and cursors are our own."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
import pytest_asyncio

from shared.http.cursors import Cursors
from shared.problems import Invalid
from tests.gateway.people import Json, Person

pytestmark = pytest.mark.asyncio(loop_scope="session")
LISTS = ("/v1/agenda", "/v1/caseload", "/v1/ladder-periods", "/v1/movements")


@pytest_asyncio.fixture(loop_scope="session")
async def busy(caseworker: Person) -> Person:
    """A caseworker with some cases on the ladder, and a worry that is due for an answer."""
    for _ in range(3):
        await caseworker.case_on_the_ladder()
    await caseworker.notify()
    await caseworker.notify()
    return caseworker


CLOCKS = {"overdueAt", "escalatedAt"}  # what the clock adds to a row meanwhile


def key(item: Json) -> str:
    return json.dumps({name: item[name] for name in item.keys() - CLOCKS}, sort_keys=True)


async def walk(
    person: Person, path: str, limit: int, *, adding: bool = False, **asked: str
) -> list[Json]:
    """Every page by its cursor; between pages somebody else's row comes in when `adding`."""
    items: list[Json] = []
    query = asked
    while True:
        page = await person.get(path, limit=limit, **query)
        assert len(page["items"]) <= limit
        items += page["items"]
        if not page["nextCursor"]:
            return items
        query = {**asked, "cursor": page["nextCursor"]}
        if adding:
            await person.case_on_the_ladder()
            adding = False


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("limit", [1, 2, 200])
async def test_the_pages_are_the_whole_list_each_row_once(
    busy: Person, path: str, limit: int
) -> None:
    whole = [key(each) for each in (await busy.get(path, limit=200))["items"]]
    assert len(whole) >= 3
    assert [key(each) for each in await walk(busy, path, limit)] == whole


@pytest.mark.parametrize("path", LISTS)
async def test_what_was_there_is_on_some_page_while_rows_are_added(busy: Person, path: str) -> None:
    before = {key(each) for each in await busy.items(path)}
    walked = [key(each) for each in await walk(busy, path, 2, adding=True)]
    assert before <= {*walked}
    assert len({*walked}) == len(walked)


async def test_a_timeline_is_whole_however_it_is_paged_while_more_happens(busy: Person) -> None:
    case = (await busy.items("/v1/caseload"))[0]["caseId"]
    at = f"/v1/cases/{case}/timeline"
    whole = [key(each) for each in await busy.items(at)]
    walked = [key(each) for each in await walk(busy, at, 2)]
    assert walked[: len(whole)] == whole  # what the clock brings about comes last
    first = await busy.get(at, limit=2)
    await busy.move(case, "2024-04-01")
    rest = await busy.items(at, cursor=first["nextCursor"])
    later = [key(each) for each in (*first["items"], *rest)]
    assert {*whole} < {*later}
    days = [json.loads(each)["happenedOn"] for each in later]
    assert days == sorted(days)


async def test_the_next_page_is_linked_with_all_that_was_asked(busy: Person) -> None:
    answer = await busy.ask("GET", "/v1/agenda", params={"limit": 1, "basis": "statutory"})
    link = answer.headers["Link"]
    assert link.endswith('>; rel="next"')
    url = urlsplit(link[1:].partition(">")[0])
    query = parse_qs(url.query)
    assert (url.path, query["limit"], query["basis"]) == ("/v1/agenda", ["1"], ["statutory"])
    assert query["cursor"] == [answer.json()["nextCursor"]]
    assert "Link" not in (await busy.ask("GET", "/v1/agenda", params={"limit": 200})).headers


async def test_a_cursor_is_bound_to_its_list(busy: Person) -> None:
    cursors = {path: (await busy.get(path, limit=1))["nextCursor"] for path in LISTS}
    cases = [each["caseId"] for each in await busy.items("/v1/caseload")]
    timeline = (await busy.get(f"/v1/cases/{cases[0]}/timeline", limit=1))["nextCursor"]
    for path in LISTS:
        for other in LISTS:
            answer = await busy.ask("GET", other, params={"cursor": cursors[path]})
            assert answer.status_code == (200 if path == other else 400)
    answer = await busy.ask("GET", f"/v1/cases/{cases[1]}/timeline", params={"cursor": timeline})
    assert answer.status_code == 400


async def test_a_cursor_with_one_bit_changed_is_not_ours(busy: Person) -> None:
    cursor = (await busy.get("/v1/agenda", limit=1))["nextCursor"]
    raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    for place in range(0, len(raw), 7):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        forged = urlsafe_b64encode(changed).decode().rstrip("=")
        answer = await busy.ask("GET", "/v1/agenda", params={"cursor": forged})
        assert answer.status_code == 400


async def test_only_who_has_the_secret_writes_cursors() -> None:
    ours, theirs = Cursors("one secret"), Cursors("another secret")
    last = ["2024-02-01", uuid4()]
    assert ours.read("agenda", ours.write("agenda", last), 2) == [last[0], str(last[1])]
    assert ours.read("agenda", None, 2) is None
    for cursor, keys in ((theirs.write("agenda", last), 2), (ours.write("agenda", last), 3)):
        with pytest.raises(Invalid):
            ours.read("agenda", cursor, keys)
