"""S11: a family moves while a measure runs and an assessment is open; the case goes with them.

Given the scenario's dates, lived through the gateways' HTTP: municipality A's, and B's, which is an
installation of its own. Every test says one thing that is then true.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.demo.client import Gateway, Gone, Json
from deploy.statistics import AT, SCOPES
from tests.database import Databases
from tests.stack import speaking

OPENED, STARTED, ASSESSED = "2024-06-03", "2024-07-29", "2024-08-05"
REPORTED, MOVES, SENT, ANSWERED = "2024-08-12", "2024-08-15", "2024-08-16", "2024-08-19"
AGAIN, MET, TRANSFERRED = "2024-08-21", "2024-08-30", "2024-09-02"
MESSAGE, ANSWER, B = "a-2024-08-16-1", "b-2024-08-19-1", "999"


@dataclass(frozen=True)
class Lived:
    """The story as A lived it: the case, the move, and the versions around the message's return."""

    gateway: Gateway
    at: str
    transfer: str
    versions: tuple[str, str]

    def facts(self, kind: str) -> list[Json]:
        items = self.gateway.get(f"{self.at}/history")["items"]
        return [each["data"] for each in items if each["kind"] == f"case.{kind}"]

    def owed(self) -> list[Json]:
        items: list[Json] = self.gateway.get(f"{self.at}/obligations")["items"]
        return items


def known(gateway: Gateway) -> str:
    """A girl's case with family treatment, and an assessment of her schooling under way."""
    gateway.at(f"{OPENED}T08:00:00Z")
    gateway.as_persona("caseworker")
    opening = {"unit": "unit-1", "openedOn": OPENED, "awareOn": OPENED}
    at = f"/v1/cases/{gateway.open('/v1/cases', opening)}"
    girl = {"name": "Alma Prøve", "bornOn": "2014-02-11", "sex": "female"}
    gateway.tell(f"{at}/identity", girl, method="PUT")
    mother = {"relation": "mother", "name": "Ida Prøve", "custodian": True, "validFrom": OPENED}
    party = gateway.tell(f"{at}/people", mother)["id"]
    heard = {"heldOn": OPENED, "purpose": "decision", "views": "She wants to stay with her mother."}
    gateway.tell(f"{at}/child-conversations", heard)
    gateway.at(f"{STARTED}T08:00:00Z")
    consent = {"givenOn": STARTED, "measureTypes": ["family_treatment"], "purpose": "Calm."}
    gateway.tell(f"{at}/consents", {**consent, "partyId": party})
    decision = {
        "decidedOn": STARTED, "regime": "BL", "section": "32(1)5", "purpose": "Calm at home.",
        "measureTypes": ["family_treatment"], "expectedMonths": 12, "reasons": "It cannot wait.",
        "acute": True,
    }  # fmt: skip
    start = {
        "measureType": "family_treatment",
        "decisionId": gateway.tell(f"{at}/decisions", decision)["id"],
        "plannedEndOn": "2025-07-29",
    }
    move = {"effectiveOn": STARTED, "starts": [start], "rationale": "Calm at home."}
    gateway.tell(f"{at}/moves", move)
    gateway.at(f"{ASSESSED}T08:00:00Z")
    gateway.tell(f"{at}/targeted-assessments", {"startedOn": ASSESSED, "matters": ["school"]})
    return at


