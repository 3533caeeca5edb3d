"""What happened to a measure while it ran. Days are in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.departures import Departure
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureAdjusted:
    """A measure was changed while it ran; perhaps its planned end or coordinator with it.

    `concern_id` is the worry that was answered by it.
    """

    id: UUID
    measure_id: UUID
    adjusted_on: date
    adjustment: Sealed
    planned_end_on: date | None
    coordinator: str | None
    concern_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureContinued:
    """A measure goes on as it is, and why: somebody asked whether it should."""

    id: UUID
    measure_id: UUID
    continued_on: date
    reasons: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChanged:
    """A placed child moved to another place on the same step; the measure goes on. Rule R3.

    Legal source: SEL § 69; BL § 98.
    """

    id: UUID
    measure_id: UUID
    changed_on: date
    planned: bool
    site: Sealed | None
    provision_id: UUID | None
    provider: str | None
    site_type: str | None
    reasons: Sealed
    departures: tuple[Departure, ...]
    edition: date


MeasureEvent = MeasureAdjusted | MeasureContinued | SiteChanged
