"""The ladder board: how many children stand on each step on a day, and which they are."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from pydantic import Field

from services.gateway.access import of_everybody, visible
from services.gateway.asking import Asker, Desk, TimesWanted, asks, narrowed
from services.gateway.expanding import Child, Expand, NamedPage, expanded
from services.gateway.labels import label
from services.gateway.names import Names
from services.gateway.paging import Listing, Paging
from services.gateway.queries.ladder_untold import board_told
from services.gateway.queries.ladder_views import Board, BoardGroup, BoardStep
from services.gateway.queries.ways import (
    By,
    Chosen,
    Definition,
    Grouping,
    OfAge,
    Told,
    Ways,
    a_day,
    grouped,
    holds,
    listed,
    snake,
)
from services.gateway.tables import access
from services.gateway.untold.asking import may_ask
from shared.http import AsOf, ValidAt
from shared.identity import Caller
from shared.views import Label, View

PERIODS = "/v1/ladder-periods"
OneCase = Annotated[UUID | None, Query(alias="caseId", description="Only this case's.")]
LIST = Listing(
    "ladder-periods",
    {
        "validFrom": (sa.column("valid_from", sa.Date),),
        "order": (sa.column("order", sa.Float),),
    },
    ends=(sa.column("position", sa.BigInteger), sa.column("number", sa.Integer)),
)
PageWanted = Annotated[Paging, Depends(LIST.wanted)]


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


class ListedPeriod(PeriodLine):
    """The same, with whose it is."""

    child: Child = None


class PeriodPage(NamedPage[ListedPeriod]):
    """Periods on a step. `missing` says what could not be answered now (`names`)."""


@dataclass(frozen=True)
class Narrowed:
    """Which periods are listed: on a step, in a band, of children who have something in common."""

    step: Chosen = None
    band: Chosen = None
    unit: Chosen = None
    age_band: OfAge = None
    sex: Chosen = None
    case_id: OneCase = None

    def narrow(self, question: sa.Select[Any], rows: sa.Table, told: Told) -> sa.Select[Any]:
        apart: tuple[tuple[object, By], ...] = (
            (self.unit, "unit"), (self.age_band, "ageBand"), (self.sex, "sex"),
        )  # fmt: skip
        for wanted, by in apart:
            if wanted:
                question = question.where(told.column(by) == wanted)
        if self.age_band or self.sex:
            question = told.joined(question)
        return narrowed(
            question,
            (
                (self.step, lambda step: rows.c.step == step),
                (self.band, lambda band: rows.c.band == band),
                (self.case_id, lambda case: rows.c.stream == case),
            ),
        )


def create_router(desk: Desk, names: Names) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["intervention ladder"])
    add_board(router, desk)
    add_periods(router, desk, names)
    return router


def add_board(router: APIRouter, desk: Desk) -> None:
    @router.get("/ladder-board", operation_id="readLadderBoard", **asks("ladder.read"))
    async def board(
        caller: Asker,
        valid_at: ValidAt = None,
        as_of: AsOf = None,
        definition: Definition = None,
        by: Grouping = [],  # noqa: B006 - FastAPI copies it
    ) -> Board:
        """How many of the caller's children stand on each step, on any day, as known at any moment.

        Each number comes with the question that lists the children behind it.
        """
        may_ask(caller, by=by)
        ways = Ways(definition, as_of)
        await ways.check(desk.store)
        day = valid_at or desk.today()
        async with desk.store.begin() as connection:
            rows = (await connection.execute(counted(caller, ways, day, by))).all()
        asked = {"validAt": day, "asOf": as_of and as_of.isoformat(), "definition": definition}
        steps, groups = totals(rows, asked), [group(row, by, asked) for row in rows if by]
        if of_everybody(caller):
            steps, groups = board_told(steps, groups)
        return Board(
            valid_at=day,
            as_of=as_of or desk.clock(),
            definition=definition,
            steps=steps,
            groups=groups,
        )


def counted(caller: Caller, ways: Ways, day: date, by: Grouping) -> sa.Select[Any]:
    """The board, in one statement: it finds the periods that hold on the day, and no others."""
    rows = ways.table
    told = Told(rows.c.stream, a_day(day), ways.as_of)
    step = (rows.c.step, rows.c.da, rows.c.en, rows.c.order, rows.c.band)
    apart = [told.column(each).label(snake(each)) for each in by]
    question = (
        sa.select(*step, *apart, sa.func.count().label("children"))
        .select_from(rows)
        .join(access, access.c.stream == rows.c.stream)
        .where(visible(caller), ways.believed(rows), holds(rows, day))
    )
    if {"ageBand", "sex"} & {*by}:
        question = told.joined(question)
    return question.group_by(*step, *apart).order_by(rows.c.order, rows.c.step, *apart)


def totals(rows: Any, asked: dict[str, Any]) -> list[BoardStep]:  # noqa: ANN401 - rows of the board
    """Every step once, however its children are told apart."""
    children: dict[tuple[Any, ...], int] = defaultdict(int)
    for row in rows:
        children[row.step, row.da, row.en, row.order, row.band] += row.children
    return [
        BoardStep(
            step=Label(code=code, da=da, en=en),
            order=order,
            band=label("band", band),
            children=count,
            cases=listed(PERIODS, **asked, step=code),
        )
        for (code, da, en, order, band), count in children.items()
    ]


def group(row: sa.Row[Any], by: Grouping, asked: dict[str, Any]) -> BoardGroup:
    apart = grouped(row, by)
    codes = {each: apart[snake(each)].code for each in by}
    return BoardGroup(
        step=Label(code=row.step, da=row.da, en=row.en),
        order=row.order,
        band=label("band", row.band),
        children=row.children,
        cases=listed(PERIODS, **asked, step=row.step, **codes),
        **apart,
    )


def add_periods(router: APIRouter, desk: Desk, names: Names) -> None:
    @router.get("/ladder-periods", operation_id="listLadderPeriods", **asks("ladder.read"))
    async def list_periods(
        caller: Asker,
        paging: PageWanted,
        only: Annotated[Narrowed, Depends()],
        at: TimesWanted,
        definition: Definition = None,
        expand: Expand = None,
    ) -> PeriodPage:
        """Every period of every way, or those that hold on a day, as known at a moment.

        `unit`, `ageBand` and `sex` are those of the day asked about, or else of today.
        """
        ways = Ways(definition, at.as_of)
        await ways.check(desk.store)
        rows, day = ways.table, at.valid_at or desk.today()
        told = Told(rows.c.stream, a_day(day), at.as_of)
        question = (
            sa.select(rows, rows.c.stream.label("case_id"))
            .join(access, access.c.stream == rows.c.stream)
            .where(visible(caller), ways.believed(rows))
            .where(holds(rows, at.valid_at) if at.valid_at else sa.true())
        )
        listed = sa.select(only.narrow(question, rows, told).subquery("periods"))
        found = await desk.page(paging, listed)
        more = await expanded(names, caller, expand, [row.case_id for row in found.rows])
        return PeriodPage.found(
            found,
            lambda row: ListedPeriod.of(row, child=more.children.get(row.case_id), **words(row)),
            missing=more.missing,
        )


def period(row: sa.Row[Any]) -> PeriodLine:
    return PeriodLine.of(row, **words(row))


def words(row: sa.Row[Any]) -> Mapping[str, Label]:
    """Its step and its band, with words."""
    step = Label(code=row.step, da=row.da, en=row.en)
    return {"step": step, "band": label("band", row.band)}
