"""What a figure comes to, in words and numbers: one statement for all periods, one for groups."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.access import of_everybody
from services.gateway.indicators.asked import Asked, Period
from services.gateway.indicators.definition import Definition
from services.gateway.indicators.figures import Counted, Split, name_of, value
from services.gateway.labels import label
from services.gateway.queries.indicator_untold import Apart, as_told
from services.gateway.queries.indicator_views import (
    FigureGroup,
    FigureInTime,
    Indicator,
    IndicatorFigures,
)
from services.gateway.queries.ways import listed, named
from services.gateway.tables import ladder_steps, ladder_types
from shared.identity import Caller
from shared.views import Label


async def answered(
    connection: AsyncConnection,
    caller: Caller,
    definition: Definition,
    wanted: Asked | None,
    by: Sequence[Split] = (),
    wholes: Sequence[Period] | None = None,
) -> IndicatorFigures:
    """A figure as defined, and what it comes to.

    `wholes` are times that the periods come to, and that can be asked for as well; default: all of
    them together. Whoever reads of everybody is told nothing from which small numbers follow.
    """
    told = Indicator.told(definition)
    if wanted is None or definition.rows is None:
        return IndicatorFigures.of(told, figures=[])
    if not of_everybody(caller):
        return IndicatorFigures.of(
            told, figures=await found(connection, caller, definition, wanted, by)
        )
    periods = wanted.periods
    if wholes is None:
        wholes = [Period(periods[0].since, periods[-1].until)] if len(periods) > 1 else []
    asked = replace(wanted, periods=[*periods, *wholes])
    figures = await found(connection, caller, definition, asked, by)
    apart: list[Apart | None] = [None] * len(figures)
    if "measureType" in by:
        steps = await found(connection, caller, definition, asked, ["step"])
        types = await found(connection, caller, definition, asked, ["step", "measureType"])
        apart = [Apart(*(one.groups for one in each)) for each in zip(steps, types, strict=True)]
    return IndicatorFigures.of(told, figures=as_told(definition, figures, wholes, apart))


async def found(
    connection: AsyncConnection,
    caller: Caller,
    definition: Definition,
    wanted: Asked,
    by: Sequence[Split],
) -> list[FigureInTime]:
    """What the figure comes to in each period, whoever is told."""
    counted, median = Counted(caller, definition, wanted), definition.statistic == "median"
    totals = (await connection.execute(counted.figures((), median=median))).all()
    parts = (await connection.execute(counted.figures(by, median=median))).all() if by else []
    words = await words_of(connection) if {"step", "measureType"} & {*by} else {}
    groups = defaultdict(list)
    for row in parts:
        groups[row.period].append(group(definition, wanted, row, by, words))
    rows = {row.period: row for row in totals}
    return [
        in_time(definition, wanted, number, rows.get(number), groups[number])
        for number in range(len(wanted.periods))
    ]


def in_time(
    definition: Definition,
    wanted: Asked,
    number: int,
    row: sa.Row[Any] | None,
    groups: list[FigureGroup],
) -> FigureInTime:
    period = wanted.periods[number]
    nothing = 0.0 if definition.statistic == "sum" else None
    return FigureInTime(
        since=period.since,
        until=period.until,
        value=value(definition.statistic, row) if row else nothing,
        part=row.part if row else 0,
        whole=row.whole if row else 0,
        children=row.children if row else 0,
        cases=cases_of(definition, wanted, number),
        groups=groups,
    )


def group(
    definition: Definition,
    wanted: Asked,
    row: sa.Row[Any],
    by: Sequence[Split],
    words: Mapping[str, Label],
) -> FigureGroup:
    codes = {each: getattr(row, name_of(each)) for each in by}
    return FigureGroup(
        value=value(definition.statistic, row),
        part=row.part,
        whole=row.whole,
        children=row.children,
        cases=cases_of(definition, wanted, row.period, **codes),
        **{name_of(each): in_words(each, code, words) for each, code in codes.items()},
    )


def cases_of(definition: Definition, wanted: Asked, number: int, **only: str) -> str:
    """The question that lists what a figure adds up."""
    period = wanted.periods[number]
    times = {
        "from": period.since,
        "to": period.until,
        "asOf": wanted.as_of and wanted.as_of.isoformat(),
    }
    return listed(f"/v1/indicators/{definition.code}/cases", **times, **only)


def in_words(by: Split, code: str, words: Mapping[str, Label]) -> Label:
    match by:
        case "step" | "measureType":
            return words.get(code) or Label(code=code, da=code, en=code)
        case "regime":
            return label("regime", code)
        case _:
            return named(by, code)


async def words_of(connection: AsyncConnection) -> Mapping[str, Label]:
    """What steps and measure types are called, whichever ladder names them."""
    told = sa.union_all(
        *(sa.select(each.c.code, each.c.da, each.c.en) for each in (ladder_steps, ladder_types))
    )
    found = await connection.execute(told)
    return {row.code: Label.of(row) for row in found}
