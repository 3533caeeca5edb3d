"""What has happened in following a child up. Facts are past tense, and never edited or deleted.

Every fact's `id` names what it is about. Days `…_on` are in Europe/Copenhagen, moments `…_at` in
UTC; the end of a measure is exclusive. `…Heard` is a neighbour's news, kept as we learned it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.followup import told
from services.followup.due import Due
from services.followup.steps import StepHeard
from shared.contracts.case import Regime
from shared.facts import Catalog
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationHeard:
    """The case service received a notification (underretning); the stream is its own."""

    id: UUID
    received_at: datetime
    answerable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgencyHeard:
    """The urgency of the notification was assessed (akutvurdering)."""

    id: UUID
    assessed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgementHeard:
    """The notifier was told that the notification has arrived (kvittering)."""

    id: UUID
    acknowledged_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHeard:
    """The case service opened the child's case."""

    id: UUID
    opened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEndHeard:
    """The case service closed the case; `moved` when another municipality took it over."""

    id: UUID
    closed_on: date
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigationHeard:
    """An investigation began; its term runs from `aware_on`, whenever it was started."""

    id: UUID
    aware_on: date
    regime: Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigationEndHeard:
    id: UUID
    completed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionHeard:
    """A decision that grants measures: it may carry a running one over into another regime.

    `provisional`: the chair decided alone, and the committee has not yet.
    """

    id: UUID
    decided_on: date
    regime: Regime
    measure_types: tuple[str, ...]
    section: str = ""
    acute: bool = False
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureHeard:
    """A measure started; its regime is its decision's, whatever the law is today."""

    id: UUID
    measure_type: str
    step: str
    decision_id: UUID | None
    regime: Regime
    started_on: date
    under_return_option: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEndHeard:
    """A measure ended; `ended_on` is the first day without it."""

    id: UUID
    ended_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPlanned:
    id: UUID
    meeting_kind: str
    planned_at: datetime
    invited_private: int
    invited_professional: int
    agenda: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHeld:
    """A meeting was held. `measure_ids` are those it reviewed, none unless `fulfils_review`."""

    id: UUID
    meeting_kind: str
    held_on: date
    private_participants: int
    professional_participants: int
    child_part: str
    fulfils_review: bool
    measure_ids: tuple[UUID, ...]
    child_view: Sealed | None
    goal_status: Sealed | None
    minutes: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpHeld:
    """Measures were followed up (opfølgning). Legal source: SEL § 70; BL § 95."""

    id: UUID
    held_on: date
    measure_ids: tuple[UUID, ...]
    outcome: str
    child_heard: bool
    child_view: Sealed | None
    child_not_heard_reason: Sealed | None
    goal_status: Sealed
    reasons: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpCorrected:
    """A follow-up had been registered on a wrong day; this is the right one, and why."""

    id: UUID
    held_on: date
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationArose:
    """Something is due: by which rule and edition, about what, and because of which fact.

    `satisfied_by` are the facts that meet it. It `lapses` when it is the end of a party's right,
    which is over after its day and never overdue.
    """

    id: UUID
    rule: str
    edition: date
    da: str
    en: str
    source: str
    subject: UUID
    trigger: str
    trigger_id: UUID
    trigger_on: date
    due: Due
    satisfied_by: tuple[str, ...] = ()
    lapses: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationMoved:
    """What triggered it was corrected, and so it is due on another day."""

    id: UUID
    due: Due


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationMet:
    """It was met, by a fact (`by`, `by_id`); `late` when that was after it was due."""

    id: UUID
    met_on: date
    met_at: datetime | None
    by: str
    by_id: UUID
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationLapsed:
    """Nothing is due any more, and why."""

    id: UUID
    lapsed_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationReopened:
    """What had met it, or let it lapse, no longer holds as it was recorded."""

    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationOverdue:
    """The clock passed it while it was open. Noticed once for each time that it is due."""

    id: UUID
    noticed_at: datetime


Heard = (
    NotificationHeard | UrgencyHeard | AcknowledgementHeard | CaseHeard | CaseEndHeard
    | InvestigationHeard | InvestigationEndHeard | DecisionHeard | MeasureHeard | MeasureEndHeard
    | told.RetractionHeard | told.FamilyMoveHeard | told.MunicipalityNotificationHeard
    | StepHeard
)  # fmt: skip
Outcome = ObligationMet | ObligationLapsed
OfObligation = (
    ObligationArose | ObligationMoved | ObligationMet | ObligationLapsed | ObligationReopened
    | ObligationOverdue
)  # fmt: skip
FollowUpEvent = (
    Heard | MeetingPlanned | MeetingHeld | FollowUpHeld | FollowUpCorrected | OfObligation
)

catalog: Catalog[FollowUpEvent] = Catalog("followup", *FollowUpEvent.__args__)
