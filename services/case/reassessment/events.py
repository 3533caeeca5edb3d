"""What has happened to a case because of a new notification. Days are in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from shared.sealing import Sealed

ReassessmentOutcome = Literal["no_change", "targeted_assessment", "investigation", "measure_review"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationLinked:
    """A notification was linked to the case that the child already has.

    `reassessment_required`: a measure ran on the day that obliges to reassess. SEL §155a; BL §137.
    """

    id: UUID
    notification_id: UUID
    linked_on: date
    reassessment_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassessorAppointed:
    """Somebody who has had nothing to do with the case may see it, and is to reassess it."""

    id: UUID
    notification_id: UUID
    appointed_on: date
    reassessor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationReassessed:
    """The case was reassessed in the light of a notification. SEL §155a; BL §137."""

    id: UUID
    notification_id: UUID
    reassessed_on: date
    reassessor: str
    outcome: ReassessmentOutcome
    assessment: Sealed
    edition: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassessmentRejected:
    """Somebody who was involved tried to reassess the case, and was refused by this `rule`."""

    id: UUID
    notification_id: UUID
    attempted_on: date
    reassessor: str
    rule: str
    edition: date


ReassessmentEvent = (
    NotificationLinked | ReassessorAppointed | NotificationReassessed | ReassessmentRejected
)
