"""What was assessed beside and within investigations. Days are in Europe/Copenhagen."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class StatutoryScreeningRecorded:
    """What is already known was screened, and how to go on was settled. BL §18.

    `risk_assessment_done`: the risk was assessed before anybody in the family was involved, as
    a suspicion of honour-related conflict requires (BL §18(3)).
    """

    id: UUID
    screened_on: date
    outcome: str
    risk_assessment_done: bool
    honour_related_conflict: bool
    words: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetedAssessmentStarted:
    """A targeted assessment (afdækning) of one or few delimited matters began. BL §19."""

    id: UUID
    started_on: date
    matters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetedAssessmentCompleted:
    """A targeted assessment ended in a conclusion. BL §19."""

    id: UUID
    completed_on: date
    conclusion: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class PreliminaryAssessmentMade:
    """An investigation that takes more than four months was assessed so far.

    Legal source: SEL §50(7); BL §20(3).
    """

    id: UUID
    investigation_id: UUID
    made_on: date
    words: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfessionalConsultationHeld:
    """Other professions were consulted in an investigation (tværfaglig sparring).

    `participants`: how many took part. `provision`: the code of who was consulted.
    """

    id: UUID
    investigation_id: UUID
    held_on: date
    participants: int
    provision: str | None
    words: Sealed


AssessmentEvent = (
    StatutoryScreeningRecorded | TargetedAssessmentStarted | TargetedAssessmentCompleted
    | PreliminaryAssessmentMade | ProfessionalConsultationHeld
)  # fmt: skip
