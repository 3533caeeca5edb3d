"""What one meeting could meet: several things that are due for one child, told as a proposal."""

from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Query
from pydantic import Field
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.gateway.access import visible
from services.gateway.asking import Asker, Desk, asks
from services.gateway.labels import label
from services.gateway.paging import Listing, Paging
from services.gateway.paging_views import Page
from services.gateway.proposing import Diary
from services.gateway.queries.workload import READS, diaries, is_open, is_planned
from services.gateway.tables import access, agenda, meetings
from shared.calendar import WorkingDays
from shared.commands import Code
from shared.identity import Caller
from shared.views import Label, View

MEETING = "MeetingHeld"
NETWORK, WORRY, FOLLOW_UPS = "D17", "concern-answered", {"D14", "D16"}
AT_LEAST = 2  # or there is nothing to bundle
LIST = Listing(
    "suggestions", {"by": (sa.column("by", sa.Date),)}, ends=(sa.column("case_id", sa.Uuid),)
)
PageWanted = Annotated[Paging, Depends(LIST.wanted)]


class DueTogether(View):
    """One of the things that the meeting could meet."""

    id: UUID
    rule: Label
    due_on: date


class SuggestionLine(View):
    """A meeting that would meet several obligations of one child, when it is marked as proposed.

    `proposedOn` is the last free working day by the earliest of them.
    """

    case_id: UUID
    caseworker: str | None = Field(max_length=100)
    by: date
    proposed_on: date | None
    meeting_kind: Label
    fulfils_review: bool
    fulfils_network: bool
    concern_ids: list[UUID] = Field(max_length=50)
    obligations: list[DueTogether] = Field(max_length=50)


class SuggestionsPage(Page[SuggestionLine]):
    """Meetings worth planning."""


def create_router(desk: Desk, calendar: WorkingDays, full: int) -> APIRouter:
    """Meetings that are worth planning."""
    router = APIRouter(prefix="/v1", tags=["agenda"])

    @router.get("/agenda/suggestions", operation_id="suggestMeetings", **asks(READS))
    async def suggestions(
        caller: Asker,
        paging: PageWanted,
        within: Annotated[int, Query(ge=1, le=92, description="Days from today.")] = 28,
        unit: Code | None = None,
        caseworker: Code | None = None,
    ) -> SuggestionsPage:
        """For which children one meeting would meet several things, the most urgent first.

        What a planned meeting is already meant to meet is left out.
        """
        today = desk.today()
        rows = together(caller, today + timedelta(days=within), unit, caseworker)
        found = await desk.page(paging, sa.select(rows))
        workers = {row.caseworker or "" for row in found.rows}
        free = await diaries(desk.store, workers, today, calendar, full)
        return SuggestionsPage.found(
            found, lambda row: suggestion(row, free[row.caseworker or ""], today)
        )

    return router


def together(caller: Caller, until: date, unit: str | None, caseworker: str | None) -> sa.Subquery:
    """What is open, can be met by a meeting and is in no plan, by the case; two of it at least."""
    rows = agenda.c
    each = sa.func.jsonb_build_object(
        "id", rows.id, "rule", rows.rule, "da", rows.da, "en", rows.en,
        "dueOn", rows.due_on, "subject", rows.subject,
    )  # fmt: skip
    planned = sa.exists().where(
        meetings.c.stream == rows.stream,
        rows.id == sa.any_(meetings.c.obligation_ids),
        *is_planned(),
    )
    wanted = (
        access.c.unit == unit if unit else sa.true(),
        access.c.caseworker == caseworker if caseworker else sa.true(),
    )
    return (
        sa.select(
            access.c.case_id,
            access.c.caseworker,
            sa.func.min(rows.due_on).label("by"),
            sa.func.jsonb_agg(aggregate_order_by(each, rows.due_on, rows.id))
            .label("due"),
        )
        .join_from(agenda, access, access.c.stream == rows.stream)
        .where(visible(caller), *is_open(), *wanted, rows.due_on < until, ~planned)
        .where(access.c.kind == "case", sa.literal(MEETING) == sa.any_(rows.satisfied_by))
        .group_by(access.c.case_id, access.c.caseworker)
        .having(sa.func.count() >= AT_LEAST)
        .subquery("together")
    )  # fmt: skip


def suggestion(row: sa.Row[Any], diary: Diary, today: date) -> SuggestionLine:
    rules = {each["rule"] for each in row.due}
    network = NETWORK in rules
    return SuggestionLine(
        case_id=row.case_id,
        caseworker=row.caseworker,
        by=row.by,
        proposed_on=diary.proposed(today, row.by),
        meeting_kind=label("meeting_kind", "network" if network else "follow_up"),
        fulfils_review=bool(rules & FOLLOW_UPS),
        fulfils_network=network,
        concern_ids=[UUID(each["subject"]) for each in row.due if each["rule"] == WORRY],
        obligations=[
            DueTogether(
                id=UUID(each["id"]),
                rule=Label(code=each["rule"], da=each["da"], en=each["en"]),
                due_on=date.fromisoformat(each["dueOn"]),
            )
            for each in row.due
        ],
    )
