"""The notifications that a unit must deal with: acute first, then what is overdue, then by day."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from pydantic import Field

from services.gateway.access import visible
from services.gateway.asking import Asker, Desk, TimesWanted, asks, narrowed
from services.gateway.labels import label
from services.gateway.paging import Listing, Paging, Several
from services.gateway.queries.agenda import LEFT_OUT, state_at
from services.gateway.queries.inbox_views import NotificationLine, NotificationsPage, Signal
from services.gateway.queries.signals import signals_of
from services.gateway.tables import access, agenda, notifications
from services.gateway.times import Times
from shared.commands import AskedDay, Code
from shared.identity import Caller

State = Literal["received", "assessed", "acknowledged", "linked", "dismissed"]
NEVER = date(2199, 12, 31)
LIST = Listing(
    "notifications",
    {
        "urgency": (
            sa.column("rank", sa.Integer),
            sa.column("by_day", sa.Date),
            sa.column("received_at", sa.DateTime(timezone=True)),
        ),
        "receivedAt": (sa.column("received_at", sa.DateTime(timezone=True)),),
        "nextDueOn": (sa.column("by_day", sa.Date),),
    },
    ends=(sa.column("stream", sa.Uuid),),
)
PageWanted = Annotated[Paging, Depends(LIST.wanted)]


@dataclass(frozen=True)
class Wanted:
    """Which notifications are wanted."""

    state: Annotated[Annotated[list[State], Field(max_length=5)] | None, Several, Query()] = None
    unit: Code | None = None
    due_from: Annotated[AskedDay | None, Query(alias="dueFrom")] = None
    due_to: Annotated[AskedDay | None, Query(alias="dueTo", description=LEFT_OUT)] = None

    urgency_overdue: Annotated[
        bool, Query(alias="urgencyOverdue", description="Not assessed within its 24 hours.")
    ] = False

    def narrow(self, rows: sa.Subquery, times: Times) -> sa.Select[Any]:
        conditions = (
            (self.state, rows.c.state.in_),
            (self.unit, lambda unit: rows.c.unit == unit),
            (self.due_from, lambda day: rows.c.next_due_on >= day),
            (self.due_to, lambda day: rows.c.next_due_on < day),
            (
                self.urgency_overdue,
                lambda _: sa.and_(
                    rows.c.assessed_at.is_(None), rows.c.urgency_due_at < times.moment
                ),
            ),
        )
        return narrowed(sa.select(rows), conditions)


def create_router(desk: Desk) -> APIRouter:
    """The notifications the caller may see."""
    router = APIRouter(prefix="/v1", tags=["notifications"])

    @router.get("/notifications", operation_id="listNotifications", **asks("case.read"))
    async def list_notifications(
        caller: Asker,
        paging: PageWanted,
        wanted: Annotated[Wanted, Depends()],
        at: TimesWanted,
    ) -> NotificationsPage:
        """The caller's notifications: the acute first, then the overdue, then by their due day."""
        found = await desk.page(paging, asked(caller, wanted, at.by(desk.clock)))
        signals = await signals_of(desk.store, caller, [row.stream for row in found.rows])
        return NotificationsPage.found(found, lambda row: line(row, signals.get(row.stream)))

    return router


def asked(caller: Caller, wanted: Wanted, times: Times) -> sa.Select[Any]:
    """What is wanted of the caller's inbox."""
    return wanted.narrow(inbox(caller, times), times)


def inbox(caller: Caller, times: Times) -> sa.Subquery:
    """Every notification that the caller may know of, with what is due and how it is sorted."""
    due = terms(times)
    state = standing()
    rank = sa.case(
        (sa.and_(notifications.c.urgency == "acute", state.not_in(["linked", "dismissed"])), 0),
        (due.c.overdue, 1),
        (due.c.next_due_on.is_not(None), 2),
        else_=3,
    )
    return (
        sa.select(notifications, access.c.case_id, access.c.unit, due, state.label("state"))
        .add_columns(
            sa.cast(rank, sa.Integer).label("rank"),
            sa.func.coalesce(due.c.next_due_on, NEVER, type_=sa.Date).label("by_day"),
        )
        .join(access, access.c.stream == notifications.c.stream)
        .join(due, sa.true())
        .where(visible(caller), access.c.kind == "notification", times.believed(notifications))
        .where(notifications.c.received_at <= times.moment)
        .subquery("inbox")
    )


def standing() -> sa.ColumnElement[str]:
    """How far a notification has come; one that nobody has assessed is only received."""
    told = notifications.c
    return sa.case(
        (access.c.case_id.is_not(None), "linked"),
        (told.dismissed_on.is_not(None), "dismissed"),
        (told.assessed_at.is_(None), "received"),
        (told.acknowledged_on.is_not(None), "acknowledged"),
        else_="assessed",
    )


def terms(times: Times) -> sa.FromClause:
    """What the agenda says of a notification: D01, its 24 hours; D02, its six working days."""
    state = state_at(times)
    unmet = state.in_(("open", "overdue"))
    late = sa.func.bool_or(state == "overdue")
    return (
        sa.select(
            sa.func.max(agenda.c.due_at).filter(agenda.c.rule == "D01").label("urgency_due_at"),
            sa.func.max(agenda.c.due_on)
            .filter(agenda.c.rule == "D02")
            .label("acknowledgement_due_on"),
            sa.func.min(agenda.c.due_on).filter(unmet).label("next_due_on"),
            sa.func.coalesce(late, sa.false()).label("overdue"),
        )
        .where(agenda.c.stream == notifications.c.stream, times.believed(agenda))
        .lateral("due")
    )


def line(row: sa.Row[Any], signal: Signal | None) -> NotificationLine:
    """A row of the inbox, with words."""
    reason, outcome = row.dismissal_reason, row.reassessment_outcome
    return NotificationLine.of(
        row,
        id=row.stream,
        notifier_type=label("notifier_type", row.notifier_type),
        state=label("notification_state", row.state),
        urgency=label("urgency", row.urgency) if row.urgency else None,
        dismissal_reason=label("dismissal_reason", reason) if reason else None,
        reassessment_outcome=label("reassessment_outcome", outcome) if outcome else None,
        signal=signal,
    )
