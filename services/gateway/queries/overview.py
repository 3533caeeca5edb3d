"""A case at a glance, in one call and one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Response
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by, distinct_on

from services.gateway import tables
from services.gateway.asking import Asker, CaseParameter, Desk, TimesWanted, asks
from services.gateway.labels import label
from services.gateway.names import Names
from services.gateway.queries.agenda import obligation, obligations, state_at
from services.gateway.queries.caseload import in_charge
from services.gateway.queries.ladder_board import period
from services.gateway.queries.overview_views import LISTS, Overview
from services.gateway.queries.standing import stood, survivor
from services.gateway.times import Times, holds_on
from shared.identity import Caller
from shared.problems import Said
from shared.views import Label, View


@dataclass(frozen=True, slots=True)
class Part:
    """One list of the overview: its table, how it is ordered, and the day on which a row begins."""

    name: str
    table: sa.Table
    order: sa.Column[Any]
    began: sa.Column[Any]


def part(name: str, began: sa.Column[Any], order: sa.Column[Any] | None = None) -> Part:
    return Part(name, began.table, began if order is None else order, began)


PARTS: Sequence[Part] = (
    part("people", tables.people.c.valid_from, tables.people.c.id),
    part("investigations", tables.investigations.c.started_on),
    part("plans", tables.plans.c.drafted_on),
    part("goals", tables.goals.c.set_on),
    part("latest_scores", tables.instrument_scores.c.scored_on),
    part("decisions", tables.decisions.c.decided_on),
    part("measures", tables.measures.c.started_on),
    part("classifications", tables.classifications.c.classified_on),
    part("meetings", tables.meetings.c.held_on, tables.meetings.c.planned_at),
    part("follow_ups", tables.follow_ups.c.held_on),
)
SAID = part("statements", tables.statements.c.valid_from, tables.statements.c.position)


def create_router(desk: Desk, names: Names) -> APIRouter:
    """The overview of a case the caller may see."""
    router = APIRouter(prefix="/v1", tags=["cases"])

    @router.get("/cases/{caseId}", operation_id="readCase", **asks("case.read"))
    async def read_case(
        caller: Asker, case_id: CaseParameter, response: Response, asked: TimesWanted
    ) -> Overview:
        """Everything about a case at a glance: now, or on a day, as known at a moment.

        The ETag is the version of its own stream as it is now, whatever time is asked about.
        """
        await desk.forwarding.check(caller, case_id)
        known = await found(desk, caller, case_id, asked.by(desk.clock))
        called = await names.of(caller, case_id)
        response.headers["ETag"] = f'"{known.versions.case}"'
        return known.model_copy(
            update={
                "child": called.child,
                "missing": ["names"] if called.missing else [],
                "people": [
                    each.model_copy(update={"name": called.people.get(each.id)})
                    for each in known.people
                ],
            }
        )

    return router


def as_list(of: Part, case_id: UUID, times: Times) -> sa.Label[Any]:
    """All rows of a table about a case, as they stood, as one JSON value."""
    known = sa.select(of.table).where(
        of.table.c.stream == case_id, times.believed(of.table), times.begun(of.began)
    )
    if of.table is tables.instrument_scores:
        known = latest(known)
    rows = known.subquery(of.name)
    row = sa.func.to_jsonb(rows.table_valued())
    gathered = sa.select(
        sa.func.jsonb_agg(aggregate_order_by(row, rows.c[of.order.name], rows.c.id))
    )
    return sa.type_coerce(gathered.scalar_subquery(), JSONB).label(of.name)


def latest(known: sa.Select[Any]) -> sa.Select[Any]:
    """Of each version of an instrument by each respondent, the latest, however late recorded."""
    scored = tables.instrument_scores.c
    return known.ext(distinct_on(scored.instrument, scored.respondent)).order_by(
        scored.instrument, scored.respondent, scored.scored_on.desc(), scored.position.desc()
    )


def of_case(caller: Caller, case_id: UUID, times: Times) -> sa.Select[Any]:
    """The case with all its lists, in one statement."""
    more = [as_list(each, case_id, times) for each in (*PARTS, SAID)]
    more += [awaiting_repair(case_id), survivor(caller), network_mapped(case_id, times)]
    charge = in_charge(times)
    return (
        sa.select(tables.cases, tables.versions, *charge.c, *more)
        .join(tables.access, tables.access.c.stream == tables.cases.c.stream)
        .join(tables.versions, tables.versions.c.stream == tables.cases.c.stream)
        .outerjoin(charge, sa.true())
        .where(tables.cases.c.stream == case_id, tables.access.c.kind == "case")
        .where(times.believed(tables.cases), tables.cases.c.opened_on.is_not(None))
    )


def awaiting_repair(case_id: UUID) -> sa.Label[Any]:
    """The read models that could not take some news of the case yet."""
    waiting = tables.parked.c
    models = sa.select(sa.func.array_agg(waiting.model.distinct())).where(waiting.stream == case_id)
    return models.scalar_subquery().label("awaiting_repair")


def network_mapped(case_id: UUID, times: Times) -> sa.Label[Any]:
    """When the network was last mapped by the day."""
    seen = tables.observations.c
    last = sa.select(sa.func.max(seen.observed_on)).where(
        seen.stream == case_id,
        times.believed(tables.observations),
        seen.kind == "NetworkMapped",
        seen.observed_on <= times.day,
    )
    return last.scalar_subquery().label("network_mapped_on")


def standing(case_id: UUID, times: Times) -> sa.Select[Any]:
    """The step on the day."""
    periods = tables.ladder_periods
    return sa.select(periods, periods.c.stream.label("case_id")).where(
        periods.c.stream == case_id, times.believed(periods), holds_on(periods, times.day)
    )


async def found(desk: Desk, caller: Caller, case_id: UUID, times: Times) -> Overview:
    """The rows of the case, its step on the day, and what was open on its agenda.

    Raises:
        Said: not-found, when the case was not known at the moment.
    """
    due = obligations(caller, times).where(
        tables.access.c.case_id == case_id, state_at(times).in_(("open", "overdue"))
    )
    async with desk.store.begin() as connection:
        row = (await connection.execute(of_case(caller, case_id, times))).one_or_none()
        step = (await connection.execute(standing(case_id, times))).one_or_none()
        open_ones = (await connection.execute(due.order_by(tables.agenda.c.due_on))).all()
    if row is None:
        raise Said("not-found")
    known = Overview.told(
        row,
        times,
        step=period(step) if step else None,
        obligations=[obligation(each) for each in open_ones],
        **{each.name: listed(each.name, getattr(row, each.name)) for each in PARTS},
    )
    return stood(known, row.statements, row.survivor, times.day)


def listed(name: str, rows: list[dict[str, Any]] | None) -> list[View]:
    """One list of the overview, its codes with their words."""
    view, coded = LISTS[name]
    return [
        view(
            **{
                **row,
                **{name: worded(codes, row[name]) for name, codes in coded.items() if row[name]},
            }
        )
        for row in rows or []
    ]


def worded(codes: str, said: str | list[str]) -> Label | list[Label]:
    """A code, or each of several, with its words."""
    return label(codes, said) if isinstance(said, str) else [label(codes, each) for each in said]
