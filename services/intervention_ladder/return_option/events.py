"""Places kept open for a child that has left them. Days are in Europe/Copenhagen. Rule R7."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.sealing import Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnOptionSet:
    """The child may come back to a place it knows, until, not including, a day.

    A stay rests on `decision_id`.
    """

    id: UUID
    measure_id: UUID
    set_on: date
    valid_until_on: date
    conditions: Sealed
    decision_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnActivated:
    """The child came back for a time, as had been agreed: no failed homecoming."""

    id: UUID
    option_id: UUID
    measure_id: UUID
    activated_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnOptionExpired:
    """The clock passed its last day; the id is the option's."""

    id: UUID
    measure_id: UUID
    expired_on: date


ReturnOptionEvent = ReturnOptionSet | ReturnActivated | ReturnOptionExpired
