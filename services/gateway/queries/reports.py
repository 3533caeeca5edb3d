"""Reports to leadership: made once, read and drawn as they were made, and explained."""

import asyncio
from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Header, Path
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import Asker, Desk, asks
from services.gateway.indicators.asked import Asked, Period
from services.gateway.indicators.definition import Definition
from services.gateway.indicators.figures import Counted
from services.gateway.indicators.references import References
from services.gateway.masking import Masking
from services.gateway.masks import Masks
from services.gateway.paging import Listing, Paging
from services.gateway.queries.indicators import LIST as COUNTED
from services.gateway.queries.indicators import Code, after_start, defined
from services.gateway.queries.ways import listed
from services.gateway.reports import drawing, keeping, making, page
from services.gateway.reports.keeping import Kept, reader_of
from services.gateway.reports.views import (
    CountedOtherwise,
    Explained,
    MakeReport,
    Report,
    ReportLine,
    Reports,
)
from services.gateway.tables import reports
from services.gateway.untold.asking import may_ask
from services.gateway.visiting import VISIT
from shared.calendar import day_of
from shared.http.handling import KEY
from shared.identity import Caller

READS, WRITES = "figures.read", "figures.write"
ReportId = Annotated[UUID, Path(alias="reportId")]
KeyHeader = Annotated[
    str, Header(alias="Idempotency-Key", pattern=f"^{KEY.pattern}$", max_length=255)
]
LIST = Listing("reports", {"madeAt": (reports.c.made_at,)}, ends=(reports.c.id,))
OTHERWISE = replace(COUNTED, name="report-differences")
LINE = [each for each in reports.c if each.name != "content"]
PICTURES = {"text/html": {"schema": {"type": "string", "maxLength": 10_000_000}}}
DRAWN = {  # it has its own styles and drawings, and asks for nothing
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'"
}
LEFT_OUT = "Tal om færre end fem børn er udeladt, og tal, som de kunne regnes ud af."
PDF = {
    "application/pdf": {"schema": {"type": "string", "format": "binary", "maxLength": 10_000_000}}
}


def create_router(desk: Desk, masks: Masks, references: References) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["figures"])
    add_making(router, desk, references)
    add_reading(router, desk)
    add_drawn(router, desk, masks)
    add_explaining(router, desk)
    return router


def add_making(router: APIRouter, desk: Desk, references: References) -> None:
    @router.post("/reports", operation_id="makeReport", status_code=201, **asks(WRITES))
    async def make(
        response: Response, caller: Asker, body: MakeReport, key: KeyHeader
    ) -> ReportLine:
        """Report on a time as everything is known now. The same key makes the same report once."""
        may_ask(caller, since=body.since, until=body.until)
        period = after_start(body.since, body.until)
        wanted = Kept(period, desk.clock(), key)
        async with desk.store.begin() as connection:
            if (row := await keeping.made_already(connection, caller, wanted)) is None:
                content = await making.content(connection, caller, period, wanted.as_of, references)
                await keeping.keep(connection, caller, wanted, content)
                row = await keeping.made_already(connection, caller, wanted)
        line = ReportLine.of(row)
        response.headers["Location"] = f"/v1/reports/{line.id}"
        return line


def add_reading(router: APIRouter, desk: Desk) -> None:
    @router.get("/reports", operation_id="listReports", **asks(READS))
    async def mine(caller: Asker, paging: Annotated[Paging, Depends(LIST.wanted)]) -> Reports:
        """The reports that the caller may read, oldest first."""
        question = sa.select(*LINE).where(reports.c.reader == reader_of(caller))
        return Reports.found(await desk.page(paging, question), ReportLine.of)

    @router.get("/reports/{reportId}", operation_id="readReport", **asks(READS))
    async def report(caller: Asker, report_id: ReportId) -> Report:
        """A report as it was made."""
        return await kept(desk, caller, report_id)


