"""The rows of a population, and the conditions that many of them share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from services.gateway.indicators.asked import COPENHAGEN, Asked, Condition, Day
from services.gateway.tables import cases, measure_bases

Column = sa.ColumnElement[Any]
Population = Callable[..., sa.Select[Any]]  # of an `Asked`, and what its definition says
YEAR = 365.25  # days


@dataclass(frozen=True)
class Adds:
    """On which day something counts, and what it adds to the part and to the whole."""

    on: Column
    part: Column | float = 1.0
    whole: Column | float = 1.0


def rows(
    asked: Asked,
    things: sa.FromClause,
    adds: Adds,
    *,
    subject: Column | None = None,
    apart: sa.FromClause | None = None,
) -> sa.Select[Any]:
    """A row for each thing: its case, and what it adds.

    `apart` are measures, whose step, law and type tell the rows apart.
    """
    told: tuple[Column, ...] = (sa.null(), sa.null(), sa.null())
    if apart is not None:
        told = (apart.c.step, law(asked, apart, adds.on), apart.c.measure_type)
    by = ("step", "regime", "measure_type")
    return sa.select(
        asked.table.c.number.label("period"),
        things.c.stream.label("stream"),
        (key_of(things) if subject is None else subject).label("subject"),
        sa.cast(adds.on, sa.Date).label("on_day"),
        sa.cast(adds.part, sa.Float).label("part"),
        sa.cast(adds.whole, sa.Float).label("whole"),
        *(each.label(name) for each, name in zip(told, by, strict=True)),
    )


def law(asked: Asked, measure: sa.FromClause, on: Column) -> Column:
    """The law of the decision that a measure rested on, on a day: it may rest on another now."""
    rested = measure_bases.alias("rested")
    regime = (
        sa.select(rested.c.regime)
        .where(rested.c.stream == measure.c.id, asked.known(rested), rested.c.from_on <= on)
        .order_by(rested.c.from_on.desc(), rested.c.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    return sa.func.coalesce(regime, measure.c.regime)


def key_of(things: sa.FromClause) -> Column:
    return things.c.id if "id" in things.c else things.c.stream


def counted(*conditions: Condition) -> Column:
    """What counts as one when all of this is so, and as none when it is not."""
    return sa.cast(sa.func.coalesce(sa.and_(*conditions), sa.false()), sa.Integer)


def lasts(measure: sa.FromClause, on: Column) -> Condition:
    """A measure lasts on a day; it no longer does on the day it ends."""
    return sa.and_(measure.c.started_on <= on, ends_after(measure, on))


def ends_after(measure: sa.FromClause, on: Column) -> Condition:
    return sa.or_(measure.c.ended_on.is_(None), measure.c.ended_on > on)


def overlaps(asked: Asked, measure: sa.FromClause) -> Condition:
    """A measure lasts on some day of the period."""
    return sa.and_(measure.c.started_on < asked.until, ends_after(measure, asked.since))


def days_within(asked: Asked, since: Column, until: Column) -> Column:
    """On how many days of the period something lasts."""
    last = sa.func.least(sa.func.coalesce(until, asked.until), asked.until)
    return last - sa.func.greatest(since, asked.since)


def one_of(column: Column, codes: list[str] | None) -> Condition:
    return sa.true() if codes is None else column.in_(codes)


def years_old(asked: Asked, stream: Column, on: Column) -> Column:
    """In whole years, as the child's birth was known; nothing when it was not."""
    child = cases.alias("born")
    return (
        sa.select(sa.extract("year", sa.func.age(on, child.c.born_on)))
        .where(child.c.stream == stream, asked.known(child))
        .scalar_subquery()
    )


def exact_age(asked: Asked, stream: Column, on: Column) -> Column:
    """In years and parts of a year."""
    child = cases.alias("born")
    days = sa.cast(on, sa.Date) - child.c.born_on
    return (
        sa.select(days / sa.literal(YEAR))
        .where(child.c.stream == stream, asked.known(child))
        .scalar_subquery()
    )


def aged(
    asked: Asked, stream: Column, on: Column, since: int | None, below: int | None
) -> Condition:
    """Children from an age, in whole years, until they reach another."""
    if since is None and below is None:
        return sa.true()
    years = years_old(asked, stream, on)
    return sa.and_(years >= (since or 0), years < (below or 200))


def day_of(moment: Column) -> Day:
    """The day in Copenhagen on which a moment was."""
    return sa.cast(sa.func.timezone(COPENHAGEN, moment), sa.Date)


def months_after(day: Column, months: int) -> Column:
    return sa.cast(day + sa.text(f"interval '{months:d} months'"), sa.Date)
