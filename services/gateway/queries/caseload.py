"""The caller's cases, one line each: where the child stands, and what is due next."""

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter
from pydantic import Field

from services.gateway.asking import Asker, Desk, PageWanted, TimesWanted, asks
from services.gateway.in_turn import visible_in_turn
from services.gateway.queries.agenda import state_at
from services.gateway.tables import access, agenda, assignments, cases, ladder_periods
from services.gateway.times import Times, holds_on
from shared.views import Label, View


class CaseLine(View):
    """One case. `nextDueOn` is the earliest day of what is still open."""

    case_id: UUID
    unit: str | None = Field(max_length=64)
    caseworker: str | None = Field(max_length=100)
    opened_on: date
    closed_on: date | None
    step: Label | None
    next_due_on: date | None
    overdue: int | None = Field(ge=0, description="None when it is not theirs to know.")


class CaseloadPage(View):
    items: list[CaseLine] = Field(max_length=200)
    next_cursor: str | None = Field(max_length=600)


def create_router(desk: Desk) -> APIRouter:
    """The caller's cases."""
    router = APIRouter(prefix="/v1", tags=["cases"])

    @router.get("/caseload", operation_id="readCaseload", **asks("case.read"))
    async def read_caseload(
        caller: Asker, paging: PageWanted, asked: TimesWanted, *, closed: bool = False
    ) -> CaseloadPage:
        """The caller's open cases (or the closed ones), the oldest first.

        They are the cases that are the caller's now, as they stood on the day asked about.
        """
        times = asked.by(desk.clock)
        ended = sa.func.coalesce(cases.c.closed_on <= times.day, sa.false())
        question = lines(times).where(visible_in_turn(caller), ended if closed else sa.not_(ended))
        keys = (cases.c.opened_on, cases.c.stream)
        rows, following = await desk.page(paging, "caseload", question, *keys)
        return CaseloadPage(items=[line(row) for row in rows], next_cursor=following)

    return router


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


def line(row: sa.Row[Any]) -> CaseLine:
    step = Label(code=row.step, da=row.da, en=row.en) if row.step else None
    return CaseLine.of(row, case_id=row.stream, step=step)
