"""The two times of every question: on which day, and as known at which moment."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from shared.calendar import day_of, end_of
from shared.clock import Clock
from shared.http import AsOf, ValidAt


def believed(table: sa.FromClause, moment: datetime | None) -> sa.ColumnElement[bool]:
    """What was believed at a moment, or is believed now: whatever a neighbour's clock says."""
    if moment is None:
        return table.c.recorded_to.is_(None)
    until = sa.or_(table.c.recorded_to.is_(None), table.c.recorded_to > moment)
    return sa.and_(table.c.recorded_from <= moment, until)


def holds_on(table: sa.FromClause, day: date) -> sa.ColumnElement[bool]:
    """What holds on a day: from `valid_from` until, not including, `valid_to`."""
    until = sa.or_(table.c.valid_to.is_(None), table.c.valid_to > day)
    return sa.and_(table.c.valid_from <= day, until)


@dataclass(frozen=True)
class TimesAsked:
    """Which day is looked at, and what was known when. A dependency of questions in both times."""

    valid_at: ValidAt = None
    as_of: AsOf = None

    def by(self, clock: Clock) -> "Times":
        now = self.as_of or clock()
        day = self.valid_at or day_of(now)
        return Times(
            day, min(now, end_of(day)) if self.valid_at else now, self.as_of, self.valid_at
        )


@dataclass(frozen=True, slots=True)
class Times:
    """A day (Copenhagen), and the moment (UTC) at which the clock is read when looking at it.

    `as_of` is the moment of knowledge, None for now. `only_by` is the day beyond which nothing may
    be seen to begin; None when no day was asked for, and what is planned is shown as well.
    """

    day: date
    moment: datetime
    as_of: datetime | None
    only_by: date | None

    def believed(self, table: sa.FromClause) -> sa.ColumnElement[bool]:
        return believed(table, self.as_of)

    def begun(self, began: sa.ColumnElement[date]) -> sa.ColumnElement[bool]:
        """What had begun by the day asked for; what has no day of its own always has."""
        if self.only_by is None:
            return sa.true()
        return sa.or_(began.is_(None), began <= self.only_by)
