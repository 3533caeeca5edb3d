"""How children and measures are followed up: plans, meetings, worries, early courses."""

from typing import Any

import sqlalchemy as sa

from services.gateway.indicators.asked import Asked
from services.gateway.indicators.rows import (
    YEAR,
    Adds,
    Column,
    counted,
    days_within,
    overlaps,
    rows,
)
from services.gateway.tables import (
    adjustments,
    attentions,
    follow_ups,
    measures,
    meetings,
    plans,
    site_changes,
)

MONTH = YEAR / 12  # days
NETWORK = "network"


def planned(asked: Asked, categories: list[str]) -> sa.Select[Any]:
    """Measures of the period that need a plan; those count whose case has an approved one."""
    measure, plan = measures.alias("measure"), plans.alias("plan")
    approved = sa.exists().where(
        plan.c.stream == measure.c.stream, asked.known(plan), plan.c.approved_on < asked.until
    )
    return (
        rows(asked, measure, Adds(asked.last_on, counted(approved)), apart=measure)
        .join_from(asked.table, measure, overlaps(asked, measure))
        .where(asked.known(measure), measure.c.category.in_(categories))
    )


def follow_ups_of(asked: Asked, measure: sa.FromClause) -> Column:
    """How often a measure was followed up in the period, at meetings too."""
    held, met = follow_ups.alias("held"), meetings.alias("met")
    apart = (
        sa.select(sa.func.count())
        .where(held.c.stream == measure.c.stream, asked.known(held))
        .where(asked.within(held.c.held_on), measure.c.id == sa.any_(held.c.measure_ids))
        .scalar_subquery()
    )
    together = (
        sa.select(sa.func.count())
        .where(met.c.stream == measure.c.stream, asked.known(met), met.c.fulfils_review)
        .where(asked.within(met.c.held_on), measure.c.id == sa.any_(met.c.measure_ids))
        .scalar_subquery()
    )
    return apart + together


def follow_ups_a_month(asked: Asked) -> sa.Select[Any]:
    """Measures of the period: how often followed up, and for how many months they ran."""
    measure = measures.alias("measure")
    months = days_within(asked, measure.c.started_on, measure.c.ended_on) / sa.literal(MONTH)
    adds = Adds(asked.last_on, follow_ups_of(asked, measure), whole=months)
    return (
        rows(asked, measure, adds, apart=measure)
        .join_from(asked.table, measure, overlaps(asked, measure))
        .where(asked.known(measure))
    )  # fmt: skip


def courses(asked: Asked, category: str) -> sa.Select[Any]:
    """Early courses of the period; those count that were followed up in it."""
    course = measures.alias("course")
    followed = counted(follow_ups_of(asked, course) > 0)
    return (
        rows(asked, course, Adds(asked.last_on, followed), apart=course)
        .join_from(asked.table, course, overlaps(asked, course))
        .where(asked.known(course), course.c.category == category)
    )


def follow_ups_held(asked: Asked) -> sa.Select[Any]:
    """Follow-ups held in the period, at meetings too."""
    held, met = follow_ups.alias("held"), meetings.alias("met")
    apart = (
        rows(asked, held, Adds(held.c.held_on))
        .join_from(asked.table, held, asked.within(held.c.held_on))
        .where(asked.known(held))
    )
    together = (
        rows(asked, met, Adds(met.c.held_on))
        .join_from(asked.table, met, asked.within(met.c.held_on))
        .where(asked.known(met), met.c.fulfils_review)
    )
    return sa.select(sa.union_all(apart, together).subquery("held"))


def meeting_gaps(asked: Asked, days: int) -> sa.Select[Any]:
    """Network meetings of the period that were not a case's first; those count that came soon."""
    met, earlier = meetings.alias("met"), meetings.alias("earlier")
    before = (
        sa.select(sa.func.max(earlier.c.held_on))
        .where(earlier.c.stream == met.c.stream, earlier.c.meeting_kind == NETWORK)
        .where(asked.known(earlier))
        .where(sa.tuple_(earlier.c.held_on, earlier.c.id) < sa.tuple_(met.c.held_on, met.c.id))
        .scalar_subquery()
    )
    return (
        rows(asked, met, Adds(met.c.held_on, counted(met.c.held_on - before <= days)))
        .join_from(asked.table, met, asked.within(met.c.held_on))
        .where(asked.known(met), met.c.meeting_kind == NETWORK, before.is_not(None))
    )


def worry_days(asked: Asked) -> sa.Select[Any]:
    """Worries of the period after which something changed, and after how many days it did."""
    worry = attentions.alias("worry")
    changed = sa.func.least(*(first(asked, worry, table, name) for table, name in CHANGES))
    return (
        rows(asked, worry, Adds(worry.c.observed_on, changed - worry.c.observed_on))
        .join_from(asked.table, worry, asked.within(worry.c.observed_on))
        .where(asked.known(worry), worry.c.kind == "ConcernRaised", changed.is_not(None))
    )


CHANGES = (
    (adjustments, "observed_on"), (site_changes, "changed_on"),
    (measures, "started_on"), (measures, "ended_on"),
)  # fmt: skip


def first(asked: Asked, worry: sa.FromClause, table: sa.Table, name: str) -> Column:
    """The first day, from a worry on, on which something changed for the child."""
    change = table.alias(f"{table.name}_{name}")
    return (
        sa.select(sa.func.min(change.c[name]))
        .where(change.c.stream == worry.c.stream, asked.known(change))
        .where(change.c[name] >= worry.c.observed_on)
        .scalar_subquery()
    )


POPULATIONS = {
    "planned": planned,
    "follow_ups_a_month": follow_ups_a_month,
    "follow_ups_held": follow_ups_held,
    "courses": courses,
    "meeting_gaps": meeting_gaps,
    "worry_days": worry_days,
}
