"""How the child fares. Days are in Europe/Copenhagen; a period's end is exclusive."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.case.following.instruments import Direction
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionScore:
    """A dimension or a total of an instrument, its value, and which way its scale is read."""

    dimension: str
    value: int
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentScored:
    """An instrument was scored; `instrument` pins its version (`SDQ@1`).

    `totals` are those whose every part was scored, as that version computes them.
    """

    id: UUID
    instrument: str
    respondent: str
    scored_on: date
    scores: tuple[DimensionScore, ...]
    totals: tuple[DimensionScore, ...]
    words: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SatisfactionAnswered:
    """Somebody said how satisfied they are; `satisfied` as the scale of the day reads it."""

    id: UUID
    respondent: str
    topic: str
    answered_on: date
    answer: int
    satisfied: bool
    words: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolAbsenceReported:
    """A school told of absence in a period, in percent of its lessons or days.

    Lawful (leave), illness and unlawful are kinds of the total; `None` where the school did not
    tell. Legal source: BEK om elevers fravær fra undervisningen i folkeskolen.
    """

    id: UUID
    school: str
    reported_on: date
    period_from: date
    period_to: date
    total: float
    lawful: float | None
    illness: float | None
    unlawful: float | None
    words: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EducationStatusRecorded:
    """Where the child stood in its education on a day: a level, and how it stood with it."""

    id: UUID
    level: str
    status: str
    status_on: date
    school: str | None
    words: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrimeChargeRecorded:
    """The child was charged with an offence of a class; what happened stays sealed.

    `serious`: against the person or otherwise serious, as the list of the day reads the class.
    """

    id: UUID
    offence_class: str
    serious: bool
    charged_on: date
    words: Sealed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstanceUseRecorded:
    """How often the child used a kind of substance, as known on a day.

    `often` orders the frequencies of the day's list: 0 is no use, and more is more often.
    """

    id: UUID
    substance: str
    frequency: str
    often: int
    observed_on: date
    words: Sealed | None


FollowingEvent = (
    InstrumentScored | SatisfactionAnswered | SchoolAbsenceReported | EducationStatusRecorded
    | CrimeChargeRecorded | SubstanceUseRecorded
)  # fmt: skip
