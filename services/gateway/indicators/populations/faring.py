"""How children fare: school, crime, substances, satisfaction with life and with us."""

from typing import Any

import sqlalchemy as sa

from services.gateway.indicators.asked import Asked, Condition
from services.gateway.indicators.rows import Adds, aged, counted, overlaps, rows
from services.gateway.tables import cases, instrument_scores, measures, observations


def turn(seen: sa.FromClause) -> sa.Tuple:
    """What is seen of a child in its order: of one day, what was recorded last is the later."""
    return sa.tuple_(seen.c.observed_on, seen.c.recorded_from, seen.c.id)


def has_measure(asked: Asked, stream: sa.ColumnElement[Any]) -> Condition:
    """The child has a measure on some day of the period."""
    measure = measures.alias("any")
    return sa.exists().where(
        measure.c.stream == stream, asked.known(measure), overlaps(asked, measure)
    )


def absence(
    asked: Asked, of: str, at_least: float | None = None, *, measured: bool = True
) -> sa.Select[Any]:
    """Absence reported for the period, in percent; or whether it is as high as this."""
    seen = observations.alias("absence")
    percent = seen.c.number if of == "unlawful" else seen.c.second
    part = percent if at_least is None else counted(percent >= at_least)
    return (
        rows(asked, seen, Adds(seen.c.observed_on, part))
        .join_from(asked.table, seen, asked.within(seen.c.observed_on))
        .where(asked.known(seen), seen.c.kind == "SchoolAbsenceReported")
        .where(percent.is_not(None))
        .where(has_measure(asked, seen.c.stream) if measured else sa.true())
    )


def finished(asked: Asked, levels: list[str], of: list[str]) -> sa.Select[Any]:
    """Young people whose time at these levels came to an end; those count who completed it."""
    seen, later = observations.alias("status"), observations.alias("later")
    said_again = (
        sa.exists()
        .where(later.c.stream == seen.c.stream, later.c.kind == seen.c.kind)
        .where(later.c.code == seen.c.code, asked.known(later), later.c.id != seen.c.id)
        .where(later.c.standing.in_(of), asked.within(later.c.observed_on))
        .where(turn(later) > turn(seen))
    )
    return (
        rows(asked, seen, Adds(seen.c.observed_on, counted(seen.c.standing == "completed")))
        .join_from(asked.table, seen, asked.within(seen.c.observed_on))
        .where(asked.known(seen), seen.c.kind == "EducationStatusRecorded")
        .where(seen.c.code.in_(levels), seen.c.standing.in_(of), sa.not_(said_again))
        .where(has_measure(asked, seen.c.stream))
    )


def in_education(asked: Asked, age: int, levels: list[str], of: list[str]) -> sa.Select[Any]:
    """Young people of an age who have, or had, measures; those count who are in education.

    What was completed stays so; any other standing is what was said last of a level.
    """
    case, seen, had = cases.alias("case"), observations.alias("status"), measures.alias("had")
    later = observations.alias("later")
    said_since = (
        sa.exists()
        .where(later.c.stream == seen.c.stream, asked.known(later), later.c.kind == seen.c.kind)
        .where(later.c.code == seen.c.code, later.c.observed_on < asked.until)
        .where(turn(later) > turn(seen))
        .correlate_except(later)
    )
    enrolled = (
        sa.exists()
        .where(seen.c.stream == case.c.stream, asked.known(seen))
        .where(seen.c.kind == "EducationStatusRecorded", seen.c.observed_on < asked.until)
        .where(seen.c.code.in_(levels), seen.c.standing.in_(of))
        .where(sa.or_(seen.c.standing == "completed", sa.not_(said_since)))
    )
    measured = sa.exists().where(
        had.c.stream == case.c.stream, asked.known(had), had.c.started_on < asked.until
    )
    years = sa.extract("year", sa.func.age(asked.last_on, case.c.born_on))
    return (
        rows(asked, case, Adds(asked.last_on, counted(enrolled)))
        .join_from(asked.table, case, years == age)
        .where(asked.known(case), measured, case.c.merged_into.is_(None))
    )


def charged(asked: Asked, age_from: int, age_below: int) -> sa.Select[Any]:
    """Children of an age with measures in the period; those count who were charged with something.

    Only what is dangerous to people, or otherwise serious.
    """
    case, charge = cases.alias("case"), observations.alias("charge")
    accused = (
        sa.exists()
        .where(charge.c.stream == case.c.stream, asked.known(charge), charge.c.flag)
        .where(charge.c.kind == "CrimeChargeRecorded", asked.within(charge.c.observed_on))
    )
    return (
        rows(asked, case, Adds(asked.last_on, counted(accused)))
        .join_from(asked.table, case, has_measure(asked, case.c.stream))
        .where(asked.known(case), case.c.merged_into.is_(None))
        .where(aged(asked, case.c.stream, asked.last_on, age_from, age_below))
    )


def using_less(asked: Asked) -> sa.Select[Any]:
    """Substances recorded in the period and before it; those count that are used less now."""
    last, first = observations.alias("last"), observations.alias("first")
    newer, older = observations.alias("newer"), observations.alias("older")

    def beyond(one: sa.FromClause, other: sa.FromClause) -> Condition:
        """There is another record of the same substance, earlier or later than one."""
        return sa.and_(
            other.c.stream == one.c.stream,
            other.c.kind == one.c.kind,
            other.c.code == one.c.code,
            asked.known(other),
        )

    is_last = sa.not_(
        sa.exists().where(beyond(last, newer), turn(newer) > turn(last))
        .where(asked.within(newer.c.observed_on))
    )  # fmt: skip
    is_first = sa.not_(sa.exists().where(beyond(first, older), turn(older) < turn(first)))
    return (
        rows(asked, last, Adds(last.c.observed_on, counted(last.c.number < first.c.number)))
        .select_from(
            asked.table.join(last, asked.within(last.c.observed_on)).join(
                first, beyond(last, first)
            )
        )
        .where(asked.known(last), last.c.kind == "SubstanceUseRecorded")
        .where(turn(first) < turn(last), is_last, is_first)
    )


def content(asked: Asked, instruments: list[str], total: str, above: int) -> sa.Select[Any]:
    """Scores of the period; those count whose total is above this."""
    score = instrument_scores.alias("score")
    value = (
        sa.func.json_to_recordset(score.c.totals)
        .table_valued(sa.column("dimension", sa.Text), sa.column("value", sa.Integer), name="total")
        .render_derived(with_types=True)
    )
    return (
        rows(asked, score, Adds(score.c.scored_on, counted(value.c.value > above)))
        .select_from(
            asked.table.join(score, asked.within(score.c.scored_on)).join(value, sa.true())
        )
        .where(asked.known(score), value.c.dimension == total)
        .where(sa.func.split_part(score.c.instrument, "@", 1).in_(instruments))
    )


def satisfied(asked: Asked) -> sa.Select[Any]:
    """Answers of the period about working together with us; those count that are satisfied."""
    seen = observations.alias("answer")
    return (
        rows(asked, seen, Adds(seen.c.observed_on, counted(seen.c.flag)))
        .join_from(asked.table, seen, asked.within(seen.c.observed_on))
        .where(asked.known(seen), seen.c.kind == "SatisfactionAnswered")
    )


POPULATIONS = {
    "absence": absence,
    "finished": finished,
    "in_education": in_education,
    "charged": charged,
    "using_less": using_less,
    "content": content,
    "satisfied": satisfied,
}
