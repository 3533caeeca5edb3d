"""What may be asked of a chair's provisional decision."""

from typing import Literal

from pydantic import Field

from services.case.decision.commands import Members
from shared.commands import Command, Day, Words
from shared.departures import Explained

ConsiderationOutcome = Literal["approved", "refused"]


class ConsiderProvisionalDecision(Explained):
    """Record that the committee approved or refused its chair's provisional decision."""

    considered_on: Day = Field(examples=["2025-01-23"])
    outcome: ConsiderationOutcome = Field(examples=["approved"])
    members_present: Members = Field(examples=[5])
    members_for: Members = Field(description="How many of them approved.", examples=[5])


class ExtendProvisionalDecision(Command):
    """Extend an approved provisional decision; `lapsesOn` is the first day it does not carry."""

    extended_on: Day = Field(examples=["2025-02-17"])
    lapses_on: Day = Field(examples=["2025-03-23"])
    reasons: Words = Field(examples=["A statement from the hospital is awaited."])


ProvisionalDecisionCommand = ConsiderProvisionalDecision | ExtendProvisionalDecision
