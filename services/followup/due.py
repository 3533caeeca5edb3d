"""When something is due, and by whose rule."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Basis = Literal["statutory", "local"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When something is due, and how that day was found; the last day is inclusive.

    `due_on` is the earlier of the two layers' days and binds; `basis` says whose it is. `due_at`
    is the exact moment of a term counted in hours. `adjustment` says which rule shaped the day.
    """

    statutory_on: date | None
    local_on: date | None
    due_on: date
    due_at: datetime | None
    basis: Basis
    adjustment: str | None
