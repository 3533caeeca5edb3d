"""Danish days: which are working days, when a term ends, and what a day is in Copenhagen.

Days are dates in Europe/Copenhagen, moments are UTC. A term's last day counts: done on it is
timely.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
SATURDAY = 5  # of date.weekday()
LEAP = "2000"  # a year that has every day
ClosedDays = frozenset[tuple[int, int]]  # month and day, every year


def closed_days(written: str) -> ClosedDays:
    """Read `MM-DD,MM-DD`.

    Raises:
        ValueError: when one of them is not a day.
    """
    days = [
        date.fromisoformat(f"{LEAP}-{day.strip()}") for day in written.split(",") if day.strip()
    ]
    return frozenset((day.month, day.day) for day in days)


def day_of(moment: datetime) -> date:
    """The day it is in Copenhagen at a moment."""
    return moment.astimezone(COPENHAGEN).date()


def end_of(day: date) -> datetime:
    """The first moment after a Danish day, in UTC."""
    midnight = datetime.combine(day + timedelta(days=1), time(), COPENHAGEN)
    return midnight.astimezone(UTC)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the month's last day when it has none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_elapsed_hours(moment: datetime, hours: int) -> datetime:
    """So many hours later by a stopwatch: summer time changes the clock, not the hours."""
    return moment.astimezone(UTC) + timedelta(hours=hours)


def age_on(born_on: date, day: date) -> int:
    """Whole years of age on a day. Born on 29 February: older on 1 March (open question U19)."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


@lru_cache(maxsize=256)
def public_holidays(year: int) -> frozenset[date]:
    """The statutory holidays of a year: Store Bededag is one through 2023."""
    return frozenset(country_holidays("DK", years=year, language="da"))


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """What counts as a working day (hverdag).

    Whether Saturday counts is an open question of law (U5), and the days on which a municipality
    is closed are its own: both are parameters.
    """

    count_saturday: bool = False
    closed: ClosedDays = field(default_factory=frozenset)

    def is_working_day(self, day: date) -> bool:
        last = SATURDAY if self.count_saturday else SATURDAY - 1
        return (
            day.weekday() <= last
            and day not in public_holidays(day.year)
            and (day.month, day.day) not in self.closed
        )

    def after(self, day: date) -> Iterator[date]:
        """The working days after a day, one by one. The day itself is not counted."""
        while True:
            day += timedelta(days=1)
            if self.is_working_day(day):
                yield day

    def add(self, day: date, count: int) -> date:
        """The day on which a term of so many working days ends."""
        for number, working_day in enumerate(self.after(day), 1):
            if number >= count:
                return working_day
        raise AssertionError  # the working days never end

    def not_before(self, day: date) -> date:
        """The day itself, or the next working day when it is none."""
        return day if self.is_working_day(day) else next(self.after(day))
