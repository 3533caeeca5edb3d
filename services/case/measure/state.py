"""What a case remembers of a measure on the ladder."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure; `ended_on` is the first day without it.

    `decision_id` is what carries it now; it has none when it needs none.
    """

    id: UUID
    measure_type: str
    placement: bool
    decision_id: UUID | None
    started_on: date
    ended_on: date | None = None

    @property
    def in_error(self) -> bool:
        """Whether it was registered in error: it ended before it began."""
        return self.ended_on is not None and self.ended_on <= self.started_on

    def runs_on(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or day < self.ended_on)

    def runs_from(self, day: date) -> bool:
        """Whether it runs on a day, or later."""
        return not self.in_error and (self.ended_on is None or day < self.ended_on)
