"""What may be asked when a family moves to another municipality."""

from pydantic import Field

from services.case.charge.commands import WithFamilyMet
from services.case.notification.commands import Municipality
from shared.commands import Code, Command, Day, Words
from shared.departures import Explained


class ReportMove(Command):
    """Record that the family moves to another municipality, and when we learned of it."""

    reported_on: Day = Field(examples=["2024-08-12"])
    moves_on: Day = Field(description="It may lie ahead.", examples=["2024-08-15"])
    municipality: Municipality = Field(examples=["999"])


class NotifyMunicipality(Command):
    """Record that the receiving municipality was notified, and what of the case was passed on.

    The same message once more is the same notification: nothing is recorded twice.
    """

    sent_on: Day = Field(examples=["2024-08-16"])
    message_id: Code = Field(examples=["msg-2024-08-16-4"])
    fields: list[Code] = Field(
        min_length=1, max_length=100, examples=[["plan", "measures"]], description="What, in codes."
    )
    reason: Words = Field(examples=["She still needs family treatment where she moves to."])


class AcknowledgeTransfer(Command):
    """Record that the receiving municipality has the notification; its message once more is one."""

    acknowledged_on: Day = Field(examples=["2024-08-19"])
    message_id: Code = Field(examples=["msg-2024-08-19-1"])


class TransferResponsibility(WithFamilyMet, Explained):
    """Record the day from which the receiving municipality is responsible. It closes the case."""

    transferred_on: Day = Field(examples=["2024-09-02"])


class ReceiveResponsibility(Command):
    """Record the day from which we are responsible, which another municipality was before."""

    received_on: Day = Field(examples=["2024-09-02"])
    municipality: Municipality = Field(description="The one that was.", examples=["999"])


TransferCommand = (
    ReportMove
    | NotifyMunicipality
    | AcknowledgeTransfer
    | TransferResponsibility
    | ReceiveResponsibility
)
