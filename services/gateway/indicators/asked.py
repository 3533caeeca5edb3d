"""What figures are asked for: the periods, and what was known when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from services.gateway.times import believed

COPENHAGEN = "Europe/Copenhagen"
Condition = sa.ColumnElement[bool]
Day = sa.ColumnElement[date]


@dataclass(frozen=True, slots=True)
class Period:
    """Days from one until, not including, another (Europe/Copenhagen)."""

    since: date
    until: date

    def as_far_as(self, today: date) -> "Period":
        """Without the days that are still to come; empty when all of them are."""
        reached = min(self.until, today + timedelta(days=1))
        return Period(self.since, max(reached, self.since))


@dataclass(frozen=True)
class Asked:
    """Periods to count in, on the day `today`, by what was known at `as_of` (None: now)."""

    periods: Sequence[Period]
    as_of: datetime | None
    today: date

    @cached_property
    def table(self) -> sa.Values:
        """The periods as rows: each figure is one statement, however many periods it is for."""
        columns = (
            sa.column("number", sa.Integer),
            sa.column("since", sa.Date),
            sa.column("until", sa.Date),
            sa.column("last_on", sa.Date),
        )
        reached = [each.as_far_as(self.today) for each in self.periods]
        return sa.values(*columns, name="periods").data(
            [
                (number, each.since, each.until, each.until - timedelta(days=1))
                for number, each in enumerate(reached)
                if each.since < each.until
            ]
            or [(-1, self.today, self.today, self.today)]
        )

    @property
    def since(self) -> Day:
        return self._day("since")

    @property
    def until(self) -> Day:
        return self._day("until")

    @property
    def last_on(self) -> Day:
        """The last day of a period."""
        return self._day("last_on")

    def _day(self, name: str) -> Day:
        return sa.cast(self.table.c[name], sa.Date)

    def within(self, day: sa.ColumnElement[Any]) -> Condition:
        return sa.and_(day >= self.since, day < self.until)

    def within_moments(self, moment: sa.ColumnElement[Any]) -> Condition:
        """The same of a moment, by the days of Copenhagen."""
        since, until = (
            sa.func.timezone(COPENHAGEN, sa.cast(each, sa.DateTime))
            for each in (self.since, self.until)
        )
        return sa.and_(moment >= since, moment < until)

    def known(self, *things: sa.FromClause) -> Condition:
        """What was believed of these, and has not been taken back."""
        return sa.and_(
            *(believed(each, self.as_of) for each in things),
            *(each.c.stream.is_not(None) for each in things),
        )
