"""What may be asked of a notification of concern."""

from typing import Annotated, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import Field, StringConstraints

from services.case.cpr import Cpr
from services.case.notification.events import DismissalReason, FeedbackLevel, Urgency
from shared.commands import Code, Command, Day, Model, Moment, Name, Words

Channel = Literal["digital_post", "email", "letter", "phone", "in_person", "web_form", "system"]
NotifierType = Literal[
    "school", "day_care", "health_visitor", "ppr", "police", "hospital", "doctor",
    "other_municipality", "other_professional", "private", "family", "child_self", "anonymous",
]  # fmt: skip


Municipality = Annotated[str, StringConstraints(pattern=r"^[0-9]{3}$", max_length=3)]
"""A municipality's code of three digits."""
MESSAGES = uuid5(NAMESPACE_URL, "urn:indsats:messages")


class DescribedChild(Model):
    """Another child of the same home that the notification is about."""

    description: Words = Field(examples=["Her little brother, about 6 years old."])
    cpr: Cpr | None = Field(default=None, examples=["7105100013"])


class UnbornChild(Model):
    """A child that is not born yet: who its mother is, and when it is due."""

    mother: Name | None = Field(default=None, examples=["Mette Lind"])
    mother_cpr: Cpr | None = Field(default=None, examples=["7105751234"])
    expected_on: Day | None = Field(default=None, examples=["2016-03-01"])


class ReceiveNotification(Command):
    """Record a worry about a child, as it arrived: the 24 hours run from `receivedAt`.

    It may come in any form. With the sender's own `messageId` a repeated message is the same
    notification, whatever its Idempotency-Key; the same id with other content is refused.
    """

    received_at: Moment = Field(examples=["2015-11-30T08:20:00Z"])
    unit: Code = Field(examples=["family-unit-north"])
    channel: Channel = Field(examples=["digital_post"])
    notifier_type: NotifierType = Field(examples=["school"])
    notifier_name: Name | None = Field(default=None, examples=["Skolen ved Søen"])
    notifier_address: Name | None = Field(
        default=None, description="Where an acknowledgement can be sent."
    )
    child: Words | None = Field(default=None, examples=["A girl in 9th grade."])
    child_cpr: Cpr | None = Field(default=None, examples=["6304001234"])
    reasons: list[Code] = Field(
        min_length=1, max_length=20, examples=[["insufficient_care", "school_absence"]]
    )
    text: Words = Field(examples=["She has not been at school for three weeks."])
    message_id: Code | None = Field(default=None, examples=["msg-2015-11-30-17"])
    siblings: list[DescribedChild] = Field(default=[], max_length=20)
    unborn: UnbornChild | None = None
    sending_municipality: Municipality | None = Field(
        default=None, description="Who notifies, when it is another municipality."
    )
    file_extract: Words | None = Field(
        default=None, description="What another municipality sends of its own case."
    )

    def begins(self, by: str) -> UUID | None:
        """One stream for one message of one sender, however often it is sent."""
        return uuid5(MESSAGES, f"{by} {self.message_id}") if self.message_id else None


class AssessUrgency(Command):
    """Say, within 24 hours of receipt, whether the child must be helped at once."""

    assessed_at: Moment = Field(examples=["2015-11-30T14:05:00Z"])
    outcome: Urgency = Field(examples=["not_acute"])
    assessment: Words = Field(examples=["She is safe tonight; a case is opened."])


class AcknowledgeNotification(Command):
    """Tell the notifier, within six working days, that the notification has arrived."""

    acknowledged_on: Day = Field(examples=["2015-12-02"])
    words: Words | None = Field(default=None, examples=["Thank you; we have read your letter."])


class GiveFeedback(Command):
    """Tell a professional notifier what came of it, or record why special circumstances forbid."""

    given_on: Day = Field(examples=["2015-12-04"])
    content_level: FeedbackLevel | Literal["omitted"] = Field(examples=["whether_begun"])
    words: Words = Field(
        description="What was told, or why it was not.",
        examples=["We have begun an investigation."],
    )


class DismissNotification(Command):
    """Close a notification without a case. It must still be acknowledged."""

    dismissed_on: Day = Field(examples=["2015-12-01"])
    reason: DismissalReason = Field(examples=["no_concern"])
    words: Words = Field(examples=["The school and the parents have solved it."])


NotificationCommand = (
    ReceiveNotification | AssessUrgency | AcknowledgeNotification | GiveFeedback
    | DismissNotification
)  # fmt: skip
