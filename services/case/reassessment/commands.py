"""What may be asked when a new notification concerns a child who has a case."""

from uuid import UUID

from pydantic import Field

from services.case.reassessment.events import ReassessmentOutcome
from shared.commands import STREAMS, Code, Command, Day, Words


class OfOneNotification(Command):
    """A command on a case about one notification."""

    notification_id: UUID = Field(
        json_schema_extra={STREAMS: "notification"},
        examples=["0b7f3c1e-5d0a-4c7e-9a51-3f1de4f0a001"],
    )


class LinkNotification(OfOneNotification):
    """Link a notification to the case that the child already has; it is then seen with the case."""

    linked_on: Day = Field(examples=["2025-03-10"])


class AppointReassessor(OfOneNotification):
    """Let somebody who has had nothing to do with the case see it, to reassess it."""

    appointed_on: Day = Field(examples=["2025-03-12"])
    reassessor: Code = Field(examples=["caseworker-2"])


class Reassessment(Command):
    """How the case stands in the light of a notification."""

    reassessed_on: Day = Field(examples=["2025-03-13"])
    outcome: ReassessmentOutcome = Field(examples=["targeted_assessment"])
    assessment: Words = Field(examples=["The school matter must be looked into by itself."])


class ReassessCase(OfOneNotification, Reassessment):
    """Reassess the case in the light of a notification, as somebody who was never involved in it.

    An attempt by somebody who was is refused, and recorded as an attempt.
    """


class ReassessForNotification(Reassessment):
    """The same, asked of the notification: it names the case that it is linked to."""

    case_id: UUID = Field(
        description="A notification about several children has several.",
        json_schema_extra={STREAMS: "case"},
        examples=["0b7f3c1e-5d0a-4c7e-9a51-3f1de4f0a001"],
    )


ReassessmentCommand = LinkNotification | AppointReassessor | ReassessCase
