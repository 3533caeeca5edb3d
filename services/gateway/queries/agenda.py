"""What is due, under which rule and because of what: the sheet a caseworker begins the day with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from pydantic import Field

from services.gateway.asking import Asker, Desk, TimesWanted, asks, narrowed
from services.gateway.expanding import Expand, expanded
from services.gateway.in_turn import visible_in_parts, visible_in_turn
from services.gateway.labels import label
from services.gateway.names import Names
from services.gateway.paging import Listing, Paging, Several
from services.gateway.queries.agenda_views import AgendaPage, ObligationLine
from services.gateway.tables import access, agenda, meetings
from services.gateway.times import Times
from shared.commands import AskedDay, Code
from shared.identity import Caller
from shared.views import Label

State = Literal["open", "overdue", "met", "met_late", "lapsed"]
LEFT_OUT = "The first day left out."
Basis = Literal["statutory", "local"]
BEGINNING = date(1900, 1, 1)
Whose = Literal["me", "unit"]
LIST = Listing(
    "agenda",
    {
        "dueOn": (agenda.c.due_on,),
        "triggerOn": (sa.func.coalesce(agenda.c.trigger_on, BEGINNING),),
        "rule": (agenda.c.rule,),
    },
    ends=(agenda.c.id,),
)
PageWanted = Annotated[Paging, Depends(LIST.wanted)]


def state_at(times: Times) -> sa.ColumnElement[str]:
    """An obligation's state at a moment: overdue when not met by its day; a right has lapsed.

    What meets it, or lets it lapse, counts from its own day on.
    """
    met = sa.and_(agenda.c.state == "met", agenda.c.met_on <= times.day)
    lapsed = sa.and_(agenda.c.state == "lapsed", agenda.c.lapsed_on <= times.day)
    return sa.case(
        (met, sa.case((agenda.c.late, "met_late"), else_="met")),
        (lapsed, "lapsed"),
        (is_late(times), sa.case((agenda.c.lapses, "lapsed"), else_="overdue")),
        else_="open",
    )


def is_late(times: Times) -> sa.ColumnElement[bool]:
    """Whether its day or moment has passed: never unknown."""
    by_moment, told = agenda.c.due_at.is_not(None), agenda.c
    return sa.or_(
        sa.and_(by_moment, told.due_at < times.moment),
        sa.and_(sa.not_(by_moment), told.due_on < times.day),
    )


def pending(status: Sequence[State] | None, times: Times) -> bool:
    """Whether only what is open now is asked for: there are indexes of that."""
    open_alone = status is not None and {*status} <= {"open", "overdue"}
    return open_alone and not (times.as_of or times.only_by)


def stands(status: Sequence[State], times: Times) -> sa.ColumnElement[bool]:
    """Whether it is in one of these states. What is open now is asked for as its index has it."""
    if not pending(status, times):
        return state_at(times).in_(status)
    late, due_on = is_late(times), agenda.c.due_on
    over = sa.and_(late, agenda.c.lapses.is_(True))
    still = {
        "open": sa.and_(due_on >= times.day, sa.not_(late)),
        "overdue": sa.and_(due_on <= times.day, late),
    }
    one = still[status[0]] if len({*status}) == 1 else sa.true()
    return sa.and_(agenda.c.state == "open", sa.not_(over), one)


@dataclass(frozen=True)
class Wanted:
    """Which obligations are wanted."""

    due_from: Annotated[AskedDay | None, Query(alias="dueFrom")] = None
    due_to: Annotated[
        AskedDay | None, Query(alias="dueTo", description="The first day left out.")
    ] = None
    status: Annotated[Annotated[list[State], Field(max_length=5)] | None, Several, Query()] = None
    basis: Basis | None = None
    unit: Code | None = None
    caseworker: Code | None = None
    case_id: Annotated[UUID | None, Query(alias="caseId")] = None
    rule: Annotated[Annotated[list[Code], Field(max_length=40)] | None, Several, Query()] = None
    whose: Annotated[
        Whose | None, Query(alias="for", description="One's own cases, or those of one's unit.")
    ] = None
    escalated: Annotated[bool | None, Query(description="What the leader was to know of.")] = None

    def question(self, caller: Caller, times: Times) -> Sequence[sa.Select[Any]]:
        conditions = (
            (self.due_from, lambda day: agenda.c.due_on >= day),
            (self.due_to, lambda day: agenda.c.due_on < day),
            (self.status, lambda status: stands(status, times)),
            (self.basis, lambda basis: agenda.c.basis == basis),
            (self.unit, lambda unit: agenda.c.unit == unit),
            (self.caseworker, lambda caseworker: access.c.caseworker == caseworker),
            (self.case_id, lambda case_id: access.c.case_id == case_id),
            (self.rule, agenda.c.rule.in_),
            (self.whose, lambda whose: belongs(whose, caller)),
            (self.escalated, lambda _: agenda.c.escalated_at.is_not(None)),
        )
        whole = narrowed(everything_due(times), conditions)
        return [whole.where(part) for part in visible_in_parts(caller, agenda.c.unit, times)]


def belongs(whose: Whose, caller: Caller) -> sa.ColumnElement[bool]:
    if whose == "me":
        return access.c.caseworker == caller.sub
    return agenda.c.unit == caller.unit


def create_router(desk: Desk, names: Names) -> APIRouter:
    """The agenda of everything the caller may see."""
    router = APIRouter(prefix="/v1", tags=["agenda"])

    @router.get("/agenda", operation_id="readAgenda", **asks("followup.read"))
    async def read_agenda(
        caller: Asker,
        paging: PageWanted,
        wanted: Annotated[Wanted, Depends()],
        at: TimesWanted,
        expand: Expand = None,
    ) -> AgendaPage:
        """What is due in the caller's cases and notifications, the most urgent first."""
        found = await desk.page(paging, asked(caller, wanted, at.by(desk.clock)))
        more = await expanded(names, caller, expand, [row.case_id for row in found.rows])
        return AgendaPage.found(
            found,
            lambda row: obligation(row, more.children.get(row.case_id)),
            missing=more.missing,
        )

    return router


