"""What the ladder told. Days are in Europe/Copenhagen, ends exclusive."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureHeard:
    """The ladder started a measure, or said anew what had been wrong of it, its end included."""

    id: UUID
    measure_type: str
    placement: bool
    decision_id: UUID | None
    started_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEndHeard:
    """The ladder ended a measure; `ended_on` is the first day without it."""

    id: UUID
    ended_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureBasisHeard:
    """All decisions that a measure has rested on in turn, the one that carries it now the last."""

    id: UUID
    decision_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRetractionHeard:
    """The ladder took a measure back: it never ran."""

    id: UUID


MeasureEvent = MeasureHeard | MeasureEndHeard | MeasureBasisHeard | MeasureRetractionHeard
