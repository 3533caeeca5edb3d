"""Children who are placed: how many, where, for how long, and what came after."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from services.gateway.indicators.asked import Asked, Condition
from services.gateway.indicators.rows import (
    YEAR,
    Adds,
    aged,
    counted,
    days_within,
    ends_after,
    lasts,
    one_of,
    overlaps,
    rows,
)
from services.gateway.tables import (
    attentions,
    decisions,
    measure_bases,
    measures,
    observations,
    site_changes,
)

MONTH = YEAR / 12  # days


@dataclass(frozen=True)
class Of:
    """Which placements: of these types, of children of an age (in whole years) when they count."""

    types: list[str] | None = None
    age_from: int | None = None
    age_below: int | None = None


EVERY = Of()


def placements(
    asked: Asked, stay: sa.FromClause, when: Condition, adds: Adds, of: Of = EVERY
) -> sa.Select[Any]:
    """Placements on some days, and what each adds."""
    return (
        rows(asked, stay, adds, apart=stay)
        .join_from(asked.table, stay, when)
        .where(asked.known(stay), stay.c.placement, one_of(stay.c.measure_type, of.types))
        .where(aged(asked, stay.c.stream, adds.on, of.age_from, of.age_below))
    )


def started(asked: Asked, **only: Any) -> sa.Select[Any]:  # noqa: ANN401 - `Of`
    """Placements that began in the period."""
    stay = measures.alias("stay")
    on = stay.c.started_on
    return placements(asked, stay, asked.within(on), Adds(on), Of(**only))


def on_the_last_day(asked: Asked, bands: list[str] | None = None, **only: Any) -> sa.Select[Any]:  # noqa: ANN401
    """Placements on the last day of the period; those count that are of certain bands."""
    stay = measures.alias("stay")
    part = counted(one_of(stay.c.band, bands))
    return placements(
        asked, stay, lasts(stay, asked.last_on), Adds(asked.last_on, part), Of(**only)
    )


def of_kin(asked: Asked, steps: list[str]) -> sa.Select[Any]:
    """Placements on the last day; those count that are on certain steps."""
    stay = measures.alias("stay")
    part = counted(stay.c.step.in_(steps))
    return placements(asked, stay, lasts(stay, asked.last_on), Adds(asked.last_on, part))


def full_years(asked: Asked, **only: Any) -> sa.Select[Any]:  # noqa: ANN401 - `Of`
    """Placement days in the period, as a part of the days that it has (helårsanbringelser)."""
    stay = measures.alias("stay")
    days = days_within(asked, stay.c.started_on, stay.c.ended_on)
    share = sa.cast(days, sa.Float) / sa.func.nullif(asked.until - asked.since, 0)
    return placements(asked, stay, overlaps(asked, stay), Adds(asked.last_on, share), Of(**only))


def days_ended(asked: Asked, **only: Any) -> sa.Select[Any]:  # noqa: ANN401 - `Of`
    """Placements that ended in the period, and how many days each lasted."""
    stay = measures.alias("stay")
    on = stay.c.ended_on
    days = stay.c.ended_on - stay.c.started_on
    return placements(asked, stay, asked.within(on), Adds(on, days), Of(**only))


def months_running(asked: Asked, **only: Any) -> sa.Select[Any]:  # noqa: ANN401 - `Of`
    """Placements on the last day of the period, and how many months each has lasted."""
    stay = measures.alias("stay")
    months = (asked.last_on - stay.c.started_on) / sa.literal(MONTH)
    return placements(
        asked, stay, lasts(stay, asked.last_on), Adds(asked.last_on, months), Of(**only)
    )


def network_first(asked: Asked) -> sa.Select[Any]:
    """Placements that began in the period; those count before which the network was mapped.

    It may have been mapped again since: any mapping by the day of the decision does. SEL § 50 and
    BL § 20 have the network looked for before a child is placed elsewhere.
    """
    stay, mapping, decision = (
        measures.alias("stay"), observations.alias("mapping"), decisions.alias("decision"),
    )  # fmt: skip
    first = measure_bases.alias("first")  # it may rest on a later decision now
    mapped = (
        sa.exists()
        .where(mapping.c.stream == stay.c.stream, asked.known(mapping, decision, first))
        .where(first.c.stream == stay.c.id, first.c.number == 0)
        .where(decision.c.id == first.c.decision_id)
        .where(mapping.c.kind == "NetworkMapped")
        .where(mapping.c.observed_on <= decision.c.decided_on)
    )
    on = stay.c.started_on
    return placements(asked, stay, asked.within(on), Adds(on, counted(mapped)))


def stepped_out(asked: Asked, steps: list[str], days: int) -> sa.Select[Any]:
    """Placements on certain steps that ended; those count after which none as high came soon.

    A return that had been agreed beforehand is no failed homecoming (R7), and does not tell here.
    """
    stay, later = measures.alias("stay"), measures.alias("later")
    as_high = (
        sa.exists()
        .where(later.c.stream == stay.c.stream, later.c.id != stay.c.id, later.c.placement)
        .where(asked.known(later), later.c.order >= stay.c.order)
        .where(sa.not_(later.c.under_return_option))
        .where(later.c.started_on <= stay.c.ended_on + days, ends_after(later, stay.c.ended_on))
    )
    on = stay.c.ended_on
    return placements(asked, stay, asked.within(on), Adds(on, counted(sa.not_(as_high)))).where(
        stay.c.step.in_(steps)
    )


def with_family_support(asked: Asked) -> sa.Select[Any]:
    """Placements of the period; those count beside which a supportive measure lasted."""
    stay, beside = measures.alias("stay"), measures.alias("beside")
    supported = (
        sa.exists()
        .where(beside.c.stream == stay.c.stream, asked.known(beside))
        .where(beside.c.category == "supportive", overlaps(asked, beside))
        .where(ends_after(beside, stay.c.started_on), ends_after(stay, beside.c.started_on))
    )
    return placements(asked, stay, overlaps(asked, stay), Adds(asked.last_on, counted(supported)))


def unplanned_shifts(asked: Asked) -> sa.Select[Any]:
    """Placements of the period: unplanned changes of place, by years that children were placed."""
    stay, change = measures.alias("stay"), site_changes.alias("change")
    shifts = (
        sa.select(sa.func.count())
        .where(change.c.measure_id == stay.c.id, asked.known(change))
        .where(sa.not_(change.c.planned), asked.within(change.c.changed_on))
        .scalar_subquery()
    )
    years = days_within(asked, stay.c.started_on, stay.c.ended_on) / sa.literal(YEAR)
    return placements(asked, stay, overlaps(asked, stay), Adds(asked.last_on, shifts, whole=years))


def visited_twice(asked: Asked, visits: int) -> sa.Select[Any]:
    """Children placed for a year by the last day; those count who were seen twice and spoken to.

    They were placed on each of its days, wherever that was.
    """
    stay, visit, other = measures.alias("stay"), attentions.alias("visit"), measures.alias("other")
    year_before = sa.cast(asked.last_on - sa.text("interval '1 year'"), sa.Date)
    held = (
        sa.select(sa.func.count())
        .where(visit.c.stream == stay.c.stream, asked.known(visit), visit.c.flag)
        .where(visit.c.kind == "SupervisionVisitHeld")
        .where(visit.c.observed_on > year_before, visit.c.observed_on <= asked.last_on)
        .scalar_subquery()
    )
    placed = (
        sa.select(sa.func.range_agg(sa.func.daterange(other.c.started_on, other.c.ended_on)))
        .where(other.c.stream == stay.c.stream, asked.known(other), other.c.placement)
        .scalar_subquery()
    )
    year = sa.func.daterange(year_before, asked.until)
    return placements(
        asked, stay, lasts(stay, asked.last_on), Adds(asked.last_on, counted(held >= visits))
    ).where(placed.op("@>", is_comparison=True)(year))


def not_a_year_later(asked: Asked) -> sa.Select[Any]:
    """Children placed a year before the last day; those count who are not on it."""
    stay, still = measures.alias("stay"), measures.alias("still")
    year_before = sa.cast(asked.last_on - sa.text("interval '1 year'"), sa.Date)
    placed = sa.exists().where(
        still.c.stream == stay.c.stream,
        asked.known(still),
        still.c.placement,
        lasts(still, asked.last_on),
    )
    return placements(
        asked, stay, lasts(stay, year_before), Adds(asked.last_on, counted(sa.not_(placed)))
    )


POPULATIONS = {
    "placements_started": started,
    "placed_on_the_last_day": on_the_last_day,
    "placed_with_kin": of_kin,
    "full_years_placed": full_years,
    "days_placed": days_ended,
    "months_placed": months_running,
    "network_first": network_first,
    "stepped_out": stepped_out,
    "with_family_support": with_family_support,
    "unplanned_shifts": unplanned_shifts,
    "visited_twice": visited_twice,
    "not_a_year_later": not_a_year_later,
}
