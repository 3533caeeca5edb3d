"""A case at a glance, in one call and one statement."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Response
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by, distinct_on

from services.gateway import tables
from services.gateway.asking import Asker, CaseParameter, Desk, asks
from services.gateway.labels import label
from services.gateway.names import Names
from services.gateway.queries.agenda import obligation, obligations, state_now
from services.gateway.queries.ladder import believed, holds_on, period
from services.gateway.queries.overview_views import LISTS, Overview
from services.gateway.queries.standing import stood, survivor
from shared.identity import Caller
from shared.problems import Said
from shared.views import View

Listed = sa.Table | sa.Subquery
SCORED = tables.instrument_scores.c
LATEST_SCORES = (  # of each version by each respondent, however late it was recorded
    sa.select(tables.instrument_scores)
    .ext(distinct_on(SCORED.stream, SCORED.instrument, SCORED.respondent))
    .order_by(
        SCORED.stream,
        SCORED.instrument,
        SCORED.respondent,
        SCORED.scored_on.desc(),
        SCORED.position.desc(),
    )
    .subquery()
)
LISTED: Sequence[tuple[str, Listed, sa.ColumnElement[Any]]] = (
    ("people", tables.people, tables.people.c.id),
    ("investigations", tables.investigations, tables.investigations.c.started_on),
    ("plans", tables.plans, tables.plans.c.drafted_on),
    ("goals", tables.goals, tables.goals.c.set_on),
    ("latest_scores", LATEST_SCORES, LATEST_SCORES.c.instrument),
    ("decisions", tables.decisions, tables.decisions.c.decided_on),
    ("measures", tables.measures, tables.measures.c.started_on),
    ("classifications", tables.classifications, tables.classifications.c.classified_on),
    ("meetings", tables.meetings, tables.meetings.c.planned_at),
    ("follow_ups", tables.follow_ups, tables.follow_ups.c.held_on),
)

SAID = ("statements", tables.statements, tables.statements.c.position)


def create_router(desk: Desk, names: Names) -> APIRouter:
    """The overview of a case the caller may see."""
    router = APIRouter(prefix="/v1", tags=["cases"])

    @router.get("/cases/{caseId}", operation_id="readCase", **asks("case.read"))
    async def read_case(caller: Asker, case_id: CaseParameter, response: Response) -> Overview:
        """Everything about a case at a glance. The ETag is the version of its own stream."""
        await desk.forwarding.check(caller, case_id)
        known = await found(desk, caller, case_id)
        called = await names.of(caller, case_id)
        response.headers["ETag"] = f'"{known.versions.case}"'
        return known.model_copy(
            update={
                "child": called.child,
                "people": [
                    each.model_copy(update={"name": called.people.get(each.id)})
                    for each in known.people
                ],
            }
        )

    return router


def as_list(name: str, table: Listed, order: sa.ColumnElement[Any], case_id: UUID) -> sa.Label[Any]:
    """All rows of a table about a case, as one JSON value."""
    row = sa.func.to_jsonb(table.table_valued())
    rows = sa.select(sa.func.jsonb_agg(aggregate_order_by(row, order, table.c.id)))
    about = rows.where(table.c.stream == case_id).scalar_subquery()
    return sa.type_coerce(about, JSONB).label(name)


async def found(desk: Desk, caller: Caller, case_id: UUID) -> Overview:
    """The rows of the case, its step today, and what is open on its agenda."""
    more = [as_list(*each, case_id) for each in (*LISTED, SAID)] + [survivor(caller)]
    case = (
        sa.select(tables.cases, tables.access.c.unit, tables.access.c.caseworker, *more)
        .join(tables.access, tables.access.c.stream == tables.cases.c.stream)
        .where(tables.cases.c.stream == case_id, tables.access.c.kind == "case")
    )
    standing = sa.select(
        tables.ladder_periods, tables.ladder_periods.c.stream.label("case_id")
    ).where(
        tables.ladder_periods.c.stream == case_id,
        believed(tables.ladder_periods, None),
        holds_on(desk.today()),
    )
    state = state_now(desk.clock(), desk.today())
    due = obligations(caller, state).where(
        tables.access.c.case_id == case_id, state.in_(("open", "overdue"))
    )
    async with desk.store.begin() as connection:
        row = (await connection.execute(case)).one_or_none()
        step = (await connection.execute(standing)).one_or_none()
        open_ones = (await connection.execute(due.order_by(tables.agenda.c.due_on))).all()
    if row is None:
        raise Said("not-found")
    known = Overview.told(
        row,
        step=period(step) if step else None,
        obligations=[obligation(each) for each in open_ones],
        **{name: listed(name, getattr(row, name)) for name, _, _ in LISTED},
    )
    return stood(known, row.statements, row.survivor, desk.today())


def listed(name: str, rows: list[dict[str, Any]] | None) -> list[View]:
    """One list of the overview, its codes with their words."""
    view, coded = LISTS[name]
    return [
        view(
            **{
                **row,
                **{name: label(codes, row[name]) for name, codes in coded.items() if row[name]},
            }
        )
        for row in rows or []
    ]
