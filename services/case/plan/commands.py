"""What may be asked when planning."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.commands import Command, Day, Words

PlanKind = Literal["action_plan", "childs_plan", "youth_plan", "integrated"]


class DraftPlan(Command):
    """Draft a plan with the family: which change is wanted, and what is believed to bring it."""

    plan_kind: PlanKind = Field(examples=["action_plan"])
    drafted_on: Day = Field(examples=["2015-12-22"])
    change_theory: Words | None = Field(
        default=None, examples=["With calm around her she can go to school again."]
    )


class ApprovePlan(Command):
    """Approve a plan, so that decisions can rest on it."""

    approved_on: Day = Field(examples=["2016-01-05"])


class SetGoal(Command):
    """Set a goal of a plan: what shall be different, and by when."""

    plan_id: UUID
    set_on: Day = Field(examples=["2016-01-05"])
    deadline_on: Day | None = Field(default=None, examples=["2016-06-30"])
    goal: Words = Field(examples=["She is at school every day."])


PlanCommand = DraftPlan | ApprovePlan | SetGoal
