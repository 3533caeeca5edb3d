"""What is in a calendar: the meetings and open deadlines that its owner may know of, as of now."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.gateway.access import visible
from services.gateway.calendars.links import Wanted
from services.gateway.calendars.writing import Deadline, Meeting
from services.gateway.store import Store
from services.gateway.tables import access, agenda, meetings
from shared.calendar import day_of
from shared.identity import Caller
from shared.views import Label

BEHIND, AHEAD = timedelta(days=90), timedelta(days=400)
MOST = 2000  # of each kind


class Entries:
    """Asks the read models for what belongs in a calendar."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def meeting(self, owner: Caller, meeting: UUID) -> Meeting | None:
        """One meeting, if the caller may know of it."""
        question = planned(owner).where(meetings.c.id == meeting)
        async with self._store.begin() as connection:
            row = (await connection.execute(question)).one_or_none()
        return meeting_of(row) if row else None

    async def meetings(self, owner: Caller, wanted: Wanted, now: datetime) -> list[Meeting]:
        """The meetings of a calendar, by their time."""
        begins = meetings.c.planned_at
        question = (
            within(planned(owner), owner, wanted)
            .where(begins >= now - BEHIND, begins < now + AHEAD)
            .order_by(begins, meetings.c.id)
            .limit(MOST)
        )
        async with self._store.begin() as connection:
            return [meeting_of(row) for row in await connection.execute(question)]

    async def deadlines(self, owner: Caller, wanted: Wanted, now: datetime) -> list[Deadline]:
        """What is open in the cases of a calendar, by its day."""
        day = day_of(now)
        question = (
            within(due(owner), owner, wanted)
            .where(agenda.c.due_on >= day - BEHIND, agenda.c.due_on < day + AHEAD)
            .order_by(agenda.c.due_on, agenda.c.id)
            .limit(MOST)
        )
        async with self._store.begin() as connection:
            return [deadline_of(row) for row in await connection.execute(question)]


def planned(owner: Caller) -> sa.Select[Any]:
    """Every meeting that somebody may know of."""
    now = meetings.c.recorded_to.is_(None)
    return (
        sa.select(meetings, access.c.case_id)
        .join(access, access.c.stream == meetings.c.stream)
        .where(visible(owner), now, meetings.c.planned_at.is_not(None))
    )


def due(owner: Caller) -> sa.Select[Any]:
    """Every open obligation that somebody may know of, with how often it has changed."""
    earlier = agenda.alias("earlier")
    changes = sa.select(sa.func.count()).where(earlier.c.id == agenda.c.id).scalar_subquery()
    standing = sa.and_(agenda.c.recorded_to.is_(None), agenda.c.state == "open")
    return (
        sa.select(agenda, access.c.case_id, (changes - 1).label("sequence"))
        .join(access, access.c.stream == agenda.c.stream)
        .where(visible(owner), standing)
    )


def within(question: sa.Select[Any], owner: Caller, wanted: Wanted) -> sa.Select[Any]:
    """What belongs in a calendar of a kind, of what its owner may know of."""
    match wanted.kind:
        case "worker":
            return question.where(access.c.caseworker == owner.sub)
        case "team":
            return question.where(access.c.unit == owner.unit)
        case "case":
            return question.where(access.c.case_id == wanted.case_id)


def meeting_of(row: sa.Row[Any]) -> Meeting:
    return Meeting(
        id=row.id,
        case_id=row.case_id,
        meeting_kind=row.meeting_kind,
        planned_at=row.planned_at,
        ends_at=row.ends_at,
        place=row.place,
        sequence=row.sequence or 0,
        cancelled=row.cancelled_on is not None,
        changed_at=row.recorded_from,
    )


def deadline_of(row: sa.Row[Any]) -> Deadline:
    return Deadline(
        id=row.id,
        case_id=row.case_id,
        rule=Label(code=row.rule, da=row.da, en=row.en),
        due_on=row.due_on,
        sequence=row.sequence,
        changed_at=row.recorded_from,
    )
