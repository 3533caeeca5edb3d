"""Calendars: read right by a parser and a program that nobody here wrote, and telling nothing."""

import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus

from services.gateway.calendars.writing import Deadline, House, Meeting, Writer
from shared.views import Label
from tests.database import queried
from tests.gateway.people import KEY, Json, Person
from tests.gateway.treatment import asked, planned, treated
from tests.stack import Standing

pytestmark = pytest.mark.asyncio(loop_scope="session")
STARTED, NOW = "2025-01-06", "2025-01-06T08:00:00Z"
CONFIG = """
[calendars]
[[one]]
path = {folder}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Copenhagen
default_timezone = Europe/Copenhagen
[sqlite]
path = {folder}/khal.db
"""


@pytest_asyncio.fixture(loop_scope="session")
async def worker(own_stack: Standing) -> AsyncIterator[Person]:
    """A caseworker on a Monday in January 2025, in a stack of their own."""
    await own_stack.at(NOW)
    headers = await own_stack.as_persona("caseworker", "caseworker-1", "unit-1")
    yield Person(own_stack.client, "caseworker-1", "unit-1", headers)


async def somebody(stack: Standing, persona: str, sub: str, unit: str = "unit-1") -> Person:
    headers = await stack.as_persona(persona, sub, unit)
    return Person(stack.client, sub, unit, headers)


async def linked(person: Person, **body: object) -> Json:
    answer = await person.ask("POST", "/v1/calendars", json=body, headers={KEY: str(uuid4())})
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    assert answer.headers["Location"] == found["path"]
    return found


async def subscribed(person: Person, path: str, **headers: str) -> httpx.Response:
    """Whoever has the link, and nothing else; what the person wrote is waited for."""
    await person.get("/v1/agenda")
    return await person.client.get(path, headers=headers)


def read(text: str) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(text)


async def test_a_subscriber_sees_meetings_and_deadlines_and_no_name(worker: Person) -> None:
    case = await treated(worker, STARTED)
    meeting = await planned(
        worker, case, "2025-03-30T07:30:00Z", endsAt="2025-03-30T09:00:00Z", place="room-3",
        agenda="Hvordan det går i skolen.",
        participants=[{"personKind": "private", "role": "mother", "name": "Ida Prøve"}],
    )  # fmt: skip
    link = await linked(worker, kind="worker")
    answer = await subscribed(worker, link["path"])
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = read(answer.text)
    [event] = [each for each in calendar.events if each.uid == f"{meeting}@indsats"]
    assert (event.dtstart, event.dtend) == (
        datetime(2025, 3, 30, 7, 30, tzinfo=UTC),
        datetime(2025, 3, 30, 9, 0, tzinfo=UTC),
    )
    assert (event.summary, event.location) == (f"Netværksmøde · {case[:8]}", "room-3")
    due = {each.summary: each for each in calendar.events if "Frist" in str(each.summary)}
    first = due[f"Frist D17 · {case[:8]}"]
    assert (first.dtstart, first.dtend) == (date(2025, 3, 3), date(2025, 3, 4))
    assert "Netværksmøde holdes mindst hver 8. uge." in str(first.description)
    assert not re.search("Prøve|skolen|Ida|Aksel|VTIMEZONE|TZID", answer.text)


