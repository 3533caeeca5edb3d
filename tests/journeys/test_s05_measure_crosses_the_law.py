"""S05: a contact person from before Barnets Lov, carried over by a new decision and a schedule.

Given the scenario's dates, lived through the gateway's HTTP, every test says one thing that is
then true. Another boy's case goes the same way, but nobody decides when to follow up again.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.demo.client import Gateway, Json
from tests.database import Databases
from tests.stack import speaking

DECIDED, STARTED, FOLLOWED = "2023-09-25", "2023-10-02", "2024-01-02"
ANEW, FIRST_BL, LOOKED = "2024-05-13", "2024-07-08", "2024-07-10"
CONTACT = "contact_person_child"


@dataclass
class Boy:
    """A case, lived."""

    gateway: Gateway
    at: str = ""
    mother: str = ""
    measure: str = ""

    def tell(self, what: str, **body: object) -> str:
        return str(self.gateway.tell(f"{self.at}/{what}", body)["id"])

    def owed(self, rule: str) -> list[Json]:
        items = self.gateway.get(f"{self.at}/obligations")["items"]
        return [each for each in items if each["rule"] == rule]

    def listed(self, what: str) -> list[Json]:
        return self.gateway.everything(f"/v1/{what}", caseId=self.at.rpartition("/")[2])

    def decide(self, on: str, regime: str, section: str) -> str:
        """What must precede a decision on the day, and the decision."""
        heard = {"heldOn": on, "purpose": "decision", "views": "He likes Jonas."}
        self.tell("child-conversations", **heard)
        consent = {"givenOn": on, "measureTypes": [CONTACT], "purpose": "Somebody of his own."}
        self.tell("consents", **consent, partyId=self.mother)
        return self.tell(
            "decisions", decidedOn=on, regime=regime, section=section, measureTypes=[CONTACT],
            purpose="Somebody of his own.", expectedMonths=24, reasons="He asked for it.",
        )  # fmt: skip

    def follow_up(self, on: str) -> None:
        self.tell(
            "follow-ups", heldOn=on, measureIds=[self.measure], outcome="continue",
            childView="He calls when it is hard.", goalStatus="He goes to football.",
        )  # fmt: skip


def known(gateway: Gateway) -> Boy:
    boy = Boy(gateway)
    opening = {"unit": "unit-1", "openedOn": DECIDED, "awareOn": DECIDED}
    boy.at = f"/v1/cases/{gateway.open('/v1/cases', opening)}"
    child = {"name": "Sami Prøve", "bornOn": "2012-02-06", "sex": "male"}
    gateway.tell(f"{boy.at}/identity", child, method="PUT")
    mother = {"relation": "mother", "name": "Prøve", "custodian": True, "validFrom": DECIDED}
    boy.mother = boy.tell("people", **mother)
    begun = boy.tell("investigations", startedOn=DECIDED)
    points = ("developmentAndBehaviour", "family", "school", "health", "leisureAndFriendships",
              "other")  # fmt: skip
    boy.tell("child-conversations", heldOn=DECIDED, purpose="investigation", views="He is alone.")
    boy.tell(
        f"investigations/{begun}/completions", completedOn=DECIDED,
        conclusion="supportive_measures", focusPoints=dict.fromkeys(points, "Looked into."),
    )  # fmt: skip
    plan = boy.tell("plans", planKind="action_plan", draftedOn=DECIDED)
    boy.tell(f"plans/{plan}/approvals", approvedOn=DECIDED)
    return boy


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[tuple[Boy, Boy]]:
    """Given the whole of S05; and a case without a schedule."""
    with speaking(databases) as gateway:
        gateway.at(f"{DECIDED}T08:00:00Z")
        gateway.as_persona("caseworker")
        boys = known(gateway), known(gateway)
        decisions = [boy.decide(DECIDED, "SEL", "52(3)6") for boy in boys]
        gateway.at(f"{STARTED}T08:00:00Z")
        for boy, decision in zip(boys, decisions, strict=True):
            start = {"measureType": CONTACT, "decisionId": decision, "plannedEndOn": "2025-10-02"}
            boy.tell("moves", effectiveOn=STARTED, starts=[start], rationale="They begin.")
            [running] = gateway.get(f"{boy.at}/ladder")["measures"]
            boy.measure = running["id"]
        gateway.at(f"{FOLLOWED}T12:00:00Z")
        for boy in boys:
            boy.follow_up(FOLLOWED)
        gateway.at(f"{ANEW}T08:00:00Z")
        for boy in boys:
            boy.decide(ANEW, "BL", "32(1)3")
        gateway.at(f"{FIRST_BL}T12:00:00Z")
        for boy in boys:
            boy.follow_up(FIRST_BL)
        told = {"toldChildOn": FIRST_BL, "toldCustodiansOn": FIRST_BL}
        boys[0].tell(
            "follow-up-schedules", decidedOn=FIRST_BL, measureIds=[boys[0].measure], everyWeeks=8,
            reasons="The move to a new school is near.", **told,
        )  # fmt: skip
        gateway.at(f"{LOOKED}T08:00:00Z")
        yield boys


def said(owed: list[Json]) -> list[tuple[str, str, str | None]]:
    return [(each["dueOn"], each["state"], each["metOn"] or each["lapsedOn"]) for each in owed]


def test_the_first_follow_up_was_due_under_serviceloven_and_held_that_day(
    lived: tuple[Boy, Boy],
) -> None:
    first = lived[0].owed("D14")[0]
    assert (first["dueOn"], first["metOn"], first["state"]) == (FOLLOWED, FOLLOWED, "met")
    assert first["source"] == "SEL § 70, stk. 1"


def test_the_second_was_due_by_the_law_of_the_decision_until_there_was_a_new_one(
    lived: tuple[Boy, Boy],
) -> None:
    second = lived[0].owed("D16")[0]
    assert (second["statutoryOn"], second["localOn"]) == ("2024-07-02", None)
    assert (second["state"], second["lapsedOn"]) == ("lapsed", ANEW)
    assert second["lapsedReason"] == "new_decision"


def test_the_first_under_barnets_lov_was_due_by_practice_and_later_by_law(
    lived: tuple[Boy, Boy],
) -> None:
    first = lived[0].owed("D14")[1]
    assert (first["statutoryOn"], first["localOn"]) == ("2024-08-13", FIRST_BL)
    assert (first["dueOn"], first["basis"], first["state"]) == (FIRST_BL, "local", "met")


def test_the_schedule_of_the_case_gives_the_next_day(lived: tuple[Boy, Boy]) -> None:
    pending = lived[0].owed("D16")[-1]
    assert (pending["dueOn"], pending["state"]) == ("2024-09-02", "open")
    assert (pending["trigger"], pending["source"]) == (
        "FollowUpScheduleDecided",
        "BL § 95, stk. 3",
    )
    assert said(lived[0].owed("schedule-decided")) == [(FIRST_BL, "met", FIRST_BL)]


def test_without_a_schedule_that_day_that_it_is_missing_is_a_finding(
    lived: tuple[Boy, Boy],
) -> None:
    assert said(lived[1].owed("schedule-decided")) == [(FIRST_BL, "overdue", None)]
    [finding] = [
        each for each in lived[1].listed("agenda") if each["rule"]["code"] == "schedule-decided"
    ]
    assert finding["state"]["code"] == "overdue"
    assert finding["basis"]["code"] == "statutory"


def test_why_is_told_in_both_languages(lived: tuple[Boy, Boy]) -> None:
    pending = lived[0].owed("D16")[-1]
    told = lived[0].gateway.get(f"{lived[0].at}/obligations/{pending['id']}")
    assert told["why"]["da"].startswith(
        "Fristen er 2. september 2024, fordi sagens tidsplan blev fastsat 8. juli 2024."
    )
    assert "because the schedule of the case was decided on 8 July 2024." in told["why"]["en"]
    assert [each["row"] for each in told["layers"]] == ["schedule"]
    assert [each["kind"] for each in told["history"]] == [
        "followup.ObligationArose",
        "followup.ObligationMoved",
    ]


def test_the_new_law_is_no_movement(lived: tuple[Boy, Boy]) -> None:
    way = [(each["step"]["code"], each["validFrom"]) for each in lived[0].listed("ladder-periods")]
    assert way == [("T0", DECIDED), ("T3", STARTED)]
    sizes = [each["kind"]["code"] for each in lived[0].listed("movements")]
    assert sizes == ["entry"]


def test_the_new_law_is_a_change_told_apart_from_what_moved(lived: tuple[Boy, Boy]) -> None:
    flows = lived[0].gateway.get("/v1/ladder-flows", **{"from": ANEW, "to": LOOKED})
    assert flows["links"] == []
    [change] = flows["regimeChanges"]
    assert (change["step"], change["fromRegime"]["code"], change["toRegime"]["code"]) == (
        "T3", "SEL", "BL",
    )  # fmt: skip
