"""Published of safety plans (sikkerhedsplaner), which run beside a child's measures."""

from datetime import date
from uuid import UUID

from shared.contracts import Published


class SafetyPlanActivated(Published):
    """A safety plan (sikkerhedsplan) is in force from a day, and is looked at again on another."""

    id: UUID
    started_on: date
    review_on: date


class SafetyPlanReviewed(Published):
    """It was looked at again, and will be once more."""

    id: UUID
    reviewed_on: date
    review_on: date


class SafetyPlanEnded(Published):
    id: UUID
    ended_on: date


Told = SafetyPlanActivated | SafetyPlanReviewed | SafetyPlanEnded
