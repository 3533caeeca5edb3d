"""Published by the case service about notifications after receipt: codes, days and ids."""

from datetime import date
from uuid import UUID

from shared.contracts import Published


class NotifierInformed(Published):
    id: UUID
    informed_on: date
    content_level: str


class FeedbackOmitted(Published):
    id: UUID
    omitted_on: date


class NotificationDismissed(Published):
    """A notification was closed without a case; the stream is the notification's own."""

    id: UUID
    dismissed_on: date
    reason: str


class NotificationTakenUp(Published):
    """A case was opened on the notification or it was linked to one; the stream is its own."""

    id: UUID
    case_id: UUID
    taken_up_on: date


class NotificationLinked(Published):
    """A notification was linked to a case that was there; the stream is the case's.

    `reassessment_required`: a measure ran that obliges to reassess (SEL §155a; BL §137).
    """

    id: UUID
    notification_id: UUID
    linked_on: date
    reassessment_required: bool = False


class ReassessorAppointed(Published):
    id: UUID
    notification_id: UUID
    appointed_on: date
    reassessor: str


class NotificationReassessed(Published):
    """The case was reassessed in the light of a notification; the stream is the case's."""

    id: UUID
    notification_id: UUID
    reassessed_on: date
    outcome: str


class ReassessmentRejected(Published):
    """Somebody who was involved tried to reassess the case, and was refused by this rule."""

    id: UUID
    notification_id: UUID
    attempted_on: date
    rule: str


class NotificationActedOn(Published):
    """A case acted on a notification: a professional is to be told. The stream is its own.

    `action` is `investigation`, `measure` or `reassessment`, the id that one's own.
    """

    id: UUID
    case_id: UUID
    action: str
    acted_on: date


Told = (
    NotifierInformed
    | FeedbackOmitted
    | NotificationDismissed
    | NotificationTakenUp
    | NotificationActedOn
    | NotificationLinked
    | ReassessorAppointed
    | NotificationReassessed
    | ReassessmentRejected
)
