"""The same question put to both: to the gateway's read models, and to the news itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from services.gateway.indicators.asked import Asked, Period
from services.gateway.indicators.definition import Definition, definitions
from services.gateway.indicators.figures import Counted, Split
from services.gateway.queries.ladder_board import counted as on_board
from services.gateway.queries.ways import Ways
from services.gateway.store import Store
from shared.calendar import day_of
from shared.identity import Caller
from tests.gateway.figures import of_children, of_others, of_placements
from tests.gateway.figures.adding import Days, Line
from tests.gateway.figures.known import Heard, Known
from tests.gateway.figures.telling import LAST

POPULATIONS: dict[str, Any] = {
    **of_placements.POPULATIONS, **of_others.POPULATIONS, **of_children.POPULATIONS,
}  # fmt: skip
NOW = datetime(LAST.year, LAST.month, LAST.day, 20, tzinfo=UTC)
ANALYST = Caller(sub="analyst-1", role="analyst", scopes=frozenset(), unit=None, at=NOW)
TIMES = (
    Days(date(2023, 1, 1), date(2024, 1, 1)),
    Days(date(2024, 1, 1), date(2025, 1, 1)),
    Days(date(2023, 8, 1), date(2024, 8, 1)),  # a school year
    Days(date(2023, 10, 1), date(2024, 1, 1)),
    Days(date(2024, 2, 1), date(2024, 3, 1)),
    Days(date(2024, 7, 1), date(2024, 10, 1)),
    Days(date(2025, 1, 1), date(2025, 4, 1)),  # not over yet
)
COUNTED: Sequence[Definition] = [each for each in definitions().values() if each.rows]
ONCE = {  # some figures count the same of the same, for different aims: they are asked once
    (each.population, repr(each.only), each.statistic): each for each in COUNTED
}.values()


def counted(known: Known, definition: Definition, days: Days) -> Sequence[Line]:
    """What a figure counts in a time, by the second method."""
    of = POPULATIONS[definition.population or ""]
    return [*of(known, days, **definition.only)]


@dataclass(frozen=True)
class Looked:
    """A municipality as it was known at a moment (None: now)."""

    store: Store
    news: Sequence[Heard]
    as_of: datetime | None

    @property
    def today(self) -> date:
        return day_of(self.as_of or NOW)

    @cached_property
    def known(self) -> Known:
        return Known(self.news, self.as_of, self.today)

    @property
    def lived(self) -> Sequence[Days]:
        """The times asked about, as far as they have come."""
        return [each.lived(self.today) for each in TIMES]

    def asked(self, times: Sequence[Days] = TIMES) -> Asked:
        return Asked([Period(each.since, each.until) for each in times], self.as_of, self.today)

    def counting(self, definition: Definition, times: Sequence[Days] = TIMES) -> Counted:
        return Counted(ANALYST, definition, self.asked(times))

    async def ask(self, question: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        async with self.store.begin() as connection:
            rows: Sequence[sa.Row[Any]] = (await connection.execute(question)).all()
            return rows

    async def figures(
        self, definition: Definition, by: Sequence[Split] = ()
    ) -> Sequence[sa.Row[Any]]:
        """A row for each time and group, by SQL."""
        median = definition.statistic == "median"
        return await self.ask(self.counting(definition).figures(by, median=median))

    def lines(self, definition: Definition, days: Days) -> Sequence[Line]:
        """What counts in a time, by the second method."""
        return counted(self.known, definition, days) if [*days] else []

    async def board(self, day: date) -> dict[str, int]:
        """How many children stand on each step on a day."""
        rows = await self.ask(on_board(ANALYST, Ways(None, self.as_of), day, []))
        return {row.step: row.children for row in rows}
