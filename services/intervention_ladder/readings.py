"""Facts that follow from all the others: the way on the ladder, and how each measure stands.

Each is a whole reading, and replaces every earlier one. Days are in Europe/Copenhagen.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.case import Regime

SAFETY_PLAN = "safety_plan"  # what a safety plan is called among what runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Something that runs, and the definition and step that it pinned (no step: beside them)."""

    measure_type: str
    definition: str
    step: str
    planned_return: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The same things ran from one day until another. Any definition can be read from it."""

    from_on: date
    to_on: date | None
    running: tuple[Running, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsChanged:
    """The child's whole way on the ladder as it now reads: what ran, and when."""

    id: UUID
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """From a day on a measure rests on this decision, and on its law."""

    from_on: date
    decision_id: UUID
    regime: Regime
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisChanged:
    """All that a measure has rested on, oldest first. Another basis is no movement."""

    id: UUID
    bases: tuple[Basis, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsChanged:
    """When a measure is planned to end, to be left for which step, and not to be kept open more."""

    id: UUID
    planned_end_on: date
    exit_target_on: date | None = None
    exit_step: str | None = None
    return_until_on: date | None = None


ReadingEvent = StepsChanged | BasisChanged | TermsChanged
