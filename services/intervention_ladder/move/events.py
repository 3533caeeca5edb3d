"""What moved. Days are in Europe/Copenhagen; every end is exclusive."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.case import Regime
from shared.departures import Departure
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Something else that was thought of, and why it was not chosen. Rule R4."""

    measure_type: str | None
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveMade:
    """A change set took effect on one day: these measures ended and those started.

    One that was not `planned` was forced by events. Legal source: none requires the form; the
    rationale is R4, "start at the right step".
    """

    id: UUID
    effective_on: date
    ended: tuple[UUID, ...]
    started: tuple[UUID, ...]
    rationale: Sealed
    alternatives: tuple[Alternative, ...]
    departures: tuple[Departure, ...]
    edition: date
    planned: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEnded:
    """A measure (foranstaltning, indsats) ended; `ended_on` is the first day without it."""

    id: UUID
    move_id: UUID
    ended_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureStarted:
    """A measure or placement started. It pins the ladder definition and its step for good.

    `continues` is the placement that it keeps (aftercare) or returns to (R7), on its step.
    """

    id: UUID
    move_id: UUID
    measure_type: str
    definition: str
    step: str
    order: float
    band: str
    placement: bool
    category: str
    decision_id: UUID | None
    regime: Regime
    started_on: date
    planned_end_on: date
    site: Sealed | None
    provision_id: UUID | None
    provider: str | None
    site_type: str | None
    coordinator: str | None
    goal_ids: tuple[UUID, ...]
    purpose_codes: tuple[str, ...]
    aftercare: bool = False
    under_return_option: bool = False
    continues: UUID | None = None


MoveEvent = MoveMade | MeasureEnded | MeasureStarted
