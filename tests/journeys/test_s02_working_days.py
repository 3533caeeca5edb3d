"""S02: the calendar's corners. Store Bededag is gone from 2024, and the clocks change twice a year.

Given the scenario's four notifications, lived through the gateway's HTTP, every test says one thing
that is then true. Times in Copenhagen stand beside those in UTC.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.demo.client import Gateway, Gone, Json
from services.followup.domain import by
from services.followup.heard.facts import NotificationHeard
from services.followup.heard.notes import Note
from services.followup.reading import Reading
from shared.calendar import WorkingDays
from tests.database import Databases
from tests.followup.stories import Story, day, noon
from tests.followup.test_notification_terms import NOTIFICATION
from tests.stack import speaking

A, B, C, D = "A", "B", "C", "D"
RECEIVED = {
    A: ("school", "2023-05-02T14:10:00+02:00"),  # Tuesday, the week of Store Bededag
    B: ("school", "2024-04-23T14:10:00+02:00"),  # Tuesday, the week that it fell in before
    C: ("police", "2024-03-30T20:00:00+01:00"),  # Saturday: the clocks go forward in the night
    D: ("police", "2024-10-26T20:00:00+02:00"),  # Saturday: the clocks go back in the night
}
URGENCY = {
    A: "2023-05-03T12:10:00Z",  # Wednesday 14:10
    B: "2024-04-24T12:10:00Z",  # Wednesday 14:10
    C: "2024-03-31T19:00:00Z",  # Sunday 21:00
    D: "2024-10-27T18:00:00Z",  # Sunday 19:00
}
ACKNOWLEDGEMENT = {A: "2023-05-11", B: "2024-05-01", C: "2024-04-09", D: "2024-11-04"}
WITH_SATURDAY = {A: "2023-05-10", B: "2024-04-30"}
TIMELY, LATE = "2024-03-31T20:59:00+02:00", "2024-03-31T21:01:00+02:00"


@dataclass(frozen=True)
class Lived:
    """The four notifications and C's twin, as the unit's caseworker sees them afterwards."""

    gateway: Gateway
    worries: dict[str, str]

    def due(self, child: str, rule: str) -> Json:
        [found] = [
            each
            for each in self.gateway.everything("/v1/agenda")
            if (each["stream"], each["rule"]["code"]) == (self.worries[child], rule)
        ]
        return found


def received(gateway: Gateway, child: str) -> str:
    """The notification comes in when it came in; the id it got."""
    notifier, at = RECEIVED[child]
    gateway.at(at)
    body = {
        "receivedAt": at, "unit": "unit-1", "channel": "phone", "notifierType": notifier,
        "reasons": ["insufficient_care"], "text": f"A worry about child {child}.",
    }  # fmt: skip
    return gateway.open("/v1/notifications", body)


def assessed(gateway: Gateway, worry: str, at: str) -> None:
    gateway.at(at)
    judged = {"assessedAt": at, "outcome": "not_acute", "assessment": "The child is safe."}
    gateway.tell(f"/v1/notifications/{worry}/urgency-assessments", judged)


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given all of S02, with one more like C that is assessed two minutes later."""
    with speaking(databases) as gateway:
        gateway.at("2023-05-02T06:00:00Z")
        gateway.as_persona("caseworker")
        worries = {A: received(gateway, A)}
        worries |= {C: received(gateway, C), "C, late": received(gateway, C)}
        assessed(gateway, worries[C], TIMELY)
        assessed(gateway, worries["C, late"], LATE)
        worries[B] = received(gateway, B)
        worries[D] = received(gateway, D)
        yield Lived(gateway, worries)


@pytest.mark.parametrize("child", [A, B, C, D])
def test_urgency_is_due_after_24_hours_by_a_stopwatch(lived: Lived, child: str) -> None:
    assert lived.due(child, "D01")["dueAt"] == URGENCY[child]


@pytest.mark.parametrize("child", [A, B, C, D])
def test_the_acknowledgement_is_due_on_the_sixth_working_day(lived: Lived, child: str) -> None:
    due = lived.due(child, "D02")
    assert (due["dueOn"], due["adjustment"]) == (ACKNOWLEDGEMENT[child], "working-days-mon-fri")


def test_the_inbox_tells_the_same_due_moments_as_the_agenda(lived: Lived) -> None:
    listed = {each["id"]: each for each in lived.gateway.everything("/v1/notifications")}
    for child in (A, B, C, D):
        told = listed[lived.worries[child]]
        assert told["urgencyDueAt"] == URGENCY[child]
        assert told["acknowledgementDueOn"] == ACKNOWLEDGEMENT[child]


def test_why_a_worry_is_due_then_is_told_before_it_has_a_case(lived: Lived) -> None:
    at = f"/v1/notifications/{lived.worries[C]}/obligations"
    told = lived.gateway.get(f"{at}/{lived.due(C, 'D01')['id']}")
    assert told["obligation"]["dueAt"] == URGENCY[C]
    assert "31. marts 2024 kl. 21:00" in told["why"]["da"]
    assert "31 March 2024 at 21:00" in told["why"]["en"]
    assert "hours counted without a pause" in told["why"]["en"]
    with pytest.raises(Gone, match="404"):
        lived.gateway.get(f"{at}/{lived.due(D, 'D01')['id']}")


def test_in_the_short_night_a_minute_before_nine_is_timely_and_a_minute_after_is_late(
    lived: Lived,
) -> None:
    assert lived.due(C, "D01")["state"]["code"] == "met"
    assert lived.due("C, late", "D01")["state"]["code"] == "met_late"


def test_each_is_judged_by_the_law_of_its_own_day(lived: Lived) -> None:
    listed = {each["id"]: each for each in lived.gateway.everything("/v1/notifications")}
    sections = [listed[lived.worries[child]]["section"] for child in (A, B, C, D)]
    assert sections == ["SEL 153", "BL 133", "BL 133", "BL 133"]


@pytest.mark.parametrize("child", [A, B])
def test_where_saturday_counts_the_acknowledgement_is_due_a_day_earlier(child: str) -> None:
    story = Story(by(Reading(calendar=WorkingDays(count_saturday=True))))
    at = noon(RECEIVED[child][1][:10])
    worry = NotificationHeard(
        id=NOTIFICATION, received_at=at, unit="unit-1", answerable=True, professional=True
    )
    story.does(Note((worry,)), on=at)
    [owed] = story.owed("D02")
    assert owed.due.due_on == day(WITH_SATURDAY[child])
    assert owed.due.adjustment == "working-days-mon-sat"
