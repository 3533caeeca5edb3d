"""A figure and the list behind it: two questions about the same rows, under the caller's filter."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import sqlalchemy as sa

from services.gateway.access import visible
from services.gateway.indicators.asked import Asked, Period
from services.gateway.indicators.definition import HUNDRED, Definition, Statistic
from services.gateway.indicators.rows import Column
from services.gateway.queries.ways import UNKNOWN, Told
from services.gateway.tables import access
from shared.calendar import add_months
from shared.identity import Caller

Split = Literal["unit", "ageBand", "sex", "step", "regime", "measureType"]
OF_MEASURE = {"step": "step", "regime": "regime", "measureType": "measure_type"}


class Counted:
    """The rows of a figure that the caller may know of."""

    def __init__(self, caller: Caller, definition: Definition, asked: Asked) -> None:
        if definition.rows is None:
            raise ValueError(f"{definition.code} is counted elsewhere")
        self.rows = definition.rows(asked, **definition.only).subquery("rows")
        self._caller = caller
        self._told = Told(self.rows.c.stream, self.rows.c.on_day, asked.as_of)
        self._asked = asked

    def figures(self, by: Sequence[Split], *, median: bool) -> sa.Select[Any]:
        """One row for each period, and in it for each group: what is to be added up."""
        rows = self.rows.c
        apart = [self.split(each).label(name_of(each)) for each in by]
        middle = sa.func.percentile_cont(0.5).within_group(rows.part) if median else sa.null()
        question = sa.select(
            rows.period,
            *apart,
            sa.func.sum(rows.part).label("part"),
            sa.func.sum(rows.whole).label("whole"),
            sa.func.count(rows.stream.distinct()).label("children"),
            sa.cast(middle, sa.Float).label("median"),
        )
        return self._seen(question, by).group_by(rows.period, *apart).order_by(rows.period, *apart)

    def cases(self, only: Mapping[Split, str], name: str = "each") -> sa.Subquery:
        """What the figure adds up, a line for each thing that counts."""
        rows = self.rows.c
        keys = (rows.stream.label("case_id"), rows.subject, rows.on_day)
        question = sa.select(
            *keys, sa.func.sum(rows.part).label("part"), sa.func.sum(rows.whole).label("whole")
        )
        question = self._seen(question, [*only]).where(
            *(self.split(each) == wanted for each, wanted in only.items())
        )
        return question.group_by(rows.stream, rows.subject, rows.on_day).subquery(name)

    def split(self, by: Split) -> Column:
        if by in OF_MEASURE:
            return sa.func.coalesce(self.rows.c[OF_MEASURE[by]], UNKNOWN)
        column = self._told.column(by)  # type: ignore[arg-type]
        if by != "unit":
            return column
        received = sa.func.coalesce(access.c.unit, UNKNOWN)  # what is no case is whose it came to
        return sa.case((access.c.kind == "case", column), else_=received)

    def _seen(self, question: sa.Select[Any], by: Sequence[Split]) -> sa.Select[Any]:
        seen = (
            question.select_from(self.rows)
            .join(access, access.c.stream == self.rows.c.stream)
            .where(visible(self._caller))
        )
        return self._told.joined(seen) if {"ageBand", "sex"} & {*by} else seen


def name_of(by: Split) -> str:
    return {"ageBand": "age_band", "measureType": "measure_type"}.get(by, by)


def value(statistic: Statistic, row: sa.Row[Any]) -> float | None:
    """What a figure comes to; nothing when it is of nothing."""
    part: float | None = row.median if statistic == "median" else row.part
    if part is None or statistic in {"sum", "median"}:
        return part
    return (HUNDRED if statistic == "share" else 1) * part / row.whole if row.whole else None


def trend(whole: Period, months: int | None) -> list[Period]:
    """The time in steps of so many months, the last perhaps shorter; or in one."""
    if months is None:
        return [whole]
    days = [whole.since]
    while (following := add_months(whole.since, months * len(days))) < whole.until:
        days.append(following)
    return [Period(*each) for each in zip(days, [*days[1:], whole.until], strict=True)]
