"""Published by the case service about its plans and goals: codes, days and ids."""

from datetime import date
from uuid import UUID

from shared.contracts import Published


class PlanRevised(Published):
    """A plan was worded anew; until it is approved again it stands as approved before."""

    id: UUID
    plan_kind: str
    revised_on: date


class PlanPositionTaken(Published):
    """It was judged that no plan of a kind is needed, for one decision or altogether."""

    id: UUID
    plan_kind: str
    taken_on: date
    decision_id: UUID | None


class GoalStatusSet(Published):
    """How far a goal had come on a day."""

    id: UUID
    goal_id: UUID
    status: str
    status_on: date


class ProviderPlanRecorded(Published):
    """A provider's plan that answers goals of the plan; `provider` is a code."""

    id: UUID
    plan_id: UUID
    provider: str
    received_on: date
    goal_ids: tuple[UUID, ...]


Told = PlanRevised | PlanPositionTaken | GoalStatusSet | ProviderPlanRecorded
