"""Jobs: how far they have come, what came of each row, and the result as a file."""

import time
from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Header, Path, Query
from fastapi.responses import StreamingResponse
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.access import moment
from services.gateway.asking import Asker, Desk, asks
from services.gateway.exports.commands import EXPORT
from services.gateway.exports.fetching import Fetching
from services.gateway.exports.writing import FORMATS
from services.gateway.jobs.keeping import Jobs, owned
from services.gateway.jobs.performing import ItemDone
from services.gateway.paging import Listing, Paging
from services.gateway.queries.job_views import JobsPage, JobView, RowsPage, job_view
from services.gateway.rights import Rights
from services.gateway.tables import job_parts
from services.gateway.tables import jobs as kept
from services.gateway.visiting import VISIT
from shared.database import woken
from shared.deadline import longer
from shared.http.handling import KEY
from shared.identity import Caller
from shared.problems import Said

LONGEST_WAIT = 30.0  # seconds
AT_A_TIME = 500  # rows
NDJSON = "application/x-ndjson"
LONGEST_FILE = 2**31 - 1  # bytes: what a file holds at the most is its rows
FILES = {
    each.media_type.partition(";")[0]: {
        "schema": {"type": "string", "format": "binary", "maxLength": LONGEST_FILE}
    }
    for each in FORMATS.values()
}
RESULT = {
    "description": "Of commands, a row a line; of an export, the file that was asked for.",
    "content": {NDJSON: {"schema": {"type": "string", "maxLength": 100_000_000}}, **FILES},
}
LIST = Listing("jobs", {"madeAt": (kept.c.made_at,)}, ends=(kept.c.id,), descending=True)
ROWS = Listing("job-rows", {"number": (job_parts.c.number,)}, ends=())
JobId = Annotated[UUID, Path(alias="jobId")]
KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=f"^{KEY.pattern}$",
        max_length=255,
        description="The same key and the same body are the same job.",
    ),
]


def create_router(desk: Desk, rights: Rights, jobs: Jobs) -> APIRouter:
    """The caller's own jobs."""
    router = APIRouter(prefix="/v1", tags=["bulk"])
    add_jobs(router, desk, jobs)
    add_rows(router, desk, jobs)
    add_result(router, jobs, Fetching(desk.store, rights, jobs))
    return router


def add_jobs(router: APIRouter, desk: Desk, jobs: Jobs) -> None:
    @router.get("/jobs", operation_id="listJobs", **asks(None))
    async def list_jobs(caller: Asker, paging: Annotated[Paging, Depends(LIST.wanted)]) -> JobsPage:
        """The caller's jobs, the latest first."""
        return JobsPage.found(await desk.page(paging, owned(caller)), job_view)

    @router.get("/jobs/{jobId}", operation_id="readJob", **asks(None))
    async def read_job(
        caller: Asker,
        job_id: JobId,
        wait: Annotated[
            float, Query(ge=0, le=LONGEST_WAIT, description="Seconds to wait for its end.")
        ] = 0,
    ) -> JobView:
        """How far a job has come."""
        longer(wait)
        until = time.monotonic() + wait
        while True:
            rung = jobs.bell.listening()
            row = await jobs.of(caller, job_id)
            left = 0 if jobs.bell.closing else until - time.monotonic()
            if row.finished_at is not None or left <= 0:
                return job_view(row)
            await woken(rung, left)


def add_rows(router: APIRouter, desk: Desk, jobs: Jobs) -> None:
    @router.get("/jobs/{jobId}/rows", operation_id="listJobRows", **asks(None))
    async def rows(
        caller: Asker,
        job_id: JobId,
        paging: Annotated[Paging, Depends(ROWS.wanted)],
        *,
        refused: Annotated[bool, Query(description="Only rows with a problem.")] = False,
    ) -> RowsPage:
        """What came of each row; an export has them in its file alone."""
        if (await jobs.of(caller, job_id)).kind == EXPORT:
            raise Said("not-found")
        question = sa.select(job_parts).where(job_parts.c.job_id == job_id)
        if refused:
            question = question.where(job_parts.c.status >= 400)  # noqa: PLR2004 - HTTP's own
        found = await desk.page(paging, question, str(job_id))

        def line(row: sa.Row[Any]) -> ItemDone:
            return ItemDone.model_validate_json(jobs.part(row).content)

        return RowsPage.found(found, line)


def add_result(router: APIRouter, jobs: Jobs, exports: Fetching) -> None:
    @router.get(
        "/jobs/{jobId}/result",
        operation_id="readJobResult",
        response_class=StreamingResponse,
        **{**asks(None), "responses": {200: RESULT, **asks(None)["responses"]}},
    )
    async def result(request: Request, caller: Asker, job_id: JobId) -> StreamingResponse:
        """The whole result as a file, once the job is over.

        Of commands a row a line; of an export the sheet, unless a case in it is no longer yours.
        """
        row = await jobs.of(caller, job_id)
        if row.finished_at is None:
            raise Said("not-found")
        if row.kind == EXPORT:
            return await exports.answer(request.scope[VISIT], row)
        named = {"Content-Disposition": f'attachment; filename="{job_id}.ndjson"'}
        return StreamingResponse(lines(jobs, job_id), headers=named, media_type=NDJSON)


async def lines(jobs: Jobs, job_id: UUID) -> AsyncIterator[bytes]:
    """Every row in turn."""
    async for each in jobs.content(job_id, 0, AT_A_TIME):
        yield each + b"\n"


async def begun(
    jobs: Jobs, caller: Caller, kind: str, request: bytes, total: int, key: str | None
) -> Response:
    """What is asked for is a job: 202, and where it is."""
    made = await jobs.add(caller, kind, request, total, moment(caller), key)
    jobs.bell.ring()
    view = job_view(await jobs.of(caller, made))
    headers = {"Location": f"/v1/jobs/{made}"}
    return Response(view.model_dump_json(by_alias=True), 202, headers, "application/json")
