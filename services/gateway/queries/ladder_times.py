"""How long children stand on which step, how soon they come down, and the way of each."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Depends
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.access import of_everybody, visible
from services.gateway.asking import Asker, Desk, asks
from services.gateway.labels import label
from services.gateway.paging import Listing, Paging
from services.gateway.queries.ladder_board import OneCase
from services.gateway.queries.ladder_flows import Since, Until, begun
from services.gateway.queries.ladder_untold import downs_told, times_told
from services.gateway.queries.ladder_views import (
    ChainLine,
    ChainPage,
    FirstStepDown,
    LadderTimes,
    StepTime,
)
from services.gateway.queries.ways import (
    Definition,
    Grouping,
    Told,
    Ways,
    a_day,
    grouped,
    overlaps,
    snake,
)
from services.gateway.tables import access
from services.gateway.untold.asking import may_ask
from shared.http import AsOf
from shared.identity import Caller
from shared.views import Label

LIST = Listing("ladder-chains", {"caseId": (sa.column("stream", sa.Uuid),)}, ends=())
PageWanted = Annotated[Paging, Depends(LIST.wanted)]


def create_router(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["intervention ladder"])
    add_times(router, desk)
    add_chains(router, desk)
    return router


def add_times(router: APIRouter, desk: Desk) -> None:
    @router.get("/ladder-times", operation_id="readLadderTimes", **asks("ladder.read"))
    async def times(
        caller: Asker,
        since: Since,
        until: Until,
        as_of: AsOf = None,
        definition: Definition = None,
        by: Grouping = [],  # noqa: B006 - FastAPI copies it
    ) -> LadderTimes:
        """How long the caller's children stood on which step, and how soon they came down."""
        may_ask(caller, by=by, since=since, until=until)
        ways = Ways(definition, as_of)
        await ways.check(desk.store)
        async with desk.store.begin() as connection:
            steps = await times_of(connection, spending(caller, ways, since, until, by), by)
            downs = await downs_of(connection, coming_down(caller, ways, since, until, by), by)
            if of_everybody(caller):
                whole = await times_of(connection, spending(caller, ways, since, until, []), [])
                steps = times_told(whole, steps if by else [])
                every = await downs_of(connection, coming_down(caller, ways, since, until, []), [])
                downs = downs_told(every, downs if by else [])
        return LadderTimes(
            since=since,
            until=until,
            as_of=as_of or desk.clock(),
            definition=definition,
            steps=steps,
            first_steps_down=downs,
        )


async def times_of(
    connection: AsyncConnection, question: sa.Select[Any], by: Grouping
) -> list[StepTime]:
    return [
        StepTime.of(
            row,
            step=Label(code=row.step, da=row.da, en=row.en),
            band=label("band", row.band),
            withheld=None,
            **apart(row, by),
        )
        for row in await connection.execute(question)
    ]


async def downs_of(
    connection: AsyncConnection, question: sa.Select[Any], by: Grouping
) -> list[FirstStepDown]:
    return [FirstStepDown.of(row, **apart(row, by)) for row in await connection.execute(question)]


def apart(row: sa.Row[Any], by: Grouping) -> Mapping[str, Label | None]:
    """What a row is told apart by; nothing for the rest."""
    return {**dict.fromkeys(("unit", "age_band", "sex")), **grouped(row, by)}


def spending(caller: Caller, ways: Ways, since: date, until: date, by: Grouping) -> sa.Select[Any]:
    """Days on each step within a time, in one statement over the periods that touch it."""
    rows = ways.table
    told = Told(rows.c.stream, rows.c.valid_from, ways.as_of)
    step = (rows.c.step, rows.c.da, rows.c.en, rows.c.order, rows.c.band)
    groups = [told.column(each).label(snake(each)) for each in by]
    first, last = a_day(since), a_day(until)
    begins = sa.func.greatest(rows.c.valid_from, first)
    ends = sa.func.least(sa.func.coalesce(rows.c.valid_to, last), last)
    over = rows.c.valid_to <= last
    whole = sa.cast(sa.func.avg(rows.c.valid_to - rows.c.valid_from).filter(over), sa.Float)
    question = (
        sa.select(
            *step,
            *groups,
            sa.func.count(rows.c.stream.distinct()).label("children"),
            sa.func.count().label("stays"),
            sa.func.sum(ends - begins).label("days"),
            sa.func.count().filter(over).label("ended_stays"),
            whole.label("mean_days"),
        )
        .join(access, access.c.stream == rows.c.stream)
        .where(visible(caller), ways.believed(rows), overlaps(rows, since, until))
    )
    if {"ageBand", "sex"} & {*by}:
        question = told.joined(question)
    return question.group_by(*step, *groups).order_by(rows.c.order, rows.c.step, *groups)


