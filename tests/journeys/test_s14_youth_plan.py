"""S14: a young person in foster care gets a youth plan, aftercare, and a contact person again.

Given the scenario's dates, lived through the gateway's HTTP, every test says one thing that is
then true. What must precede it (a case, an investigation, a conversation, consents) is kept short.
The stay beyond 18 is the placement that was there, kept: it stays on its own step.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from deploy.demo.client import Gateway, Gone, Json
from deploy.demo.expected import due
from tests.database import Databases
from tests.stack import speaking

BORN, PLACED, SIXTEEN = "2006-11-09", "2019-08-05", "2022-11-09"
PLANNED, AFTERCARE, EIGHTEEN = "2024-04-22", "2024-05-02", "2024-11-09"
LATEST_AFTERCARE = "2024-05-09"  # half a year before 18
LEFT, ENDED, AGAIN = "2025-08-29", "2027-02-01", "2027-09-20"
FOSTER, CONTACT, KEPT = "foster_general", "aftercare_contact_person", "aftercare_residential"
FOCUS_POINTS = (
    "developmentAndBehaviour", "family", "school", "health", "leisureAndFriendships", "other",
)  # fmt: skip


@dataclass
class Youth:
    """The story as it is lived: the young person's case, and what came of it."""

    gateway: Gateway
    at: str = ""
    mother: str = ""
    plans: dict[str, str] = field(default_factory=dict)
    goal: str = ""

    def on(self, day: str) -> None:
        self.gateway.at(f"{day}T08:00:00Z")

    def tell(self, what: str, **said: object) -> str:
        told: str = self.gateway.tell(f"{self.at}/{what}", said)["id"]
        return told

    def listed(self, what: str) -> list[Json]:
        return self.gateway.everything(f"/v1/{what}", caseId=self.at.rpartition("/")[2])

    def overview(self) -> Json:
        return self.gateway.get(self.at)

    def hear(self, day: str) -> None:
        views = "She knows what she wants."
        self.tell("child-conversations", heldOn=day, purpose="decision", views=views)

    def agree(self, day: str, *types: str, custodian: bool = False) -> None:
        consent = {"givenOn": day, "measureTypes": [*types], "purpose": "A home, and school."}
        self.tell("consents", **consent, child=True)
        if custodian:
            self.tell("consents", **consent, partyId=self.mother)

    def decide(self, day: str, regime: str, section: str, *types: str) -> str:
        return self.tell(
            "decisions", decidedOn=day, regime=regime, section=section, measureTypes=[*types],
            purpose="A home, and school.", expectedMonths=24, reasons="It is needed.",
        )  # fmt: skip

    def start(self, day: str, kind: str, decision: str, planned_end: str) -> str:
        start = {"measureType": kind, "decisionId": decision, "plannedEndOn": planned_end}
        self.tell("moves", effectiveOn=day, starts=[start], rationale="As decided.")
        measures = self.gateway.get(f"{self.at}/ladder")["measures"]
        [running] = [each for each in measures if each["measureType"]["code"] == kind]
        return str(running["id"])

    def end(self, day: str, measure: str) -> None:
        over = {"measureId": measure, "reason": "planned_end"}
        self.tell("moves", effectiveOn=day, ends=[over], rationale="As planned.")

    def plan(self, day: str, kind: str, **more: object) -> None:
        self.plans[kind] = self.tell("plans", planKind=kind, draftedOn=day, **more)
        self.tell(f"plans/{self.plans[kind]}/approvals", approvedOn=day)


def placed(youth: Youth) -> str:
    """Known, investigated, planned for and placed under Serviceloven; the placement."""
    youth.on(PLACED)
    opening = {"unit": "unit-1", "openedOn": PLACED, "awareOn": PLACED}
    youth.at = f"/v1/cases/{youth.gateway.open('/v1/cases', opening)}"
    child = {"name": "Sol Prøve", "bornOn": BORN, "sex": "female"}
    youth.gateway.tell(f"{youth.at}/identity", child, method="PUT")
    mother = {"relation": "mother", "name": "Ea Prøve", "custodian": True, "validFrom": BORN}
    youth.mother = youth.tell("people", **mother)
    youth.hear(PLACED)
    begun = youth.tell("investigations", startedOn=PLACED)
    points = dict.fromkeys(FOCUS_POINTS, "Looked into with her.")
    youth.tell(
        f"investigations/{begun}/completions",
        completedOn=PLACED, conclusion="placement", focusPoints=points,
    )  # fmt: skip
    youth.plan(PLACED, "action_plan")
    youth.agree(PLACED, FOSTER, custodian=True)
    return youth.start(PLACED, FOSTER, youth.decide(PLACED, "SEL", "52(3)7", FOSTER), LEFT)


def planned(youth: Youth) -> None:
    """The new law: a new decision, a youth plan with a goal, and aftercare in good time."""
    youth.on(PLANNED)
    youth.hear(PLANNED)
    youth.plan(PLANNED, "youth_plan", supersedes=youth.plans["action_plan"])
    plan = youth.plans["youth_plan"]
    youth.goal = youth.tell("goals", planId=plan, setOn=PLANNED, goal="A flat of her own.")
    youth.tell("goals", planId=plan, parentGoalId=youth.goal, setOn=PLANNED, goal="A budget.")
    answer = {"provider": "foster-family-1", "receivedOn": PLANNED, "goalIds": [youth.goal]}
    youth.tell(f"plans/{plan}/provider-plans", **answer, indicators="She cooks on Tuesdays.")
    youth.agree(PLANNED, FOSTER, KEPT, CONTACT, custodian=True)
    youth.decide(PLANNED, "BL", "46", FOSTER)


