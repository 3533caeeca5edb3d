"""Clocks that hang on what was recorded wrongly run from what is right, everywhere at once.

Given a notification and a case whose days had been read wrongly, lived through the gateway's HTTP:
the obligations D01, D02 and D06 move, the ladder begins on another day, the overview shows what
stands, and as of before the correction everything is as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from deploy.demo.client import Gateway, Json
from tests.database import Databases
from tests.stack import speaking

UNIT = "unit-1"
SAID, WAS = "2024-05-15T08:20:00Z", "2024-05-13T06:05:00Z"  # Wednesday; Monday
BEFORE, NOW = "2024-05-20T08:00:00Z", "2024-05-21T08:00:00Z"
REASON = "The day had been read wrongly."


@dataclass
class Lived:
    """The story, lived: the notification, the case, and what was owed before and after."""

    gateway: Gateway
    worry: str = ""
    case: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    before: dict[str, Json] = field(default_factory=dict)

    @property
    def at(self) -> str:
        return f"/v1/cases/{self.case}"

    def due(self, rule: str) -> Json:
        stream = self.worry if rule in {"D01", "D02"} else self.case
        [found] = [
            each
            for each in self.gateway.everything("/v1/agenda")
            if (each["stream"], each["rule"]["code"]) == (stream, rule)
        ]
        return found

    def of_worry(self) -> Json:
        [found] = [
            each
            for each in self.gateway.everything("/v1/notifications")
            if each["id"] == self.worry
        ]
        return found

    def correct(self, at: str, kind: str, record: str, instead: Json | None = None) -> None:
        body: Json = {
            "recordKind": kind, "recordId": record, "correctedOn": NOW[:10], "reason": REASON,
        }  # fmt: skip
        body |= {"instead": instead} if instead else {"retracted": True}
        self.gateway.tell(f"{at}/corrections", body)


def receipt(at: str) -> Json:
    return {
        "receivedAt": at, "unit": UNIT, "channel": "letter", "notifierType": "school",
        "reasons": ["school_absence"], "text": "He has not been at school.",
    }  # fmt: skip


def told(lived: Lived) -> None:
    """What was recorded at first."""
    gateway = lived.gateway
    lived.worry = gateway.open("/v1/notifications", receipt(SAID))
    at = f"/v1/notifications/{lived.worry}"
    judged = {"assessedAt": SAID, "outcome": "not_acute", "assessment": "He is safe."}
    lived.ids["urgency"] = gateway.tell(f"{at}/urgency-assessments", judged)["id"]
    answered = {"acknowledgedOn": "2024-05-20"}
    lived.ids["answer"] = gateway.tell(f"{at}/acknowledgements", answered)["id"]
    opening = {
        "unit": UNIT, "openedOn": "2024-05-16", "awareOn": "2024-05-15",
        "notificationIds": [lived.worry],
    }  # fmt: skip
    lived.case = gateway.open("/v1/cases", opening)
    child = {"name": "Aksel Prøve", "bornOn": "2013-05-02", "sex": "male"}
    gateway.tell(f"{lived.at}/identity", child, method="PUT")
    twin = {"name": "Anton Prøve", "bornOn": "2013-05-03", "sex": "male"}
    lived.ids["twin"] = gateway.tell(f"{lived.at}/identity", twin, method="PUT")["id"]
    for day in ("2024-05-17", "2024-05-18"):
        network = {"mappedOn": day, "personsCount": 4, "kinAvailable": True}
        lived.ids["network"] = gateway.tell(f"{lived.at}/network-mappings", network)["id"]
    gateway.tell(f"{lived.at}/investigations", {"startedOn": "2024-05-17"})
    lived.before = {rule: lived.due(rule) for rule in ("D01", "D02", "D06")}


def put_right(lived: Lived) -> None:
    """What was corrected and taken back."""
    at = f"/v1/notifications/{lived.worry}"
    lived.correct(at, "NotificationReceived", lived.worry, receipt(WAS))
    lived.correct(at, "NotificationAcknowledged", lived.ids["answer"])
    opening = {"openedOn": "2024-05-15", "awareOn": "2024-05-13", "reasons": ["school_absence"]}
    lived.correct(lived.at, "CaseOpened", lived.case, opening)
    lived.correct(lived.at, "ChildIdentified", lived.ids["twin"])
    lived.correct(lived.at, "NetworkMapped", lived.ids["network"])


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given all of it."""
    with speaking(databases) as gateway:
        gateway.at(BEFORE)
        gateway.as_persona("caseworker")
        story = Lived(gateway)
        told(story)
        gateway.at(NOW)
        put_right(story)
        yield story