def coming_down(
    caller: Caller, ways: Ways, since: date, until: date, by: Grouping
) -> sa.Select[Any]:
    """Days from each child's first measure to its first step down, when that fell in the time."""
    moved = begun(ways, since, until).subquery("moved")
    downs = (
        sa.select(moved.c.stream, sa.func.min(moved.c.moved_on).label("down_on"))
        .join(access, access.c.stream == moved.c.stream)
        .where(visible(caller), moved.c.to_order > 0, moved.c.to_order < moved.c.from_order)
        .where(sa.not_(moved.c.planned_return))
        .group_by(moved.c.stream)
        .subquery("downs")
    )
    told = Told(downs.c.stream, downs.c.down_on, ways.as_of)
    groups = [told.column(each).label(snake(each)) for each in by]
    days = downs.c.down_on - entered(ways, downs)
    median = sa.func.percentile_cont(0.5).within_group(sa.cast(days, sa.Float))
    question = sa.select(
        *groups,
        sa.func.count().label("children"),
        sa.cast(sa.func.avg(days), sa.Float).label("mean_days"),
        median.label("median_days"),
    ).where(sa.not_(came_down_before(ways, downs)))
    if {"ageBand", "sex"} & {*by}:
        question = told.joined(question)
    return question.having(sa.func.count() > 0).group_by(*groups).order_by(*groups)


def entered(ways: Ways, downs: sa.FromClause) -> sa.ScalarSelect[date]:
    """When the child first came onto the ladder."""
    rows = ways.table.alias("entry")
    return (
        sa.select(sa.func.min(rows.c.valid_from))
        .where(rows.c.stream == downs.c.stream, ways.believed(rows), rows.c.order > 0)
        .scalar_subquery()
    )


def came_down_before(ways: Ways, downs: sa.FromClause) -> sa.ColumnElement[bool]:
    after, before = ways.table.alias("again"), ways.table.alias("once")
    return (
        sa.exists()
        .where(after.c.stream == downs.c.stream, ways.believed(after))
        .where(ways.next_to(after, before, -1), after.c.valid_from < downs.c.down_on)
        .where(after.c.order > 0, after.c.order < before.c.order)
        .where(sa.not_(after.c.planned_return), sa.not_(before.c.planned_return))
    )


def add_chains(router: APIRouter, desk: Desk) -> None:
    @router.get("/ladder-chains", operation_id="listLadderChains", **asks("ladder.read"))
    async def chains(
        caller: Asker,
        paging: PageWanted,
        as_of: AsOf = None,
        definition: Definition = None,
        case_id: OneCase = None,
    ) -> ChainPage:
        """The whole way of each of the caller's children, step by step, as known at any moment."""
        ways = Ways(definition, as_of)
        await ways.check(desk.store)
        rows = ways.table
        step = sa.func.jsonb_build_object(
            "step", sa.func.jsonb_build_object(
                "code", rows.c.step, "da", rows.c.da, "en", rows.c.en
            ),
            "order", rows.c.order, "fromOn", rows.c.valid_from, "toOn", rows.c.valid_to,
            "plannedReturn", rows.c.planned_return,
        )  # fmt: skip
        gathered = sa.func.jsonb_agg(aggregate_order_by(step, rows.c.valid_from))
        question = (
            sa.select(rows.c.stream, sa.type_coerce(gathered, JSONB).label("steps"))
            .join(access, access.c.stream == rows.c.stream)
            .where(visible(caller), ways.believed(rows))
            .where(rows.c.stream == case_id if case_id else sa.true())
            .group_by(rows.c.stream)
        )
        found = await desk.page(paging, sa.select(question.subquery("chains")))
        return ChainPage.found(found, lambda row: ChainLine(case_id=row.stream, steps=row.steps))
