"""What a sheet is, and what all of them begin with."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from services.gateway.access import visible
from services.gateway.indicators.asked import Period
from services.gateway.tables import access
from services.gateway.times import Times
from shared.identity import Caller
from shared.views import Label

WORDS = Path(__file__).parent / "words.toml"
STREAMS = frozenset({"caseId", "stream", "notificationId"})  # columns that name one
KEYS = ("case_id", "id", "notification_id", "measure_id", "subject")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose rows, as they stood on which day and were known when, and of which time."""

    caller: Caller
    times: Times
    period: Period


Question = Callable[[Wanted], sa.Select[Any]]


@dataclass(frozen=True)
class Sheet:
    """A sheet: the class of data that it is of, the scope of its listing, and its one question.

    A period narrows the column `on`. `parts` are columns of another class: who may not read that
    class gets the sheet without them.
    """

    code: str
    about: str
    scope: str
    on: str
    question: Question
    parts: Mapping[str, str] = field(default_factory=dict)

    def rows(self, wanted: Wanted, but: Sequence[str] = ()) -> sa.Select[Any]:
        """Its rows in the order of their days, without some columns."""
        told = self.question(wanted).subquery(self.code.replace("-", "_"))
        columns = [each for each in told.c if each.name not in but]
        on = sa.cast(told.c[self.on], sa.Date)
        within = sa.and_(on >= wanted.period.since, on < wanted.period.until)
        keys = [each for each in KEYS if each in told.c]
        return sa.select(*columns).where(within).order_by(*told.c[(self.on, *keys)])


def known(wanted: Wanted, table: sa.Table, *columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """What was believed of a table's things in the caller's cases, each with its case."""
    return (
        sa.select(access.c.stream.label("case_id"), *columns)
        .join_from(table, access, access.c.stream == table.c.stream)
        .where(visible(wanted.caller), wanted.times.believed(table))
    )


@cache
def words() -> Mapping[str, Mapping[str, Label]]:
    """What the sheets and their columns are called."""
    written = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    return {
        part: {code: Label(code=code, **each) for code, each in rows.items()}
        for part, rows in written.items()
    }
