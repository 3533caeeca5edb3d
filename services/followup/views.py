"""Obligations as clients see them: when, by which rule, because of what, and what became of it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.followup.application import Seen
from services.followup.obligation.due import Basis, NoWorkingDay, Reckoned
from services.followup.obligation.events import ObligationLapsed, ObligationMet
from services.followup.obligation.state import Obligation
from services.followup.sentences import told
from shared.http.queries import RecordedFact
from shared.views import View

Standing = Literal["open", "met", "late", "lapsed", "overdue"]


class ObligationView(View):
    """Something owed. `dueOn` is the earlier of the two layers' days, and its last day counts."""

    id: UUID
    rule: str = Field(max_length=64, examples=["D14"])
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
    falls_on: NoWorkingDay | None = Field(
        description="A warning: the day is no working day, and is kept all the same."
    )
    state: Standing
    met_on: date | None
    met_at: datetime | None
    met_by: str | None = Field(max_length=60, examples=["FollowUpHeld"])
    met_by_id: UUID | None
    lapsed_on: date | None
    lapsed_reason: str | None = Field(max_length=60, examples=["measure_ended"])
    noticed_at: datetime | None = Field(description="When it was noticed to be overdue.")
    satisfied_by: list[str] = Field(max_length=10, description="The facts that would meet it.")
    lapses: bool = Field(description="The end of a party's right: it is never overdue.")
    deferred_to: date | None = Field(description="It will be done then; what is due stands.")


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
        replace(obligation.arose, due=due),
        statutory_on=due.statutory_on,
        local_on=due.local_on,
        due_on=due.due_on,
        due_at=due.due_at,
        basis=due.basis,
        adjustment=due.adjustment,
        falls_on=due.falls_on,
        state=standing(obligation, at),
        met_on=met.met_on if met else None,
        met_at=met.met_at if met else None,
        met_by=met.by if met else None,
        met_by_id=met.by_id if met else None,
        lapsed_on=lapsed.lapsed_on if lapsed else right_over(obligation, at),
        lapsed_reason=lapsed.reason if lapsed else None,
        noticed_at=obligation.noticed_at,
        satisfied_by=[*obligation.arose.satisfied_by],
        deferred_to=obligation.deferred_to,
    )


def right_over(obligation: Obligation, at: datetime) -> date | None:
    """The first day without a right that nobody used."""
    over = obligation.arose.lapses and obligation.passed_at(at)
    return obligation.due.due_on + timedelta(days=1) if over else None


def standing(obligation: Obligation, at: datetime) -> Standing:
    """How an obligation stands at a moment; overdue by the clock, noticed or not."""
    match obligation.outcome:
        case ObligationMet(late=late):
            return "late" if late else "met"
        case ObligationLapsed():
            return "lapsed"
        case None:
            after: Standing = "lapsed" if obligation.arose.lapses else "overdue"
            return after if obligation.passed_at(at) else "open"


class LayerView(View):
    """One layer's day: the row that set it, the edition it stands in, what it was counted from."""

    basis: Basis
    row: str = Field(max_length=64, examples=["D15"])
    da: str = Field(max_length=500)
    en: str = Field(max_length=500)
    source: str = Field(max_length=200)
    edition: date
    confidence: str = Field(max_length=20, description="How sure we are of the row.")
    trigger: str = Field(max_length=60)
    trigger_id: UUID
    trigger_on: date
    on: date
    at: datetime | None
    adjustment: str | None = Field(max_length=60)
    binds: bool


class Sentences(View):
    """The same, said in both languages."""

    da: str = Field(max_length=4000)
    en: str = Field(max_length=4000)


class Provenance(View):
    """Why something is due on its day: because of that fact, this rule and edition, this calendar.

    `history` is everything that was recorded of it.
    """

    obligation: ObligationView
    why: Sentences
    layers: list[LayerView] = Field(max_length=2)
    history: list[RecordedFact] = Field(max_length=10_000)


def provenance(owed: Obligation, at: datetime, history: list[RecordedFact]) -> Provenance:
    """All that can be said of why an obligation is due, as known and judged at a moment."""
    layers: list[tuple[Basis, Reckoned | None]]
    layers = [("statutory", owed.due.statutory), ("local", owed.due.local)]
    shown = [
        LayerView.of(each, basis=basis, binds=basis == owed.due.basis)
        for basis, each in layers
        if each
    ]
    da, en = (told(owed, standing(owed, at), language) for language in ("da", "en"))
    return Provenance(
        obligation=obligation_view(owed, at),
        why=Sentences(da=da, en=en),
        layers=shown,
        history=history,
    )
