"""Safety plans. Days are in Europe/Copenhagen; the end is exclusive."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyPlanActivated:
    """A safety plan is in force from a day, with these people; it pins the ladder definition."""

    id: UUID
    started_on: date
    review_on: date
    definition: str
    plan: Sealed
    people: tuple[Sealed, ...]
    measure_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyPlanReviewed:
    """It was looked at again, and goes on until the next look; the id is the plan's."""

    id: UUID
    reviewed_on: date
    review_on: date
    assessment: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyPlanEnded:
    """`ended_on` is the first day without it; the id is the plan's."""

    id: UUID
    ended_on: date
    reasons: Sealed


SafetyPlanEvent = SafetyPlanActivated | SafetyPlanReviewed | SafetyPlanEnded
