"""What the case service told of a move to another municipality, and of what it took back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractionHeard:
    """The case service took something back, or opened the case again: it counts no more."""

    id: UUID
    record_kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyMoveHeard:
    """The family moves to another municipality, which is to be notified. SEL §152; BL §132."""

    id: UUID
    reported_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityNotificationHeard:
    """The municipality that the family moves to was notified."""

    id: UUID
    sent_on: date
