"""The caller's cases, one line each: where the child stands, and what is due next."""

from datetime import date
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter
from pydantic import Field

from services.gateway.access import visible
from services.gateway.asking import Asker, Desk, PageWanted, asks
from services.gateway.queries.ladder import believed, holds_on
from services.gateway.tables import access, agenda, cases, ladder_periods
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
    overdue: int = Field(ge=0)


class CaseloadPage(View):
    items: list[CaseLine] = Field(max_length=200)
    next_cursor: str | None = Field(max_length=600)


def create_router(desk: Desk) -> APIRouter:
    """The caller's cases."""
    router = APIRouter(prefix="/v1", tags=["cases"])

    @router.get("/caseload", operation_id="readCaseload", **asks("case.read"))
    async def read_caseload(
        caller: Asker, paging: PageWanted, *, closed: bool = False
    ) -> CaseloadPage:
        """The caller's open cases (or the closed ones), the oldest first."""
        ended = cases.c.closed_on.is_not(None) if closed else cases.c.closed_on.is_(None)
        question = lines(desk).where(visible(caller), ended)
        keys = (cases.c.opened_on, cases.c.stream)
        rows, following = await desk.page(paging, "caseload", question, *keys)
        return CaseloadPage(items=[line(row) for row in rows], next_cursor=following)

    return router


def lines(desk: Desk) -> sa.Select[Any]:
    """Every case, with its step today and what is open on its agenda."""
    today, periods = desk.today(), ladder_periods.c
    step = sa.and_(
        periods.stream == cases.c.stream,
        believed(ladder_periods, None),
        holds_on(today),
    )
    due = (
        sa.select(
            sa.func.min(agenda.c.due_on).label("next_due_on"),
            sa.func.count().filter(agenda.c.due_on < today).label("overdue"),
        )
        .join(own := access.alias("own"), own.c.stream == agenda.c.stream)
        .where(
            own.c.case_id == cases.c.stream, agenda.c.state == "open", agenda.c.lapses.is_not(True)
        )
        .lateral("due")
    )
    return (
        sa.select(cases, access.c.unit, access.c.caseworker, periods.step, periods.da, periods.en)
        .add_columns(due.c.next_due_on, due.c.overdue)
        .join(access, access.c.stream == cases.c.stream)
        .outerjoin(ladder_periods, step)
        .join(due, sa.true())
        .where(access.c.kind == "case")
    )


def line(row: sa.Row[Any]) -> CaseLine:
    step = Label(code=row.step, da=row.da, en=row.en) if row.step else None
    return CaseLine.of(row, case_id=row.stream, step=step)
