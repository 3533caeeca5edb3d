"""Published by the case service: codes, dates and ids. Names and words never leave it."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from shared.contracts import FeedItem, Published, following, people, plan
from shared.contracts.record import (
    AccessRequestDecided,
    AccessRequestReceived,
    AppealDecided,
    AppealForwarded,
    AppealLodged,
    AppealReconsidered,
    DecisionNotified,
    DisclosureMade,
    DocumentFiled,
    NoteRecorded,
    PartyHearingHeld,
)

Regime = Literal["SEL", "BL"]
BARNETS_LOV = date(2024, 1, 1)
Sex = Literal["female", "male", "unknown"]
PersonKind = Literal["private", "professional"]


class NotificationReceived(Published):
    """A worry about a child arrived; the stream is the notification's own.

    `answerable` is false for an anonymous notifier without an address: nobody can be acknowledged.
    `notifier` is who sent it when that is a caller of ours (an identifier, never a name).
    """

    received_at: datetime
    unit: str
    notifier_type: str
    professional: bool
    answerable: bool
    reasons: tuple[str, ...]
    notifier: str | None = None


class NotificationUrgencyAssessed(Published):
    assessed_at: datetime
    outcome: Literal["acute", "not_acute"]


class NotificationAcknowledged(Published):
    acknowledged_on: date


class CaseOpened(Published):
    """A child's case was opened. `aware_on`: when the municipality learned of a possible need."""

    opened_on: date
    aware_on: date
    unit: str
    caseworker: str
    notifications: tuple[UUID, ...]


class ChildIdentified(Published):
    """Who the child is was recorded; neighbours learn only age and sex."""

    born_on: date
    sex: Sex


class PersonAdded(Published):
    """Somebody around the child; `case_id` is a sibling's own case."""

    id: UUID
    relation: str
    custodian: bool
    person_kind: PersonKind = "private"
    case_id: UUID | None = None
    valid_from: date | None = None


class CaseworkerAssigned(Published):
    assigned_on: date
    unit: str
    caseworker: str


class NetworkMapped(Published):
    id: UUID
    mapped_on: date
    kin_available: bool


class InvestigationStarted(Published):
    """An investigation began. Its four months run from `aware_on`, not from `started_on`."""

    id: UUID
    started_on: date
    aware_on: date
    regime: Regime


class InvestigationCompleted(Published):
    id: UUID
    completed_on: date
    conclusion: str


class StatutoryScreeningRecorded(Published):
    id: UUID
    screened_on: date
    outcome: str
    risk_assessment_done: bool


class TargetedAssessmentStarted(Published):
    id: UUID
    started_on: date
    matters: tuple[str, ...]


class TargetedAssessmentCompleted(Published):
    id: UUID
    completed_on: date


class PreliminaryAssessmentMade(Published):
    id: UUID
    investigation_id: UUID
    made_on: date


class ProfessionalConsultationHeld(Published):
    id: UUID
    investigation_id: UUID
    held_on: date
    participants: int
    provision: str | None


class ChildConversationHeld(Published):
    id: UUID
    held_on: date
    purpose: str


class ChildConversationWaived(Published):
    id: UUID
    waived_on: date
    reason: str


class ConsentGiven(Published):
    id: UUID
    given_on: date
    measure_types: tuple[str, ...]


class ConsentWithdrawn(Published):
    id: UUID
    withdrawn_on: date
    measure_types: tuple[str, ...]


class PlanDrafted(Published):
    """A plan was drafted; once approved it takes the place of the one it `supersedes`."""

    id: UUID
    plan_kind: str
    drafted_on: date
    supersedes: UUID | None = None


class PlanApproved(Published):
    id: UUID
    plan_kind: str
    approved_on: date


class GoalSet(Published):
    id: UUID
    plan_id: UUID
    set_on: date
    deadline_on: date | None
    parent_goal_id: UUID | None = None


class DecisionMade(Published):
    """A decision. Regime and section follow it for as long as measures rest on it."""

    id: UUID
    decided_on: date
    regime: Regime
    section: str
    kind: str
    body: str
    measure_types: tuple[str, ...]
    expected_months: int | None
    edition: date
    acute: bool = False


class CaseClosed(Published):
    closed_on: date
    reason: str


def regime_on(day: date) -> Regime:
    """The law that a decision made on a day is made under (SEL to 2023, Barnets Lov after)."""
    return "BL" if day >= BARNETS_LOV else "SEL"


CasePublished = (
    NotificationReceived | NotificationUrgencyAssessed | NotificationAcknowledged | CaseOpened
    | ChildIdentified | PersonAdded | CaseworkerAssigned | NetworkMapped | InvestigationStarted
    | InvestigationCompleted | ChildConversationHeld | ChildConversationWaived | ConsentGiven
    | ConsentWithdrawn | PlanDrafted | PlanApproved | GoalSet | DecisionMade | CaseClosed
    | PartyHearingHeld | NoteRecorded | DocumentFiled | DisclosureMade | AccessRequestReceived
    | AccessRequestDecided | DecisionNotified | AppealLodged | AppealReconsidered
    | AppealForwarded | AppealDecided
    | StatutoryScreeningRecorded | TargetedAssessmentStarted | TargetedAssessmentCompleted
    | PreliminaryAssessmentMade | ProfessionalConsultationHeld
    | people.PersonLeft | people.CustodyChanged | people.AddressProtectionChanged
    | people.AddressChanged | people.AddressDisclosed | people.CaseMerged
    | plan.PlanRevised | plan.PlanPositionTaken | plan.GoalStatusSet | plan.ProviderPlanRecorded
    | following.InstrumentScored | following.SatisfactionAnswered | following.SchoolAbsenceReported
    | following.EducationStatusRecorded | following.CrimeChargeRecorded
    | following.SubstanceUseRecorded
)  # fmt: skip

KINDS: dict[str, type[CasePublished]] = {kind.__name__: kind for kind in CasePublished.__args__}


def read(item: FeedItem) -> CasePublished | None:
    """Read a feed item, or None when it is news that this consumer is too old to know."""
    kind = KINDS.get(item.kind)
    return kind.model_validate(item.data) if kind else None