def asked(caller: Caller, wanted: Wanted, times: Times) -> Sequence[sa.Select[Any]]:
    """What is wanted of the caller's agenda."""
    return wanted.question(caller, times)


def obligations(caller: Caller, times: Times) -> sa.Select[Any]:
    """Every obligation that the caller may know of, as it stood."""
    return everything_due(times).where(visible_in_turn(caller))


def everything_due(times: Times) -> sa.Select[Any]:
    """Every obligation that there was, as it stood."""
    return (
        sa.select(agenda, access.c.case_id, state_at(times).label("now"), next_meeting(times))
        .join(access, access.c.stream == agenda.c.stream)
        .where(agenda.c.rule.is_not(None))
        .where(times.believed(agenda), times.begun(agenda.c.trigger_on))
    )


def next_meeting(times: Times) -> sa.Label[datetime]:
    """When the next meeting is planned that is meant to meet an obligation."""
    told = meetings.c
    question = sa.select(sa.func.min(told.planned_at)).where(
        told.stream == agenda.c.stream,
        agenda.c.id == sa.any_(told.obligation_ids),
        told.held_on.is_(None),
        told.cancelled_on.is_(None),
        times.believed(meetings),
    )
    return question.scalar_subquery().label("planned_at")


def obligation(row: sa.Row[Any], child: str | None = None) -> ObligationLine:
    """A row of the agenda, with words. A right is over on the day after its last."""
    lapsed = row.now == "lapsed"
    over = lapsed and row.lapsed_on is None
    return ObligationLine.of(
        row,
        child=child,
        rule=Label(code=row.rule, da=row.da, en=row.en),
        basis=label("basis", row.basis),
        falls_on=label("no_working_day", row.falls_on) if row.falls_on else None,
        state=label("state", row.now),
        met_on=row.met_on if row.now in {"met", "met_late"} else None,
        lapsed_on=row.due_on + timedelta(days=1) if over else row.lapsed_on if lapsed else None,
        lapse_reason="time_passed" if over else row.lapse_reason if lapsed else None,
        satisfied_by=row.satisfied_by or [],
        lapses=bool(row.lapses),
    )
