"""The journal: in the order in which things happened, and nothing that was said is gone."""

import pytest

from tests.gateway.people import Json, Person

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def note(caseworker: Person, at: str, on: str, words: str, **more: str) -> str:
    body: Json = {"happenedOn": on, "kind": "phone_call", "words": words, **more}
    made: str = (await caseworker.tell(f"{at}/notes", body, of=at))["id"]
    return made


async def test_entries_stand_in_the_order_in_which_they_happened_page_by_page(
    caseworker: Person, case: str
) -> None:
    at = f"/v1/cases/{case}"
    await note(caseworker, at, "2024-02-09", "The third.")
    await note(caseworker, at, "2024-02-02", "The first.")
    heard = {"heldOn": "2024-02-05", "purpose": "investigation", "views": "The second."}
    await caseworker.tell(f"{at}/child-conversations", heard, of=at)
    whole = await caseworker.items(f"{at}/journal")
    assert [each["happenedOn"] for each in whole] == ["2024-02-02", "2024-02-05", "2024-02-09"]
    assert [each["data"].get("words") or each["data"]["views"] for each in whole] == [
        "The first.",
        "The second.",
        "The third.",
    ]
    assert await caseworker.items(f"{at}/journal", limit=1) == whole


async def test_a_note_that_was_corrected_stays_and_says_so(caseworker: Person, case: str) -> None:
    at = f"/v1/cases/{case}"
    wrong = await note(caseworker, at, "2024-02-02", "She rang.")
    before = (await caseworker.items(f"{at}/journal"))[0]["recordedAt"]
    right = {"happenedOn": "2024-02-02", "kind": "phone_call", "words": "He rang."}
    correction = {
        "recordKind": "NoteRecorded", "recordId": wrong, "correctedOn": "2024-02-03",
        "reason": "It was her brother.", "instead": right,
    }  # fmt: skip
    made = await caseworker.tell(f"{at}/corrections", correction, of=at)
    told = await caseworker.items(f"{at}/journal")
    assert [(each["data"]["words"], each["standing"], each["correctionId"]) for each in told] == [
        ("She rang.", "corrected", made["id"]),
        ("He rang.", "stands", None),
    ]
    [then] = await caseworker.items(f"{at}/journal", asOf=before)
    assert (then["data"]["words"], then["standing"]) == ("She rang.", "stands")
    never = {key: correction[key] for key in ("recordKind", "recordId", "correctedOn", "reason")}
    await caseworker.tell(f"{at}/corrections", {**never, "retracted": True}, of=at)
    told = await caseworker.items(f"{at}/journal")
    assert [each["standing"] for each in told] == ["corrected", "retracted"]


async def test_a_counter_note_answers_a_note_of_the_case(caseworker: Person, case: str) -> None:
    at = f"/v1/cases/{case}"
    opinion = await note(caseworker, at, "2024-02-02", "She seemed tired of him.")
    await note(caseworker, at, "2024-02-06", "I was ill that day.", answersId=opinion)
    told = await caseworker.items(f"{at}/journal")
    assert [each["data"]["answersId"] for each in told] == [None, opinion]
    sent = {"If-Match": await caseworker.version(at)}
    lost = {"happenedOn": "2024-02-06", "kind": "other", "words": "To what?", "answersId": case}
    assert (await caseworker.ask("POST", f"{at}/notes", json=lost, headers=sent)).status_code == 404


async def test_a_cursor_that_is_none_of_ours_is_refused(caseworker: Person, case: str) -> None:
    journal = f"/v1/cases/{case}/journal"
    for each in ("x", "2024-02-02.3"):
        assert (await caseworker.ask("GET", f"{journal}?cursor={each}")).status_code == 400


async def test_a_cursor_goes_on_where_it_was_written_and_nowhere_else(
    caseworker: Person, case: str
) -> None:
    at = f"/v1/cases/{case}"
    for day in ("2024-02-02", "2024-02-03"):
        await note(caseworker, at, day, "She rang.")
    page = await caseworker.ask("GET", f"{at}/journal?limit=1")
    cursor = page.json()["nextCursor"]
    assert "2024-02-02" not in cursor
    assert page.headers["Link"] == f'<{at}/journal?limit=1&cursor={cursor}>; rel="next"'
    following = await caseworker.ask("GET", page.headers["Link"][1:].partition(">")[0])
    assert [each["happenedOn"] for each in following.json()["items"]] == ["2024-02-03"]
    other = await caseworker.open_case()
    answer = await caseworker.ask("GET", f"/v1/cases/{other}/journal?cursor={cursor}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "cursor"
