"""What may be asked of safety plans."""

from uuid import UUID

from pydantic import Field

from shared.commands import Command, Day, Name, Words


class ActivateSafetyPlan(Command):
    """Put a safety plan (sikkerhedsplan) in force: who sees to what, so that the child is safe.

    On some ladders it is a step of its own; on others it runs beside the measures.
    """

    started_on: Day = Field(examples=["2016-01-11"])
    review_on: Day = Field(examples=["2016-02-08"])
    plan: Words = Field(
        examples=["Her grandmother sleeps there at weekends, and rings on Fridays."]
    )
    people: list[Name] = Field(default=[], max_length=50, examples=[["Karen Prøve"]])
    measure_ids: list[UUID] = Field(
        default=[], max_length=20, description="The measures that it goes with."
    )


class ReviewSafetyPlan(Command):
    """Look at a safety plan again, and let it go on until the next look."""

    reviewed_on: Day = Field(examples=["2016-02-08"])
    review_on: Day = Field(examples=["2016-03-07"])
    assessment: Words = Field(examples=["It holds; her grandmother has slept there every weekend."])


class EndSafetyPlan(Command):
    """End a safety plan: the day is the first without it."""

    ended_on: Day = Field(examples=["2016-06-01"])
    reasons: Words = Field(examples=["Home has been calm since March."])


SafetyPlanCommand = ActivateSafetyPlan | ReviewSafetyPlan | EndSafetyPlan
