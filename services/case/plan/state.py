"""What a case remembers of its plans and their goals."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan. `approved_on` is its first approval; `pending`: its newest wording has none yet."""

    id: UUID
    plan_kind: str
    drafted_on: date
    supersedes: UUID | None = None
    approved_on: date | None = None
    revised_on: date | None = None
    pending: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal, and how far it has come; `status_on` is the day of its newest status."""

    id: UUID
    plan_id: UUID
    set_on: date
    status: str
    status_on: date
