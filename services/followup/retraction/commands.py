"""What may be asked when something was recorded that should not have been."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.commands import Command, Words

RecordKind = Literal[
    "MeetingHeld", "AttendanceRecorded", "AgreementSettled", "NetworkDeclined", "FollowUpHeld",
    "FollowUpScheduleDecided", "SupervisionVisitHeld", "StatisticsReported", "ConcernRaised",
    "ConcernAnswered",
]  # fmt: skip


class RetractRecord(Command):
    """Take back something of follow-up's that was recorded in error; it stays in the history.

    What should have been recorded instead is then recorded anew.
    """

    record_kind: RecordKind = Field(examples=["SupervisionVisitHeld"])
    record_id: UUID
    reason: Words = Field(examples=["The visit was to her brother."])


RetractionCommand = RetractRecord