@pytest.fixture(scope="module")
def lived(databases: Databases) -> Iterator[Youth]:
    """Given the whole of S14 that the case and the ladder can tell."""
    with speaking(databases) as gateway:
        gateway.as_persona("caseworker")
        youth = Youth(gateway)
        home = placed(youth)
        planned(youth)
        youth.on(AFTERCARE)
        youth.hear(AFTERCARE)
        youth.decide(AFTERCARE, "BL", "114(1)1", KEPT)
        contact = youth.decide(AFTERCARE, "BL", "114(1)2", CONTACT)
        youth.on(EIGHTEEN)
        support = youth.start(EIGHTEEN, CONTACT, contact, ENDED)
        youth.on(LEFT)
        youth.end(LEFT, home)
        youth.tell(f"goals/{youth.goal}/statuses", status="reached", statusOn=LEFT)
        youth.on(ENDED)
        youth.end(ENDED, support)
        youth.on(AGAIN)
        youth.tell(
            f"goals/{youth.goal}/statuses",
            status="in_progress", statusOn=AGAIN, reason="The flat is about to be lost.",
        )  # fmt: skip
        youth.agree(AGAIN, CONTACT)
        youth.start(AGAIN, CONTACT, youth.decide(AGAIN, "BL", "114(1)2", CONTACT), "2029-11-09")
        yield youth


def test_the_youth_plan_took_the_place_of_the_action_plan(lived: Youth) -> None:
    plans = {each["planKind"]["code"]: each for each in lived.overview()["plans"]}
    assert plans["youth_plan"]["supersedes"] == plans["action_plan"]["id"]
    assert plans["youth_plan"]["approvedOn"] == PLANNED
    late = {"planId": lived.plans["action_plan"], "setOn": AGAIN, "goal": "Once more."}
    with pytest.raises(Gone, match="plan-not-superseded"):
        lived.tell("goals", **late)


def test_serviceloven_knew_no_youth_plan_even_when_she_turned_16(lived: Youth) -> None:
    with pytest.raises(Gone, match="plan-kind-in-force"):
        lived.tell("plans", planKind="youth_plan", draftedOn=SIXTEEN)


def test_a_goal_that_was_reached_is_open_again_and_says_since_when(lived: Youth) -> None:
    goals = {each["id"]: each for each in lived.overview()["goals"]}
    assert goals[lived.goal]["status"]["code"] == "in_progress"
    assert goals[lived.goal]["statusOn"] == AGAIN
    [part] = [each for each in goals.values() if each["parentGoalId"] == lived.goal]
    assert part["status"] == {"code": "not_started", "da": "Ikke påbegyndt", "en": "Not started"}


def test_her_placement_came_under_the_new_law_by_a_new_decision(lived: Youth) -> None:
    decided = [
        (each["regime"]["code"], each["section"], each["decidedOn"])
        for each in lived.overview()["decisions"]
    ]
    assert decided[:2] == [("SEL", "52(3)7", PLACED), ("BL", "46", PLANNED)]


def test_aftercare_was_decided_half_a_year_before_she_turned_18(lived: Youth) -> None:
    days = {
        each["section"]: each["decidedOn"]
        for each in lived.overview()["decisions"]
        if each["decidedOn"] < EIGHTEEN
    }
    assert days["114(1)1"] == days["114(1)2"] == AFTERCARE
    assert days["114(1)1"] <= LATEST_AFTERCARE


def test_that_was_owed_by_the_day_and_met_in_time(lived: Youth) -> None:
    [owed] = due(lived.listed("agenda"), "D29")
    assert (owed["dueOn"], owed["metOn"]) == (LATEST_AFTERCARE, AFTERCARE)
    assert owed["state"]["code"] == "met"


def test_aftercare_can_be_had_until_she_turns_23(lived: Youth) -> None:
    [right] = due(lived.listed("agenda"), "D30")
    assert (right["dueOn"], right["lapses"]) == ("2029-11-09", True)


def test_all_aftercare_must_have_ended_by_then(lived: Youth) -> None:
    ends = due(lived.listed("agenda"), "D30-end")
    assert {(each["dueOn"], each["state"]["code"], each["metOn"]) for each in ends} == {
        ("2029-11-09", "met", ENDED),
        ("2029-11-09", "open", None),
    }


def test_she_stood_on_five_then_three_then_nowhere_then_three_again(lived: Youth) -> None:
    way = [
        (each["step"]["code"], each["validFrom"], each["validTo"])
        for each in lived.listed("ladder-periods")
    ]
    assert way == [
        ("T5", PLACED, LEFT),
        ("T3", LEFT, ENDED),
        ("T0", ENDED, AGAIN),
        ("T3", AGAIN, None),
    ]


def test_there_was_one_movement_down_by_two(lived: Youth) -> None:
    steps = [
        (each["movedOn"], each["size"])
        for each in lived.listed("movements")
        if each["kind"]["code"].startswith("step_")
    ]
    assert steps == [(LEFT, -2)]


def test_the_new_contact_person_is_followed_up_within_three_months(lived: Youth) -> None:
    first = [each for each in due(lived.listed("agenda"), "D14") if each["triggerOn"] == AGAIN]
    assert [each["statutoryOn"] for each in first] == ["2027-12-20"]
