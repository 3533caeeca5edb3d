"""When something is due, in whose words, and how that day was found."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

Basis = Literal["statutory", "local"]
NoWorkingDay = Literal["saturday", "sunday", "holiday", "closed_day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reckoned:
    """One layer's day: the row that set it, the row's edition and words, what it was counted from.

    `at` is the exact moment (UTC) of a term counted in hours. `adjustment` says which rule of the
    calendar shaped the day.
    """

    row: str
    edition: date
    da: str
    en: str
    source: str
    confidence: str
    trigger: str
    trigger_id: UUID
    trigger_on: date
    on: date
    at: datetime | None
    adjustment: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When something is due; the last day is inclusive.

    The earlier of the two layers' days binds, and on the same day the law does. `falls_on` warns
    that this is no working day: the day is kept all the same.
    """

    statutory: Reckoned | None
    local: Reckoned | None
    falls_on: NoWorkingDay | None = None

    @property
    def binding(self) -> Reckoned:
        """The layer that binds.

        Raises:
            ValueError: when there is none; then nothing is due.
        """
        return min((each for each in (self.statutory, self.local) if each), key=lambda one: one.on)

    @property
    def basis(self) -> Basis:
        return "statutory" if self.binding is self.statutory else "local"

    @property
    def due_on(self) -> date:
        return self.binding.on

    @property
    def due_at(self) -> datetime | None:
        return self.binding.at

    @property
    def adjustment(self) -> str | None:
        return self.binding.adjustment

    @property
    def statutory_on(self) -> date | None:
        return self.statutory.on if self.statutory else None

    @property
    def local_on(self) -> date | None:
        return self.local.on if self.local else None
