"""How much each worker has before them, week by week, and which days are left for a meeting."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from pydantic import Field

from services.gateway.access import visible
from services.gateway.asking import Asker, CaseParameter, Desk, asks
from services.gateway.paging import Listing, Paging
from services.gateway.paging_views import Page
from services.gateway.proposing import Diary
from services.gateway.store import Store
from services.gateway.tables import access, agenda, meetings
from shared.calendar import COPENHAGEN, WorkingDays
from shared.commands import AskedDay, Code
from shared.identity import Caller
from shared.views import View

READS = "followup.read"
WEEK = timedelta(weeks=1)
DAYS = 10  # that are proposed at a time
WORKER, WEEK_OF = sa.column("caseworker", sa.Text), sa.column("week_of", sa.Date)
LIST = Listing(
    "workload",
    {
        "caseworker": (),
        "weekOf": (WEEK_OF,),
        "due": (sa.column("due", sa.Integer),),
    },
    ends=(WORKER, WEEK_OF),
)
PageWanted = Annotated[Paging, Depends(LIST.wanted)]


class WorkloadLine(View):
    """One worker's week, from its Monday: what is due in it, and which meetings are planned."""

    caseworker: str = Field(max_length=100, description="Empty for what is nobody's yet.")
    week_of: date
    due: int
    due_by_law: int
    meetings: int


class WorkloadPage(Page[WorkloadLine]):
    """Workers' weeks."""


class ProposedDay(View):
    """A free working day, and how many meetings the worker has on it already."""

    on: date
    meetings: int


class ProposedDays(View):
    """Days for a meeting, the best first: the last free ones by the day, then those after it."""

    by: date
    items: list[ProposedDay] = Field(max_length=DAYS)


def create_router(desk: Desk, calendar: WorkingDays, full: int) -> APIRouter:
    """The workload of those whose cases the caller may see."""
    router = APIRouter(prefix="/v1", tags=["agenda"])

    @router.get("/workload", operation_id="readWorkload", **asks(READS))
    async def workload(
        caller: Asker,
        paging: PageWanted,
        since: Annotated[
            AskedDay | None, Query(alias="from", description="Default: today.")
        ] = None,
        weeks: Annotated[int, Query(ge=1, le=12)] = 4,
        unit: Code | None = None,
    ) -> WorkloadPage:
        """What is due and planned for each worker in each week, by worker and week."""
        first = monday(since or desk.today())
        rows = weekly(caller, first, first + weeks * WEEK, unit)
        return WorkloadPage.found(await desk.page(paging, sa.select(rows)), WorkloadLine.of)

    @router.get("/cases/{caseId}/proposed-days", operation_id="proposeDays", **asks(READS))
    async def proposed_days(
        caller: Asker, case_id: CaseParameter, by: AskedDay | None = None
    ) -> ProposedDays:
        """Days for a meeting in a case: no weekend, no holiday, no closed day, no full day."""
        await desk.forwarding.check(caller, case_id)
        today = desk.today()
        worker, due_on = await of_case(desk.store, case_id)
        until = by or due_on or today + 4 * WEEK
        diary = (await diaries(desk.store, {worker}, today, calendar, full))[worker]
        days = islice(diary.free_days(today, until), DAYS)
        items = [ProposedDay(on=day, meetings=diary.meetings.get(day, 0)) for day in days]
        return ProposedDays(by=until, items=items)

    return router


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weekly(caller: Caller, first: date, end: date, unit: str | None) -> sa.Subquery:
    """What is open and planned in some weeks, counted by worker and week."""
    worker = sa.func.coalesce(access.c.caseworker, "").label("caseworker")
    due, planned = agenda.c.due_on, local_day(meetings.c.planned_at)
    law = sa.cast(agenda.c.basis == "statutory", sa.Integer)
    none: sa.ColumnElement[int] = sa.literal(0)
    obligations = sa.select(
        worker, week(due), sa.literal(1).label("due"), law.label("law"), none.label("meetings")
    ).join_from(agenda, access, access.c.stream == agenda.c.stream)
    meetings_of = sa.select(
        worker, week(planned), none.label("due"), none.label("law"), sa.literal(1).label("meetings")
    ).join_from(meetings, access, access.c.stream == meetings.c.stream)
    narrowed = (visible(caller), access.c.unit == unit if unit else sa.true())
    each = sa.union_all(
        obligations.where(*narrowed, *is_open(), due >= first, due < end),
        meetings_of.where(*narrowed, *is_planned(), planned >= first, planned < end),
    ).subquery("each")
    return (
        sa.select(
            each.c.caseworker,
            each.c.week_of,
            sa.func.sum(each.c.due).label("due"),
            sa.func.sum(each.c.law).label("due_by_law"),
            sa.func.sum(each.c.meetings).label("meetings"),
        )
        .group_by(each.c.caseworker, each.c.week_of)
        .subquery("workload")
    )


def week(day: sa.ColumnElement[Any]) -> sa.Label[Any]:
    """The Monday of a day's week."""
    begins = sa.func.date_trunc("week", sa.cast(day, sa.TIMESTAMP))
    return sa.cast(begins, sa.Date).label("week_of")


def local_day(moment: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """The day in Copenhagen."""
    return sa.cast(sa.func.timezone(COPENHAGEN.key, moment), sa.Date)


def is_open() -> tuple[sa.ColumnElement[bool], ...]:
    return agenda.c.recorded_to.is_(None), agenda.c.state == "open"


def is_planned() -> tuple[sa.ColumnElement[bool], ...]:
    told = meetings.c
    return told.recorded_to.is_(None), told.cancelled_on.is_(None), told.held_on.is_(None)


async def of_case(store: Store, case_id: UUID) -> tuple[str, date | None]:
    """Whose case it is, and the next day on which something in it is due."""
    next_on = sa.select(sa.func.min(agenda.c.due_on)).where(agenda.c.stream == case_id, *is_open())
    question = sa.select(access.c.caseworker, next_on.scalar_subquery().label("due_on")).where(
        access.c.stream == case_id
    )
    async with store.begin() as connection:
        row = (await connection.execute(question)).one()
    return row.caseworker or "", row.due_on


async def diaries(
    store: Store, workers: Collection[str], today: date, calendar: WorkingDays, full: int
) -> Mapping[str, Diary]:
    """The meetings that some workers have before them, by the day, in one question."""
    day = local_day(meetings.c.planned_at).label("day")
    question = (
        sa.select(access.c.caseworker, day, sa.func.count().label("meetings"))
        .join_from(meetings, access, access.c.stream == meetings.c.stream)
        .where(access.c.caseworker.in_(workers), *is_planned(), day > today)
        .group_by(access.c.caseworker, day)
    )
    planned: dict[str, dict[date, int]] = defaultdict(dict)
    async with store.begin() as connection:
        for row in await connection.execute(question):
            planned[row.caseworker][row.day] = row.meetings
    return {each: Diary(calendar, planned[each], full) for each in workers}