async def test_what_has_not_changed_is_not_sent_again(worker: Person) -> None:
    case = await treated(worker, STARTED)
    link = await linked(worker, kind="case", caseId=case)
    first = await subscribed(worker, link["path"])
    tag = first.headers["ETag"]
    again = await subscribed(worker, link["path"], **{"If-None-Match": tag})
    assert (again.status_code, again.text, again.headers["ETag"]) == (304, "", tag)
    await planned(worker, case, "2025-02-03T12:00:00Z")
    changed = await subscribed(worker, link["path"], **{"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != tag


async def test_a_meeting_that_is_moved_keeps_its_name_and_counts_up(worker: Person) -> None:
    case = await treated(worker, STARTED)
    meeting = await planned(worker, case, "2025-02-03T12:00:00Z")
    path = f"/v1/meetings/{meeting}.ics"
    first = read((await worker.ask("GET", path)).text).events[0]
    assert (first.sequence, first.status) == (0, EventStatus.CONFIRMED)
    moved = {"plannedAt": "2025-02-04T12:00:00Z", "reason": "Skolen kunne ikke."}
    await asked(worker, case, f"meetings/{meeting}/reschedulings", moved)
    answer = await worker.ask("GET", path)
    second = read(answer.text).events[0]
    assert (second.uid, second.sequence) == (first.uid, 1)
    assert second.dtstart == datetime(2025, 2, 4, 12, tzinfo=UTC)
    assert "METHOD:REQUEST" in answer.text
    assert "Skolen" not in answer.text


async def test_a_meeting_that_is_called_off_is_taken_out_of_calendars(worker: Person) -> None:
    case = await treated(worker, STARTED)
    meeting = await planned(worker, case, "2025-02-03T12:00:00Z")
    off = {"cancelledOn": STARTED, "reasonCode": "network", "reason": "Mormor er syg."}
    await asked(worker, case, f"meetings/{meeting}/cancellations", off)
    answer = await worker.ask("GET", f"/v1/meetings/{meeting}.ics")
    [event] = read(answer.text).events
    assert "METHOD:CANCEL" in answer.text
    assert (event.status, event.sequence, event.uid) == (
        EventStatus.CANCELLED,
        1,
        f"{meeting}@indsats",
    )
    assert "Mormor" not in answer.text


async def test_a_deadline_that_changes_is_the_same_event_with_a_higher_number(
    own_stack: Standing, worker: Person
) -> None:
    case = await treated(worker, STARTED)
    link = await linked(worker, kind="case", caseId=case, language="en")
    due = f"Due D17 · {case[:8]}"

    async def deadline() -> tuple[object, str | None, int]:
        calendar = read((await subscribed(worker, link["path"])).text)
        [event] = [each for each in calendar.events if each.summary == due]
        return event.dtstart, event.uid, event.sequence or 0

    on, uid, sequence = await deadline()
    await own_stack.at("2025-01-07T08:00:00Z")
    deferral = {"deferredTo": "2025-03-10", "reason": "Hun er på ferie."}
    [owed] = await worker.items("/v1/agenda", caseId=case, rule="D17")
    await asked(worker, case, f"obligations/{owed['id']}/deferrals", deferral)
    after = await deadline()
    assert after[:2] == (on, uid)
    assert after[2] > sequence


async def test_only_who_may_see_the_case_gets_an_invitation(
    own_stack: Standing, worker: Person
) -> None:
    case = await treated(worker, STARTED)
    meeting = await planned(worker, case, "2025-02-03T12:00:00Z")
    stranger = await somebody(own_stack, "caseworker", "caseworker-9", "unit-9")
    stranger.known = worker.known
    answer = await stranger.ask("GET", f"/v1/meetings/{meeting}.ics")
    assert answer.status_code == 404
    refused = await stranger.ask("POST", "/v1/calendars", json={"kind": "case", "caseId": case})
    assert refused.status_code == 404


async def test_a_link_shows_what_its_owner_may_see_when_it_is_read(
    own_stack: Standing, worker: Person
) -> None:
    case = await treated(worker, STARTED)
    meeting = await planned(worker, case, "2025-02-03T12:00:00Z")
    leader = await somebody(own_stack, "leader", "leader-1")
    leader.known = worker.known
    team, own = await linked(leader, kind="team"), await linked(worker, kind="worker")
    assert meeting in (await subscribed(leader, team["path"])).text
    at = f"/v1/cases/{case}"
    taken = {"assignedOn": STARTED, "unit": "unit-1", "caseworker": "caseworker-2"}
    await leader.tell(f"{at}/assignments", taken, of=at)
    assert meeting not in (await subscribed(leader, own["path"])).text
    assert meeting in (await subscribed(leader, team["path"])).text


async def test_a_revoked_link_opens_nothing_and_is_nobody_elses_to_revoke(
    own_stack: Standing, worker: Person
) -> None:
    link = await linked(worker, kind="worker")
    assert (await subscribed(worker, link["path"])).status_code == 200
    leader = await somebody(own_stack, "leader", "leader-1")
    at = f"/v1/calendars/{link['id']}/revocations"
    assert (await leader.ask("POST", at)).status_code == 404
    assert (await worker.ask("POST", at)).status_code == 204
    gone = await subscribed(worker, link["path"])
    assert (gone.status_code, gone.json()["code"]) == (404, "not-found")
    assert (await worker.get("/v1/calendars"))["items"] == []


async def test_a_link_runs_out_after_a_year(own_stack: Standing, worker: Person) -> None:
    link = await linked(worker, kind="worker")
    assert link["expiresOn"] == "2026-01-06"
    await own_stack.at("2026-01-05T12:00:00Z")
    assert (await subscribed(worker, link["path"])).status_code == 200
    await own_stack.at("2026-01-06T12:00:00Z")
    assert (await subscribed(worker, link["path"])).status_code == 404


async def test_the_same_key_makes_the_same_link_and_no_other(worker: Person) -> None:
    key = {KEY: "my-calendar"}
    first = await worker.ask("POST", "/v1/calendars", json={"kind": "worker"}, headers=key)
    again = await worker.ask("POST", "/v1/calendars", json={"kind": "worker"}, headers=key)
    assert first.json() == again.json()
    other = await worker.ask("POST", "/v1/calendars", json={"kind": "team"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "key-reused")


@pytest.mark.parametrize("body", [{"kind": "case"}, {"kind": "worker", "caseId": str(uuid4())}])
async def test_a_cases_calendar_is_of_a_case_and_no_other_is(worker: Person, body: Json) -> None:
    answer = await worker.ask("POST", "/v1/calendars", json=body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/caseId"


@pytest.mark.parametrize("token", ["a", "A" * 43, "A" * 65, "%2e%2e", "æ"])
async def test_a_link_that_was_never_made_opens_nothing(worker: Person, token: str) -> None:
    answer = await worker.client.get(f"/v1/calendars/{token}.ics")
    assert answer.status_code in {400, 404}


async def test_the_secret_is_kept_nowhere_and_every_look_is_on_record(
    own_stack: Standing, worker: Person
) -> None:
    case = await treated(worker, STARTED)
    link = await linked(worker, kind="worker")
    token = link["path"].removeprefix("/v1/calendars/").removesuffix(".ics")
    await subscribed(worker, link["path"])
    gateway = own_stack.dsns["gateway"]
    rows = await queried(gateway, "SELECT t::text FROM calendar_links t")
    looked = await queried(
        gateway, "SELECT sub, streams FROM read_log WHERE operation = 'readCalendar'"
    )
    assert rows
    assert token not in json.dumps(rows)
    assert [(sub, [*map(str, streams)]) for sub, streams in looked] == [("caseworker-1", [case])]
    listed = (await worker.get("/v1/calendars"))["items"]
    assert [each["id"] for each in listed] == [link["id"]]
    assert token not in json.dumps(listed)


AT = datetime(2025, 3, 30, 7, 30, tzinfo=UTC)
HOUSE = House("a@indsats.invalid", "b@indsats.invalid", "https://indsats.example/")
MEETING = Meeting(
    id=uuid4(), case_id=uuid4(), meeting_kind="network", planned_at=AT, ends_at=None,
    place="town-hall-3", sequence=2, cancelled=False, changed_at=AT,
)  # fmt: skip


def sample() -> str:
    """A meeting after the clocks have gone forward, and a deadline."""
    rule = Label(code="D14", da="Frist, med; tegn", en="Term")
    deadline = Deadline(
        id=uuid4(), case_id=None, rule=rule, due_on=date(2025, 4, 18), sequence=0, changed_at=AT
    )
    return Writer(HOUSE).feed([MEETING], [deadline]).decode()


def khal(home: Path, *asked: str) -> str:
    """What a calendar program for the command line says, in a home of its own."""
    (home / "calendar").mkdir(exist_ok=True)
    (home / "config").write_text(CONFIG.format(folder=home), encoding="utf-8")
    program = [sys.executable, "-m", "khal", "-c", str(home / "config"), *asked]
    done = subprocess.run(  # noqa: S603 - a program among our own
        program, check=True, capture_output=True, text=True,
        env={"HOME": str(home), "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    return done.stdout


async def test_a_calendar_program_shows_the_hour_that_people_meet(
    worker: Person, tmp_path: Path
) -> None:
    """In summer time, as it was subscribed to; and again when the meeting was moved."""
    case = await treated(worker, STARTED)
    meeting = await planned(worker, case, "2025-03-30T07:30:00Z")
    link = await linked(worker, kind="worker")

    async def shown(day: str) -> str:
        text = (await subscribed(worker, link["path"])).text
        (tmp_path / "ours.ics").write_text(text, encoding="utf-8")
        khal(tmp_path, "import", "--batch", str(tmp_path / "ours.ics"))
        return khal(tmp_path, "list", day, "1d")

    assert f"09:30-10:30 Netværksmøde · {case[:8]}" in await shown("2025-03-30")
    assert f"Frist D17 · {case[:8]}" in khal(tmp_path, "list", "2025-03-03", "1d")
    assert "Frist" not in khal(tmp_path, "list", "2025-03-04", "1d")
    moved = {"plannedAt": "2025-03-28T07:30:00Z"}
    await asked(worker, case, f"meetings/{meeting}/reschedulings", moved)
    assert f"08:30-09:30 Netværksmøde · {case[:8]}" in await shown("2025-03-28")
    assert "Netværksmøde" not in khal(tmp_path, "list", "2025-03-30", "1d")


async def test_what_is_published_invites_nobody_and_an_invitation_does() -> None:
    """RFC 5546, 3.2.1 and 3.2.2: every event has an organiser, a published one no attendee."""
    assert "ATTENDEE" not in sample()
    assert all(each.organizer for each in read(sample()).events)
    invited = Writer(HOUSE).invitation(replace(MEETING, id=uuid4())).decode()
    [event] = read(invited).events
    assert [str(each.uri) for each in event.attendees] == ["mailto:b@indsats.invalid"]
    assert "METHOD:REQUEST" in invited


async def test_a_case_can_be_opened_from_a_calendar_where_there_is_a_front_end() -> None:
    [meeting, deadline] = read(sample()).events
    assert str(meeting.url).startswith("https://indsats.example/cases/")
    assert deadline.url is None
    assert deadline.description == "Frist, med; tegn"
