"""What happened in one case: in the order it happened, beside when we learned it."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends
from pydantic import Field, JsonValue

from services.gateway.asking import Asker, CaseParameter, Desk, asks
from services.gateway.labels import label
from services.gateway.paging import Listing, Paging
from services.gateway.paging_views import Page
from services.gateway.tables import access, timeline
from shared.views import Label, View

LIST = Listing(
    "timeline",
    {
        "happenedOn": (timeline.c.happened_on, timeline.c.recorded_at),
        "recordedAt": (timeline.c.recorded_at,),
    },
    ends=(timeline.c.feed, timeline.c.position),
)
PageWanted = Annotated[Paging, Depends(LIST.wanted)]


class HappeningLine(View):
    """One thing that happened. Words and names are left out: read them where they are kept."""

    stream: UUID = Field(description="The case, or a notification that led to it.")
    kind: Label
    happened_on: date
    recorded_at: datetime
    correlation: str = Field(max_length=64, description="The trace of the request it came with.")
    data: dict[str, JsonValue]


class TimelinePage(Page[HappeningLine]):
    """What happened."""


def create_router(desk: Desk) -> APIRouter:
    """The timeline of a case the caller may see."""
    router = APIRouter(prefix="/v1", tags=["cases"])

    @router.get("/cases/{caseId}/timeline", operation_id="readTimeline", **asks("case.read"))
    async def read_timeline(
        caller: Asker, case_id: CaseParameter, paging: PageWanted
    ) -> TimelinePage:
        """Everything that happened in a case and in the notifications it began with."""
        await desk.forwarding.check(caller, case_id)
        streams = sa.select(access.c.stream).where(access.c.case_id == case_id)
        question = sa.select(timeline).where(timeline.c.stream.in_(streams))
        return TimelinePage.found(await desk.page(paging, question, str(case_id)), happening)

    return router


def happening(row: sa.Row[Any]) -> HappeningLine:
    return HappeningLine.of(row, kind=label("kind", row.kind))
