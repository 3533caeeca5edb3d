"""S08: two children are placed on a Saturday night; the committee has a week, and a month follows.

Given the scenario's dates, lived through the gateway's HTTP, every test says one thing that is
then true. The clock is in UTC; Copenhagen is an hour ahead.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.demo.client import Gateway, Gone, Json
from tests.database import Databases
from tests.stack import speaking

NIGHT, TOLD, APPROVED = "2025-01-18", "2025-01-20", "2025-01-23"
RECEIVED = "2025-01-17T21:30:00Z"  # 22:30 in Copenhagen
INSTITUTION = "residential_institution"


@dataclass(frozen=True)
class Lived:
    """The story, lived: the cases of the girl of ten and of her brother of seven."""

    gateway: Gateway
    sister: str
    brother: str
    decisions: dict[str, str]
    warned: dict[str, set[str]]

    def owed(self, at: str, rule: str) -> list[Json]:
        """What is or was due in a case under a rule."""
        everything = self.gateway.get(f"{at}/obligations")["items"]
        return [each for each in everything if each["rule"] == rule]

    def decided(self, at: str) -> Json:
        [found] = self.gateway.get(at)["decisions"]
        return dict(found)


def worried(gateway: Gateway) -> str:
    """The police tell of violence late on Friday; within 70 minutes it is judged acute."""
    gateway.at(RECEIVED)
    gateway.as_persona("caseworker")
    worry = {
        "receivedAt": RECEIVED, "unit": "unit-1", "channel": "phone", "notifierType": "police",
        "notifierName": "Politiet", "reasons": ["violence_at_home"], "text": "It was loud.",
    }  # fmt: skip
    notification = gateway.open("/v1/notifications", worry)
    gateway.at("2025-01-17T22:40:00Z")
    judged = {"assessedAt": "2025-01-17T22:40:00Z", "outcome": "acute", "assessment": "Tonight."}
    gateway.tell(f"/v1/notifications/{notification}/urgency-assessments", judged)
    return notification


def known(gateway: Gateway, born_on: str, notification: str) -> str:
    """A child's case, with both holders of custody and a sibling."""
    opening = {
        "unit": "unit-1", "openedOn": NIGHT, "awareOn": "2025-01-17",
        "notificationIds": [notification],
    }  # fmt: skip
    at = f"/v1/cases/{gateway.open('/v1/cases', opening)}"
    child = {"name": "Prøve", "bornOn": born_on, "sex": "unknown"}
    gateway.tell(f"{at}/identity", child, method="PUT")
    for relation in ("mother", "father", "sibling"):
        person = {"relation": relation, "name": "Prøve", "custodian": relation != "sibling"}
        gateway.tell(f"{at}/people", {**person, "validFrom": born_on})
    return at


def told(gateway: Gateway, at: str, decision: str, *, child: bool) -> None:
    """Both parents, and a child that is a party, are told in writing how to appeal."""
    parents = [each["id"] for each in gateway.get(f"{at}/people")["people"] if each["custodian"]]
    parties = [{"partyId": each} for each in parents] + ([{"child": True}] if child else [])
    for party in parties:
        telling = {"notifiedOn": TOLD, "appealNotice": True, **party}
        gateway.tell(f"{at}/decisions/{decision}/notifications", telling)


