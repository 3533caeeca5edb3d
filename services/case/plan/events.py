"""What was planned. Days are in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrafted:
    """A plan was drafted. Legal source: SEL §140; BL §91, §108, §110.

    `supersedes`: the plan whose place it takes once it is approved.
    """

    id: UUID
    plan_kind: str
    drafted_on: date
    supersedes: UUID | None
    change_theory: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanApproved:
    """A plan, or its newest revision, was approved."""

    id: UUID
    plan_kind: str
    approved_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRevised:
    """A plan was worded anew and waits for approval; until then it stands as approved before."""

    id: UUID
    plan_kind: str
    revised_on: date
    changes: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPositionTaken:
    """It was judged that no plan of a kind is needed. Legal source: BL §91, §108.

    `decision_id`: the decision that the judgement belongs to, if it is about one.
    """

    id: UUID
    plan_kind: str
    taken_on: date
    decision_id: UUID | None
    reasons: Sealed
    child_view: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSet:
    """A goal of a plan, or a sub-goal; `deadline_on` is the last day to reach it."""

    id: UUID
    plan_id: UUID
    parent_goal_id: UUID | None
    set_on: date
    deadline_on: date | None
    goal: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalStatusSet:
    """How far a goal had come on a day. `reason` is there whenever it was opened again."""

    id: UUID
    goal_id: UUID
    status: str
    status_on: date
    reason: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderPlanRecorded:
    """A provider's own plan (udviklings- or behandlingsplan) that answers goals of the plan.

    `provider` is a code. `indicators`: what will show that the goals are near.
    """

    id: UUID
    plan_id: UUID
    provider: str
    received_on: date
    goal_ids: tuple[UUID, ...]
    indicators: Sealed


PlanEvent = (
    PlanDrafted | PlanApproved | PlanRevised | PlanPositionTaken | GoalSet | GoalStatusSet
    | ProviderPlanRecorded
)  # fmt: skip
