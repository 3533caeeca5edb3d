"""Nobody overwrites what they have not read, and nothing is done twice for one key."""

import asyncio
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from shared import consistency
from shared.identity import HEADER
from tests.shared.asking import Log, pages, positions
from tests.shared.conftest import CALLER, Served, serving
from tests.shared.speaking import MARKER, notebook, open_notebook, problem, write_line, wrong

SAME = ("etag", "location", "consistency-token", "content-type")
NEXT = {"page": 2, "words": "b"}


async def version(log: Log, case: UUID) -> int:
    return len(await log.history(case))


async def test_opening_answers_its_id_version_place_and_token(served: Served) -> None:
    answer = await open_notebook(served)
    done = answer.json()
    assert answer.status_code == 201
    assert done == {"id": done["id"], "version": 1, "warnings": []}
    assert answer.headers["etag"] == '"1"'
    assert answer.headers["location"] == f"/v1/cases/{done['id']}"
    assert consistency.read(answer.headers["consistency-token"]) == {"notebook": 1}


async def test_what_a_command_brought_about_is_where_its_location_says(served: Served) -> None:
    case = await notebook(served)
    answer = await write_line(served, case)
    place = answer.headers["location"].removeprefix("/v1")
    assert place == f"/cases/{case}/lines/{answer.json()['id']}"
    found = await served.client.get(place, headers=served.token(case))
    assert found.headers["etag"] == answer.headers["etag"] == '"2"'
    [fact] = found.json()["items"]
    assert (fact["kind"], fact["by"]) == ("notebook.LineWritten", "caseworker-1")
    assert fact["data"] == {
        "id": answer.json()["id"],
        "page": 1,
        "words": MARKER,
        "aside": None,
    }


async def test_erased_words_read_as_null(served: Served) -> None:
    case = await notebook(served)
    place = (await write_line(served, case)).headers["location"].removeprefix("/v1")
    await served.log.keys.destroy(case)
    found = await served.client.get(place, headers=served.token(case))
    assert found.json()["items"][0]["data"]["words"] is None


async def test_what_a_command_is_about_keeps_its_place(served: Served) -> None:
    case = await notebook(served)
    thing = (await write_line(served, case)).json()["id"]
    answer = await served.client.post(
        f"/cases/{case}/lines/{thing}/striking-out",
        json={"struckOn": "2016-01-12"},
        headers=served.token(case) | {"If-Match": '"2"'},
    )
    assert answer.status_code == 201
    assert answer.json()["id"] == thing
    assert answer.headers["location"] == f"/v1/cases/{case}/lines/{thing}"


async def test_without_if_match_a_precondition_is_required(served: Served) -> None:
    case = await notebook(served)
    problem(await write_line(served, case, None), 428, "precondition-required")
    assert await version(served.log, case) == 1


@pytest.mark.parametrize("etag", ["1", "*", 'W/"1"', '"x"', '""', '"-1"', '"1", "2"', MARKER])
async def test_an_etag_that_is_not_ours_is_invalid(served: Served, etag: str) -> None:
    case = await notebook(served)
    assert wrong(await write_line(served, case, etag)) == [("If-Match", "pattern")]


@pytest.mark.parametrize("etag", ['"0"', '"1"', '"3"', '"999999999999999999"'])
async def test_another_version_than_the_stream_s_is_stale(served: Served, etag: str) -> None:
    case = await notebook(served)
    await write_line(served, case)
    problem(await write_line(served, case, etag, NEXT), 412, "stale")
    assert await version(served.log, case) == 2


async def test_opening_needs_a_key(served: Served) -> None:
    answer = await served.client.post(
        "/cases", json={"openedOn": "2016-01-11"}, headers=served.token()
    )
    assert wrong(answer) == [("Idempotency-Key", "missing")]


@pytest.mark.parametrize("key", ["two words", "k" * 256, "æ"])
async def test_a_key_is_visible_ascii_of_bounded_length(served: Served, key: str) -> None:
    answer = await served.client.post(
        "/cases",
        json={"openedOn": "2016-01-11"},
        headers=[
            *((name.encode(), value.encode()) for name, value in served.token().items()),
            (b"Idempotency-Key", key.encode("latin-1")),
        ],
    )
    assert wrong(answer) == [("Idempotency-Key", "pattern")]


async def test_a_repeated_opening_is_answered_as_before(served: Served) -> None:
    key = uuid4().hex
    first, again = [await open_notebook(served, key) for _ in range(2)]
    assert first.json() == again.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert await positions(served.log) == [1]


async def test_a_repeated_command_is_answered_as_before(served: Served) -> None:
    case = await notebook(served)
    sent = {"Idempotency-Key": uuid4().hex}
    first, again = [await write_line(served, case, more=sent) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert [first.headers[each] for each in SAME] == [again.headers[each] for each in SAME]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert await version(served.log, case) == 2


async def test_a_repeated_command_is_answered_as_before_whatever_happened_since(
    served: Served, log_dsn: str
) -> None:
    case = await notebook(served)
    sent = {"Idempotency-Key": uuid4().hex}
    first = await write_line(served, case, more=sent)
    await write_line(served, case, '"2"', NEXT)
    for etag in ('"1"', '"3"'):
        again = await write_line(served, case, etag, more=sent)
        assert (again.json(), again.headers["etag"]) == (first.json(), '"2"')
    async with serving(log_dsn) as elsewhere:
        again = await write_line(elsewhere, case, more=sent)
        assert again.headers["idempotency-replayed"] == "true"
    assert await pages(served.log, case) == [1, 2]


async def test_the_same_key_at_once_is_done_once(served: Served) -> None:
    key = uuid4().hex
    opened = await asyncio.gather(*(open_notebook(served, key) for _ in range(4)))
    case = UUID(opened[0].json()["id"])
    written = await asyncio.gather(
        *(write_line(served, case, more={"Idempotency-Key": f"{key}2"}) for _ in range(4))
    )
    for answers in (opened, written):
        assert [each.status_code for each in answers] == 4 * [201]
        assert len({each.json()["id"] for each in answers}) == 1
        assert sum("idempotency-replayed" in each.headers for each in answers) == 3
    assert await positions(served.log) == [1, 2]


async def test_a_key_with_another_body_is_refused(served: Served) -> None:
    case = await notebook(served)
    sent = {"Idempotency-Key": uuid4().hex}
    await write_line(served, case, more=sent)
    problem(await write_line(served, case, '"2"', NEXT, more=sent), 422, "key-reused")
    problem(await open_notebook(served, sent["Idempotency-Key"]), 422, "key-reused")
    assert await positions(served.log) == [1, 2]


async def test_a_key_is_its_caller_s_own(served: Served) -> None:
    case, key = await notebook(served), uuid4().hex
    await write_line(served, case, more={"Idempotency-Key": key})
    colleague = replace(CALLER, sub="caseworker-2", case=case)
    token = {HEADER: served.application.tokens.sign(colleague)}
    answer = await write_line(served, case, more={"Idempotency-Key": key} | token)
    problem(answer, 412, "stale")
