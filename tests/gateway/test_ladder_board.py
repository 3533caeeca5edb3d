"""The board and what it lists: every number is the length of the list that it names."""

from urllib.parse import parse_qsl

import pytest

from shared.clock import utc_now
from tests.gateway.conftest import Somebody
from tests.gateway.people import Json, Person

pytestmark = pytest.mark.asyncio(loop_scope="session")
DAY = "2024-04-15"


async def living(person: Person, born_on: str, sex: str, *moved_on: str) -> str:
    """A child of the person's, on step 1 from a day if one is named."""
    case = await person.open_case()
    at = f"/v1/cases/{case}"
    child = {"name": "Prøve", "bornOn": born_on, "sex": sex}
    await person.tell(f"{at}/identity", child, of=at, method="PUT")
    for day in moved_on:
        await person.move(case, day)
    return case


async def lists(person: Person, numbers: list[Json]) -> None:
    """Each number is the length of the list behind it."""
    for each in numbers:
        path, _, query = each["cases"].partition("?")
        asked = dict(parse_qsl(query))
        assert len(await person.items(path, **asked)) == each["children"], each


async def test_every_number_on_the_board_is_the_length_of_its_list(
    somebody: Somebody, caseworker: Person, unit: str
) -> None:
    await living(caseworker, "2010-05-01", "female", "2024-03-01")
    await living(caseworker, "2010-05-01", "male", "2024-03-01")
    await living(caseworker, "2020-05-01", "male")
    await caseworker.open_case()  # nobody knows yet who the child is
    leader = await somebody("leader")
    leader.known = caseworker.known
    board = await leader.get("/v1/ladder-board", validAt=DAY, by=["unit", "ageBand", "sex"])
    assert {each["step"]["code"]: each["children"] for each in board["steps"]} == {"T0": 2, "T1": 2}
    told = {
        (each["step"]["code"], each["ageBand"]["code"], each["sex"]["code"]): each["children"]
        for each in board["groups"]
    }
    assert told == {
        ("T0", "0-5", "male"): 1, ("T0", "unknown", "unknown"): 1,
        ("T1", "12-14", "female"): 1, ("T1", "12-14", "male"): 1,
    }  # fmt: skip
    assert {each["unit"]["code"] for each in board["groups"]} == {unit}
    await lists(leader, [*board["steps"], *board["groups"]])
    assert (await leader.get("/v1/ladder-board", validAt=DAY))["groups"] == []


async def test_the_board_is_the_unit_s_that_had_the_case_on_the_day(
    somebody: Somebody, caseworker: Person, unit: str
) -> None:
    case = await caseworker.open_case()
    at = f"/v1/cases/{case}"
    leader, other = await somebody("leader"), await somebody("leader", f"{unit}-b")
    handover = {
        "toUnit": f"{unit}-b", "proposedOn": "2024-03-01", "reason": "They moved there.",
    }  # fmt: skip
    proposed = await caseworker.tell(f"{at}/handovers", handover, of=at)
    other.known = caseworker.known
    accepted = {
        "acceptedOn": "2024-03-10", "caseworker": "caseworker-7", "meetingHeldOn": "2024-03-10",
    }  # fmt: skip
    accepting = f"{at}/handovers/{proposed['id']}/acceptances"
    await other.tell(accepting, accepted, of=at)
    leader.known = other.known
    for day, expected in (("2024-03-09", unit), ("2024-03-10", f"{unit}-b")):
        board = await other.get("/v1/ladder-board", validAt=day, by="unit")
        assert [each["unit"]["code"] for each in board["groups"]] == [expected]
    assert (await leader.get("/v1/ladder-board", validAt="2024-03-09"))["steps"] == []


async def test_another_ladder_reads_the_same_way_differently(caseworker: Person) -> None:
    await living(caseworker, "2010-05-01", "female", "2024-03-01")
    for definition, words in (("default@1", "Early support in universal services"),
                              ("copenhagen@1", "Counselling and early support")):  # fmt: skip
        asked = {"validAt": DAY, "definition": definition}
        board = await caseworker.get("/v1/ladder-board", **asked)
        assert [each["step"]["en"] for each in board["steps"]] == [words]
        await lists(caseworker, board["steps"])
        own = await caseworker.get("/v1/ladder-flows", **{"from": "2024-01-01", "to": "2025-01-01"},
                                   definition=definition)  # fmt: skip
        assert {each["target"]["en"] for each in own["links"]} >= {words}
    assert (await caseworker.ask("GET", "/v1/ladder-board?definition=moon@1")).status_code == 404


async def test_flows_tell_arrivals_moves_and_departures_apart(caseworker: Person) -> None:
    case = await living(caseworker, "2010-05-01", "female", "2024-03-01")
    at = f"/v1/cases/{case}"
    [measure] = (await caseworker.get(f"{at}/ladder"))["measures"]
    over = {
        "effectiveOn": "2024-05-01", "rationale": "It is enough.",
        "ends": [{"measureId": measure["id"], "reason": "goals_met"}],
    }  # fmt: skip
    await caseworker.tell(f"{at}/moves", over, of=f"{at}/ladder")
    closing = {"closedOn": "2024-06-01", "reason": "needs_ended"}
    await caseworker.tell(f"{at}/closures", closing, of=at)
    flows = await caseworker.get("/v1/ladder-flows", **{"from": "2024-01-01", "to": "2025-01-01"})
    told = [
        (each["source"]["code"], each["target"]["code"], each["kind"]["code"], each["moves"])
        for each in flows["links"]
    ]
    assert told == [
        ("outside", "T0", "arrival", 1), ("T0", "T1", "entry", 1),
        ("T0", "outside", "departure", 1), ("T1", "T0", "exit", 1),
    ]  # fmt: skip
    half = await caseworker.get("/v1/ladder-flows", **{"from": "2024-03-01", "to": "2024-05-01"})
    assert [each["kind"]["code"] for each in half["links"]] == ["entry"]
    times = await caseworker.get("/v1/ladder-times", **{"from": "2024-01-01", "to": "2025-01-01"})
    days = {each["step"]["code"]: each["days"] for each in times["steps"]}
    assert days == {"T0": 29 + 31, "T1": 61}
    [chain] = await caseworker.items("/v1/ladder-chains", caseId=case)
    assert [each["step"]["code"] for each in chain["steps"]] == ["T0", "T1", "T0"]


async def test_what_was_not_known_then_is_in_no_number_of_then(caseworker: Person) -> None:
    before = utc_now().isoformat()
    await living(caseworker, "2010-05-01", "female", "2024-03-01")
    window = {"from": "2024-01-01", "to": "2025-01-01", "asOf": before}
    assert (await caseworker.get("/v1/ladder-flows", **window))["links"] == []
    assert (await caseworker.get("/v1/ladder-times", **window))["steps"] == []
    assert await caseworker.items("/v1/ladder-chains", asOf=before) == []


@pytest.mark.parametrize("path", ["ladder-flows", "ladder-times"])
async def test_a_time_has_two_ends_and_groups_that_there_are(caseworker: Person, path: str) -> None:
    for asked in ("", "?from=2024-01-01", "?from=2024-01-01&to=x",
                  "?from=2024-01-01&to=2025-01-01&by=shoes"):  # fmt: skip
        answer = await caseworker.ask("GET", f"/v1/{path}{asked}")
        assert answer.status_code == 400
