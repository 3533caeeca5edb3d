"""S04: family treatment is followed up in time, in time, and twelve days late; then it ends.

Given the scenario's dates, lived through the gateway's HTTP, every test says one thing that is
then true. What must precede it (a case, consents, a conversation, a plan) is kept short.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.demo.client import Gateway, Json
from deploy.demo.expected import due, told
from deploy.demo.story import FOCUS_POINTS
from tests.database import Databases
from tests.stack import speaking

KNOWN, PLANNED, DECIDED, STARTED, ENDED = (
    "2015-02-02", "2015-02-19", "2015-02-20", "2015-03-02", "2016-08-31",
)  # fmt: skip
HELD = ("2015-05-27", "2015-11-20", "2016-06-01")
TREATMENT = "family_treatment"


@dataclass(frozen=True)
class Lived:
    """The story, lived: the case, and what ran in it."""

    gateway: Gateway
    at: str

    def listed(self, what: str) -> list[Json]:
        return self.gateway.everything(f"/v1/{what}", caseId=self.at.rpartition("/")[2])

    def follow_ups(self) -> list[tuple[str, str, str | None]]:
        agenda = self.listed("agenda")
        return [told(each) for rule in ("D14", "D16") for each in due(agenda, rule)]


def known(gateway: Gateway) -> tuple[str, list[str]]:
    """A case of a boy who is heard and investigated, and whose parents both hold custody."""
    gateway.at(f"{KNOWN}T08:00:00Z")
    gateway.as_persona("caseworker")
    opening = {"unit": "unit-1", "openedOn": KNOWN, "awareOn": KNOWN}
    at = f"/v1/cases/{gateway.open('/v1/cases', opening)}"
    boy = {"name": "Villads Prøve", "bornOn": "2008-10-10", "sex": "male"}
    gateway.tell(f"{at}/identity", boy, method="PUT")
    parents = [
        gateway.tell(
            f"{at}/people",
            {"relation": each, "name": "Prøve", "custodian": True, "validFrom": KNOWN},
        )["id"]
        for each in ("mother", "father")
    ]
    begun = gateway.tell(f"{at}/investigations", {"startedOn": KNOWN})["id"]
    heard = {"heldOn": KNOWN, "purpose": "investigation", "views": "He wants them to be friends."}
    gateway.tell(f"{at}/child-conversations", heard)
    points = dict.fromkeys(FOCUS_POINTS, "Looked into with his family.")
    done = {"completedOn": KNOWN, "conclusion": "supportive_measures", "focusPoints": points}
    gateway.tell(f"{at}/investigations/{begun}/completions", done)
    return at, parents


def decided(gateway: Gateway, at: str, parents: list[str]) -> str:
    """A plan, both parents' consent, and the decision."""
    gateway.at(f"{DECIDED}T08:00:00Z")
    plan = gateway.tell(f"{at}/plans", {"planKind": "action_plan", "draftedOn": PLANNED})["id"]
    gateway.tell(f"{at}/plans/{plan}/approvals", {"approvedOn": PLANNED})
    consent = {"givenOn": DECIDED, "measureTypes": [TREATMENT], "purpose": "Peace at home."}
    for parent in parents:
        gateway.tell(f"{at}/consents", {**consent, "partyId": parent})
    decision = {
        "decidedOn": DECIDED, "regime": "SEL", "section": "52(3)3", "measureTypes": [TREATMENT],
        "purpose": "Peace at home.", "expectedMonths": 18, "reasons": "They asked for help.",
    }  # fmt: skip
    return str(gateway.tell(f"{at}/decisions", decision)["id"])


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Lived]:
    """Given the whole of S04."""
    with speaking(databases) as gateway:
        at, parents = known(gateway)
        decision = decided(gateway, at, parents)
        gateway.at(f"{STARTED}T08:00:00Z")
        start = {"measureType": TREATMENT, "decisionId": decision, "plannedEndOn": "2016-09-01"}
        move = {"effectiveOn": STARTED, "starts": [start], "rationale": "They begin."}
        gateway.tell(f"{at}/moves", move)
        [measure] = [each["id"] for each in gateway.get(f"{at}/ladder")["measures"]]
        for day in HELD:
            gateway.at(f"{day}T13:00:00Z")
            held = {
                "heldOn": day, "measureIds": [measure], "outcome": "continue",
                "childView": "It is calmer.", "goalStatus": "Nearer.",
            }  # fmt: skip
            gateway.tell(f"{at}/follow-ups", held)
        gateway.at(f"{ENDED}T08:00:00Z")
        over = {"measureId": measure, "reason": "goals_met"}
        gateway.tell(f"{at}/moves", {"effectiveOn": ENDED, "ends": [over], "rationale": "Done."})
        gateway.at("2016-12-05T08:00:00Z")
        yield Lived(gateway, at)


def test_the_first_two_were_held_in_time(lived: Lived) -> None:
    assert lived.follow_ups()[:2] == [
        ("2015-06-02", "met", "2015-05-27"),
        ("2015-11-27", "met", "2015-11-20"),
    ]


def test_the_third_was_held_twelve_days_late(lived: Lived) -> None:
    [day, state, held] = lived.follow_ups()[2]
    assert (day, held) == ("2016-05-20", "2016-06-01")
    assert state == "met_late"


def test_the_fourth_lapsed_with_the_measure_and_never_became_overdue(lived: Lived) -> None:
    assert lived.follow_ups()[3:] == [("2016-12-01", "lapsed", None)]


def test_the_family_stood_on_the_third_step_until_the_treatment_ended_and_then_on_none(
    lived: Lived,
) -> None:
    way = [
        (each["step"]["code"], each["validFrom"], each["validTo"])
        for each in lived.listed("ladder-periods")
    ]
    assert way == [("T0", KNOWN, STARTED), ("T3", STARTED, ENDED), ("T0", ENDED, None)]
    assert lived.gateway.get(f"{lived.at}/ladder")["measures"] == []
