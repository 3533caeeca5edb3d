"""Published by the case service about how a child fares: codes, numbers and days."""

from datetime import date
from typing import Literal
from uuid import UUID

from shared.contracts import Published


class DimensionScore(Published):
    """A dimension or a total, its value, and which way its scale is read."""

    dimension: str
    value: int
    direction: Literal["higher_is_better", "lower_is_better"]


class InstrumentScored(Published):
    """An instrument was scored; its name pins the version, and versions are never compared."""

    id: UUID
    instrument: str
    respondent: str
    scored_on: date
    scores: tuple[DimensionScore, ...]
    totals: tuple[DimensionScore, ...]


class SatisfactionAnswered(Published):
    id: UUID
    respondent: str
    topic: str
    answered_on: date
    answer: int
    satisfied: bool


class SchoolAbsenceReported(Published):
    """Absence in percent; `period_to` is exclusive. A kind that the school did not tell is null."""

    id: UUID
    school: str
    reported_on: date
    period_from: date
    period_to: date
    total: float
    lawful: float | None
    illness: float | None
    unlawful: float | None


class EducationStatusRecorded(Published):
    id: UUID
    level: str
    status: str
    status_on: date


class CrimeChargeRecorded(Published):
    id: UUID
    offence_class: str
    serious: bool
    charged_on: date


class SubstanceUseRecorded(Published):
    """How often a kind of substance was used; `often` is 0 for no use, and more is more often."""

    id: UUID
    substance: str
    frequency: str
    often: int
    observed_on: date
