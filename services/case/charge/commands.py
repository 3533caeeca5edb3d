"""What may be asked about who is in charge of a case, and about its end."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.commands import STREAMS, Code, Command, Day, Words
from shared.departures import Explained

ClosingReason = Literal[
    "goals_met", "needs_ended", "consent_withdrawn", "family_declined",
    "no_basis_after_screening", "no_basis_after_investigation", "handed_to_open_counselling",
    "moved_municipality", "turned_18_no_aftercare", "turned_23", "moved_abroad", "adopted",
    "deceased", "registered_in_error",
]  # fmt: skip


class AssignCaseworker(Command):
    """Put a caseworker of the unit in charge. To another unit a case comes by a handover."""

    assigned_on: Day = Field(examples=["2015-12-01"])
    unit: Code = Field(examples=["family-unit-north"])
    caseworker: Code = Field(examples=["caseworker-1"])


class CloseCase(Explained):
    """Close the case; `closedOn` is the first day without it.

    What is under way is finished first. A request for access or an appeal may outlive the case.
    """

    closed_on: Day = Field(examples=["2018-06-30"])
    reason: ClosingReason = Field(examples=["goals_met"])


class ReopenCase(Command):
    """Open a closed case again, because of new worries or for another reason."""

    reopened_on: Day = Field(examples=["2018-09-03"])
    notification_ids: list[UUID] = Field(
        default=[], max_length=50, json_schema_extra={STREAMS: "notification"}
    )
    reason: Words = Field(examples=["Her school is worried again."])


class ProposeHandover(Command):
    """Ask another unit to take over. Its leader may read the case until the unit has answered."""

    proposed_on: Day = Field(examples=["2016-09-01"])
    to_unit: Code = Field(examples=["family-unit-south"])
    reason: Words = Field(examples=["The family has moved to the other side of the town."])


class WithFamilyMet(Command):
    """What follows a meeting with the child and the parents, or says why there was none."""

    meeting_held_on: Day | None = Field(default=None, examples=["2016-09-08"])
    without_meeting: Words | None = Field(
        default=None, description="Why the child and the parents were not met."
    )


class AcceptHandover(WithFamilyMet):
    """Take the case over, as the leader of the unit that was asked."""

    accepted_on: Day = Field(examples=["2016-09-12"])
    caseworker: Code = Field(examples=["caseworker-2"])


class RefuseHandover(Command):
    """Do not take the case over, as the leader of the unit that was asked, and say why."""

    refused_on: Day = Field(examples=["2016-09-12"])
    reason: Words = Field(examples=["The family is about to move back."])


ChargeCommand = (
    AssignCaseworker | CloseCase | ReopenCase | ProposeHandover | AcceptHandover | RefuseHandover
)
