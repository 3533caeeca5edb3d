"""What starts a term that the law sets on the municipality, recorded through the gateway.

An application and the decision that answers it, a child's own wish to be placed, documentation from
the police, a breach of personal data, and both kinds of requests for access; and a school that is
to hear what became of its worry.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.demo.client import Gateway, Gone, Json
from tests.database import Databases
from tests.stack import speaking

TODAY = "2024-06-03"
HELP = "She asks for help in the evenings."


@dataclass(frozen=True)
class Lived:
    """The story, lived: the case, the notification, and what was told."""

    gateway: Gateway
    at: str
    worry: str
    told: dict[str, str]

    def said(self, noun: str) -> list[Json]:
        found: list[Json] = self.gateway.get(f"{self.at}/{noun}/{self.told[noun]}")["items"]
        return found


def decision(application: str) -> Json:
    return {
        "decidedOn": TODAY, "regime": "BL", "section": "30", "measureTypes": ["consultant_family"],
        "reasons": "It will do for now.", "purpose": "Calm.", "expectedMonths": 6,
        "applicationId": application,
    }  # fmt: skip


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given all of it."""
    with speaking(databases) as gateway:
        gateway.at(f"{TODAY}T09:00:00Z")
        gateway.as_persona("caseworker")
        receipt = {
            "receivedAt": f"{TODAY}T06:00:00Z", "unit": "unit-1", "channel": "letter",
            "notifierType": "school", "reasons": ["school_absence"], "text": "Three weeks.",
        }  # fmt: skip
        worry = gateway.open("/v1/notifications", receipt)
        opening = {
            "unit": "unit-1", "openedOn": TODAY, "awareOn": TODAY, "notificationIds": [worry],
        }  # fmt: skip
        at = f"/v1/cases/{gateway.open('/v1/cases', opening)}"
        girl = {"name": "Freja Prøve", "bornOn": "2010-04-03", "sex": "female"}
        gateway.tell(f"{at}/identity", girl, method="PUT")
        applying = {"receivedOn": TODAY, "applicationKind": "support", "child": True, "words": HELP}
        told = {"applications": gateway.tell(f"{at}/applications", applying)["id"]}
        spoken = {"heldOn": TODAY, "purpose": "decision", "views": "She would like that."}
        gateway.tell(f"{at}/child-conversations", spoken)
        gateway.tell(f"{at}/decisions", decision(told["applications"]))
        gateway.tell(f"{at}/investigations", {"startedOn": TODAY})
        papers = {"receivedOn": TODAY, "offenceClass": "against_person"}
        told["police-documentations"] = gateway.tell(f"{at}/police-documentations", papers)["id"]
        found = {
            "discoveredAt": f"{TODAY}T05:00:00Z", "breachKind": "confidentiality",
            "words": "A letter went astray.",
        }  # fmt: skip
        told["data-breaches"] = gateway.tell(f"{at}/data-breaches", found)["id"]
        reported = {"reportedAt": f"{TODAY}T08:00:00Z", "reference": "2024-441-1"}
        gateway.tell(f"{at}/data-breaches/{told['data-breaches']}/reports", reported)
        asking = {"receivedOn": TODAY, "by": "custodian", "accessKind": "gdpr", "scope": "All."}
        told["access-requests"] = gateway.tell(f"{at}/access-requests", asking)["id"]
        longer = {"decidedOn": TODAY, "outcome": "extended", "basis": "It is much."}
        gateway.tell(f"{at}/access-requests/{told['access-requests']}/outcomes", longer)
        yield Lived(gateway, at, worry, told)


@pytest.mark.parametrize(
    ("noun", "kinds"),
    [
        ("applications", ["ApplicationReceived", "DecisionMade"]),
        ("police-documentations", ["PoliceDocumentationReceived"]),
        ("data-breaches", ["BreachDiscovered", "BreachReported"]),
        ("access-requests", ["AccessRequestReceived", "AccessRequestDecided"]),
    ],
)
def test_what_came_in_is_read_with_what_answered_it(
    lived: Lived, noun: str, kinds: list[str]
) -> None:
    assert [each["kind"] for each in lived.said(noun)] == [f"case.{each}" for each in kinds]


def test_words_are_opened_for_who_may_read_them(lived: Lived) -> None:
    assert lived.said("applications")[0]["data"]["words"] == HELP


def test_a_decision_that_answers_nothing_is_not_made(lived: Lived) -> None:
    with pytest.raises(Gone, match="answers-an-open-application"):
        lived.gateway.tell(f"{lived.at}/decisions", decision(lived.told["applications"]))
    with pytest.raises(Gone, match="404"):
        lived.gateway.tell(f"{lived.at}/decisions", decision(lived.worry))


def test_a_kind_that_there_is_not_is_bad_input(lived: Lived) -> None:
    wish = {"receivedOn": TODAY, "applicationKind": "wish", "child": True, "words": "A dog."}
    with pytest.raises(Gone, match="applicationKind"):
        lived.gateway.tell(f"{lived.at}/applications", wish)


def test_the_school_is_to_hear_what_the_case_did(lived: Lived) -> None:
    items = lived.gateway.get(f"/v1/notifications/{lived.worry}")["items"]
    acted = [each["data"] for each in items if each["kind"] == "case.NotificationActedOn"]
    assert [(each["action"], each["actedOn"]) for each in acted] == [
        ("measure", TODAY),
        ("investigation", TODAY),
    ]


def test_the_timeline_tells_of_it_in_both_languages(lived: Lived) -> None:
    lines = {
        each["kind"]["code"]: each["kind"]
        for each in lived.gateway.everything(f"{lived.at}/timeline")
    }
    assert lines["BreachReported"]["da"] == "Brud anmeldt til Datatilsynet"
    assert lines["ApplicationReceived"]["en"] == "Application received"
    assert "NotificationActedOn" not in lines
