"""Ways out of measures. Days are in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitPlanRecorded:
    """How the child comes out of a measure again (udslusning), and to which step. Rule R8."""

    id: UUID
    measure_id: UUID
    recorded_on: date
    target_on: date
    next_step: str
    how: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitPlanActivated:
    """The way out has begun; the id is the plan's. Rule R8."""

    id: UUID
    measure_id: UUID
    activated_on: date


ExitPlanEvent = ExitPlanRecorded | ExitPlanActivated
