"""What was planned. Days are in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrafted:
    """A plan was drafted. Legal source: SEL §140; BL §91, §108, §110."""

    id: UUID
    plan_kind: str
    drafted_on: date
    change_theory: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanApproved:
    id: UUID
    plan_kind: str
    approved_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSet:
    """A goal of a plan; `deadline_on` is the last day to reach it."""

    id: UUID
    plan_id: UUID
    set_on: date
    deadline_on: date | None
    goal: Sealed


PlanEvent = PlanDrafted | PlanApproved | GoalSet
