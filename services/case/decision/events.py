"""What was planned and decided. Days are in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.case import Regime
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade:
    """A formal decision (afgørelse). Regime, section and edition stay with it for good.

    `acute`: it could not wait. `edition` is the first day of the statute it was judged by.
    """

    id: UUID
    decided_on: date
    regime: Regime
    section: str
    kind: str
    body: str
    measure_types: tuple[str, ...]
    expected_months: int | None
    acute: bool
    consent_ids: tuple[UUID, ...]
    edition: date
    purpose: Sealed | None
    reasons: Sealed


DecisionEvent = PlanDrafted | PlanApproved | GoalSet | DecisionMade
