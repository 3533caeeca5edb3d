"""Children on the ladder: how many, how they move, and what runs beside what."""

from typing import Any

import sqlalchemy as sa

from services.gateway.indicators.asked import Asked, Condition
from services.gateway.indicators.rows import (
    Adds,
    counted,
    ends_after,
    lasts,
    one_of,
    overlaps,
    rows,
)
from services.gateway.tables import classifications, measures, movements


def with_measures(asked: Asked, order_from: float) -> sa.Select[Any]:
    """Children with a measure on a step this high on the last day, each once."""
    measure = measures.alias("measure")
    return (
        rows(asked, measure, Adds(asked.last_on), subject=measure.c.stream)
        .join_from(asked.table, measure, lasts(measure, asked.last_on))
        .where(asked.known(measure), measure.c.order >= order_from)
        .distinct()
    )


def measures_started(
    asked: Asked, steps: list[str] | None = None, category: str | None = None
) -> sa.Select[Any]:
    """Measures that began in the period."""
    measure = measures.alias("measure")
    return (
        rows(asked, measure, Adds(measure.c.started_on), apart=measure)
        .join_from(asked.table, measure, asked.within(measure.c.started_on))
        .where(asked.known(measure), one_of(measure.c.step, steps))
        .where(measure.c.category == category if category else sa.true())
    )


def moved(asked: Asked, kind: str, from_steps: list[str] | None = None) -> sa.Select[Any]:
    """Movements of one kind in the period. Planned returns are told apart, and are none here."""
    move = movements.alias("move")
    return (
        rows(asked, move, Adds(move.c.moved_on), subject=move.c.stream)
        .join_from(asked.table, move, asked.within(move.c.moved_on))
        .where(asked.known(move), move.c.kind == kind, sa.not_(move.c.planned_return))
        .where(one_of(move.c.from_step, from_steps))
    )


def duplicated(asked: Asked) -> sa.Select[Any]:
    """Children with measures in the period; those count with some that were judged duplicates.

    Two of them last on one day of it, and nothing else was said of the same measures later.
    """
    measure, judged = measures.alias("measure"), classifications.alias("judged")
    beside = measures.alias("beside")
    duplicate = (
        sa.exists()
        .where(judged.c.stream == measure.c.stream, asked.known(judged, beside))
        .where(judged.c.classification == "duplicate", judged.c.classified_on < asked.until)
        .where(measure.c.id == sa.any_(judged.c.measure_ids), measure.c.id != beside.c.id)
        .where(beside.c.id == sa.any_(judged.c.measure_ids), overlaps(asked, beside))
        .where(ends_after(beside, measure.c.started_on), ends_after(measure, beside.c.started_on))
        .where(sa.not_(judged_again(asked, judged)))
    )
    found = (
        rows(asked, measure, Adds(asked.last_on, counted(duplicate)), subject=measure.c.stream)
        .join_from(asked.table, measure, overlaps(asked, measure))
        .where(asked.known(measure))
    )
    return once(found)


def judged_again(asked: Asked, judged: sa.FromClause) -> Condition:
    """Something else was said later of the same measures."""
    later = classifications.alias("later")
    same = later.c.measure_ids
    return (
        sa.exists()
        .where(later.c.stream == judged.c.stream, asked.known(later))
        .where(later.c.classified_on < asked.until)
        .where(same.op("@>", is_comparison=True)(judged.c.measure_ids))
        .where(same.op("<@", is_comparison=True)(judged.c.measure_ids))
        .where(
            sa.tuple_(later.c.classified_on, later.c.recorded_from, later.c.id)
            > sa.tuple_(judged.c.classified_on, judged.c.recorded_from, judged.c.id)
        )
        .correlate_except(later)
    )


def once(found: sa.Select[Any]) -> sa.Select[Any]:
    """A case once, which counts when any of its rows does.

    `OFFSET 0`: the rows are found by their days first, and not by walking through all cases.
    """
    each = found.offset(0).subquery("each")
    same = [column for column in each.c if column.name != "part"]
    return sa.select(*same[:4], sa.func.max(each.c.part).label("part"), *same[4:]).group_by(*same)


POPULATIONS = {
    "with_measures": with_measures,
    "measures_started": measures_started,
    "moved": moved,
    "duplicated": duplicated,
}
