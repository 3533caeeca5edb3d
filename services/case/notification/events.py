"""What has happened to a notification of concern. Moments are UTC, days in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from shared.sealing import Sealed

Urgency = Literal["acute", "not_acute"]
FeedbackLevel = Literal["whether_begun", "measure_and_duration"]
Action = Literal["investigation", "measure", "reassessment"]
DismissalReason = Literal[
    "no_concern", "handled_in_universal_services", "other_municipality", "already_known",
    "child_not_found", "registered_in_error",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedChild:
    """Another child of the home, as the notifier described it."""

    description: Sealed
    cpr: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationReceived:
    """A worry about a child arrived (underretning). Legal source: SEL §§152-154; BL §§132-135.

    `professional`: the notifier has the mandated duty (skærpet underretningspligt, SEL §153;
    BL §133). `answerable` is false when there is nobody to acknowledge it to. `notifier` is the
    caller who sent it, an identifier. `section` is the duty that was met, None in facts from before
    it was kept. `expected_on`: when an unborn child is due. `signals` are blind indexes of the
    children's (or the mother's) CPR numbers, `fingerprint` one of the message as it was sent.
    `former_signals` are those of numbers that had been recorded wrongly.
    """

    id: UUID
    received_at: datetime
    unit: str
    channel: str
    notifier_type: str
    professional: bool
    answerable: bool
    reasons: tuple[str, ...]
    notifier: str | None
    message_id: str | None
    notifier_name: Sealed | None
    notifier_address: Sealed | None
    child: Sealed | None
    child_cpr: Sealed | None
    text: Sealed
    section: str | None
    sending_municipality: str | None
    file_extract: Sealed | None
    unborn: bool
    mother: Sealed | None
    mother_cpr: Sealed | None
    expected_on: date | None
    siblings: tuple[ReportedChild, ...]
    signals: tuple[UUID, ...]
    fingerprint: UUID | None
    former_signals: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationUrgencyAssessed:
    """Somebody judged whether the child must be helped at once. SEL §155(2); BL §136.

    `assessor` is an identifier; None in facts from before it was kept.
    """

    id: UUID
    assessed_at: datetime
    outcome: Urgency
    assessment: Sealed
    assessor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationAcknowledged:
    """The notifier was told that the notification has arrived. SEL §155b(1); BL §138."""

    id: UUID
    acknowledged_on: date
    words: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverConsented:
    """The citizen agreed to be handed over from open counselling. FVL §28(2); FVL §29."""

    id: UUID
    consent_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifierInformed:
    """A professional notifier was told what came of it. SEL §155b(2)-(3); BL §138."""

    id: UUID
    informed_on: date
    content_level: FeedbackLevel
    words: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackOmitted:
    """Special circumstances spoke against telling a professional notifier. SEL §155b; BL §138."""

    id: UUID
    omitted_on: date
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationDismissed:
    """It was closed without a case (henlagt). Whoever sent it is still to be acknowledged."""

    id: UUID
    dismissed_on: date
    reason: DismissalReason
    words: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationTakenUp:
    """A case was opened on it, or it was linked to one: told in the notification's own stream."""

    id: UUID
    case_id: UUID
    taken_up_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationActedOn:
    """A case that took it up acted on it; a professional is to be told. SEL §155b; BL §138.

    `action`: it began an investigation, granted support, or reassessed the case, on `acted_on`.
    The `id` is that of the investigation, the decision or the reassessment.
    """

    id: UUID
    case_id: UUID
    action: Action
    acted_on: date


NotificationEvent = (
    NotificationReceived | NotificationUrgencyAssessed | NotificationAcknowledged
    | HandoverConsented | NotifierInformed | FeedbackOmitted | NotificationDismissed
    | NotificationTakenUp | NotificationActedOn
)  # fmt: skip