def test_24_hours_run_from_when_it_came(lived: Lived) -> None:
    assert lived.before["D01"]["dueAt"] == "2024-05-16T08:20:00Z"
    assert lived.before["D01"]["state"]["code"] == "met"
    moved = lived.due("D01")
    assert (moved["dueAt"], moved["state"]["code"]) == ("2024-05-14T06:05:00Z", "met_late")


def test_six_working_days_run_from_when_it_came_and_nobody_has_answered(lived: Lived) -> None:
    assert (lived.before["D02"]["dueOn"], lived.before["D02"]["state"]["code"]) == (
        "2024-05-24",
        "met",
    )
    moved = lived.due("D02")
    assert (moved["dueOn"], moved["state"]["code"]) == ("2024-05-22", "open")


def test_four_months_run_from_when_the_municipality_was_aware(lived: Lived) -> None:
    assert lived.before["D06"]["dueOn"] == "2024-09-15"
    assert lived.due("D06")["dueOn"] == "2024-09-13"
    [begun] = lived.gateway.get(lived.at)["investigations"]
    assert begun["awareOn"] == "2024-05-13"


def test_the_inbox_tells_what_is_right(lived: Lived) -> None:
    found = lived.of_worry()
    assert (found["receivedAt"], found["acknowledgedOn"]) == (WAS, None)
    assert found["urgencyDueAt"] == "2024-05-14T06:05:00Z"


def test_the_ladder_begins_when_the_case_was_opened(lived: Lived) -> None:
    ladder = lived.gateway.get(f"{lived.at}/ladder")
    assert [each["fromOn"] for each in ladder["periods"]] == ["2024-05-15"]
    assert lived.gateway.get(lived.at)["openedOn"] == "2024-05-15"


def test_who_has_the_case_has_it_still(lived: Lived) -> None:
    overview = lived.gateway.get(lived.at)
    assert (overview["unit"], overview["caseworker"]) == (UNIT, "caseworker-1")


def test_the_overview_falls_back_to_what_stands(lived: Lived) -> None:
    overview = lived.gateway.get(lived.at)
    assert (overview["bornOn"], overview["child"]) == ("2013-05-02", "Aksel Prøve")
    assert overview["networkMappedOn"] == "2024-05-17"
    assert lived.gateway.get(lived.at, validAt="2024-05-16")["networkMappedOn"] is None


def test_as_of_before_the_correction_all_is_as_it_was(lived: Lived) -> None:
    items = lived.gateway.get(f"{lived.at}/obligations", asOf="2024-05-20T20:00:00Z")["items"]
    assert [each["dueOn"] for each in items if each["rule"] == "D06"] == ["2024-09-15"]
    history = lived.gateway.get(f"{lived.at}/history", asOf="2024-05-20T20:00:00Z")["items"]
    assert not [each for each in history if each["kind"].startswith("case.Event")]


def test_the_history_holds_both_and_the_reason(lived: Lived) -> None:
    items = lived.gateway.get(f"/v1/notifications/{lived.worry}")["items"]
    received = [
        each["data"]["receivedAt"] for each in items if each["kind"] == "case.NotificationReceived"
    ]
    assert received == [SAID, WAS]
    reasons = {
        each["data"]["reason"]
        for each in items
        if each["kind"] in {"case.EventCorrected", "case.EventRetracted"}
    }
    assert reasons == {REASON}
