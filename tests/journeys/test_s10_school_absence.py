"""S10: a boy stays away from school; the network meets, and two administrations bind themselves.

Given the scenario's dates, lived through the gateway's HTTP, every test says one thing that is
then true. Moments are UTC: Copenhagen is one hour ahead in December.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.demo.client import Gateway, Gone, Json
from deploy.demo.expected import due
from tests.database import Databases
from tests.stack import speaking

MET, DECIDED, STARTED = "2017-11-08", "2018-01-10", "2018-01-15"
NETWORKS, FORUM = "/v1/professional-network-meetings", "/v1/agreement-forum-decisions"
MEETING: Json = {
    "heldOn": MET,
    "unit": "unit-1",
    "setting": "school",
    "institution": "school-by-the-lake",
    "child": "Malthe Prøve, 7th grade",
    "participants": 5,
    "actions": [{"words": "His class teacher calls every morning.", "dueOn": "2017-12-06"}],
}
WORRY: Json = {
    "receivedAt": "2017-12-07T12:00:00Z",
    "unit": "unit-1",
    "channel": "digital_post",
    "notifierType": "school",
    "notifierName": "Skolen ved Søen",
    "reasons": ["school_absence"],
    "text": "31 % absence in two months, and no better after the network's meeting.",
}


@dataclass(frozen=True)
class Lived:
    """The story, lived: the network's meeting, the forum's decision, the worry and the case."""

    gateway: Gateway
    network: str
    refused: str
    notification: str
    forum: str
    at: str

    def listed(self, what: str) -> list[Json]:
        return self.gateway.everything(f"/v1/{what}", caseId=self.at.rpartition("/")[2])


def opened(gateway: Gateway, notification: str) -> str:
    """The case is opened upon the worry, and counts from the network's action a month before."""
    gateway.at("2017-12-08T08:00:00Z")
    assessed = {"assessedAt": "2017-12-08T08:00:00Z", "outcome": "not_acute", "assessment": "Safe."}
    gateway.tell(f"/v1/notifications/{notification}/urgency-assessments", assessed)
    opening = {
        "unit": "unit-1", "openedOn": MET, "awareOn": MET,
        "notificationIds": [notification],
    }  # fmt: skip
    at = f"/v1/cases/{gateway.open('/v1/cases', opening)}"
    boy = {"name": "Malthe Prøve", "bornOn": "2004-05-11", "sex": "male"}
    gateway.tell(f"{at}/identity", boy, method="PUT")
    gateway.tell(f"{at}/investigations", {"startedOn": "2017-12-08", "awareOn": "2017-12-07"})
    action = {"measureType": "professional_network", "plannedEndOn": "2018-06-30"}
    gateway.tell(
        f"{at}/moves",
        {"effectiveOn": MET, "starts": [action], "rationale": "What the network agreed."},
    )
    return at


def agreed(gateway: Gateway, at: str) -> str:
    """The forum decides a package; the family consultant begins by a decision under § 11(3)."""
    gateway.at(f"{DECIDED}T12:00:00Z")
    heard = {"heldOn": "2018-01-09", "purpose": "decision", "views": "He is tired of the noise."}
    gateway.tell(f"{at}/child-conversations", heard)
    package = {
        "caseId": at.rpartition("/")[2], "decidedOn": DECIDED,
        "parties": ["social_services", "school_administration"],
        "package": "A shorter school day, and a family consultant from Monday.",
    }  # fmt: skip
    forum = f"{FORUM}/{gateway.open(FORUM, package)}"
    decision = {
        "decidedOn": DECIDED, "regime": "SEL", "section": "11(3)1", "expectedMonths": 6,
        "measureTypes": ["consultant_family"], "purpose": "Back to school.",
        "reasons": "The network's help alone was not enough.",
    }  # fmt: skip
    rests_on = gateway.tell(f"{at}/decisions", decision)["id"]
    gateway.at(f"{STARTED}T08:00:00Z")
    start = {
        "measureType": "consultant_family", "decisionId": rests_on, "plannedEndOn": "2018-07-15",
    }  # fmt: skip
    gateway.tell(
        f"{at}/moves", {"effectiveOn": STARTED, "starts": [start], "rationale": "As agreed."}
    )
    return forum


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given the whole of S10 but the absence itself."""
    with speaking(databases) as gateway:
        gateway.at(f"{MET}T14:00:00Z")
        gateway.as_persona("caseworker")
        with pytest.raises(Gone) as refused:
            gateway.open(NETWORKS, MEETING)
        network = gateway.open(NETWORKS, {**MEETING, "consentOn": "2017-11-06"})
        gateway.at("2017-12-07T12:00:00Z")
        notification = gateway.open("/v1/notifications", WORRY)
        at = opened(gateway, notification)
        forum = agreed(gateway, at)
        yield Lived(gateway, f"{NETWORKS}/{network}", str(refused.value), notification, forum, at)


def test_without_the_parents_consent_he_is_not_discussed_by_name(lived: Lived) -> None:
    assert "named-discussion-consented" in lived.refused
    assert "Malthe" not in lived.refused


def test_what_the_network_agreed_is_on_record_with_the_consent(lived: Lived) -> None:
    [held] = lived.gateway.get(lived.network)["items"]
    assert (held["data"]["heldOn"], held["data"]["consentOn"]) == (MET, "2017-11-06")
    [action] = held["data"]["actions"]
    assert (action["words"], action["dueOn"]) == (MEETING["actions"][0]["words"], "2017-12-06")


def test_the_urgency_was_due_within_24_hours(lived: Lived) -> None:
    [term] = due(lived.listed("agenda"), "D01", lived.notification)
    assert (term["dueAt"], term["state"]["code"]) == ("2017-12-08T12:00:00Z", "met")


def test_the_school_was_to_be_acknowledged_within_six_working_days(lived: Lived) -> None:
    [term] = due(lived.listed("agenda"), "D02", lived.notification)
    assert term["dueOn"] == "2017-12-15"


def test_the_school_is_a_professional_notifier(lived: Lived) -> None:
    received = lived.gateway.get(f"/v1/notifications/{lived.notification}")["items"][0]
    assert received["data"]["professional"] is True


def test_the_investigation_is_due_four_months_after_the_worry(lived: Lived) -> None:
    [term] = due(lived.listed("agenda"), "D06")
    assert term["dueOn"] == "2018-04-07"


def test_early_help_needed_no_investigation_to_be_completed(lived: Lived) -> None:
    kinds = [each["kind"]["code"] for each in lived.gateway.everything(f"{lived.at}/timeline")]
    assert "DecisionMade" in kinds
    assert "InvestigationCompleted" not in kinds


def test_the_agreement_forum_s_decision_binds_both_administrations(lived: Lived) -> None:
    [bound] = lived.gateway.get(lived.forum)["items"]
    assert bound["data"]["parties"] == ["social_services", "school_administration"]
    told = lived.gateway.everything(f"{lived.at}/timeline")
    [line] = [each for each in told if each["kind"]["code"] == "AgreementForumDecided"]
    assert (line["happenedOn"], "package" in line["data"]) == (DECIDED, False)


def test_he_stood_on_step_1_from_the_network_s_meeting_and_on_step_2_with_the_consultant(
    lived: Lived,
) -> None:
    way = [(each["step"]["code"], each["validFrom"]) for each in lived.listed("ladder-periods")]
    assert way == [("T1", MET), ("T2", STARTED)]
