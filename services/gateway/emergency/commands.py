"""What may be asked about emergency access."""

from pydantic import Field

from services.gateway.emergency.events import Finding
from shared.commands import Command, Count, Words


class OpenEmergencyAccess(Command):
    """Open a case that is not one's own, to read it, because it cannot wait; and say why.

    The leader of the unit that has the case is told, everything read is marked in the read log, and
    the access ends by itself.
    """

    reason: Words = Field(examples=["The police are with her now, and nobody of her unit answers."])
    hours: Count = Field(default=4, ge=1, le=168, examples=[4])


class ReviewEmergencyAccess(Command):
    """Judge afterwards whether an emergency access was justified. One that was not ends at once."""

    finding: Finding = Field(examples=["justified"])
    words: Words = Field(examples=["On duty that night; the case was handed over in the morning."])


EmergencyCommand = OpenEmergencyAccess | ReviewEmergencyAccess
