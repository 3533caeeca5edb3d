"""What the case service and the ladder told of, as follow-up learned it. Codes, days and ids.

Every fact's `id` names what it is about; what is told of the same thing again replaces it. Days
`…_on` are in Europe/Copenhagen, moments `…_at` in UTC; the end of a measure is exclusive.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.followup.heard.steps import StepHeard
from shared.contracts.case import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationHeard:
    """The case service received a notification (underretning); the stream is its own."""

    id: UUID
    received_at: datetime
    unit: str
    answerable: bool
    professional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseHeard:
    """The case service opened the child's case; `aware_on` is when a need was first suspected."""

    id: UUID
    opened_on: date
    aware_on: date
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitHeard:
    """Another unit is in charge of the case; the id is the case's."""

    id: UUID
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEndHeard:
    """The case service closed the case; `moved` when another municipality took it over."""

    id: UUID
    closed_on: date
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReopenedHeard:
    """The case is open again from a day on; what fell due while it was closed is not owed."""

    id: UUID
    reopened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildHeard:
    """When the child was born; the id is the case's."""

    id: UUID
    born_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestigationHeard:
    """An investigation began; its term runs from `aware_on`, whenever it was started."""

    id: UUID
    started_on: date
    aware_on: date
    regime: Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionHeard:
    """A decision: one that grants measures may carry a running one over into another regime.

    `provisional`: the chair decided alone, and the committee has not yet. `expected_months` is how
    long what it grants was expected to take. It takes the place of the one that it `replaces`.
    """

    id: UUID
    decided_on: date
    regime: Regime
    section: str
    grants: bool
    measure_types: tuple[str, ...]
    acute: bool = False
    provisional: bool = False
    expected_months: int | None = None
    application_id: UUID | None = None
    replaces: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureHeard:
    """A measure started, by a move; its regime is its decision's, whatever the law is today.

    Decisions and consents name it by `decided_as`: a programme is decided on as what it varies.
    """

    id: UUID
    move_id: UUID
    measure_type: str
    step: str
    decision_id: UUID | None
    regime: Regime
    started_on: date
    under_return_option: bool
    placement: bool = False
    aftercare: bool = False
    decided_as: str = ""

    def named_in(self, measure_types: Collection[str]) -> bool:
        """Whether a decision or a consent that names these types is about it."""
        return (self.decided_as or self.measure_type) in measure_types


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEndHeard:
    """A measure ended; `ended_on` is the first day without it."""

    id: UUID
    ended_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractionHeard:
    """A neighbour took something back, or tells it anew: what was said of it counts no more."""

    id: UUID
    record_kind: str


Kept = (
    NotificationHeard | CaseHeard | UnitHeard | ChildHeard | InvestigationHeard | DecisionHeard
    | MeasureHeard | MeasureEndHeard
)  # fmt: skip
Heard = Kept | StepHeard | CaseEndHeard | CaseReopenedHeard | RetractionHeard
