"""What may be asked when measures are followed up. Commands are the request bodies."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BeforeValidator, Field

from shared.commands import Command, Day, Model, Words, whole
from shared.departures import Explained

FollowUpOutcome = Literal["continue", "adjust", "step_down", "step_up", "end", "reassess"]
Weeks = Annotated[int, Field(ge=1, le=52), BeforeValidator(whole)]
Months = Annotated[int, Field(ge=1, le=12), BeforeValidator(whole)]


class OutcomeOfMeasure(Model):
    """What was concluded of one measure; `works` says whether it has the effect it was meant to.

    Where it is not said, a step down or an end means that it does, a step up that it does not.
    When it does not, something else must be started, or its going on must be reasoned.
    """

    measure_id: UUID
    outcome: FollowUpOutcome = Field(examples=["adjust"])
    works: bool | None = Field(default=None, examples=[True])


class HoldFollowUp(Command):
    """Record a follow-up of one or more measures: the child's view, the goals, and the outcome.

    `outcome` holds of every measure that `outcomes` does not name.
    """

    held_on: Day = Field(examples=["2016-04-08"])
    measure_ids: list[UUID] = Field(min_length=1, max_length=20)
    outcome: FollowUpOutcome = Field(examples=["continue"])
    outcomes: list[OutcomeOfMeasure] = Field(default=[], max_length=20)
    child_view: Words | None = Field(default=None, examples=["She likes her contact person."])
    child_not_heard_reason: Words | None = Field(default=None, examples=["She is in hospital."])
    goal_ids: list[UUID] = Field(default=[], max_length=50, description="The goals looked at.")
    goal_status: Words = Field(examples=["Two of three goals are met."])
    reasons: Words | None = Field(default=None, examples=["It works, and the goals are near."])


class CorrectFollowUp(Command):
    """Correct the day on which a follow-up was held, and say why."""

    held_on: Day = Field(examples=["2016-04-07"])
    reason: Words = Field(examples=["The day had been taken from the letter, not the minutes."])


class DecideFollowUpSchedule(Explained):
    """Decide how often measures are followed up in this case, or on which days, and why.

    Under Barnets Lov every case has a schedule from its first follow-up on; the child and its
    parents are told the reasons. Say one of `everyWeeks`, `everyMonths` and `dates`.
    """

    decided_on: Day = Field(examples=["2024-07-08"])
    measure_ids: list[UUID] = Field(min_length=1, max_length=20)
    every_weeks: Weeks | None = Field(default=None, examples=[8])
    every_months: Months | None = Field(default=None, examples=[2])
    dates: list[Day] = Field(default=[], max_length=60, examples=[["2024-09-02", "2024-10-28"]])
    told_child_on: Day | None = Field(default=None, examples=["2024-07-08"])
    told_custodians_on: Day | None = Field(default=None, examples=["2024-07-08"])
    reasons: Words = Field(examples=["The first months at home decide how it goes."])


ReviewCommand = HoldFollowUp | CorrectFollowUp | DecideFollowUpSchedule
