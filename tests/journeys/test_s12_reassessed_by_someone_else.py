"""S12: a new worry about a boy who already gets help is judged by somebody who never had his case.

W1 has his case and L1 leads the unit; W2 never handled it. Given the scenario's dates, lived
through the gateway's HTTP, every test says one thing that is then true.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.demo.client import Gateway, Gone, Json
from deploy.demo.expected import due
from tests.database import Databases
from tests.stack import speaking

OPENED, RECEIVED = "2024-11-04", "2025-03-10T09:00:00Z"  # 10:00 in Copenhagen
TREATMENT = "family_treatment"


@dataclass(frozen=True)
class Lived:
    """The story, lived: his case, the new worry, and what W1 was told when trying."""

    gateway: Gateway
    at: str
    worry: str
    refused: str

    def listed(self, what: str) -> list[Json]:
        return self.gateway.everything(f"/v1/{what}", caseId=self.at.rpartition("/")[2])


def helped(gateway: Gateway) -> str:
    """A case in which the boy gets family treatment (BL § 32) since November."""
    gateway.at(f"{OPENED}T08:00:00Z")
    gateway.as_persona("caseworker", "w1")
    opening = {"unit": "unit-1", "openedOn": OPENED, "awareOn": OPENED}
    at = f"/v1/cases/{gateway.open('/v1/cases', opening)}"
    boy = {"name": "Anton Prøve", "bornOn": "2014-05-06", "sex": "male"}
    gateway.tell(f"{at}/identity", boy, method="PUT")
    mother = {"relation": "mother", "name": "Ida Prøve", "custodian": True, "validFrom": OPENED}
    party = gateway.tell(f"{at}/people", mother)["id"]
    heard = {"heldOn": OPENED, "purpose": "decision", "views": "He would like it to be calm."}
    gateway.tell(f"{at}/child-conversations", heard)
    consent = {"givenOn": OPENED, "measureTypes": [TREATMENT], "purpose": "Calm."}
    gateway.tell(f"{at}/consents", {**consent, "partyId": party})
    decision = gateway.tell(
        f"{at}/decisions",
        {
            "decidedOn": OPENED, "regime": "BL", "section": "32(1)5", "measureTypes": [TREATMENT],
            "purpose": "Calm.", "expectedMonths": 12, "reasons": "It helps.", "acute": True,
        },
    )["id"]  # fmt: skip
    start = {"measureType": TREATMENT, "decisionId": decision, "plannedEndOn": "2025-11-01"}
    gateway.tell(f"{at}/moves", {"effectiveOn": OPENED, "starts": [start], "rationale": "Now."})
    return at


def worried(gateway: Gateway) -> str:
    gateway.at(RECEIVED)
    return gateway.open(
        "/v1/notifications",
        {
            "receivedAt": RECEIVED, "unit": "unit-1", "channel": "digital_post",
            "notifierType": "school", "reasons": ["school_problems"], "text": "He is alone.",
        },
    )  # fmt: skip


def reassessment(worry: str, on: str) -> Json:
    return {
        "notificationId": worry, "reassessedOn": on, "outcome": "targeted_assessment",
        "assessment": "The school matter must be looked into by itself.",
    }  # fmt: skip


def tried_by_w1(gateway: Gateway, at: str, worry: str) -> str:
    """W1 assesses the urgency in time, links the worry, and tries to reassess the case as well."""
    gateway.at("2025-03-11T08:30:00Z")
    judged = {"assessedAt": "2025-03-11T08:30:00Z", "outcome": "not_acute", "assessment": "Safe."}
    gateway.tell(f"/v1/notifications/{worry}/urgency-assessments", judged)
    gateway.tell(f"{at}/notifications", {"notificationId": worry, "linkedOn": "2025-03-11"})
    gateway.at("2025-03-12T08:00:00Z")
    with pytest.raises(Gone) as told:
        gateway.tell(f"{at}/reassessments", reassessment(worry, "2025-03-12"))
    return str(told.value)


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given the whole of S12."""
    with speaking(databases) as gateway:
        at = helped(gateway)
        worry = worried(gateway)
        refused = tried_by_w1(gateway, at, worry)
        gateway.as_persona("leader", "l1")
        appointed = {"notificationId": worry, "appointedOn": "2025-03-12", "reassessor": "w2"}
        gateway.tell(f"{at}/reassessors", appointed)
        gateway.at("2025-03-13T08:00:00Z")
        gateway.as_persona("caseworker", "w2")
        judged = reassessment(worry, "2025-03-13") | {"caseId": at.rpartition("/")[2]}
        del judged["notificationId"]
        gateway.tell(f"/v1/notifications/{worry}/reassessments", judged)
        gateway.at("2025-03-17T08:00:00Z")
        gateway.as_persona("caseworker", "w1")
        answer = {"acknowledgedOn": "2025-03-17"}
        gateway.tell(f"/v1/notifications/{worry}/acknowledgements", answer)
        yield Lived(gateway, at, worry, refused)


