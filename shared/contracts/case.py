"""Published by the case service: codes, dates and ids. Names and words never leave it."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from shared.contracts import (
    FeedItem,
    Published,
    admission,
    charge,
    correction,
    early,
    following,
    intake,
    people,
    plan,
    provisional_decision,
    record,
    worries,
)

Regime = Literal["SEL", "BL"]
BARNETS_LOV = date(2024, 1, 1)
Sex = Literal["female", "male", "unknown"]
PersonKind = Literal["private", "professional"]


class NotificationReceived(Published):
    """A worry about a child arrived; the stream is the notification's own.

    `answerable` is false for an anonymous notifier without an address: nobody can be acknowledged.
    `notifier` is who sent it when that is a caller of ours (an identifier, never a name).
    Notifications that share one of their `signals` are about one child, or about siblings; the
    `former_signals` were of numbers recorded wrongly. Told again, it is as it should have been.
    """

    received_at: datetime
    unit: str
    notifier_type: str
    professional: bool
    answerable: bool
    reasons: tuple[str, ...]
    notifier: str | None = None
    section: str | None = None
    unborn: bool = False
    signals: tuple[UUID, ...] = ()
    former_signals: tuple[UUID, ...] = ()


class NotificationUrgencyAssessed(Published):
    id: UUID
    assessed_at: datetime
    outcome: Literal["acute", "not_acute"]


class NotificationAcknowledged(Published):
    id: UUID
    acknowledged_on: date


class CaseOpened(Published):
    """A case was opened; `aware_on`: when a need was known. `corrected`: only its days are news."""

    opened_on: date
    aware_on: date
    unit: str
    caseworker: str
    notifications: tuple[UUID, ...]
    corrected: bool = False


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
    """No conversation was held; with `catch_up` it is to be held as soon as it can be."""

    id: UUID
    waived_on: date
    reason: str
    catch_up: bool = False


class ConsentGiven(Published):
    id: UUID
    given_on: date
    measure_types: tuple[str, ...]
    party_id: UUID | None = None
    purpose_codes: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()


class ConsentWithdrawn(Published):
    """What rested on it (`decision_ids`) must end or go to the committee. The child has no id."""

    id: UUID
    withdrawn_on: date
    measure_types: tuple[str, ...]
    party_id: UUID | None = None
    decision_ids: tuple[UUID, ...] = ()


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
    """A decision. Regime and section follow it for as long as measures rest on it.

    A chair's is provisional: the committee must have it by `committee_due_on`. It takes the place
    of `replaces_decision_id`, and answers `application_id`, if that is named.
    From `lapses_on`, when it says so itself, it carries no measure.
    """

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
    grounds: tuple[str, ...] = ()
    committee_due_on: date | None = None
    replaces_decision_id: UUID | None = None
    application_id: UUID | None = None
    purpose_codes: tuple[str, ...] = ()
    lapses_on: date | None = None


def regime_on(day: date) -> Regime:
    """The law that a decision made on a day is made under (SEL to 2023, Barnets Lov after)."""
    return "BL" if day >= BARNETS_LOV else "SEL"


CasePublished = (
    NotificationReceived | NotificationUrgencyAssessed | NotificationAcknowledged | CaseOpened
    | ChildIdentified | PersonAdded | NetworkMapped | InvestigationStarted | InvestigationCompleted
    | ChildConversationHeld | ChildConversationWaived | ConsentGiven | ConsentWithdrawn
    | PlanDrafted | PlanApproved | GoalSet | DecisionMade | StatutoryScreeningRecorded
    | TargetedAssessmentStarted | TargetedAssessmentCompleted | PreliminaryAssessmentMade
    | ProfessionalConsultationHeld | admission.Told | charge.Told | correction.Told | early.Told
    | following.Told | intake.Told | people.Told | plan.Told | provisional_decision.Told
    | record.Told | worries.Told
)  # fmt: skip

KINDS: dict[str, type[CasePublished]] = {kind.__name__: kind for kind in CasePublished.__args__}


def read(item: FeedItem) -> CasePublished | None:
    """Read a feed item, or None when it is news that this consumer is too old to know."""
    kind = KINDS.get(item.kind)
    return kind.model_validate(item.data) if kind else None
