"""The ladder of everyone the caller may see: who stands where, and who moved."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from pydantic import Field

from services.gateway.access import visible
from services.gateway.asking import Asker, Desk, PageWanted, asks, narrowed
from services.gateway.labels import label
from services.gateway.tables import access, ladder_periods, movements
from services.gateway.times import believed, holds_on
from shared.commands import AskedDay
from shared.http import AsOf, ValidAt
from shared.views import Label, View

LEFT_OUT = "The first day left out."
OneCase = Annotated[UUID | None, Query(alias="caseId", description="Only this case's.")]


class BoardStep(View):
    step: Label
    order: float
    band: Label
    children: int = Field(ge=0)


class Board(View):
    """How many children stand on each step on a day, as known at a moment."""

    valid_at: date
    as_of: datetime
    steps: list[BoardStep] = Field(max_length=50)


class PeriodLine(View):
    """A child stood on a step from a day until, not including, another (half-open)."""

    case_id: UUID
    step: Label
    order: float
    band: Label
    valid_from: date
    valid_to: date | None
    planned_return: bool = Field(description="A stay agreed beforehand (R7).")
    recorded_from: datetime
    recorded_to: datetime | None


class PeriodPage(View):
    items: list[PeriodLine] = Field(max_length=200)
    next_cursor: str | None = Field(max_length=600)


class MovementLine(View):
    """A change of step; `size` is negative downwards. Entries and exits are no movements (R2)."""

    case_id: UUID
    moved_on: date
    from_step: Label
    to_step: Label
    size: float
    kind: Label
    planned_return: bool = Field(description="Counted apart: to or from a stay agreed beforehand.")
    recorded_from: datetime
    recorded_to: datetime | None


class MovementPage(View):
    items: list[MovementLine] = Field(max_length=200)
    next_cursor: str | None = Field(max_length=600)


def create_router(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["intervention ladder"])
    add_board(router, desk)
    add_periods(router, desk)
    add_movements(router, desk)
    return router


def add_board(router: APIRouter, desk: Desk) -> None:
    @router.get("/ladder-board", operation_id="readLadderBoard", **asks("ladder.read"))
    async def board(caller: Asker, valid_at: ValidAt = None, as_of: AsOf = None) -> Board:
        """How many of the caller's children stand on each step."""
        day = valid_at or desk.today()
        periods = ladder_periods.c
        columns = (periods.step, periods.da, periods.en, periods.order, periods.band)
        question = (
            sa.select(*columns, sa.func.count().label("children"))
            .join(access, access.c.stream == periods.stream)
            .where(visible(caller), believed(ladder_periods, as_of), holds_on(ladder_periods, day))
            .group_by(*columns)
            .order_by(periods.order, periods.step)
        )
        async with desk.store.begin() as connection:
            rows = (await connection.execute(question)).all()
        steps = [
            BoardStep(
                step=Label(code=row.step, da=row.da, en=row.en),
                order=row.order,
                band=label("band", row.band),
                children=row.children,
            )
            for row in rows
        ]
        return Board(valid_at=day, as_of=as_of or desk.clock(), steps=steps)


def add_periods(router: APIRouter, desk: Desk) -> None:
    @router.get("/ladder-periods", operation_id="listLadderPeriods", **asks("ladder.read"))
    async def list_periods(
        caller: Asker,
        paging: PageWanted,
        valid_at: ValidAt = None,
        as_of: AsOf = None,
        case_id: OneCase = None,
    ) -> PeriodPage:
        """Every period of every way, or those that hold on a day, as known at a moment."""
        periods = ladder_periods.c
        question = (
            sa.select(ladder_periods, periods.stream.label("case_id"))
            .join(access, access.c.stream == periods.stream)
            .where(visible(caller), believed(ladder_periods, as_of))
            .where(holds_on(ladder_periods, valid_at) if valid_at else sa.true())
            .where(periods.stream == case_id if case_id else sa.true())
        )
        keys = (periods.valid_from, periods.position, periods.number)
        rows, following = await desk.page(paging, "ladder-periods", question, *keys)
        return PeriodPage(items=[period(row) for row in rows], next_cursor=following)


@dataclass(frozen=True)
class Moved:
    """When: from a day until, not including, another."""

    since: Annotated[AskedDay | None, Query(alias="from")] = None
    until: Annotated[AskedDay | None, Query(alias="to", description=LEFT_OUT)] = None

    def narrow(self, question: sa.Select[Any]) -> sa.Select[Any]:
        on = movements.c.moved_on
        return narrowed(
            question, ((self.since, lambda day: on >= day), (self.until, lambda day: on < day))
        )


def add_movements(router: APIRouter, desk: Desk) -> None:
    @router.get("/movements", operation_id="listMovements", **asks("ladder.read"))
    async def list_movements(
        caller: Asker,
        paging: PageWanted,
        moved: Annotated[Moved, Depends()],
        as_of: AsOf = None,
        case_id: OneCase = None,
    ) -> MovementPage:
        """Every change of step in a time, as known at a moment."""
        moves = movements.c
        question = (
            sa.select(movements, moves.stream.label("case_id"))
            .join(access, access.c.stream == moves.stream)
            .where(visible(caller), believed(movements, as_of))
            .where(moves.stream == case_id if case_id else sa.true())
        )
        keys = (moves.moved_on, moves.position, moves.number)
        rows, following = await desk.page(paging, "movements", moved.narrow(question), *keys)
        return MovementPage(items=[movement(row) for row in rows], next_cursor=following)


def period(row: sa.Row[Any]) -> PeriodLine:
    step = Label(code=row.step, da=row.da, en=row.en)
    return PeriodLine.of(row, step=step, band=label("band", row.band))


def movement(row: sa.Row[Any]) -> MovementLine:
    return MovementLine.of(
        row,
        from_step=Label(code=row.from_step, da=row.from_da, en=row.from_en),
        to_step=Label(code=row.to_step, da=row.to_da, en=row.to_en),
        kind=label("movement", row.kind),
    )
