"""What neighbours told, kept as we learned it. Days are in Europe/Copenhagen.

Every fact's `id` names what it is about; of one thing, what was heard last holds.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.case import Regime


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
class ChildHeard:
    """When the child was born."""

    id: UUID
    born_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SiblingHeard:
    """The child has a sibling."""

    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SiblingGoneHeard:
    """Somebody who was there as a sibling no longer is."""

    id: UUID
    left_on: date


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
class GoalHeard:
    """A goal was set in a plan."""

    id: UUID
    set_on: date
    deadline_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionHeard:
    """The case service made a decision. Measures rest on those that grant something."""

    id: UUID
    decided_on: date
    regime: Regime
    section: str
    measure_types: tuple[str, ...]
    acute: bool
    kind: str = "grant"
    purpose_codes: tuple[str, ...] = ()
    expected_months: int | None = None
    lapses_on: date | None = None
    replaces: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeHeard:
    """The committee approved or refused a decision of its chair; an approved one lapses."""

    id: UUID
    considered_on: date
    outcome: str
    lapses_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionHeard:
    """A provisional decision was extended: it lapses on another day."""

    id: UUID
    lapses_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealHeard:
    """A decision was appealed (klage)."""

    id: UUID
    decision_id: UUID
    lodged_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionHeard:
    """A decision is not carried out until its appeal is settled; the id is the appeal's."""

    id: UUID
    suspended_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealSettledHeard:
    """An appeal is over: the appeals board decided it, or it came to nothing before."""

    id: UUID
    settled_on: date
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentHeard:
    """A party consented to measures of these types; the child itself has no party id."""

    id: UUID
    given_on: date
    party_id: UUID | None
    measure_types: tuple[str, ...]
    purpose_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentEndHeard:
    """A consent was withdrawn; `decision_ids` rested on it."""

    id: UUID
    withdrawn_on: date
    party_id: UUID | None
    measure_types: tuple[str, ...]
    decision_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a measure works, as a follow-up found; `None` when it said neither."""

    measure_id: UUID
    outcome: str
    works: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpHeard:
    """Follow-up held a follow-up (opfølgning) of measures."""

    id: UUID
    held_on: date
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractionHeard:
    """A neighbour took something back, or opened the case again: it counts no more."""

    id: UUID
    record_kind: str


NewsEvent = (
    CaseHeard | CaseEndHeard | ChildHeard | SiblingHeard | SiblingGoneHeard | InvestigationHeard
    | NetworkMappingHeard | GoalHeard | DecisionHeard | CommitteeHeard | ExtensionHeard
    | AppealHeard | SuspensionHeard | AppealSettledHeard | ConsentHeard | ConsentEndHeard
    | FollowUpHeard | RetractionHeard
)  # fmt: skip
