"""The terms of the case itself, through the gateway: access, appeals, plans, a withdrawn consent.

Spring 2025: Easter is from 17 to 21 April, and the municipality is asked for much before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.demo.client import Gateway, Json
from deploy.demo.expected import due
from tests.database import Databases
from tests.stack import speaking

OPENED, DECIDED, TOLD, ASKED = "2025-03-17", "2025-03-18", "2025-03-20", "2025-04-14"
SUPPORT = "home_support"


@dataclass(frozen=True)
class Lived:
    gateway: Gateway
    at: str
    agenda: list[Json]  # as on 16 April

    def now(self, rule: str) -> list[tuple[str, str, str | None]]:
        case = self.at.rpartition("/")[2]
        return said(self.gateway.everything("/v1/agenda", caseId=case), rule)


def said(agenda: list[Json], rule: str) -> list[tuple[str, str, str | None]]:
    """When each is due, how it stands, and the day on which it was met or lapsed."""
    return [
        (each["dueOn"], each["state"]["code"], each["metOn"] or each["lapsedOn"])
        for each in due(agenda, rule)
    ]


def decided(gateway: Gateway) -> tuple[str, str, str, str]:
    """A child who could not be heard yet, and support with consent that could not wait."""
    gateway.at(f"{OPENED}T08:00:00Z")
    gateway.as_persona("caseworker")
    opening = {"unit": "unit-1", "openedOn": OPENED, "awareOn": OPENED}
    at = f"/v1/cases/{gateway.open('/v1/cases', opening)}"
    child = {"name": "Alma Prøve", "bornOn": "2015-02-03", "sex": "female"}
    gateway.tell(f"{at}/identity", child, method="PUT")
    mother = {"relation": "mother", "name": "Ida Prøve", "custodian": True, "validFrom": OPENED}
    party = gateway.tell(f"{at}/people", mother)["id"]
    gateway.at(f"{DECIDED}T08:00:00Z")
    waived = {"waivedOn": DECIDED, "reason": "acute", "viewsOtherwise": "Her teacher told us."}
    gateway.tell(f"{at}/child-conversation-waivers", waived)
    consent = {"givenOn": DECIDED, "measureTypes": [SUPPORT], "purpose": "Calm at home."}
    consented = gateway.tell(f"{at}/consents", {**consent, "partyId": party})["id"]
    decision = gateway.tell(
        f"{at}/decisions",
        {
            "decidedOn": DECIDED, "regime": "BL", "section": "32(1)2", "measureTypes": [SUPPORT],
            "purpose": "Calm.", "expectedMonths": 6, "reasons": "It cannot wait.", "acute": True,
        },
    )["id"]  # fmt: skip
    start = {"measureType": SUPPORT, "decisionId": decision, "plannedEndOn": "2025-09-18"}
    move = {"effectiveOn": DECIDED, "starts": [start], "rationale": "It cannot wait."}
    gateway.tell(f"{at}/moves", move)
    return at, party, consented, decision


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given the decision, its notice, an appeal, a request for access, a consent taken back."""
    with speaking(databases) as gateway:
        at, party, consented, decision = decided(gateway)
        gateway.at(f"{TOLD}T08:00:00Z")
        notice = {"notifiedOn": TOLD, "appealNotice": True}
        gateway.tell(f"{at}/decisions/{decision}/notifications", {**notice, "partyId": party})
        gateway.at(f"{ASKED}T08:00:00Z")
        asked = {"receivedOn": ASKED, "by": "custodian", "scope": "Everything."}
        gateway.tell(f"{at}/access-requests", asked)
        gateway.at("2025-04-16T08:00:00Z")
        gateway.tell(f"{at}/consents/{consented}/withdrawals", {"withdrawnOn": "2025-04-16"})
        agenda = gateway.everything("/v1/agenda", caseId=at.rpartition("/")[2])
        gateway.at("2025-04-22T08:00:00Z")
        appeal = {"decisionId": decision, "lodgedOn": "2025-04-22", "partyId": party}
        gateway.tell(f"{at}/appeals", {**appeal, "words": "I want another."})
        gateway.at("2025-12-22T08:00:00Z")
        gateway.tell(f"{at}/access-requests", {**asked, "receivedOn": "2025-12-22"})
        yield Lived(gateway, at, agenda)


def test_seven_working_days_to_answer_jump_over_easter_and_christmas(lived: Lived) -> None:
    assert said(lived.agenda, "D23") == [("2025-04-28", "open", None)]
    assert [each[0] for each in lived.now("D23")] == ["2025-04-28", "2026-01-05"]


def test_four_weeks_that_end_on_maundy_thursday_end_on_the_tuesday_after_easter(
    lived: Lived,
) -> None:
    [right] = due(lived.agenda, "D19")
    assert (right["dueOn"], right["state"]["code"]) == ("2025-04-22", "open")
    assert (right["adjustment"], right["lapses"]) == ("next-working-day", True)
    assert right["satisfiedBy"] == ["AppealLodged"]
    assert lived.now("D19") == [("2025-04-22", "met", "2025-04-22")]


def test_an_appeal_is_to_be_reconsidered_within_four_weeks(lived: Lived) -> None:
    assert lived.now("D20") == [("2025-05-20", "overdue", None)]


def test_a_decision_that_could_not_wait_still_needs_a_position_on_a_plan(lived: Lived) -> None:
    assert said(lived.agenda, "D11") == [("2025-06-18", "open", None)]


def test_a_consent_that_is_taken_back_is_acted_on_the_same_day(lived: Lived) -> None:
    assert said(lived.agenda, "consent-withdrawn") == [("2025-04-16", "open", None)]
    assert lived.now("consent-withdrawn") == [("2025-04-16", "overdue", None)]


def test_the_child_who_could_not_be_heard_is_heard_within_five_working_days(lived: Lived) -> None:
    assert said(lived.agenda, "child-heard-after") == [("2025-03-25", "overdue", None)]
