"""What may be asked of a notification of concern."""

from typing import Literal

from pydantic import Field

from services.case.cpr import Cpr
from services.case.notification.events import Urgency
from shared.commands import Code, Command, Day, Moment, Name, Words

Channel = Literal["digital_post", "email", "letter", "phone", "in_person", "web_form", "system"]
NotifierType = Literal[
    "school", "day_care", "health_visitor", "ppr", "police", "hospital", "doctor",
    "other_municipality", "other_professional", "private", "family", "child_self", "anonymous",
]  # fmt: skip


class ReceiveNotification(Command):
    """Record a worry about a child, as it arrived: the 24 hours run from `receivedAt`.

    It may come in any form. A sender's own message id, used as the Idempotency-Key, keeps a
    repeated message from becoming a second notification.
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


class AssessUrgency(Command):
    """Say, within 24 hours of receipt, whether the child must be helped at once."""

    assessed_at: Moment = Field(examples=["2015-11-30T14:05:00Z"])
    outcome: Urgency = Field(examples=["not_acute"])
    assessment: Words = Field(examples=["She is safe tonight; a case is opened."])


class AcknowledgeNotification(Command):
    """Tell the notifier, within six working days, that the notification has arrived."""

    acknowledged_on: Day = Field(examples=["2015-12-02"])
    words: Words | None = Field(default=None, examples=["Thank you; we have read your letter."])


NotificationCommand = ReceiveNotification | AssessUrgency | AcknowledgeNotification
