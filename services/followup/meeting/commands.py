"""What may be asked of meetings. Commands are imperative, and are the request bodies."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.followup.review.commands import OutcomeOfMeasure
from shared.commands import Code, Command, Count, Day, Model, Moment, Name, Words
from shared.contracts.case import PersonKind

MeetingKind = Literal["network", "follow_up", "handover", "conference", "consultation"]
ChildPart = Literal["present", "represented", "declined", "not_invited"]
CancelReason = Literal["child_or_family", "network", "authority", "no_longer_needed", "other"]
Owner = Literal["caseworker", "professional", "custodian", "child", "network"]
AgreementOutcome = Literal["kept", "dropped"]
DeclinedBy = Literal["child", "custodian", "both"]
MOST_PEOPLE = 200


class Invited(Model):
    """Somebody who is invited. The name is sealed; `partyId` when they are known in the case."""

    person_kind: PersonKind = Field(examples=["private"])
    role: Code = Field(examples=["aunt_or_uncle"])
    party_id: UUID | None = None
    name: Name | None = Field(default=None, examples=["Karen Prøve"])


class PlanMeeting(Command):
    """Plan a meeting with the private and the professional network, named or only counted.

    `place` is a code that calendars may show, as a room's; an address belongs in `where`.
    `obligationIds` says what the meeting is meant to meet.
    """

    meeting_kind: MeetingKind = Field(examples=["network"])
    planned_at: Moment = Field(examples=["2016-03-07T14:00:00+01:00"])
    ends_at: Moment | None = Field(default=None, examples=["2016-03-07T15:00:00+01:00"])
    place: Code | None = Field(default=None, examples=["town-hall-3"])
    where: Words | None = Field(default=None, examples=["At the school, by the back door."])
    participants: list[Invited] = Field(default=[], max_length=MOST_PEOPLE)
    invited_private: Count = Field(default=0, ge=0, le=MOST_PEOPLE, examples=[4])
    invited_professional: Count = Field(default=0, ge=0, le=MOST_PEOPLE, examples=[3])
    obligation_ids: list[UUID] = Field(default=[], max_length=20)
    agenda: Words | None = Field(default=None, examples=["How school and the weekends go."])


class RescheduleMeeting(Command):
    """Move a planned meeting to another time, and perhaps another place."""

    planned_at: Moment = Field(examples=["2016-03-09T14:00:00+01:00"])
    ends_at: Moment | None = Field(default=None, examples=["2016-03-09T15:00:00+01:00"])
    place: Code | None = Field(default=None, examples=["town-hall-3"])
    reason: Words | None = Field(default=None, examples=["The school could not come."])


class CancelMeeting(Command):
    """Call a planned meeting off."""

    cancelled_on: Day = Field(examples=["2016-03-04"])
    reason_code: CancelReason = Field(examples=["child_or_family"])
    reason: Words | None = Field(default=None, examples=["She is ill."])


class RecordAttendance(Command):
    """Record who of those invited came to a meeting, and who came besides."""

    attended: list[UUID] = Field(
        default=[], max_length=MOST_PEOPLE, description="Participants, by the ids they got."
    )
    joined: list[Invited] = Field(
        default=[], max_length=MOST_PEOPLE, description="Who came without having been named."
    )


class Agreed(Model):
    """Something agreed at a meeting: what, who does it, and by when."""

    what: Words = Field(examples=["The aunt fetches her from school on Fridays."])
    owner: Owner = Field(examples=["network"])
    party_id: UUID | None = None
    due_on: Day | None = Field(default=None, examples=["2016-04-01"])


class RecordMinutes(Command):
    """Record that a planned meeting was held, who took part, and what came of it.

    A meeting counts as a statutory follow-up of measures only when it `fulfilsReview`, and then the
    child's view and the status of the goals belong to it; without `measureIds` it is about all that
    run on the day. One meeting may serve several ends: a network meeting that is a follow-up, or
    the other way round (`fulfilsNetwork`), and it may answer worries (`concernIds`).
    """

    held_on: Day = Field(examples=["2016-03-07"])
    private_participants: Count = Field(ge=0, le=MOST_PEOPLE, examples=[3])
    professional_participants: Count = Field(ge=0, le=MOST_PEOPLE, examples=[3])
    child_part: ChildPart = Field(examples=["present"])
    fulfils_review: bool = Field(default=False, examples=[False])
    fulfils_network: bool | None = Field(
        default=None, description="Default: whether it is a network meeting by its kind."
    )
    measure_ids: list[UUID] = Field(default=[], max_length=20)
    outcomes: list[OutcomeOfMeasure] = Field(default=[], max_length=20)
    goal_ids: list[UUID] = Field(default=[], max_length=50, description="The goals spoken of.")
    concern_ids: list[UUID] = Field(default=[], max_length=20)
    agreements: list[Agreed] = Field(default=[], max_length=50)
    child_view: Words | None = Field(default=None, examples=["She wants more weekends at home."])
    goal_status: Words | None = Field(default=None, examples=["School attendance is met."])
    minutes: Words | None = Field(default=None, examples=["The aunt joins the network."])


class SettleAgreement(Command):
    """Record that what was agreed at a meeting was done, or was dropped."""

    settled_on: Day = Field(examples=["2016-04-01"])
    outcome: AgreementOutcome = Field(examples=["kept"])
    words: Words | None = Field(default=None, examples=["She does so every Friday."])


class DeclineNetwork(Command):
    """Record that the child or its family did not want the network to take part, and why."""

    declined_on: Day = Field(examples=["2016-03-01"])
    declined_by: DeclinedBy = Field(examples=["custodian"])
    reasons: Words | None = Field(default=None, examples=["They want to try on their own first."])


MeetingCommand = (
    PlanMeeting
    | RescheduleMeeting
    | CancelMeeting
    | RecordAttendance
    | RecordMinutes
    | SettleAgreement
    | DeclineNetwork
)
