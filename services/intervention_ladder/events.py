"""What has happened on a child's ladder. Facts are past tense, and never edited or deleted.

Every fact's `id` names what it is about. Days are in Europe/Copenhagen; every end is exclusive.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.case import Regime
from shared.departures import Departure
from shared.facts import Catalog
from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHeard:
    """The case service opened the child's case: the ladder begins at step 0, under assessment."""

    id: UUID
    opened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEndHeard:
    """The case service closed the case."""

    id: UUID
    closed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigationHeard:
    """The case service completed an investigation."""

    id: UUID
    completed_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkMappingHeard:
    """The case service mapped the child's network."""

    id: UUID
    mapped_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionHeard:
    """The case service made a decision that measures can rest on."""

    id: UUID
    decided_on: date
    regime: Regime
    section: str
    measure_types: tuple[str, ...]
    acute: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractionHeard:
    """The case service took back an end, a network mapping or a decision: it counts no more."""

    id: UUID
    record_kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveMade:
    """A change set took effect on one day: these measures ended and those started.

    Legal source: none requires the form; the rationale is R4, "start at the right step".
    """

    id: UUID
    effective_on: date
    ended: tuple[UUID, ...]
    started: tuple[UUID, ...]
    rationale: Sealed
    alternatives: tuple[Sealed, ...]
    departures: tuple[Departure, ...]
    edition: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEnded:
    """A measure (foranstaltning, indsats) ended; `ended_on` is the first day without it."""

    id: UUID
    move_id: UUID
    ended_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureStarted:
    """A measure or placement started. It pins the ladder definition and its step for good."""

    id: UUID
    move_id: UUID
    measure_type: str
    definition: str
    step: str
    order: float
    band: str
    placement: bool
    decision_id: UUID | None
    regime: Regime
    started_on: date
    planned_end_on: date
    site: Sealed | None
    coordinator: str | None
    under_return_option: bool = False


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
class ReturnOptionSet:
    """The child may come back to a place it knows, until, not including, a day. Rule R7."""

    id: UUID
    measure_id: UUID
    set_on: date
    valid_until_on: date
    conditions: Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnActivated:
    """The child came back for a time, as had been agreed: no failed homecoming. Rule R7."""

    id: UUID
    option_id: UUID
    measure_id: UUID
    activated_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ParallelClassified:
    """Measures running side by side were judged complementary or duplicate. Rule R10."""

    id: UUID
    measure_ids: tuple[UUID, ...]
    classified_on: date
    classification: str
    coordinator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The child stood on a step (its order, code and band) from one day until another."""

    definition: str
    order: float
    step: str
    band: str
    from_on: date
    to_on: date | None
    planned_return: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsChanged:
    """The child's whole way on the ladder as it now reads; replaces every earlier reading."""

    id: UUID
    periods: tuple[Period, ...]


Heard = (
    CaseHeard | CaseEndHeard | InvestigationHeard | NetworkMappingHeard
    | DecisionHeard | RetractionHeard
)  # fmt: skip
LadderEvent = (
    Heard | MoveMade | MeasureEnded | MeasureStarted | ExitPlanRecorded | ReturnOptionSet
    | ReturnActivated | ParallelClassified
    | StepsChanged
)  # fmt: skip

catalog: Catalog[LadderEvent] = Catalog("ladder", *LadderEvent.__args__)
