"""What is remembered of who is, or was asked to be, in charge."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """A unit was asked to take over; `answered` once it has said yes or no."""

    id: UUID
    proposed_on: date
    to_unit: str
    answered: bool = False
