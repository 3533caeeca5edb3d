"""What is due, under which rule and because of what: the sheet a caseworker begins the day with."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from pydantic import Field

from services.gateway.asking import Asker, Desk, PageWanted, TimesWanted, asks, narrowed
from services.gateway.in_turn import visible_in_turn
from services.gateway.labels import label
from services.gateway.tables import access, agenda, meetings
from services.gateway.times import Times
from shared.commands import AskedDay, Code
from shared.identity import Caller
from shared.views import Label, View

State = Literal["open", "overdue", "met", "met_late", "lapsed"]
LEFT_OUT = "The first day left out."
Basis = Literal["statutory", "local"]
Whose = Literal["me", "unit"]


class ObligationLine(View):
    """Something due. `dueOn` is the earlier of the statutory and the local day, and binds."""

    id: UUID
    case_id: UUID | None = Field(description="None while a worry has no case yet.")
    stream: UUID = Field(description="The case or the notification that it is about.")
    rule: Label = Field(description="The rule's id, and what it requires.")
    source: str = Field(max_length=300)
    edition: date = Field(description="First day of the edition of the law that was used.")
    trigger: str = Field(max_length=100, description="The fact that it follows from.")
    trigger_on: date
    subject: UUID = Field(description="What it is about: a measure, an investigation, a worry.")
    statutory_on: date | None
    local_on: date | None
    due_on: date
    due_at: datetime | None = Field(description="The moment, for terms counted in hours.")
    basis: Label
    adjustment: str | None = Field(max_length=300)
    falls_on: Label | None = Field(description="A warning: that day is no working day.")
    state: Label
    met_on: date | None
    lapsed_on: date | None
    lapse_reason: str | None = Field(max_length=100)
    satisfied_by: list[str] = Field(max_length=10, description="The facts that would meet it.")
    lapses: bool = Field(description="The end of a party's right: it is never overdue.")
    deferred_to: date | None = Field(description="It will be done then; what is due stands.")
    escalated_at: datetime | None = Field(description="When the leader was to know of it.")
    planned_at: datetime | None = Field(description="The next meeting meant to meet it.")


class AgendaPage(View):
    items: list[ObligationLine] = Field(max_length=200)
    next_cursor: str | None = Field(max_length=600)


def state_at(times: Times) -> sa.ColumnElement[str]:
    """An obligation's state at a moment: overdue when not met by its day; a right has lapsed.

    What meets it, or lets it lapse, counts from its own day on.
    """
    late = sa.or_(
        agenda.c.due_at < times.moment,
        sa.and_(agenda.c.due_at.is_(None), agenda.c.due_on < times.day),
    )
    met = sa.and_(agenda.c.state == "met", agenda.c.met_on <= times.day)
    return sa.case(
        (sa.and_(met, agenda.c.late), "met_late"),
        (met, "met"),
        (sa.and_(agenda.c.state == "lapsed", agenda.c.lapsed_on <= times.day), "lapsed"),
        (sa.and_(late, agenda.c.lapses.is_(True)), "lapsed"),
        (late, "overdue"),
        else_="open",
    )


@dataclass(frozen=True)
class Wanted:
    """Which obligations are wanted."""

    due_from: Annotated[AskedDay | None, Query(alias="dueFrom")] = None
    due_to: Annotated[
        AskedDay | None, Query(alias="dueTo", description="The first day left out.")
    ] = None
    status: Annotated[list[State] | None, Query(max_length=5)] = None
    basis: Basis | None = None
    unit: Code | None = None
    caseworker: Code | None = None
    case_id: Annotated[UUID | None, Query(alias="caseId")] = None
    rule: Annotated[list[Code] | None, Query(max_length=40)] = None
    whose: Annotated[
        Whose | None, Query(alias="for", description="One's own cases, or those of one's unit.")
    ] = None
    escalated: Annotated[bool | None, Query(description="What the leader was to know of.")] = None

    def narrow(
        self, question: sa.Select[Any], state: sa.ColumnElement[str], caller: Caller, times: Times
    ) -> sa.Select[Any]:
        conditions = (
            (self.due_from, lambda day: agenda.c.due_on >= day),
            (self.due_to, lambda day: agenda.c.due_on < day),
            (self.status, state.in_),
            (self.basis, lambda basis: agenda.c.basis == basis),
            (self.unit, lambda unit: access.c.unit == unit),
            (self.caseworker, lambda caseworker: access.c.caseworker == caseworker),
            (self.case_id, lambda case_id: access.c.case_id == case_id),
            (self.rule, agenda.c.rule.in_),
            (self.whose, lambda whose: belongs(whose, caller)),
            (self.escalated, lambda _: agenda.c.escalated_at.is_not(None)),
            (self._is_pending(times), lambda _: agenda.c.state == "open"),
        )
        return narrowed(question, conditions)

    def _is_pending(self, times: Times) -> bool:
        """Whether only what is open now is wanted: there is an index of that."""
        pending = self.status is not None and {*self.status} <= {"open", "overdue"}
        return pending and times.as_of is None and times.only_by is None


def belongs(whose: Whose, caller: Caller) -> sa.ColumnElement[bool]:
    if whose == "me":
        return access.c.caseworker == caller.sub
    return access.c.unit == caller.unit


def create_router(desk: Desk) -> APIRouter:
    """The agenda of everything the caller may see."""
    router = APIRouter(prefix="/v1", tags=["agenda"])

    @router.get("/agenda", operation_id="readAgenda", **asks("followup.read"))
    async def read_agenda(
        caller: Asker,
        paging: PageWanted,
        wanted: Annotated[Wanted, Depends()],
        asked: TimesWanted,
    ) -> AgendaPage:
        """What is due in the caller's cases and notifications, the most urgent first."""
        times = asked.by(desk.clock)
        question = wanted.narrow(obligations(caller, times), state_at(times), caller, times)
        rows, following = await desk.page(paging, "agenda", question, agenda.c.due_on, agenda.c.id)
        return AgendaPage(items=[obligation(row) for row in rows], next_cursor=following)

    return router


def obligations(caller: Caller, times: Times) -> sa.Select[Any]:
    """Every obligation that the caller may know of, as it stood."""
    return (
        sa.select(agenda, access.c.case_id, state_at(times).label("now"), next_meeting(times))
        .join(access, access.c.stream == agenda.c.stream)
        .where(visible_in_turn(caller), agenda.c.rule.is_not(None))
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


def obligation(row: sa.Row[Any]) -> ObligationLine:
    """A row of the agenda, with words. A right is over on the day after its last."""
    lapsed = row.now == "lapsed"
    over = lapsed and row.lapsed_on is None
    return ObligationLine.of(
        row,
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
