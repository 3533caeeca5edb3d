"""S03: a day care worries about a boy of four, and the investigation is done in time.

Given the scenario's dates, lived through the gateway's HTTP, every test says one thing that is
then true.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.demo.client import Gateway, Json
from deploy.demo.expected import due, told
from deploy.demo.story import FOCUS_POINTS
from tests.database import Databases
from tests.stack import speaking

WORRIED, STARTED, COMPLETED = "2016-08-15", "2016-08-22", "2016-12-09"


@dataclass(frozen=True)
class Lived:
    """The story, lived: the worry and the case."""

    gateway: Gateway
    notification: str
    at: str

    def owed(self, rule: str) -> list[Json]:
        case = self.at.rpartition("/")[2]
        return due(self.gateway.everything("/v1/agenda", caseId=case), rule)


def worried(gateway: Gateway) -> str:
    """The day care worries at 9.20 in summer time; the worry is assessed half an hour in time."""
    gateway.at(f"{WORRIED}T07:20:00Z")
    gateway.as_persona("caseworker")
    worry = gateway.open(
        "/v1/notifications",
        {
            "receivedAt": f"{WORRIED}T07:20:00Z", "unit": "unit-1", "channel": "phone",
            "notifierType": "day_care", "notifierName": "Prøvehuset",
            "reasons": ["insufficient_care"], "text": "He is picked up late and hungry.",
        },
    )  # fmt: skip
    gateway.at("2016-08-16T06:50:00Z")
    assessed = {"assessedAt": "2016-08-16T06:50:00Z", "outcome": "not_acute", "assessment": "Safe."}
    gateway.tell(f"/v1/notifications/{worry}/urgency-assessments", assessed)
    gateway.at("2016-08-18T08:00:00Z")
    thanked = {"acknowledgedOn": "2016-08-18"}
    gateway.tell(f"/v1/notifications/{worry}/acknowledgements", thanked)
    return worry


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given the whole of S03."""
    with speaking(databases) as gateway:
        worry = worried(gateway)
        gateway.at(f"{STARTED}T08:00:00Z")
        opening = {"unit": "unit-1", "openedOn": STARTED, "awareOn": WORRIED}
        case = gateway.open("/v1/cases", {**opening, "notificationIds": [worry]})
        at = f"/v1/cases/{case}"
        boy = {"name": "Otto Prøve", "bornOn": "2012-06-01", "sex": "male"}
        gateway.tell(f"{at}/identity", boy, method="PUT")
        begun = gateway.tell(f"{at}/investigations", {"startedOn": STARTED})["id"]
        gateway.at("2016-09-20T09:00:00Z")
        planned = {"meetingKind": "network", "plannedAt": "2016-09-20T12:00:00Z"}
        meeting = gateway.tell(f"{at}/meetings", planned)["id"]
        gateway.at("2016-09-20T15:00:00Z")
        minutes = {
            "heldOn": "2016-09-20", "privateParticipants": 1, "professionalParticipants": 2,
            "childPart": "represented",
        }  # fmt: skip
        gateway.tell(f"{at}/meetings/{meeting}/minutes", minutes)
        gateway.at("2016-10-11T15:00:00Z")
        consulted = {"heldOn": "2016-10-11", "participants": 3, "words": "What he needs."}
        gateway.tell(f"{at}/investigations/{begun}/consultations", consulted)
        gateway.at("2016-11-03T15:00:00Z")
        heard = {"heldOn": "2016-11-03", "purpose": "investigation", "views": "He likes Grandma."}
        gateway.tell(f"{at}/child-conversations", heard)
        gateway.at(f"{COMPLETED}T12:00:00Z")
        points = dict.fromkeys(FOCUS_POINTS, "Looked into with him and his family.")
        done = {"completedOn": COMPLETED, "conclusion": "no_special_support"}
        gateway.tell(f"{at}/investigations/{begun}/completions", {**done, "focusPoints": points})
        yield Lived(gateway, worry, at)


def test_the_worry_was_assessed_within_a_day_counted_in_hours(lived: Lived) -> None:
    found = [(each["dueAt"], each["state"]["code"]) for each in lived.owed("D01")]
    assert found == [("2016-08-16T07:20:00Z", "met")]


def test_the_day_care_was_answered_within_six_working_days(lived: Lived) -> None:
    assert [told(each) for each in lived.owed("D02")] == [("2016-08-23", "met", "2016-08-18")]


def test_the_investigation_was_done_within_four_months_of_awareness(lived: Lived) -> None:
    assert [told(each) for each in lived.owed("D06")] == [("2016-12-15", "met", COMPLETED)]


def test_he_stands_on_no_step_as_no_measure_has_started(lived: Lived) -> None:
    ladder = lived.gateway.get(f"{lived.at}/ladder")
    assert ladder["measures"] == []
    case = lived.at.rpartition("/")[2]
    periods = lived.gateway.everything("/v1/ladder-periods", caseId=case)
    assert {each["step"]["code"] for each in periods} == {"T0"}
