"""What a case remembers of a decision."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.case import Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision, what it rests on, and what became of it when it was provisional.

    `lapses_on` is the first day that it does not carry: as it says itself, or as an approved
    provisional one.
    """

    id: UUID
    decided_on: date
    regime: Regime
    section: str
    kind: str
    body: str
    measure_types: tuple[str, ...]
    consent_ids: tuple[UUID, ...]
    replaces: UUID | None
    application_id: UUID | None
    committee_due_on: date | None
    considered_on: date | None = None
    lapses_on: date | None = None

    @property
    def provisional(self) -> bool:
        return self.body == "chair"

    @property
    def unconsidered(self) -> bool:
        """Whether it has yet to be put before the committee."""
        return self.provisional and self.considered_on is None

    @property
    def may_burden(self) -> bool:
        """Whether it may go against somebody: it is compulsory, or grants nothing."""
        return self.kind != "grant" or self.body != "authority"
