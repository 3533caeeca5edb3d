"""A girl's case, fact by fact, for the law's tests. Nobody here exists."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid5

from services.case import rules
from services.case.charge.events import CaseClosed
from services.case.child.events import CaseOpened, ChildIdentified, PersonAdded
from services.case.decision.commands import MakeDecision
from services.case.domain import cases
from services.case.events import Event
from services.case.investigation import events as found
from services.case.plan.events import PlanApproved, PlanDrafted
from services.case.slices import CaseCommand
from services.case.state import Stream
from shared.contracts.case import regime_on
from shared.sealing import Sealed
from tests.decider import Given, given

CASE = UUID("00000000-0000-4000-8000-00000000c0de")
MOTHER, FATHER, INVESTIGATION, PLAN = (uuid5(CASE, each) for each in ("mother", "father", "i", "p"))
WORDS = Sealed("words")
OPENED = date(2015, 12, 1)
DECIDED = date(2016, 1, 6)
DECIDING = datetime(2016, 1, 6, 9, tzinfo=UTC)
PLACED = ("residential_institution", "kinship_care")

CaseGiven = Given[CaseCommand, Stream, Event]


def opened(on: date = OPENED) -> CaseOpened:
    return CaseOpened(
        id=CASE,
        opened_on=on,
        aware_on=on,
        unit="family-unit-north",
        caseworker="caseworker-1",
        notifications=(),
        reasons=(),
    )


def child(born_on: date = date(2000, 4, 3)) -> ChildIdentified:
    return ChildIdentified(
        id=uuid5(CASE, "child"),
        name=WORDS,
        cpr=None,
        born_on=born_on,
        sex="female",
        address=None,
        departures=(),
        edition=rules.FIRST_DAY,
    )


def custodian(person: UUID, valid_from: date = date(2000, 4, 3)) -> PersonAdded:
    return PersonAdded(
        id=person,
        relation="mother" if person == MOTHER else "father",
        custodian=True,
        name=WORDS,
        cpr=None,
        contact=None,
        valid_from=valid_from,
    )


def consent(
    party: UUID | None, on: date = date(2016, 1, 5), measure_types: tuple[str, ...] = PLACED
) -> found.ConsentGiven:
    return found.ConsentGiven(
        id=uuid5(CASE, f"consent of {party} on {on}"),
        party_id=party,
        given_on=on,
        measure_types=measure_types,
        purpose=WORDS,
    )


def withdrawal(of: found.ConsentGiven, on: date) -> found.ConsentWithdrawn:
    return found.ConsentWithdrawn(
        id=of.id,
        party_id=of.party_id,
        withdrawn_on=on,
        measure_types=of.measure_types,
        decision_ids=(),
        departures=(),
        edition=rules.FIRST_DAY,
    )


def heard(on: date = date(2015, 12, 18)) -> found.ChildConversationHeld:
    return found.ChildConversationHeld(
        id=uuid5(CASE, f"heard {on}"),
        held_on=on,
        purpose="decision",
        without_custodian=True,
        companion=False,
        views=WORDS,
    )


def waiver(on: date = date(2015, 12, 18)) -> found.ChildConversationWaived:
    return found.ChildConversationWaived(
        id=uuid5(CASE, f"waived {on}"),
        waived_on=on,
        reason="acute",
        catch_up=True,
        views_otherwise=WORDS,
    )


def started(on: date = date(2015, 12, 2)) -> found.InvestigationStarted:
    return found.InvestigationStarted(
        id=INVESTIGATION, started_on=on, aware_on=on, regime=regime_on(on), reasons=()
    )


def completed(on: date = date(2016, 1, 4)) -> found.InvestigationCompleted:
    points = found.FocusPoints(
        development_and_behaviour=WORDS,
        family=WORDS,
        school=WORDS,
        health=WORDS,
        leisure_and_friendships=WORDS,
        other=WORDS,
    )
    return found.InvestigationCompleted(
        id=INVESTIGATION,
        completed_on=on,
        conclusion="placement",
        focus_points=points,
        departures=(),
        edition=rules.FIRST_DAY,
    )


def drafted(on: date = date(2015, 12, 22)) -> PlanDrafted:
    return PlanDrafted(
        id=PLAN, plan_kind="action_plan", drafted_on=on, supersedes=None, change_theory=None
    )


def approved(on: date = date(2016, 1, 5)) -> PlanApproved:
    return PlanApproved(id=PLAN, plan_kind="action_plan", approved_on=on)


def case(*facts: Event) -> CaseGiven:
    return given(cases, *facts)


def ready(*more: Event) -> tuple[Event, ...]:
    """Everything but consents: opened, identified, one custodian, heard, investigated, planned."""
    known = (opened(), child(), custodian(MOTHER))
    return (*known, heard(), started(), completed(), drafted(), approved(), *more)


def placement(**said: object) -> MakeDecision:
    """A placement with consent (SEL § 52(3) no. 7), as it should be but for what is said."""
    usual = {
        "decided_on": DECIDED,
        "regime": "SEL",
        "section": "52(3)7",
        "measure_types": [*PLACED],
        "purpose": "Calm, school, and a way home.",
        "expected_months": 15,
        "reasons": "She cannot get the support she needs at home now.",
    }
    return MakeDecision.model_validate({**usual, **said})


def compulsory(**said: object) -> MakeDecision:
    """A placement without consent (SEL § 58) by the committee, all five of whom agree."""
    committee = {"section": "58", "body": "cy_committee", "members_present": 5, "members_for": 5}
    without = {"grounds": ["insufficient_care"], "lawyer_offered": True}
    return placement(**{**committee, **without, **said})


def closed(on: date, reason: str = "goals_met") -> CaseClosed:
    return CaseClosed(id=uuid5(CASE, "closed"), closed_on=on, reason=reason)
