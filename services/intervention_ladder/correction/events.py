"""What was put right. Days are in Europe/Copenhagen. Legal source: GDPR article 16."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.intervention_ladder.move.events import MeasureStarted
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureCorrected:
    """What had been said of a measure was wrong: `said` replaces it, and so does the end."""

    id: UUID
    said: MeasureStarted
    ended_on: date | None
    end_reason: str | None
    corrected_on: date
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRetracted:
    """A measure had been recorded that never happened. It counts no more, nor does its way out."""

    id: UUID
    retracted_on: date
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCorrected:
    """Something else was wrong. The next fact says it as it was: of the same kind and id."""

    id: UUID
    record_kind: str
    record_id: UUID
    corrected_on: date
    reason: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRetracted:
    """Something else had been recorded that never happened. It counts no more.

    `about_id` is the measure that it was said of, if it was said of one.
    """

    id: UUID
    record_kind: str
    record_id: UUID
    corrected_on: date
    reason: Sealed
    about_id: UUID | None


CorrectionEvent = MeasureCorrected | MeasureRetracted | EventCorrected | EventRetracted
