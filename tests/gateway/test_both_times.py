"""Two times: when something held, and when we knew. What was known then can be looked at now."""

import pytest

from shared.clock import utc_now
from tests.gateway.people import Json, Person

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def board(person: Person, **query: str) -> dict[str, int]:
    steps = (await person.get("/v1/ladder-board", **query))["steps"]
    return {each["step"]["code"]: each["children"] for each in steps}


def periods(items: list[Json]) -> list[tuple[str, str, str | None]]:
    return [(each["step"]["code"], each["validFrom"], each["validTo"]) for each in items]


async def test_a_move_recorded_late_is_seen_from_now_and_not_from_before(
    caseworker: Person,
) -> None:
    case = await caseworker.open_case()
    await caseworker.move(case, "2024-04-01")
    before = utc_now().isoformat()
    await caseworker.move(case, "2024-03-01")
    after = utc_now().isoformat()

    assert await board(caseworker, validAt="2024-03-15", asOf=before) == {"T0": 1}
    assert await board(caseworker, validAt="2024-03-15", asOf=after) == {"T1": 1}
    assert await board(caseworker, validAt="2024-03-15") == {"T1": 1}
    for listed in ("/v1/ladder-periods", "/v1/movements"):
        assert await caseworker.items(listed) == await caseworker.items(listed, asOf=after)

    then = periods(await caseworker.items("/v1/ladder-periods", asOf=before))
    now = periods(await caseworker.items("/v1/ladder-periods"))
    assert then == [("T0", "2024-02-01", "2024-04-01"), ("T1", "2024-04-01", None)]
    assert now == [("T0", "2024-02-01", "2024-03-01"), ("T1", "2024-03-01", None)]
    [entered_then] = await caseworker.items("/v1/movements", asOf=before)
    [entered] = await caseworker.items("/v1/movements")
    assert (entered_then["movedOn"], entered["movedOn"]) == ("2024-04-01", "2024-03-01")
    assert entered_then["recordedTo"] == entered["recordedFrom"]


async def test_the_ladder_itself_tells_the_same_as_its_read_model(caseworker: Person) -> None:
    case = await caseworker.open_case()
    await caseworker.move(case, "2024-04-01")
    before = utc_now().isoformat()
    await caseworker.move(case, "2024-03-01")
    for query in ({}, {"asOf": before}):
        own = (await caseworker.get(f"/v1/cases/{case}/ladder", **query))["periods"]
        listed = periods(await caseworker.items("/v1/ladder-periods", caseId=case, **query))
        assert listed == [(each["step"]["code"], each["fromOn"], each["toOn"]) for each in own]


async def test_before_anything_was_recorded_nothing_was_known(caseworker: Person) -> None:
    before = utc_now().isoformat()
    case = await caseworker.case_on_the_ladder()
    assert await board(caseworker, asOf=before) == {}
    assert await caseworker.items("/v1/ladder-periods", asOf=before) == []
    answer = await caseworker.ask("GET", f"/v1/cases/{case}/ladder", params={"asOf": before})
    assert answer.status_code == 404


async def test_every_day_has_one_step_the_last_day_of_a_period_excluded(
    caseworker: Person,
) -> None:
    case = await caseworker.open_case()
    await caseworker.move(case, "2024-03-01")
    assert await board(caseworker, validAt="2024-01-31") == {}
    assert await board(caseworker, validAt="2024-02-01") == {"T0": 1}
    assert await board(caseworker, validAt="2024-02-29") == {"T0": 1}
    assert await board(caseworker, validAt="2024-03-01") == {"T1": 1}
    on_day = await caseworker.items("/v1/ladder-periods", validAt="2024-02-29")
    assert [each["step"]["code"] for each in on_day] == ["T0"]
    for until, found in (("2024-03-01", 0), ("2024-03-02", 1)):
        moves = await caseworker.items("/v1/movements", **{"from": "2024-03-01", "to": until})
        assert len(moves) == found


async def test_an_offset_is_only_another_way_of_writing_a_moment(caseworker: Person) -> None:
    await caseworker.case_on_the_ladder()
    moment = utc_now()
    utc = await caseworker.get("/v1/ladder-board", asOf=moment.isoformat())
    shifted = moment.astimezone().isoformat()
    assert await caseworker.get("/v1/ladder-board", asOf=shifted) == utc
    assert utc["asOf"].endswith("Z")
