"""Ways on the ladder, as every question about them begins: whose, by which ladder, in both times.

Rows are found by the ranges of days and moments that they hold for, which are indexed as such.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import sqlalchemy as sa
from fastapi import Query
from pydantic import AfterValidator

from services.gateway.labels import label
from services.gateway.store import Store
from services.gateway.tables import (
    assignments,
    cases,
    ladder_periods,
    ladder_readings,
    ladder_steps,
)
from services.gateway.times import believed
from shared.commands import Code
from shared.problems import Said
from shared.views import Label

UNKNOWN = "unknown"
AGES: Sequence[tuple[str, int]] = (  # bands of whole years, and the first year beyond each
    ("0-5", 6), ("6-11", 12), ("12-14", 15), ("15-17", 18), ("18-22", 23),
)  # fmt: skip
By = Literal["unit", "ageBand", "sex"]
Once = AfterValidator(lambda several: [*dict.fromkeys(several)])  # however often it is said
Grouping = Annotated[
    list[By],
    Once,
    Query(max_length=3, description="What is told apart; repeat it for several."),
]
VERSIONED = r"^[A-Za-z0-9_.-]+@[0-9]+$"  # a definition and its version
Definition = Annotated[
    str | None,
    Query(
        max_length=60,
        pattern=VERSIONED,
        examples=["copenhagen@1"],
        description="Read by this ladder throughout; default: as each measure pinned its own.",
    ),
]
Chosen = Annotated[Code | None, Query()]
OfAge = Annotated[Code | None, Query(alias="ageBand")]
OfType = Annotated[Code | None, Query(alias="measureType")]
Condition = sa.ColumnElement[bool]


@dataclass(frozen=True)
class Ways:
    """Every way as it was believed at a moment (None: now), by one ladder or as pinned."""

    definition: str | None
    as_of: datetime | None

    @property
    def table(self) -> sa.Table:
        return ladder_readings if self.definition else ladder_periods

    def believed(self, rows: sa.FromClause) -> Condition:
        """What was believed of these rows, by the ladder that is asked about."""
        known = rows.c.recorded_to.is_(None)
        if self.as_of is not None:
            moments = sa.func.tstzrange(rows.c.recorded_from, rows.c.recorded_to)
            moment = sa.cast(self.as_of, sa.DateTime(timezone=True))
            known = moments.op("@>", is_comparison=True)(moment)
        if self.definition is None:
            return known
        return sa.and_(known, rows.c.definition == self.definition)

    def around(self, rows: sa.FromClause, since: date, until: date) -> Condition:
        """What may have begun or ended in a time: what was believed once is found by its days.

        What is believed now is found by its first or last day, without this.
        """
        if self.as_of is None:
            return sa.true()
        return overlaps(rows, since - timedelta(days=1), until)

    def next_to(self, one: sa.FromClause, other: sa.FromClause, apart: int) -> Condition:
        """Where `other` is so many periods after `one`, of the same way as it was read.

        It is `other` that is found by its key.
        """
        near = sa.and_(other.c.position == one.c.position, other.c.number == one.c.number + apart)
        if self.definition is None:
            return near
        return sa.and_(near, other.c.definition == one.c.definition)

    async def check(self, store: Store) -> None:
        """Raises `Said` not-found when there is no such ladder."""
        if self.definition is None:
            return
        known = sa.select(sa.exists().where(ladder_steps.c.definition == self.definition))
        async with store.begin() as connection:
            if not await connection.scalar(known):
                raise Said("not-found")


def a_day(day: date) -> sa.Cast[date]:
    return sa.cast(day, sa.Date)


def days_of(rows: sa.FromClause) -> sa.ColumnElement[Any]:
    return sa.func.daterange(rows.c.valid_from, rows.c.valid_to)


def holds(rows: sa.FromClause, day: date) -> Condition:
    """What holds on a day."""
    return days_of(rows).op("@>", is_comparison=True)(a_day(day))


def overlaps(rows: sa.FromClause, since: date, until: date) -> Condition:
    """What holds on any day from one until, not including, another."""
    asked = sa.func.daterange(a_day(since), a_day(until))
    return days_of(rows).op("&&", is_comparison=True)(asked)


@dataclass(frozen=True)
class Told:
    """What children are told apart by, on a day: their unit, age and sex, as they were known."""

    stream: sa.ColumnElement[Any]
    day: sa.ColumnElement[Any]
    as_of: datetime | None
    child: sa.FromClause = field(default_factory=lambda: cases.alias("child"))

    def joined(self, question: sa.Select[Any]) -> sa.Select[Any]:
        """The question with what was known of each child."""
        known = sa.and_(self.child.c.stream == self.stream, believed(self.child, self.as_of))
        return question.outerjoin(self.child, known)

    def column(self, by: By) -> sa.ColumnElement[Any]:
        match by:
            case "unit":
                return self.unit
            case "ageBand":
                return self.age_band
            case "sex":
                return sa.func.coalesce(self.child.c.sex, UNKNOWN)

    @property
    def unit(self) -> sa.ColumnElement[Any]:
        """The unit that was in charge on the day."""
        said = assignments.alias("charge")
        in_charge = (
            sa.select(said.c.unit)
            .where(said.c.stream == self.stream, said.c.assigned_on <= self.day)
            .where(believed(said, self.as_of))
            .order_by(said.c.assigned_on.desc(), said.c.recorded_from.desc())
            .limit(1)
            .scalar_subquery()
        )
        return sa.func.coalesce(in_charge, UNKNOWN)

    @property
    def age_band(self) -> sa.ColumnElement[Any]:
        """Born on 29 February is a year older on 1 March, as everywhere here (U19)."""
        born_on = self.child.c.born_on
        years = sa.extract("year", sa.func.age(self.day, born_on))
        bands = [(years < beyond, sa.literal(code)) for code, beyond in AGES]
        return sa.case((born_on.is_(None), sa.literal(UNKNOWN)), *bands, else_=UNKNOWN)


LABELS = {"ageBand": "child_age", "sex": "sex"}


def named(by: By, value: str) -> Label:
    """A group in words; a unit is called by its code."""
    return label(LABELS[by], value) if by in LABELS else Label(code=value, da=value, en=value)


def grouped(row: sa.Row[Any], by: Sequence[By]) -> dict[str, Label]:
    """What a row of a grouped question is about."""
    return {snake(each): named(each, getattr(row, snake(each))) for each in by}


def snake(by: By) -> str:
    return "age_band" if by == "ageBand" else by


def listed(path: str, **asked: object) -> str:
    """The question that lists what a number counts."""
    said = {name: each for name, each in asked.items() if each is not None}
    return f"{path}?{urlencode(said)}"
