"""A report is made: every figure, the quarters before, and the ladder, as known at one moment."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.indicators.asked import Asked, Period
from services.gateway.indicators.definition import definitions
from services.gateway.queries.indicator_answers import answered
from services.gateway.queries.ladder_board import counted
from services.gateway.queries.ladder_times import spending
from services.gateway.queries.ways import Ways
from services.gateway.reports.views import LadderOn, OnStep, TimeOnStep
from shared.calendar import add_months, day_of
from shared.identity import Caller
from shared.views import Label

QUARTERS, MONTHS = 8, 3


async def content(
    connection: AsyncConnection, caller: Caller, period: Period, as_of: datetime
) -> dict[str, Any]:
    """What a report holds, as it is kept (JSON)."""
    today = day_of(as_of)
    whole = Asked([period], as_of, today)
    course = Asked(quarters(period.until), as_of, today)
    told = definitions().values()
    times = Ways(None, as_of)
    spent = await connection.execute(spending(caller, times, period.since, period.until, []))
    parts: dict[str, list[Any]] = {
        "figures": [await answered(connection, caller, each, whole) for each in told],
        "course": [await answered(connection, caller, each, course) for each in told],
        "ladder": [
            await ladder_on(connection, caller, times, last)
            for last in (each.until - timedelta(days=1) for each in course.periods)
            if last <= today
        ],
        "times": [time_on(row) for row in spent],
    }
    return {
        name: [each.model_dump(mode="json", by_alias=True) for each in part]
        for name, part in parts.items()
    }


def quarters(until: date) -> list[Period]:
    """Two years in quarters, up to a day."""
    days = [add_months(until, -MONTHS * back) for back in range(QUARTERS, -1, -1)]
    return [Period(*each) for each in pairwise(days)]


async def ladder_on(connection: AsyncConnection, caller: Caller, ways: Ways, day: date) -> LadderOn:
    children: dict[str, int] = defaultdict(int)
    labels: dict[str, Label] = {}
    for row in await connection.execute(counted(caller, ways, day, [])):
        labels.setdefault(row.step, Label(code=row.step, da=row.da, en=row.en))
        children[row.step] += row.children
    steps = [OnStep(step=labels[code], children=count) for code, count in children.items()]
    return LadderOn(on=day, steps=steps)


def time_on(row: sa.Row[Any]) -> TimeOnStep:
    return TimeOnStep.of(row, step=Label(code=row.step, da=row.da, en=row.en))
