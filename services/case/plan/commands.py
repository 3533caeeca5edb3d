"""What may be asked when planning."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.commands import Code, Command, Day, Words

PlanKind = Literal["action_plan", "childs_plan", "youth_plan", "integrated"]
GoalStatus = Literal["not_started", "in_progress", "partly", "reached", "given_up"]


class DraftPlan(Command):
    """Draft a plan with the family: which change is wanted, and what is believed to bring it."""

    plan_kind: PlanKind = Field(examples=["action_plan"])
    drafted_on: Day = Field(examples=["2015-12-22"])
    supersedes: UUID | None = Field(
        default=None, description="The plan whose place it takes once it is approved."
    )
    change_theory: Words | None = Field(
        default=None, examples=["With calm around her she can go to school again."]
    )


class ApprovePlan(Command):
    """Approve a plan, so that decisions can rest on it; a revised plan is approved again."""

    approved_on: Day = Field(examples=["2016-01-05"])


class RevisePlan(Command):
    """Word a plan anew. Its goals stay, and it stands as approved before until it is again."""

    revised_on: Day = Field(examples=["2016-08-29"])
    changes: Words = Field(examples=["Kinship care instead of Egelund, and school in the town."])


class TakePlanPosition(Command):
    """Take the position that no plan is needed, where the law leaves it to judgement, and say why.

    A position is owed even where a plan is not: BL § 91 and § 108.
    """

    plan_kind: PlanKind = Field(examples=["childs_plan"])
    taken_on: Day = Field(examples=["2024-03-18"])
    decision_id: UUID | None = Field(default=None, description="The decision it belongs to.")
    reasons: Words = Field(examples=["One measure, and everybody knows what it is for."])
    child_view: Words | None = Field(default=None, examples=["She would rather be spared one."])


class SetGoal(Command):
    """Set a goal of a plan, or a sub-goal: what shall be different, and by when."""

    plan_id: UUID
    parent_goal_id: UUID | None = Field(
        default=None, description="The goal of the same plan that it is a part of."
    )
    set_on: Day = Field(examples=["2016-01-05"])
    deadline_on: Day | None = Field(default=None, examples=["2016-06-30"])
    goal: Words = Field(examples=["She is at school every day."])


class SetGoalStatus(Command):
    """Say how far a goal has come. One that was reached or given up is reopened with a reason."""

    status: GoalStatus = Field(examples=["in_progress"])
    status_on: Day = Field(examples=["2016-04-08"])
    reason: Words | None = Field(default=None, examples=["She has begun to stay away again."])


class RecordProviderPlan(Command):
    """Record the provider's own plan, and which goals of the plan it answers."""

    provider: Code = Field(examples=["egelund"])
    received_on: Day = Field(examples=["2016-01-25"])
    goal_ids: list[UUID] = Field(min_length=1, max_length=100)
    indicators: Words = Field(examples=["Out of bed by seven; in class until noon."])


PlanCommand = (
    DraftPlan | ApprovePlan | RevisePlan | TakePlanPosition | SetGoal | SetGoalStatus
    | RecordProviderPlan
)  # fmt: skip
