"""What may be asked of follow-up. Commands are imperative, and are the request bodies.

Commands that begin with `Note` come from the neighbours' feeds, and `NoticeOverdue` from the
clock; neither ever comes from a client.
"""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.commands import Command, Count, Day, Moment, Words
from shared.contracts.case import Regime

MeetingKind = Literal["network", "follow_up", "handover", "conference"]
ChildPart = Literal["present", "represented", "declined", "not_invited"]
FollowUpOutcome = Literal["continue", "adjust", "step_down", "step_up", "end", "reassess"]
MOST_PEOPLE = 200


class PlanMeeting(Command):
    """Plan a meeting, and say how many of the private and professional network are invited."""

    meeting_kind: MeetingKind = Field(examples=["network"])
    planned_at: Moment = Field(examples=["2016-03-07T14:00:00+01:00"])
    invited_private: Count = Field(default=0, ge=0, le=MOST_PEOPLE, examples=[4])
    invited_professional: Count = Field(default=0, ge=0, le=MOST_PEOPLE, examples=[3])
    agenda: Words | None = Field(default=None, examples=["How school and the weekends go."])


class RecordMinutes(Command):
    """Record that a planned meeting was held, who took part, and what came of it.

    A meeting counts as a statutory follow-up of the measures running on the day only when it
    `fulfilsReview`, and then the child's view and the status of the goals belong to it.
    """

    held_on: Day = Field(examples=["2016-03-07"])
    private_participants: Count = Field(ge=0, le=MOST_PEOPLE, examples=[3])
    professional_participants: Count = Field(ge=0, le=MOST_PEOPLE, examples=[3])
    child_part: ChildPart = Field(examples=["present"])
    fulfils_review: bool = Field(default=False, examples=[False])
    child_view: Words | None = Field(default=None, examples=["She wants more weekends at home."])
    goal_status: Words | None = Field(default=None, examples=["School attendance is met."])
    minutes: Words | None = Field(default=None, examples=["The aunt joins the network."])


class HoldFollowUp(Command):
    """Record a follow-up of one or more measures: the child's view, the goals, and the outcome."""

    held_on: Day = Field(examples=["2016-04-08"])
    measure_ids: list[UUID] = Field(min_length=1, max_length=20)
    outcome: FollowUpOutcome = Field(examples=["continue"])
    child_view: Words | None = Field(default=None, examples=["She likes her contact person."])
    child_not_heard_reason: Words | None = Field(default=None, examples=["She is in hospital."])
    goal_status: Words = Field(examples=["Two of three goals are met."])
    reasons: Words | None = Field(default=None, examples=["It works, and the goals are near."])


class CorrectFollowUp(Command):
    """Correct the day on which a follow-up was held, and say why."""

    held_on: Day = Field(examples=["2016-04-07"])
    reason: Words = Field(examples=["The day had been taken from the letter, not the minutes."])


class NoteNotification(Command):
    id: UUID
    received_at: datetime
    answerable: bool


class NoteUrgency(Command):
    id: UUID
    assessed_at: datetime


class NoteAcknowledgement(Command):
    id: UUID
    acknowledged_on: date


class NoteCase(Command):
    id: UUID
    opened_on: date


class NoteCaseEnd(Command):
    id: UUID
    closed_on: date
    moved: bool = False


class NoteCaseReopening(Command):
    id: UUID
    reopened_on: date


class NoteRetraction(Command):
    """What was heard of this kind and id counts no more."""

    id: UUID
    record_kind: str


class NoteFamilyMove(Command):
    id: UUID
    reported_on: date


class NoteMunicipalityNotification(Command):
    id: UUID
    sent_on: date


class NoteInvestigation(Command):
    id: UUID
    aware_on: date
    regime: Regime


class NoteInvestigationEnd(Command):
    id: UUID
    completed_on: date


class NoteDecision(Command):
    id: UUID
    decided_on: date
    regime: Regime
    measure_types: tuple[str, ...]
    section: str = ""
    acute: bool = False
    provisional: bool = False


class NoteMeasure(Command):
    id: UUID
    measure_type: str
    step: str
    decision_id: UUID | None
    regime: Regime
    started_on: date
    under_return_option: bool


class NoteMeasureEnd(Command):
    id: UUID
    ended_on: date


class NoteStep(Command):
    id: UUID
    fact: str
    of: UUID
    on: date
    code: str | None = None
    party_id: UUID | None = None
    until: date | None = None
    measure_types: tuple[str, ...] = ()


class NoticeOverdue(Command):
    """The clock has passed these obligations, as far as the agenda knows."""

    obligations: tuple[UUID, ...]


Note = (
    NoteNotification | NoteUrgency | NoteAcknowledgement | NoteCase | NoteCaseEnd
    | NoteRetraction | NoteFamilyMove | NoteMunicipalityNotification
    | NoteInvestigation | NoteInvestigationEnd | NoteDecision | NoteMeasure | NoteMeasureEnd
    | NoteStep
)  # fmt: skip
FollowUpCommand = (
    PlanMeeting | RecordMinutes | HoldFollowUp | CorrectFollowUp | Note | NoticeOverdue
)
