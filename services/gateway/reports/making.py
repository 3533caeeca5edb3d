"""A report is made: every figure, the quarters before, and the ladder, as known at one moment."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.access import of_everybody
from services.gateway.indicators.asked import Asked, Period
from services.gateway.indicators.definition import Definition, definitions
from services.gateway.indicators.references import References
from services.gateway.queries.indicator_answers import answered
from services.gateway.queries.indicator_references import set_against
from services.gateway.queries.indicator_views import IndicatorFigures
from services.gateway.queries.ladder_board import counted, totals
from services.gateway.queries.ladder_times import spending, times_of
from services.gateway.queries.ladder_untold import board_told, times_told
from services.gateway.queries.ways import Ways
from services.gateway.reports.views import LadderOn, OnStep, TimeOnStep
from shared.calendar import add_months, day_of
from shared.identity import Caller

QUARTERS, MONTHS = 8, 3


async def content(
    connection: AsyncConnection,
    caller: Caller,
    period: Period,
    as_of: datetime,
    references: References,
) -> dict[str, Any]:
    """What a report holds, as it is kept (JSON)."""
    today = day_of(as_of)
    course = quarters(period.until)
    times = Ways(None, as_of)
    spent = spending(caller, times, period.since, period.until, [])
    steps = await times_of(connection, spent, [])
    wanted = Asked([period, *course], as_of, today)
    told = [await reported(connection, caller, each, wanted) for each in definitions().values()]
    parts: dict[str, list[Any]] = {
        "figures": [set_against(references, caller, figure) for figure, _ in told],
        "course": [set_against(references, caller, before) for _, before in told],
        "ladder": [
            await ladder_on(connection, caller, times, last)
            for last in (each.until - timedelta(days=1) for each in course)
            if last <= today
        ],
        "times": [
            TimeOnStep.of(each)
            for each in (times_told(steps, []) if of_everybody(caller) else steps)
        ],
    }
    return {
        name: [each.model_dump(mode="json", by_alias=True) for each in part]
        for name, part in parts.items()
    }


def quarters(until: date) -> list[Period]:
    """Two years in quarters, up to a day."""
    days = [add_months(until, -MONTHS * back) for back in range(QUARTERS, -1, -1)]
    return [Period(*each) for each in pairwise(days)]


async def reported(
    connection: AsyncConnection, caller: Caller, definition: Definition, wanted: Asked
) -> tuple[IndicatorFigures, IndicatorFigures]:
    """A figure in the period, which comes first, and in the quarters: told beside one another."""
    period, *course = wanted.periods
    beside = wholes(period, course)
    told = await answered(connection, caller, definition, wanted, wholes=beside)
    of = {(each.since, each.until): each for each in told.figures}
    figure, before = (
        [of[days] for each in periods if (days := (each.since, each.until)) in of]
        for periods in ([period], course)
    )
    return (
        told.model_copy(update={"figures": figure}),
        told.model_copy(update={"figures": before}),
    )


def wholes(period: Period, course: Sequence[Period]) -> list[Period]:
    """The times that quarters come to: all, those of the period, and those before it."""
    first, last = course[0].since, course[-1].until
    every = (Period(first, last), Period(first, period.since), period)
    return [each for each in every if first <= each.since < each.until and each not in course]


async def ladder_on(connection: AsyncConnection, caller: Caller, ways: Ways, day: date) -> LadderOn:
    steps = totals((await connection.execute(counted(caller, ways, day, []))).all(), {})
    if of_everybody(caller):
        steps, _ = board_told(steps, [])
    children: dict[str, int] = defaultdict(int)
    for each in steps:
        children[each.step.code] += each.children
    labels = {each.step.code: each.step for each in reversed(steps)}
    told = [OnStep(step=labels[code], children=count) for code, count in children.items()]
    return LadderOn(on=day, steps=told)
