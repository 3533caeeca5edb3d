"""A day for a meeting: a working day, not full, and by when something is due if there is one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shared.calendar import WorkingDays

DAY = timedelta(days=1)
FURTHEST = 60  # working days


@dataclass(frozen=True, slots=True)
class Diary:
    """Somebody's meetings by the day, and from how many on a day is full."""

    calendar: WorkingDays
    meetings: Mapping[date, int]
    full: int

    def is_free(self, day: date) -> bool:
        return self.calendar.is_working_day(day) and self.meetings.get(day, 0) < self.full

    def free_days(self, today: date, by: date) -> Iterator[date]:
        """The free days from tomorrow to a day, the last first; then those after it, if any."""
        ahead = (by - today).days
        yield from (day for back in range(ahead) if self.is_free(day := by - back * DAY))
        later = self.calendar.after(max(by, today))
        yield from (
            day for _, day in zip(range(FURTHEST), later, strict=False) if self.is_free(day)
        )

    def proposed(self, today: date, by: date) -> date | None:
        """The last free day by then, or the first after it; none within months."""
        return next(self.free_days(today, by), None)
