"""Flows between the steps of the ladder in a time: a matrix that a Sankey diagram is drawn of."""

from datetime import date, datetime
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Query

from services.gateway.access import of_everybody, visible
from services.gateway.asking import Asker, Desk, asks
from services.gateway.labels import label
from services.gateway.queries.ladder_untold import links_told
from services.gateway.queries.ladder_views import FlowLink, Flows, RegimeChange
from services.gateway.queries.movements import LEFT_OUT
from services.gateway.queries.ways import Definition, Grouping, Told, Ways, grouped, snake
from services.gateway.tables import access, measure_bases, measures
from services.gateway.times import believed
from services.gateway.untold.asking import may_ask
from shared.commands import AskedDay
from shared.http import AsOf
from shared.identity import Caller
from shared.views import Label

OUTSIDE = Label(code="outside", da="Uden for trappen", en="Off the ladder")
Since = Annotated[AskedDay, Query(alias="from", examples=["2016-01-01"])]
Until = Annotated[AskedDay, Query(alias="to", examples=["2017-01-01"], description=LEFT_OUT)]
ENDS = ("step", "da", "en", "order")


def create_router(desk: Desk) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["intervention ladder"])

    @router.get("/ladder-flows", operation_id="readLadderFlows", **asks("ladder.read"))
    async def flows(
        caller: Asker,
        since: Since,
        until: Until,
        as_of: AsOf = None,
        definition: Definition = None,
        by: Grouping = [],  # noqa: B006 - FastAPI copies it
    ) -> Flows:
        """How many of the caller's children moved between which steps, as known at any moment.

        Planned returns and changes of law are told apart: neither is a step up or down.
        """
        may_ask(caller, by=by, since=since, until=until)
        ways = Ways(definition, as_of)
        await ways.check(desk.store)
        async with desk.store.begin() as connection:
            moved = (await connection.execute(moves(caller, ways, since, until, by))).all()
            links = [link(row, by) for row in moved]
            if of_everybody(caller):
                whole = await connection.execute(moves(caller, ways, since, until, []))
                links = links_told([link(row, []) for row in whole], links if by else [])
            carried = await connection.execute(regime_changes(caller, as_of, since, until))
            changes = [regime_change(row) for row in carried]
        return Flows(
            since=since,
            until=until,
            as_of=as_of or desk.clock(),
            definition=definition,
            links=links,
            regime_changes=changes,
        )

    return router


def moves(caller: Caller, ways: Ways, since: date, until: date, by: Grouping) -> sa.Select[Any]:
    """Every link of the matrix, in one statement: it finds what began or ended in the time."""
    moved = sa.union_all(begun(ways, since, until), ended(ways, since, until)).subquery("moved")
    told = Told(moved.c.stream, moved.c.moved_on, ways.as_of)
    ends = [moved.c[f"{end}_{name}"] for end in ("from", "to") for name in ENDS]
    apart = [told.column(each).label(snake(each)) for each in by]
    planned = moved.c.planned_return
    question = (
        sa.select(
            *ends,
            *apart,
            sa.func.count(moved.c.stream.distinct()).label("children"),
            sa.func.count().filter(sa.not_(planned)).label("moves"),
            sa.func.count().filter(planned).label("planned_returns"),
        )
        .select_from(moved)
        .join(access, access.c.stream == moved.c.stream)
        .where(visible(caller))
    )
    if {"ageBand", "sex"} & {*by}:
        question = told.joined(question)
    orders = (moved.c.from_order.nulls_first(), moved.c.to_order.nulls_last())
    return question.group_by(*ends, *apart).order_by(*orders, *apart)


def begun(ways: Ways, since: date, until: date) -> sa.Select[Any]:
    """Periods that began in the time, and the one before each: none, when the case opened."""
    after, before = ways.table.alias("after"), ways.table.alias("before")
    return (
        sa.select(
            after.c.stream,
            after.c.valid_from.label("moved_on"),
            *(before.c[name].label(f"from_{name}") for name in ENDS),
            *(after.c[name].label(f"to_{name}") for name in ENDS),
            sa.func.coalesce(
                sa.or_(before.c.planned_return, after.c.planned_return), after.c.planned_return
            ).label("planned_return"),
        )
        .select_from(after.outerjoin(before, ways.next_to(after, before, -1)))
        .where(ways.believed(after), after.c.valid_from >= since, after.c.valid_from < until)
        .where(ways.around(after, since, until))
    )


def ended(ways: Ways, since: date, until: date) -> sa.Select[Any]:
    """Last periods that ended in the time: the case was closed."""
    last, later = ways.table.alias("last"), ways.table.alias("later")
    return (
        sa.select(
            last.c.stream,
            last.c.valid_to.label("moved_on"),
            *(last.c[name].label(f"from_{name}") for name in ENDS),
            *(sa.null().label(f"to_{name}") for name in ENDS),
            last.c.planned_return,
        )
        .where(ways.believed(last), last.c.valid_to >= since, last.c.valid_to < until)
        .where(ways.around(last, since, until))
        .where(sa.not_(sa.exists().where(ways.next_to(last, later, 1))))
    )


def regime_changes(
    caller: Caller, as_of: datetime | None, since: date, until: date
) -> sa.Select[Any]:
    """Measures that came to rest on the other law in the time, and the step that they stand on."""
    after, before = measure_bases.alias("after"), measure_bases.alias("before")
    follows = sa.and_(before.c.position == after.c.position, before.c.number == after.c.number - 1)
    apart = (measures.c.step, before.c.regime.label("was"), after.c.regime)
    return (
        sa.select(
            *apart,
            sa.func.count(after.c.case_id.distinct()).label("children"),
            sa.func.count().label("measures"),
        )
        .select_from(after.join(before, follows))
        .join(measures, measures.c.id == after.c.stream)
        .join(access, access.c.stream == after.c.case_id)
        .where(visible(caller), believed(after, as_of), believed(measures, as_of))
        .where(after.c.from_on >= since, after.c.from_on < until)
        .where(after.c.regime != before.c.regime)
        .group_by(*apart)
        .order_by(*apart)
    )


def link(row: sa.Row[Any], by: Grouping) -> FlowLink:
    return FlowLink(
        source=at_end(row.from_step, row.from_da, row.from_en),
        source_order=row.from_order,
        target=at_end(row.to_step, row.to_da, row.to_en),
        target_order=row.to_order,
        kind=label("flow", kind(row.from_order, row.to_order)),
        children=row.children,
        moves=row.moves,
        planned_returns=row.planned_returns,
        **grouped(row, by),
    )


def at_end(code: str | None, da: str, en: str) -> Label:
    return Label(code=code, da=da, en=en) if code else OUTSIDE


def kind(before: float | None, after: float | None) -> str:
    """What a move is called (R2); a case that opens arrives, and one that closes departs."""
    if before is None:
        return "arrival"
    if after is None:
        return "departure"
    if not before or not after:
        return "exit" if before else "entry"
    return "step_up" if after > before else "step_down"


def regime_change(row: sa.Row[Any]) -> RegimeChange:
    return RegimeChange(
        step=row.step,
        from_regime=label("regime", row.was),
        to_regime=label("regime", row.regime),
        children=row.children,
        measures=row.measures,
    )