def placed(gateway: Gateway, at: str) -> tuple[str, set[str]]:
    """The chair decides because it cannot wait; the child is not spoken with; it moves."""
    waiver = {"waivedOn": NIGHT, "reason": "acute", "viewsOtherwise": "The police spoke to both."}
    gateway.tell(f"{at}/child-conversation-waivers", waiver)
    made = gateway.tell(
        f"{at}/decisions",
        {
            "decidedOn": NIGHT, "regime": "BL", "section": "47", "body": "chair", "acute": True,
            "measureTypes": [INSTITUTION], "purpose": "Safety.", "expectedMonths": 3,
            "reasons": "Violence at home.", "grounds": ["insufficient_care", "abuse"],
            "lawyerOffered": True,
        },
    )  # fmt: skip
    start = {"measureType": INSTITUTION, "decisionId": made["id"], "plannedEndOn": "2025-04-18"}
    move = {"effectiveOn": NIGHT, "starts": [start], "rationale": "They are not safe."}
    gateway.tell(f"{at}/moves", move)
    return made["id"], {each["rule"] for each in made["warnings"]}


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given the whole of S08."""
    with speaking(databases) as gateway:
        worry = worried(gateway)
        gateway.at("2025-01-18T00:15:00Z")
        children = ("2014-06-02", "2017-09-11")
        sister, brother = (known(gateway, born_on, worry) for born_on in children)
        done = {at: placed(gateway, at) for at in (sister, brother)}
        gateway.at(f"{TOLD}T09:00:00Z")
        for at, (decision, _) in done.items():
            told(gateway, at, decision, child=at == sister)
        gateway.at(f"{APPROVED}T14:00:00Z")
        approval = {"consideredOn": APPROVED, "outcome": "approved"}
        for at, (decision, _) in done.items():
            votes = {**approval, "membersPresent": 5, "membersFor": 5}
            gateway.tell(f"{at}/decisions/{decision}/committee-approvals", votes)
        gateway.at("2025-01-24T09:00:00Z")
        for at in done:
            gateway.tell(f"{at}/investigations", {"startedOn": "2025-01-24"})
        decisions = {at: each for at, (each, _) in done.items()}
        yield Lived(
            gateway, sister, brother, decisions, {at: warned for at, (_, warned) in done.items()}
        )


def test_the_committee_was_due_on_the_saturday_and_the_month_ends_in_february(lived: Lived) -> None:
    for at in (lived.sister, lived.brother):
        found = lived.decided(at)
        assert (found["committeeDueOn"], found["lapsesOn"]) == ("2025-01-25", "2025-02-23")
        assert found["committeeOutcome"]["code"] == "approved"


def test_the_committee_is_owed_the_decision_within_seven_days_and_met_on_the_fifth(
    lived: Lived,
) -> None:
    for at in (lived.sister, lived.brother):
        [owed] = lived.owed(at, "D21")
        assert (owed["dueOn"], owed["metOn"], owed["state"]) == ("2025-01-25", APPROVED, "met")


def test_both_children_stand_on_the_step_of_institutions(lived: Lived) -> None:
    for at in (lived.sister, lived.brother):
        ladder = lived.gateway.get(f"{at}/ladder")
        assert ladder["step"]["code"] == "T6"
        [period] = ladder["periods"]  # the case was opened the same night
        assert (period["step"]["code"], period["fromOn"]) == ("T6", "2025-01-18")


def test_the_girl_of_ten_is_a_party_and_the_boy_of_seven_is_not(lived: Lived) -> None:
    decision = lived.decisions[lived.brother]
    told = {"notifiedOn": TOLD, "appealNotice": True, "child": True}
    with pytest.raises(Gone, match="child-may-appeal"):
        lived.gateway.tell(f"{lived.brother}/decisions/{decision}/notifications", told)


def test_that_siblings_are_assessed_is_asked_of_a_placement_for_neglect(lived: Lived) -> None:
    assert lived.warned[lived.sister] == {"siblings-assessed"}


def test_the_conversation_that_could_not_wait_is_to_be_caught_up_with(lived: Lived) -> None:
    happened = lived.gateway.everything(f"{lived.sister}/timeline")
    [waived] = [e["data"] for e in happened if e["kind"]["code"] == "ChildConversationWaived"]
    assert (waived["reason"], waived["catchUp"]) == ("acute", True)


def test_the_police_were_heard_within_70_minutes(lived: Lived) -> None:
    [urgent] = lived.gateway.everything("/v1/notifications")
    assert urgent["urgencyDueAt"] == "2025-01-18T21:30:00Z"


def test_each_party_may_appeal_until_the_17th_of_february(lived: Lived) -> None:
    for at, parties in ((lived.sister, 3), (lived.brother, 2)):
        assert [each["dueOn"] for each in lived.owed(at, "D19")] == parties * ["2025-02-17"]


def test_the_first_follow_up_is_due_on_good_friday_and_the_day_is_kept(lived: Lived) -> None:
    for at in (lived.sister, lived.brother):
        [owed] = lived.owed(at, "D14")
        assert (owed["statutoryOn"], owed["localOn"]) == ("2025-04-18", "2025-02-15")
        told = lived.gateway.get(f"{at}/obligations/{owed['id']}")
        law = next(each for each in told["layers"] if each["basis"] == "statutory")
        assert (law["row"], law["adjustment"]) == ("D14", None)


def test_before_the_provisional_decision_lapses_there_is_to_be_another(lived: Lived) -> None:
    for at in (lived.sister, lived.brother):
        [owed] = lived.owed(at, "D22")
        assert (owed["dueOn"], owed["fallsOn"], owed["state"]) == ("2025-02-23", "sunday", "open")


def test_the_conversation_that_had_to_wait_is_owed_within_five_working_days(lived: Lived) -> None:
    for at in (lived.sister, lived.brother):
        [owed] = lived.owed(at, "child-heard-after")
        assert owed["dueOn"] == "2025-01-24"


def test_the_investigation_is_due_four_months_after_the_police_told(lived: Lived) -> None:
    agenda = lived.gateway.everything("/v1/agenda", caseId=lived.sister.rpartition("/")[2])
    assert "2025-05-17" in {each["dueOn"] for each in agenda}


def test_a_placement_without_consent_asks_for_none_and_one_with_it_asks_both(lived: Lived) -> None:
    def asked(section: str) -> int:
        found = lived.gateway.get(
            f"{lived.sister}/consents/required",
            measureType=INSTITUTION,
            decidedOn=NIGHT,
            section=section,
        )
        return len(found["items"])

    assert (asked("47"), asked("46")) == (0, 2)
