"""Obligations as clients see them: when, by which rule, because of what, and what became of it."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.followup.application import Seen
from services.followup.due import Basis
from services.followup.events import ObligationLapsed, ObligationMet
from services.followup.obligations import Obligation
from shared.views import View

Standing = Literal["open", "met", "late", "lapsed", "overdue"]


class ObligationView(View):
    """Something owed. `dueOn` is the earlier of the two layers' days, and its last day counts."""

    id: UUID
    rule: str = Field(max_length=20, examples=["D14"])
    da: str = Field(max_length=500)
    en: str = Field(max_length=500)
    source: str = Field(max_length=200, examples=["SEL § 70, stk. 1"])
    edition: date = Field(description="First day of the edition of the law or practice.")
    subject: UUID = Field(description="The measure, investigation, notification or case.")
    trigger: str = Field(max_length=60, examples=["MeasureStarted"])
    trigger_id: UUID
    trigger_on: date
    statutory_on: date | None
    local_on: date | None
    due_on: date
    due_at: datetime | None = Field(description="The exact moment of a term counted in hours.")
    basis: Basis
    adjustment: str | None = Field(max_length=60, examples=["working-days-mon-fri"])
    state: Standing
    met_on: date | None
    met_at: datetime | None
    met_by: str | None = Field(max_length=60, examples=["FollowUpHeld"])
    met_by_id: UUID | None
    lapsed_on: date | None
    lapsed_reason: str | None = Field(max_length=60, examples=["measure_ended"])
    noticed_at: datetime | None = Field(description="When it was noticed to be overdue.")


class ObligationsView(View):
    """Everything that is or was due in a case, by the day on which it is due."""

    case_id: UUID
    version: int
    items: list[ObligationView] = Field(max_length=10_000)


def view(case_id: UUID, seen: Seen) -> ObligationsView:
    """What is owed, as known at a moment and judged by it."""
    owed = seen.state.obligations.values()
    items = [obligation_view(each, seen.at) for each in owed]
    return ObligationsView(
        case_id=case_id,
        version=seen.version,
        items=sorted(items, key=lambda item: (item.due_on, item.rule, item.trigger_on, item.id)),
    )


def obligation_view(obligation: Obligation, at: datetime) -> ObligationView:
    due, outcome = obligation.due, obligation.outcome
    met = outcome if isinstance(outcome, ObligationMet) else None
    lapsed = outcome if isinstance(outcome, ObligationLapsed) else None
    return ObligationView.of(
        obligation.arose,
        statutory_on=due.statutory_on,
        local_on=due.local_on,
        due_on=due.due_on,
        due_at=due.due_at,
        basis=due.basis,
        adjustment=due.adjustment,
        state=standing(obligation, at),
        met_on=met.met_on if met else None,
        met_at=met.met_at if met else None,
        met_by=met.by if met else None,
        met_by_id=met.by_id if met else None,
        lapsed_on=lapsed.lapsed_on if lapsed else None,
        lapsed_reason=lapsed.reason if lapsed else None,
        noticed_at=obligation.noticed_at,
    )


def standing(obligation: Obligation, at: datetime) -> Standing:
    """How an obligation stands at a moment; overdue by the clock, noticed or not."""
    match obligation.outcome:
        case ObligationMet(late=late):
            return "late" if late else "met"
        case ObligationLapsed():
            return "lapsed"
        case None:
            return "overdue" if obligation.overdue_at(at) else "open"