def handed_over(gateway: Gateway, at: str, transfer: str) -> None:
    """B is met with the family, the measure ends here, and the responsibility passes."""
    gateway.at(f"{TRANSFERRED}T08:00:00Z")
    measure = gateway.get(f"{at}/ladder")["measures"][0]["id"]
    over = {"measureId": measure, "reason": "moved_municipality"}
    move = {"effectiveOn": TRANSFERRED, "ends": [over], "rationale": "B goes on with it."}
    gateway.tell(f"{at}/moves", move)
    passed = {"transferredOn": TRANSFERRED, "meetingHeldOn": MET}
    gateway.tell(f"{transfer}/completions", passed)


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given the whole of S11 in municipality A."""
    with speaking(databases) as gateway:
        at = known(gateway)
        gateway.at(f"{REPORTED}T08:00:00Z")
        move = {"reportedOn": REPORTED, "movesOn": MOVES, "municipality": B}
        transfer = f"{at}/transfers/{gateway.tell(f'{at}/transfers', move)['id']}"
        gateway.at(f"{SENT}T08:00:00Z")
        extract = {
            "sentOn": SENT, "messageId": MESSAGE, "fields": ["measures", "plan", "assessments"],
            "reason": "She needs family treatment where she moves to.",
        }  # fmt: skip
        gateway.tell(f"{transfer}/notifications", extract)
        gateway.at(f"{ANSWERED}T08:00:00Z")
        answer = {"acknowledgedOn": ANSWERED, "messageId": ANSWER}
        gateway.tell(f"{transfer}/acknowledgements", answer)
        gateway.at(f"{AGAIN}T08:00:00Z")
        before = gateway.version(at + "/")
        gateway.tell(f"{transfer}/notifications", extract)
        gateway.tell(f"{transfer}/acknowledgements", {**answer, "acknowledgedOn": AGAIN})
        versions = (before, gateway.version(at + "/"))
        handed_over(gateway, at, transfer)
        yield Lived(gateway, at, transfer, versions)


def test_b_was_notified_within_five_working_days(lived: Lived) -> None:
    [owed] = [each for each in lived.owed() if each["rule"] == "D28"]
    assert (owed["dueOn"], owed["metOn"], owed["state"]) == ("2024-08-19", SENT, "met")
    assert owed["basis"] == "local"


def test_the_extract_is_a_disclosure_on_the_basis_of_barnets_lov(lived: Lived) -> None:
    [passed_on] = lived.facts("DisclosureMade")
    assert (passed_on["receiver"], passed_on["legalBasis"], passed_on["disclosedOn"]) == (
        B,
        "bl_132",
        SENT,
    )


def test_a_message_that_is_delivered_again_is_one_message(lived: Lived) -> None:
    assert lived.versions[0] == lived.versions[1]
    assert len(lived.facts("IntermunicipalNotificationSent")) == 1
    assert [each["acknowledgedOn"] for each in lived.facts("TransferAcknowledged")] == [ANSWERED]


def test_the_responsibility_passed_and_the_family_was_met(lived: Lived) -> None:
    [passed] = lived.facts("ResponsibilityTransferred")
    assert (passed["transferredOn"], passed["municipality"]) == (TRANSFERRED, B)
    assert passed["meetingHeldOn"] == MET


def test_the_case_is_closed_here_and_what_was_open_lapsed_because_they_moved(lived: Lived) -> None:
    case = lived.gateway.get(lived.at)
    assert (case["closedOn"], case["phase"]["code"]) == (TRANSFERRED, "closed")
    lapsed = [each for each in lived.owed() if each["state"] == "lapsed"]
    assert {each["rule"] for each in lapsed} == {"D05", "D11", "D14", "D17"}
    assert {(each["lapsedReason"], each["lapsedOn"]) for each in lapsed} == {("moved", TRANSFERRED)}
    assert not [each for each in lived.owed() if each["state"] in {"open", "overdue"}]


def test_the_measure_ended_here_on_the_day(lived: Lived) -> None:
    assert lived.gateway.get(f"{lived.at}/ladder", validAt=TRANSFERRED)["measures"] == []
    [before] = lived.gateway.get(f"{lived.at}/ladder", validAt="2024-09-01")["measures"]
    assert before["measureType"]["code"] == "family_treatment"


def test_here_it_is_history_that_can_be_read_and_not_added_to(lived: Lived) -> None:
    assert lived.gateway.get(f"{lived.at}/history")["items"]
    late = {"heldOn": TRANSFERRED, "purpose": "follow_up", "views": "She likes her new school."}
    with pytest.raises(Gone, match="case-open"):
        lived.gateway.tell(f"{lived.at}/child-conversations", late)


@pytest.fixture(scope="module")
def received(databases: Databases) -> Iterator[tuple[Gateway, str, str]]:
    """Given the same message in municipality B: it comes twice, and a case is opened on it."""
    with speaking(databases) as gateway:
        gateway.at(f"{SENT}T12:00:00Z")
        gateway.as_persona("caseworker")
        worry = {
            "receivedAt": f"{SENT}T10:00:00Z", "unit": "unit-1", "channel": "system",
            "notifierType": "other_municipality", "sendingMunicipality": "101",
            "reasons": ["insufficient_care"],
            "text": "She needs family treatment where she moves to.", "messageId": MESSAGE,
        }  # fmt: skip
        first = delivered(gateway, worry)
        gateway.at(f"{AGAIN}T08:00:00Z")
        again = delivered(gateway, worry)
        opening = {
            "unit": "unit-1", "openedOn": AGAIN, "awareOn": SENT, "notificationIds": [first],
        }  # fmt: skip
        at = f"/v1/cases/{gateway.open('/v1/cases', opening)}"
        gateway.tell(f"{at}/investigations", {"startedOn": AGAIN})
        gateway.at(f"{TRANSFERRED}T09:00:00Z")
        over = {"receivedOn": TRANSFERRED, "municipality": "101"}
        gateway.tell(f"{at}/responsibility-receipts", over)
        assert again == first
        yield gateway, at, first


def delivered(gateway: Gateway, worry: Json) -> str:
    """Deliver a message under its own id, as the sender's system does; the notification it is."""
    made: str = gateway.open("/v1/notifications", worry, key=MESSAGE)
    return made


def test_b_has_one_notification_and_24_hours(received: tuple[Gateway, str, str]) -> None:
    gateway, _, notification = received
    owed = gateway.everything("/v1/agenda")
    urgent = [each for each in owed if each["rule"]["code"] == "D01"]
    assert [each["subject"] for each in urgent] == [notification]
    assert urgent[0]["dueAt"] == "2024-08-17T10:00:00Z"


def test_b_counts_its_four_months_from_the_day_it_was_told(
    received: tuple[Gateway, str, str],
) -> None:
    gateway, at, _ = received
    [owed] = [each for each in gateway.get(f"{at}/obligations")["items"] if each["rule"] == "D06"]
    assert (owed["triggerOn"], owed["dueOn"]) == (SENT, "2024-12-16")


def test_statistics_denmark_is_told_by_a_that_it_handed_over_and_by_b_that_it_took_over(
    lived: Lived, received: tuple[Gateway, str, str]
) -> None:
    for gateway, kind, other in ((lived.gateway, "transfer", B), (received[0], "receipt", "101")):
        gateway.as_system("statistics", SCOPES)
        made = gateway.open(AT, {"survey": "events"}, key=kind)
        records = gateway.get(f"{AT}/{made}")["records"]
        [passed] = [each for each in records if each["kind"]["code"] == kind]
        assert (passed["on"], passed["detail"]) == (TRANSFERRED, other)
