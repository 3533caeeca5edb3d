"""What may be asked of ways out."""

from pydantic import Field

from shared.commands import Code, Command, Day, Words


class RecordExitPlan(Command):
    """Record how and when a measure is to be left, and for which step."""

    recorded_on: Day = Field(examples=["2016-01-11"])
    target_on: Day = Field(examples=["2016-10-11"])
    next_step: Code = Field(examples=["T4"])
    how: Words = Field(examples=["Weekends with the aunt from June; moving there in October."])


class ActivateExitPlan(Command):
    """Begin the way out, as planned. It ends by a move, like any other."""

    activated_on: Day = Field(examples=["2016-06-01"])


ExitPlanCommand = RecordExitPlan | ActivateExitPlan
