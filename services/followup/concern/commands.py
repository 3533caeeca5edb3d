"""What may be asked when somebody is worried though measures run."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.commands import Command, Moment, Words

RaisedBy = Literal["child", "custodian", "school", "day_care", "network", "provider", "other"]
Answer = Literal["meeting", "conversation", "visit", "adjustment", "notification", "no_action"]


class RaiseConcern(Command):
    """Record a worry about a child whose case is running, as it came.

    It is answered within days, and within hours when it is pressing.
    """

    raised_at: Moment = Field(examples=["2016-05-10T13:20:00+02:00"])
    raised_by: RaisedBy = Field(examples=["school"])
    pressing: bool = Field(default=False, examples=[False])
    words: Words = Field(examples=["She has been away from school for three days."])


class AnswerConcern(Command):
    """Record what was done about a worry, and when."""

    answered_at: Moment = Field(examples=["2016-05-11T09:00:00+02:00"])
    answer: Answer = Field(examples=["conversation"])
    meeting_id: UUID | None = None
    words: Words | None = Field(default=None, examples=["We met at the school the same day."])


ConcernCommand = RaiseConcern | AnswerConcern
