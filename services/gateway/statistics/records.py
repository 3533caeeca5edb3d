"""What is to be reported, as it was known at a moment: one question for each kind of record."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.access import visible
from services.gateway.statistics.changes import Record, merged
from services.gateway.statistics.codes import codes
from services.gateway.tables import (
    access,
    cases,
    decisions,
    measure_bases,
    measures,
    notifications,
    observations,
    site_changes,
)
from services.gateway.times import believed
from shared.identity import Caller

Survey = Literal["supportive", "events"]
Question = sa.Select[Any]
told, based = measures.c, measure_bases.c
PASSED = {"transfer": "ResponsibilityTransferred", "receipt": "ResponsibilityReceived"}
SECTION = sa.func.coalesce(measure_bases.c.section, decisions.c.section)


class Known:
    """What was known at a moment of the caller's cases."""

    def __init__(self, caller: Caller, as_of: datetime) -> None:
        self._caller = caller
        self._as_of = as_of

    def of(self, table: sa.Table, kind: str, on: sa.ColumnElement[Any], **more: Any) -> Question:  # noqa: ANN401 - columns
        """Records of one kind; a case that was merged stands for the one that goes on."""
        child = cases.alias("child")
        survivor = sa.func.coalesce(child.c.merged_into, access.c.case_id, access.c.stream)
        stream = table.c.case_id if "case_id" in table.c else table.c.stream
        same = sa.and_(child.c.stream == access.c.case_id, believed(child, self._as_of))
        columns = {"id": sa.null(), "detail": sa.null(), "until": sa.null(), **more}
        return (
            sa.select(
                survivor.label("case_id"),
                sa.literal(kind).label("kind"),
                sa.cast(on, sa.Date).label("on"),
                *(column.label(name) for name, column in columns.items()),
            )
            .select_from(table)
            .join(access, access.c.stream == stream)
            .outerjoin(child, same)
            .where(visible(self._caller), believed(table, self._as_of), stream.is_not(None))
        )

    def resting(self, question: Question, *, first: bool) -> Question:
        """Measures with what they rest on: at first, or as it last was."""
        order = based.from_on.asc() if first else based.from_on.desc()
        rows = (
            sa.select(based.regime, SECTION.label("section"))
            .outerjoin_from(measure_bases, decisions, self._decided())
            .where(based.stream == told.id, believed(measure_bases, self._as_of))
            .order_by(order, based.number)
            .limit(1)
            .lateral("basis")
        )
        return question.add_columns(rows.c.regime, rows.c.section).join(rows, sa.true())

    def _decided(self) -> sa.ColumnElement[bool]:
        return sa.and_(decisions.c.id == based.decision_id, believed(decisions, self._as_of))

    def supportive(self) -> Iterable[Question]:
        """Measures at home, and aftercare that is no place to live, on a decision."""
        question = self.of(
            measures, "measure", told.started_on, id=key(told.id), until=told.ended_on
        ).where(sa.not_(told.placement), told.decision_id.is_not(None))
        yield self.resting(question, first=False)

    def events(self) -> Iterable[Question]:
        """What happens to children who live away from home, and every notification."""
        yield self.decided()
        decided = told.decision_id.is_not(None)
        began = self.of(measures, "placement", told.started_on, id=key(told.id))
        at_first = sa.and_(told.placement, told.aftercare.is_not(True), decided)
        yield self.resting(began.where(at_first), first=True)
        ended = self.of(measures, "ended", told.ended_on, id=key(told.id, ":end"))
        over = sa.and_(told.placement, decided, told.ended_on.is_not(None))
        yield self.resting(ended.where(over), first=False)
        after = self.of(measures, "aftercare", told.started_on, id=key(told.id, ":aftercare"))
        yield self.resting(after.where(told.aftercare, decided), first=True)
        yield self.moved()
        yield self.rested()
        yield from self.passed()
        yield self.worried()

    def decided(self) -> Question:
        """It was decided, or granted, that a child is to live away from home."""
        said, sections = decisions.c, codes().placement
        question = self.of(
            decisions,
            "decision",
            said.decided_on,
            id=key(said.id, ":decision"),
            regime=said.regime,
            section=said.section,
        )
        of_placement = (
            sa.and_(said.regime == regime, said.section.in_(these))
            for regime, these in sections.items()
        )
        return question.where(said.kind == "grant", sa.or_(*of_placement))

    def moved(self) -> Question:
        moved = site_changes.c
        question = self.of(
            site_changes, "site", moved.changed_on, id=key(moved.id), detail=moved.site_type
        ).join(measures, sa.and_(told.id == moved.measure_id, believed(measures, self._as_of)))
        return self.resting(question.where(told.placement), first=False)

    def rested(self) -> Question:
        """From a day on a placement rests on another decision than before."""
        number = sa.cast(based.number, sa.Text)
        question = self.of(
            measure_bases,
            "basis",
            based.from_on,
            id=key(based.stream, ":") + number,
            regime=based.regime,
            section=SECTION,
        )
        return (
            question.join(
                measures, sa.and_(told.id == based.stream, believed(measures, self._as_of))
            )
            .outerjoin(decisions, self._decided())
            .where(told.placement, based.number > 0)
        )

    def passed(self) -> Iterable[Question]:
        """Another municipality has taken over, or was responsible before."""
        seen = observations.c
        for kind, fact in PASSED.items():
            question = self.of(
                observations, kind, seen.observed_on, id=key(seen.id), detail=seen.code
            )
            yield question.where(seen.kind == fact)

    def worried(self) -> Question:
        worry = notifications.c
        day = sa.func.timezone("Europe/Copenhagen", worry.received_at)
        return self.of(
            notifications,
            "notification",
            day,
            id=key(worry.stream),
            section=worry.section,
            detail=worry.notifier_type,
            reasons=worry.reasons,
            unborn=worry.unborn,
        )


def key(id: sa.ColumnElement[Any], part: str = "") -> sa.ColumnElement[str]:  # noqa: A002
    return sa.cast(id, sa.Text) + part


SURVEYS: Mapping[Survey, Callable[[Known], Iterable[Question]]] = {
    "supportive": Known.supportive,
    "events": Known.events,
}


async def known_at(
    connection: AsyncConnection, caller: Caller, survey: Survey, as_of: datetime
) -> dict[str, Record]:
    """Everything that is to be reported, as known at a moment."""
    found: list[Record] = []
    for question in SURVEYS[survey](Known(caller, as_of)):
        rows = await connection.execute(question)
        found += [record for row in rows if (record := reported(row._asdict()))]
    return merged(found)


def reported(row: Mapping[str, Any]) -> Record | None:
    """A row as a record; a stay in aftercare is an event, other aftercare a measure."""
    record = Record(**{**row, "reasons": tuple(row.get("reasons") or ())})
    stays = record.section in codes().residential_aftercare.get(record.regime or "", ())
    if record.kind == "aftercare" and not stays:
        return None
    if record.kind == "measure" and stays:
        return None
    return Record(**{**row, "reasons": record.reasons, "code": code_of(record)})


def code_of(record: Record) -> str | None:
    if record.kind in {"notification", *PASSED}:
        return None
    return codes().of(record.regime, record.section)
