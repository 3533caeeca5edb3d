"""How children do while they are placed, from the first score of an instrument to the last."""

from typing import Any

import sqlalchemy as sa

from services.gateway.indicators.asked import Asked
from services.gateway.indicators.rows import Adds, counted, ends_after, overlaps, rows
from services.gateway.tables import instrument_scores, measures


def thrived(asked: Asked) -> sa.Select[Any]:
    """Placements of the period with two scores of an instrument; those count whose last is better.

    The same dimension of the same version of an instrument, by the same respondent.
    """
    stay = measures.alias("stay")
    first, last = scored(asked, stay, "first"), scored(asked, stay, "last")
    same = sa.and_(
        *(first.c[name] == last.c[name] for name in ("instrument", "respondent", "dimension"))
    )
    better = sa.case(
        (first.c.direction == "lower_is_better", last.c.value < first.c.value),
        else_=last.c.value > first.c.value,
    )
    return (
        rows(asked, stay, Adds(last.c.scored_on, counted(better)), apart=stay)
        .select_from(
            asked.table.join(stay, overlaps(asked, stay))
            .join(last, asked.within(last.c.scored_on))
            .join(first, sa.and_(same, first.c.scored_on < last.c.scored_on))
        )
        .where(asked.known(stay), stay.c.placement)
        .where(first.c.rank == 1, last.c.rank_down == 1)
    )


def scored(asked: Asked, stay: sa.FromClause, name: str) -> sa.FromClause:
    """Every total of every score while a child was placed, ranked from the first and the last."""
    score = instrument_scores.alias(f"{name}_score")
    total = totals_of(score, f"{name}_total")
    alike = (score.c.instrument, score.c.respondent, total.c.dimension)
    order = (score.c.scored_on, score.c.position)
    ranked = sa.func.row_number()
    backwards = [each.desc() for each in order]
    return (
        sa.select(
            *alike,
            score.c.scored_on,
            total.c.value,
            total.c.direction,
            ranked.over(partition_by=alike, order_by=order).label("rank"),
            ranked.over(partition_by=alike, order_by=backwards).label("rank_down"),
        )
        .select_from(score.join(total, sa.true()))
        .where(score.c.stream == stay.c.stream, asked.known(score))
        .where(score.c.scored_on >= stay.c.started_on, score.c.scored_on < asked.until)
        .where(ends_after(stay, score.c.scored_on))
        .lateral(name)
    )


def totals_of(score: sa.FromClause, name: str) -> sa.TableValuedAlias:
    """A row for each total of a score."""
    columns = (
        sa.column("dimension", sa.Text),
        sa.column("value", sa.Integer),
        sa.column("direction", sa.Text),
    )
    rows_of = sa.func.json_to_recordset(score.c.totals).table_valued(*columns, name=name)
    return rows_of.render_derived(with_types=True)


POPULATIONS = {"thrived": thrived}
