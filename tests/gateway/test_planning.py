"""Planning: what one meeting could meet, who has how much before them, and which days are free."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
import pytest_asyncio

from services.gateway.proposing import Diary
from shared.calendar import WorkingDays
from tests.gateway.people import Json, Person
from tests.gateway.test_calendars import NOW, STARTED, somebody
from tests.gateway.treatment import asked, measure_of, planned, treated
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def worker(own_stack: Standing) -> AsyncIterator[Person]:
    """A caseworker on a Monday in January 2025, in a stack of their own."""
    await own_stack.at(NOW)
    headers = await own_stack.as_persona("caseworker", "caseworker-1", "unit-1")
    yield Person(own_stack.client, "caseworker-1", "unit-1", headers)


async def suggested(person: Person, **asked_for: object) -> list[Json]:
    return await person.items("/v1/agenda/suggestions", within=92, **asked_for)


async def test_what_is_due_for_one_child_is_bundled_into_one_meeting(worker: Person) -> None:
    case = await treated(worker, STARTED)
    [found] = await suggested(worker)
    assert (found["caseId"], found["caseworker"]) == (case, "caseworker-1")
    due = [(each["rule"]["code"], each["dueOn"]) for each in found["obligations"]]
    assert sorted(due) == [("D14", "2025-03-03"), ("D17", "2025-03-03")]
    assert (found["by"], found["proposedOn"]) == ("2025-03-03", "2025-03-03")
    assert found["meetingKind"]["da"] == "Netværksmøde"
    assert (found["fulfilsReview"], found["fulfilsNetwork"]) == (True, True)


async def test_a_worry_is_answered_at_the_same_meeting(worker: Person) -> None:
    case = await treated(worker, STARTED)
    worry = {"raisedAt": NOW, "raisedBy": "school", "words": "He sleeps in class."}
    raised = (await asked(worker, case, "concerns", worry))["id"]
    [found] = await suggested(worker)
    assert found["concernIds"] == [raised]
    assert found["by"] == "2025-01-09"


async def test_what_a_meeting_is_planned_for_is_suggested_no_more(worker: Person) -> None:
    case = await treated(worker, STARTED)
    [found] = await suggested(worker)
    ids = [each["id"] for each in found["obligations"]]
    meeting = await planned(worker, case, "2025-02-24T12:00:00Z", obligationIds=ids)
    assert await suggested(worker) == []
    lines = await worker.items("/v1/agenda", caseId=case, rule=["D14", "D17"])
    assert {each["plannedAt"] for each in lines} == {"2025-02-24T12:00:00Z"}
    off = {"cancelledOn": STARTED, "reasonCode": "network"}
    await asked(worker, case, f"meetings/{meeting}/cancellations", off)
    assert len(await suggested(worker)) == 1


async def test_one_meeting_marked_as_proposed_meets_them_all(
    own_stack: Standing, worker: Person
) -> None:
    case = await treated(worker, STARTED)
    [found] = await suggested(worker)
    ids = [each["id"] for each in found["obligations"]]
    meeting = await planned(worker, case, "2025-02-24T12:00:00Z", obligationIds=ids)
    await own_stack.at("2025-02-24T15:00:00Z")
    minutes = {
        "heldOn": "2025-02-24", "privateParticipants": 2, "professionalParticipants": 2,
        "childPart": "present", "childView": "It is calmer.", "goalStatus": "Half of the way.",
        "fulfilsReview": found["fulfilsReview"], "fulfilsNetwork": found["fulfilsNetwork"],
    }  # fmt: skip
    await asked(worker, case, f"meetings/{meeting}/minutes", minutes)
    lines = {each["id"]: each for each in await worker.items("/v1/agenda", caseId=case)}
    assert {lines[each]["state"]["code"] for each in ids} == {"met"}


async def test_suggestions_are_of_ones_own_cases(own_stack: Standing, worker: Person) -> None:
    await treated(worker, STARTED)
    stranger = await somebody(own_stack, "leader", "leader-9", "unit-9")
    stranger.known = worker.known
    assert await suggested(stranger) == []
    assert await stranger.items("/v1/workload", weeks=12) == []
    leader = await somebody(own_stack, "leader", "leader-1")
    leader.known = worker.known
    assert len(await suggested(leader)) == 1
    assert await suggested(leader, caseworker="caseworker-2") == []
    assert len(await suggested(leader, caseworker="caseworker-1", unit="unit-1")) == 1


async def test_the_workload_of_each_worker_is_told_week_by_week(
    own_stack: Standing, worker: Person
) -> None:
    case = await treated(worker, STARTED)
    other = await somebody(own_stack, "caseworker", "caseworker-2")
    other.known = worker.known
    await treated(other, STARTED)
    worker.known = other.known
    await planned(worker, case, "2025-01-13T12:00:00Z")
    await planned(worker, case, "2025-01-19T23:30:00Z")  # Monday in Copenhagen
    leader = await somebody(own_stack, "leader", "leader-1")
    leader.known = worker.known
    lines = await leader.items("/v1/workload", **{"from": "2025-01-08", "weeks": 9, "limit": 1})
    said = [(each["caseworker"], each["weekOf"], each["meetings"]) for each in lines]
    assert ("caseworker-1", "2025-01-13", 1) in said
    assert ("caseworker-1", "2025-01-20", 1) in said
    march = {
        each["caseworker"]: (each["due"], each["dueByLaw"])
        for each in lines
        if each["weekOf"] == "2025-03-03"
    }
    assert march == {"caseworker-1": (2, 0), "caseworker-2": (2, 0)}
    own = await worker.items("/v1/workload", weeks=12)
    assert {each["caseworker"] for each in own} == {"caseworker-1"}


async def test_days_are_proposed_that_are_neither_weekend_nor_holiday_nor_full(
    worker: Person,
) -> None:
    case = await treated(worker, STARTED)
    for hour in range(8, 12):
        await planned(worker, case, f"2025-04-16T{hour:02}:00:00Z")
    found = await worker.get(f"/v1/cases/{case}/proposed-days", by="2025-04-22")
    days = [(each["on"], each["meetings"]) for each in found["items"][:4]]
    assert days == [("2025-04-22", 0), ("2025-04-15", 0), ("2025-04-14", 0), ("2025-04-11", 0)]
    usual = await worker.get(f"/v1/cases/{case}/proposed-days")
    assert usual["by"] == usual["items"][0]["on"] == "2025-01-20"


async def test_who_may_not_see_the_case_is_proposed_nothing(
    own_stack: Standing, worker: Person
) -> None:
    case = await treated(worker, STARTED)
    stranger = await somebody(own_stack, "caseworker", "caseworker-9", "unit-9")
    stranger.known = worker.known
    answer = await stranger.ask("GET", f"/v1/cases/{case}/proposed-days")
    assert answer.status_code == 404
    wrong = await worker.ask("GET", f"/v1/cases/{case}/proposed-days", params={"by": "soon"})
    assert wrong.status_code == 400


async def test_the_agenda_is_asked_for_me_and_for_my_unit_by_rule_and_by_what_went_to_the_leader(
    own_stack: Standing, worker: Person
) -> None:
    case = await treated(worker, STARTED)
    other = await somebody(own_stack, "caseworker", "caseworker-2")
    other.known = worker.known
    await treated(other, STARTED)
    leader = await somebody(own_stack, "leader", "leader-1")
    leader.known = other.known
    mine = await worker.items("/v1/agenda", **{"for": "me", "rule": "D17"})
    assert [each["caseId"] for each in mine] == [case]
    units = await leader.items("/v1/agenda", **{"for": "unit", "rule": ["D17", "D14"]})
    assert len(units) == 4
    assert await leader.items("/v1/agenda", **{"for": "me"}) == []
    assert await leader.items("/v1/agenda", escalated=True) == []
    leader.known = await own_stack.at("2025-03-02T08:00:00Z")
    before = await leader.items("/v1/agenda", escalated=True, rule="D17")
    assert {each["state"]["code"] for each in before} == {"open"}
    assert {each["escalatedAt"] for each in before} == {"2025-03-02T08:00:00Z"}
    leader.known = await own_stack.at("2025-03-04T08:00:00Z")
    late = await leader.items("/v1/agenda", status=["open", "overdue"], rule=["D14", "D17"])
    assert {each["state"]["code"] for each in late} == {"overdue"}
    done = await leader.items("/v1/agenda", status="met", rule=["D14", "D17"])
    assert done == []


async def test_the_agenda_rises_or_falls_and_its_unit_is_the_one_in_charge(
    own_stack: Standing, worker: Person
) -> None:
    case = await treated(worker, STARTED)
    rising = [each["dueOn"] for each in await worker.items("/v1/agenda", limit=1)]
    falling = [each["dueOn"] for each in await worker.items("/v1/agenda", sort="-dueOn", limit=1)]
    assert rising == sorted(rising)
    assert falling == rising[::-1]
    assert len({*rising}) > 1
    wrong = await worker.ask("GET", "/v1/agenda", params={"sort": "-colour"})
    assert wrong.status_code == 400
    leader = await somebody(own_stack, "leader", "leader-1")
    leader.known = worker.known
    assert len(await leader.items("/v1/agenda", unit="unit-1", limit=1)) == len(rising)
    at = f"/v1/cases/{case}"
    proposal = {"proposedOn": STARTED, "toUnit": "unit-2", "reason": "They have moved."}
    handover = await worker.tell(f"{at}/handovers", proposal, of=at)
    theirs = await somebody(own_stack, "leader", "leader-2", "unit-2")
    theirs.known = worker.known
    acceptance = {
        "acceptedOn": STARTED, "caseworker": "caseworker-3", "meetingHeldOn": STARTED,
    }  # fmt: skip
    await theirs.tell(f"{at}/handovers/{handover['id']}/acceptances", acceptance, of=at)
    leader.known = theirs.known
    assert await leader.items("/v1/agenda", unit="unit-1") == []
    for asked_for in ({"unit": "unit-2"}, {"for": "unit"}):
        found = await theirs.items("/v1/agenda", limit=1, status=["open"], **asked_for)
        assert [each["dueOn"] for each in found] == rising


async def test_a_deferral_is_shown_beside_the_day_and_a_holiday_as_a_warning(
    worker: Person,
) -> None:
    case = await treated(worker, STARTED)
    [owed] = await worker.items("/v1/agenda", caseId=case, rule="D17")
    deferral = {"deferredTo": "2025-03-10", "reason": "He is at his father's."}
    told = await asked(worker, case, f"obligations/{owed['id']}/deferrals", deferral)
    assert told["warnings"] == []
    [after] = await worker.items("/v1/agenda", caseId=case, rule="D17")
    assert (after["dueOn"], after["deferredTo"]) == ("2025-03-03", "2025-03-10")
    measure = await measure_of(worker, case)
    days = {"decidedOn": STARTED, "measureIds": [measure], "dates": ["2025-04-18"]}
    said = {**days, "reasons": "Easter.", "toldChildOn": STARTED}
    told = await asked(worker, case, "follow-up-schedules", said)
    assert [each["rule"] for each in told["warnings"]] == ["schedule-reasons-told"]
    held = {
        "heldOn": STARTED, "measureIds": [measure], "outcome": "continue",
        "childView": "It helps.", "goalStatus": "Begun.",
    }  # fmt: skip
    await asked(worker, case, "follow-ups", held)
    [pending] = await worker.items("/v1/agenda", caseId=case, rule="D16")
    assert (pending["dueOn"], pending["fallsOn"]["da"]) == ("2025-04-18", "Helligdag")


def diary(*full: date, closed: tuple[tuple[int, int], ...] = ()) -> Diary:
    return Diary(WorkingDays(closed=frozenset(closed)), dict.fromkeys(full, 2), 2)


async def test_the_last_free_day_by_the_due_day_is_proposed_or_else_the_first_after() -> None:
    friday, saturday = date(2025, 1, 10), date(2025, 1, 11)
    assert diary().proposed(date(2025, 1, 6), saturday) == friday
    assert diary(friday).proposed(date(2025, 1, 6), saturday) == date(2025, 1, 9)
    assert diary(closed=((1, 10),)).proposed(date(2025, 1, 6), saturday) == date(2025, 1, 9)
    assert diary().proposed(friday, friday) == date(2025, 1, 13)
    assert diary().proposed(date(2025, 2, 3), friday) == date(2025, 2, 4)
