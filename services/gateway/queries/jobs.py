"""Jobs: how far they have come, what came of each row, and the result as a file."""

import time
from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import StreamingResponse

from services.gateway.asking import Asker, Desk, asks
from services.gateway.jobs.keeping import Jobs, owned
from services.gateway.jobs.performing import ItemDone
from services.gateway.paging import Listing, Paging
from services.gateway.queries.job_views import JobsPage, JobView, RowsPage, job_view
from services.gateway.tables import job_parts
from services.gateway.tables import jobs as kept
from shared.database import woken
from shared.deadline import longer
from shared.problems import Said

LONGEST_WAIT = 30.0  # seconds
AT_A_TIME = 500  # rows
NDJSON = "application/x-ndjson"
FILE = {"content": {NDJSON: {"schema": {"type": "string", "maxLength": 100_000_000}}}}
LIST = Listing("jobs", {"madeAt": (kept.c.made_at,)}, ends=(kept.c.id,), descending=True)
ROWS = Listing("job-rows", {"number": (job_parts.c.number,)}, ends=())
JobId = Annotated[UUID, Path(alias="jobId")]


def create_router(desk: Desk, jobs: Jobs) -> APIRouter:
    """The caller's own jobs."""
    router = APIRouter(prefix="/v1", tags=["bulk"])

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

    @router.get("/jobs/{jobId}/rows", operation_id="listJobRows", **asks(None))
    async def rows(
        caller: Asker,
        job_id: JobId,
        paging: Annotated[Paging, Depends(ROWS.wanted)],
        *,
        refused: Annotated[bool, Query(description="Only rows with a problem.")] = False,
    ) -> RowsPage:
        """What came of each row."""
        await jobs.of(caller, job_id)
        question = sa.select(job_parts).where(job_parts.c.job_id == job_id)
        if refused:
            question = question.where(job_parts.c.status >= 400)  # noqa: PLR2004 - HTTP's own
        found = await desk.page(paging, question, str(job_id))

        def line(row: sa.Row[Any]) -> ItemDone:
            return ItemDone.model_validate_json(jobs.part(row).content)

        return RowsPage.found(found, line)

    @router.get(
        "/jobs/{jobId}/result",
        operation_id="readJobResult",
        response_class=StreamingResponse,
        **{**asks(None), "responses": {200: FILE, **asks(None)["responses"]}},
    )
    async def result(caller: Asker, job_id: JobId) -> StreamingResponse:
        """The whole result as a file, a row a line, once the job is over."""
        if (await jobs.of(caller, job_id)).finished_at is None:
            raise Said("not-found")
        named = {"Content-Disposition": f'attachment; filename="{job_id}.ndjson"'}
        return StreamingResponse(lines(jobs, job_id), headers=named, media_type=NDJSON)

    return router


async def lines(jobs: Jobs, job_id: UUID) -> AsyncIterator[bytes]:
    """Every row in turn, some at a time."""
    first = 0
    while parts := await jobs.parts(job_id, first, AT_A_TIME):
        yield b"".join(each.content + b"\n" for each in parts)
        first = parts[-1].number + 1