def recorded(lived: Lived, kind: str) -> list[Json]:
    return [
        each
        for each in lived.gateway.get(f"{lived.at}/history")["items"]
        if each["kind"] == f"case.{kind}"
    ]


def test_the_urgency_was_assessed_in_time_after_23_and_a_half_hours(lived: Lived) -> None:
    [urgency] = due(lived.listed("agenda"), "D01", lived.worry)
    assert (urgency["dueAt"], urgency["state"]["code"]) == ("2025-03-11T09:00:00Z", "met")


def test_the_acknowledgement_was_due_on_18_march_and_came_the_day_before(lived: Lived) -> None:
    [answer] = due(lived.listed("agenda"), "D02", lived.worry)
    assert (answer["dueOn"], answer["metOn"], answer["state"]["code"]) == (
        "2025-03-18", "2025-03-17", "met",
    )  # fmt: skip


def test_whoever_has_the_case_was_told_by_which_rule_they_cannot_reassess_it(lived: Lived) -> None:
    assert "409" in lived.refused or '"refused"' in lived.refused
    assert "reassessor-not-involved" in lived.refused
    assert "BL § 137" in lived.refused


def test_and_the_attempt_is_in_the_log_with_that_rule(lived: Lived) -> None:
    [attempt] = recorded(lived, "ReassessmentRejected")
    assert attempt["by"] == attempt["data"]["reassessor"] == "w1"
    assert (attempt["data"]["rule"], attempt["data"]["attemptedOn"]) == (
        "reassessor-not-involved", "2025-03-12",
    )  # fmt: skip
    told = lived.gateway.everything(f"{lived.at}/timeline")
    assert "ReassessmentRejected" in {each["kind"]["code"] for each in told}


def test_somebody_else_reassessed_it_the_next_day(lived: Lived) -> None:
    [made] = recorded(lived, "NotificationReassessed")
    assert made["by"] == made["data"]["reassessor"] == "w2"
    assert (made["data"]["outcome"], made["data"]["reassessedOn"]) == (
        "targeted_assessment", "2025-03-13",
    )  # fmt: skip


def test_the_worry_belongs_to_the_open_case_and_tells_so_on_its_timeline(lived: Lived) -> None:
    told = lived.gateway.everything(f"{lived.at}/timeline")
    kinds = [each["kind"]["code"] for each in told if each["stream"] == lived.worry]
    assert [each for each in kinds if not each.startswith("Obligation")] == [
        "NotificationReceived", "NotificationUrgencyAssessed", "NotificationAcknowledged",
    ]  # fmt: skip


def test_he_stays_where_he_stood_and_no_new_measure_started(lived: Lived) -> None:
    ladder = lived.gateway.get(f"{lived.at}/ladder")
    assert [each["measureType"]["code"] for each in ladder["measures"]] == [TREATMENT]
    periods = [each["step"]["code"] for each in lived.listed("ladder-periods")]
    assert periods == ["T3"]
