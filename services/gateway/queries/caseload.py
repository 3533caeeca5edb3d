"""The caller's cases, one line each: where the child stands, and what is due next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from pydantic import Field

from services.gateway.asking import Asker, Desk, TimesWanted, asks, narrowed
from services.gateway.expanding import (
    Child,
    ExpandCases,
    NamedPage,
    Running,
    expanded,
    running_in,
)
from services.gateway.in_turn import visible_in_parts
from services.gateway.names import Names
from services.gateway.paging import Listing, Paging, Several
from services.gateway.queries.agenda import state_at
from services.gateway.tables import (
    access,
    agenda,
    assignments,
    cases,
    ladder_periods,
    measures,
    plans,
)
from services.gateway.times import Times, holds_on
from shared.commands import Code
from shared.identity import Caller
from shared.views import Label, View

NEVER = date(2199, 12, 31)
LIST = Listing(
    "caseload",
    {
        "openedOn": (sa.column("opened_on", sa.Date),),
        "nextDueOn": (sa.func.coalesce(sa.column("next_due_on", sa.Date), NEVER),),
        "overdue": (sa.column("overdue", sa.Integer),),
        "caseworker": (sa.func.coalesce(sa.column("caseworker", sa.Text), ""),),
    },
    ends=(sa.column("stream", sa.Uuid),),
)
PageWanted = Annotated[Paging, Depends(LIST.wanted)]


class CaseLine(View):
    """One case. `nextDueOn` is the earliest day of what is still open."""

    case_id: UUID
    child: Child = None
    unit: str | None = Field(max_length=64)
    caseworker: str | None = Field(max_length=100)
    opened_on: date
    closed_on: date | None
    step: Label | None
    next_due_on: date | None
    overdue: int | None = Field(ge=0, description="None when it is not theirs to know.")
    measures: list[Running] = Field(
        default=[], max_length=100, description="What runs on the day, with `expand=measures`."
    )


class CaseloadPage(NamedPage[CaseLine]):
    """Cases, one line each. `missing` says what could not be answered now (`names`)."""


Without = Literal["plan", "exit-plan", "caseworker"]


@dataclass(frozen=True)
class Wanted:
    """Which of the caller's cases are wanted."""

    closed: bool = False
    unit: Code | None = None
    caseworker: Code | None = None
    without: Annotated[
        Annotated[list[Without], Field(max_length=3)] | None,
        Several,
        Query(
            description="Without an approved plan; in a placement without an exit plan; nobody's.",
        ),
    ] = None

    def narrow(self, question: sa.Select[Any], times: Times) -> sa.Select[Any]:
        ended = sa.func.coalesce(cases.c.closed_on <= times.day, sa.false())
        lacks: dict[Without, sa.ColumnElement[bool]] = {
            "plan": sa.not_(planned(times)),
            "exit-plan": placed_for_good(times),
            "caseworker": access.c.caseworker.is_(None),
        }
        conditions = (
            (self.unit, lambda unit: access.c.unit == unit),
            (self.caseworker, lambda caseworker: access.c.caseworker == caseworker),
            (self.without, lambda without: sa.and_(*(lacks[each] for each in without))),
        )
        return narrowed(question, conditions).where(ended if self.closed else sa.not_(ended))


def create_router(desk: Desk, names: Names) -> APIRouter:
    """The caller's cases."""
    router = APIRouter(prefix="/v1", tags=["cases"])

    @router.get("/caseload", operation_id="readCaseload", **asks("case.read"))
    async def read_caseload(
        caller: Asker,
        paging: PageWanted,
        wanted: Annotated[Wanted, Depends()],
        at: TimesWanted,
        expand: ExpandCases = None,
    ) -> CaseloadPage:
        """The caller's open cases (or the closed ones), the oldest first.

        They are the cases that are the caller's now, as they stood on the day asked about.
        """
        times = at.by(desk.clock)
        found = await desk.page(paging, asked(caller, wanted, times))
        streams = [row.stream for row in found.rows]
        more = await expanded(names, caller, expand, streams)
        running = await running_in(desk.store, expand, streams, times)
        return CaseloadPage.found(
            found,
            lambda row: line(row, more.children.get(row.stream), running.get(row.stream, [])),
            missing=more.missing,
        )

    return router


def asked(caller: Caller, wanted: Wanted, times: Times) -> Sequence[sa.Select[Any]]:
    """What is wanted of the caller's cases."""
    question = wanted.narrow(lines(times), times)
    parts = visible_in_parts(caller, cases.c.last_unit, times)
    return [sa.select(question.where(part).subquery("caseload")) for part in parts]


def planned(times: Times) -> sa.ColumnElement[bool]:
    """A plan has been approved by the day."""
    said = plans.c
    return sa.exists().where(
        said.stream == cases.c.stream, said.approved_on <= times.day, times.believed(plans)
    )


def placed_for_good(times: Times) -> sa.ColumnElement[bool]:
    """The child is placed on the day, and no exit has been planned."""
    said = measures.c
    return sa.exists().where(
        said.stream == cases.c.stream,
        said.placement.is_(True),
        said.exit_target_on.is_(None),
        said.started_on <= times.day,
        sa.or_(said.ended_on.is_(None), said.ended_on > times.day),
        times.believed(measures),
    )


def lines(times: Times) -> sa.Select[Any]:
    """Every case that there was, with its step on the day and what was open on its agenda."""
    periods = ladder_periods.c
    step = sa.and_(
        periods.stream == cases.c.stream,
        times.believed(ladder_periods),
        holds_on(ladder_periods, times.day),
    )
    due, charge = open_terms(times), in_charge(times)
    return (
        sa.select(cases, periods.step, periods.da, periods.en, *due.c, *charge.c)
        .join(access, access.c.stream == cases.c.stream)
        .outerjoin(ladder_periods, step)
        .join(due, sa.true())
        .outerjoin(charge, sa.true())
        .where(access.c.kind == "case", times.believed(cases), cases.c.opened_on <= times.day)
    )


def open_terms(times: Times) -> sa.FromClause:
    """What is open on a case's agenda, its notifications' as well."""
    own, state = access.alias("own"), state_at(times)
    return (
        sa.select(
            sa.func.min(agenda.c.due_on).label("next_due_on"),
            sa.func.count().filter(state == "overdue").label("overdue"),
        )
        .join(own, own.c.stream == agenda.c.stream)
        .where(own.c.case_id == cases.c.stream, times.believed(agenda))
        .where(state.in_(("open", "overdue")), agenda.c.lapses.is_not(True))
        .lateral("due")
    )


def in_charge(times: Times) -> sa.FromClause:
    """The unit and the caseworker in charge on the day."""
    said = assignments.c
    return (
        sa.select(said.unit, said.caseworker)
        .where(said.stream == cases.c.stream, said.assigned_on <= times.day)
        .where(times.believed(assignments))
        .order_by(said.assigned_on.desc(), said.recorded_from.desc())
        .limit(1)
        .lateral("charge")
    )


def line(row: sa.Row[Any], child: str | None = None, running: Sequence[Running] = ()) -> CaseLine:
    step = Label(code=row.step, da=row.da, en=row.en) if row.step else None
    return CaseLine.of(row, case_id=row.stream, child=child, step=step, measures=[*running])