def add_drawn(router: APIRouter, desk: Desk, masks: Masks) -> None:
    async def shown(request: Request, caller: Caller, report_id: UUID) -> tuple[Report, str | None]:
        """What of a report this caller may see, and what to say if something is left out.

        A page has no other mask than this.
        """
        made = (await kept(desk, caller, report_id)).model_dump(mode="json", by_alias=True)
        masking = Masking(masks, request.scope[VISIT])
        told = Report(**masking.of(made))
        return told, LEFT_OUT if masking.withheld else None

    @router.get(
        "/reports/{reportId}/page",
        operation_id="drawReport",
        response_class=Response,
        **with_answer(PICTURES),
    )
    async def as_page(request: Request, caller: Asker, report_id: ReportId) -> Response:
        """A report as a page to read and print, with its figures drawn."""
        made = await shown(request, caller, report_id)
        drawn = await asyncio.to_thread(page.html, *made)
        return Response(drawn, headers=DRAWN, media_type="text/html")

    @router.get(
        "/reports/{reportId}/drawings",
        operation_id="printReport",
        response_class=Response,
        **with_answer(PDF),
    )
    async def as_pdf(request: Request, caller: Asker, report_id: ReportId) -> Response:
        """A report's drawings as a PDF."""
        made = await shown(request, caller, report_id)
        return Response(await asyncio.to_thread(drawing.pdf, *made), media_type="application/pdf")


def with_answer(content: dict[str, Any]) -> dict[str, Any]:
    """What a question declares whose answer is no JSON."""
    declared = asks(READS)
    answers = {**declared["responses"], 200: {"description": "The report.", "content": content}}
    return {**declared, "responses": answers}


def add_explaining(router: APIRouter, desk: Desk) -> None:
    @router.get(
        "/reports/{reportId}/differences/{indicatorId}",
        operation_id="explainReport",
        **asks("figures.cases"),
    )
    async def differences(
        caller: Asker,
        paging: Annotated[Paging, Depends(OTHERWISE.wanted)],
        report_id: ReportId,
        code: Code,
    ) -> Explained:
        """Why a figure would be another today: what it counted otherwise when it was reported."""
        made, definition = await kept(desk, caller, report_id), defined(code)
        if definition.rows is None:
            return Explained(as_of=made.as_of, items=[], next_cursor=None)
        question = sa.select(otherwise(desk, caller, definition, made))
        found = await desk.page(paging, question, code)
        return Explained.found(found, lambda row: explained(row, made), as_of=made.as_of)


def otherwise(desk: Desk, caller: Caller, definition: Definition, made: ReportLine) -> sa.Subquery:
    """What counted then and does not now, or the other way round, or for something else."""
    period = Period(made.since, made.until)
    then = Counted(caller, definition, Asked([period], made.as_of, day_of(made.as_of))).cases({})
    today = day_of(desk.clock())
    now = Counted(caller, definition, Asked([period], None, today)).cases({}, "now")
    same = [then.c[each] == now.c[each] for each in ("case_id", "subject", "on_day")]
    both = sa.outerjoin(then, now, sa.and_(*same), full=True)
    differs = sa.or_(*(then.c[each].is_distinct_from(now.c[each]) for each in ("part", "whole")))
    one = [
        sa.func.coalesce(then.c[each], now.c[each]).label(each)
        for each in ("case_id", "subject", "on_day")
    ]
    parts = [
        side.c[each].label(f"{each}_{name}")
        for name, side in (("then", then), ("now", now))
        for each in ("part", "whole")
    ]
    return sa.select(*one, *parts).select_from(both).where(differs).subquery("otherwise")


def explained(row: sa.Row[Any], made: ReportLine) -> CountedOtherwise:
    since = {"from": made.as_of.isoformat()}
    learned = listed(f"/v1/cases/{row.case_id}/differences", **since)
    return CountedOtherwise.of(row, learned=learned)


async def kept(desk: Desk, caller: Caller, report_id: UUID) -> Report:
    """Raises `Said` not-found when it is not the caller's to read."""
    async with desk.store.begin() as connection:
        row = await keeping.read(connection, caller, report_id)
    return Report(**ReportLine.of(row).model_dump(), **row.content)
