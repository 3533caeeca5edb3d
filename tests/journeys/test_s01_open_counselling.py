"""S01: a mother is counselled anonymously three times, and is then handed over as she consents.

Given the scenario's dates, lived through the gateway's HTTP, every test says one thing that is
then true. Moments are UTC: Copenhagen is one hour ahead in March.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.demo.client import Gateway, Gone, Json
from deploy.demo.expected import due, told
from tests.database import Databases
from tests.stack import speaking

DAYS = ("2014-02-03", "2014-02-17", "2014-03-03")
RECEIVED, ACCEPTED = "2014-03-05T09:30:00Z", "2014-03-14"
CONTACTS = "/v1/counselling-contacts"
HANDOVER: Json = {
    "receivedAt": RECEIVED,
    "unit": "unit-1",
    "notifierType": "family",
    "notifierName": "Karen Prøve",
    "notifierAddress": "Søvej 1, 9999 Strandby",
    "child": "Her son Anton, four years old.",
    "childCpr": "6304101234",
    "reasons": ["conflict_at_home"],
    "summary": "The conflicts have grown; she cannot manage alone any longer.",
}


@dataclass(frozen=True)
class Lived:
    """The story, lived: the contacts, the notification and the case."""

    gateway: Gateway
    contacts: tuple[str, ...]
    notification: str
    at: str
    refused: str

    def agenda(self) -> list[Json]:
        return self.gateway.everything("/v1/agenda")

    def terms(self, rule: str) -> list[Json]:
        return due(self.agenda(), rule)


def counselled(gateway: Gateway) -> Iterator[str]:
    """Three conversations, in which nobody said who they were."""
    for day in DAYS:
        gateway.at(f"{day}T13:00:00Z")
        contact = {
            "heldOn": day, "unit": "unit-1", "kind": "family", "topic": "conflict_at_home",
            "ageBand": "3-5", "opensCourse": day == DAYS[0],
        }  # fmt: skip
        yield f"{CONTACTS}/{gateway.open(CONTACTS, contact)}"


def refusal(gateway: Gateway, path: str, body: Json) -> str:
    with pytest.raises(Gone) as refused:
        gateway.tell(path, body)
    return str(refused.value)


def accepted(gateway: Gateway, notification: str) -> str:
    """The family unit answers, meets mother and child, opens the case and investigates."""
    worry = f"/v1/notifications/{notification}"
    gateway.at("2014-03-06T09:00:00Z")
    assessed = {"assessedAt": "2014-03-06T09:00:00Z", "outcome": "not_acute", "assessment": "Safe."}
    gateway.tell(f"{worry}/urgency-assessments", assessed)
    gateway.at("2014-03-13T12:00:00Z")
    gateway.tell(f"{worry}/acknowledgements", {"acknowledgedOn": "2014-03-13"})
    gateway.at(f"{ACCEPTED}T08:00:00Z")
    opening = {
        "unit": "unit-1", "openedOn": ACCEPTED, "awareOn": "2014-03-05",
        "notificationIds": [notification],
    }  # fmt: skip
    at = f"/v1/cases/{gateway.open('/v1/cases', opening)}"
    gateway.tell(f"{at}/investigations", {"startedOn": ACCEPTED})
    return at


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given the whole of S01."""
    with speaking(databases) as gateway:
        gateway.at(f"{DAYS[0]}T08:00:00Z")
        gateway.as_persona("caseworker")
        contacts = tuple(counselled(gateway))
        gateway.at(RECEIVED)
        handovers = f"{contacts[-1]}/handovers"
        refused = refusal(gateway, handovers, HANDOVER)
        consented = {**HANDOVER, "consentOn": "2014-03-04"}
        notification = gateway.tell(handovers, consented)["id"]
        at = accepted(gateway, notification)
        yield Lived(gateway, contacts, notification, at, refused)


def test_there_were_three_contacts_and_one_course(lived: Lived) -> None:
    [line] = lived.gateway.get(CONTACTS, **{"from": "2014-01-01", "to": "2015-01-01"})["items"]
    assert (line["contacts"], line["courses"], line["handedOver"]) == (3, 1, 1)
    assert line["kind"]["da"] == "Familierådgivning"


def test_without_her_consent_she_is_not_handed_over(lived: Lived) -> None:
    assert "handover-consented" in lived.refused


def test_the_urgency_is_due_24_hours_after_the_handover(lived: Lived) -> None:
    [term] = lived.terms("D01")
    assert (term["dueAt"], term["state"]["code"]) == ("2014-03-06T09:30:00Z", "met")
    assert term["stream"] == lived.notification


def test_the_acknowledgement_is_due_after_six_working_days(lived: Lived) -> None:
    assert [told(each) for each in lived.terms("D02")] == [("2014-03-13", "met", "2014-03-13")]


def test_the_investigation_is_due_four_months_after_the_handover(lived: Lived) -> None:
    [term] = lived.terms("D06")
    assert (term["dueOn"], term["state"]["code"]) == ("2014-07-05", "open")
    assert term["triggerOn"] == "2014-03-05"


def test_the_contacts_are_tied_to_nothing_and_the_case_knows_of_none(lived: Lived) -> None:
    gateway = lived.gateway
    known = [
        gateway.get(lived.at),
        gateway.get(f"{lived.at}/history"),
        gateway.everything(f"{lived.at}/timeline"),
        gateway.get(f"/v1/notifications/{lived.notification}"),
    ]
    contacts = [gateway.get(each) for each in lived.contacts]
    ids = [each.rpartition("/")[2] for each in lived.contacts]
    assert not any(each in json.dumps(known) for each in ids)
    for id_, contact in zip(ids, contacts, strict=True):
        words = json.dumps(contact)
        others = {*ids, lived.notification, lived.at.rpartition("/")[2]} - {id_}
        assert not any(each in words for each in others)
        assert "Karen" not in words


def test_only_what_she_agreed_to_pass_on_was_handed_over(lived: Lived) -> None:
    received, consent, *_ = lived.gateway.get(f"/v1/notifications/{lived.notification}")["items"]
    assert received["kind"] == "case.NotificationReceived"
    assert received["data"]["notifierType"] == "family"
    assert received["data"]["text"] == HANDOVER["summary"]
    assert consent["data"]["consentOn"] == "2014-03-04"


def test_only_the_last_contact_knows_that_somebody_went_on_and_on_which_day(lived: Lived) -> None:
    facts = [lived.gateway.get(each)["items"] for each in lived.contacts]
    assert [len(each) for each in facts] == [1, 1, 2]
    assert facts[-1][-1]["data"]["handedOverOn"] == "2014-03-05"


def test_the_child_stands_on_step_0_from_the_day_the_case_was_opened(lived: Lived) -> None:
    [period] = lived.gateway.everything("/v1/ladder-periods", caseId=lived.at.rpartition("/")[2])
    assert (period["step"]["code"], period["validFrom"]) == ("T0", ACCEPTED)
