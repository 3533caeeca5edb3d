"""What may be asked of children who live away from home."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.commands import Command, Day, Words
from shared.departures import Explained

NoConversation = Literal["child_declined", "too_young", "absent", "other"]
ReportedEvent = Literal["started", "moved", "ended"]


class HoldSupervisionVisit(Explained):
    """Record a visit to the child where it is placed: whether it was spoken with, and with whom by.

    Two visits a year include a conversation, as far as possible without the place's staff.
    """

    visited_on: Day = Field(examples=["2016-06-14"])
    with_conversation: bool = Field(examples=[True])
    staff_present: bool = Field(default=False, examples=[False])
    no_conversation_because: NoConversation | None = Field(default=None, examples=["absent"])
    child_view: Words | None = Field(default=None, examples=["He likes the garden."])
    observations: Words | None = Field(default=None, examples=["His room is his own."])


class ReportStatistics(Command):
    """Record that a placement's start, move or end was reported to Statistics Denmark."""

    measure_id: UUID
    event: ReportedEvent = Field(examples=["started"])
    reported_on: Day = Field(examples=["2016-01-20"])


PlacementCommand = HoldSupervisionVisit | ReportStatistics
