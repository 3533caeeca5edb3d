"""Jobs as clients see them."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa
from pydantic import Field

from services.gateway.exports.commands import EXPORT, WITHIN_BOUNDS
from services.gateway.jobs.keeping import KEPT
from services.gateway.jobs.performing import ItemDone
from services.gateway.labels import label
from services.gateway.paging_views import Page
from shared.problems import KINDS, Problem, UnmetRule
from shared.views import Label, View

RULES = (WITHIN_BOUNDS,)
State = Literal["waiting", "running", "done", "failed"]


class JobView(View):
    """Work that goes on after its request was answered. Whoever asked for it reads it."""

    id: UUID
    kind: Label
    state: Label
    total: int = Field(ge=0, description="Rows in all; of an export, once they are counted.")
    done: int = Field(ge=0, description="Rows that are done, refused or not.")
    refused: int = Field(ge=0, description="Of those, rows with a problem.")
    made_at: datetime
    finished_at: datetime | None
    expires_at: datetime | None = Field(description="When it is forgotten, with its result.")
    rows: str | None = Field(
        max_length=200, description="What came of each row, page by page; an export is all file."
    )
    result: str | None = Field(max_length=200, description="All of it as one file, when done.")
    problem: Problem | None = Field(description="Why it failed.")


class JobsPage(Page[JobView]):
    """The caller's jobs."""


class RowsPage(Page[ItemDone]):
    """What came of the rows of a job."""


def job_view(row: sa.Row[Any]) -> JobView:
    at, over, is_file = f"/v1/jobs/{row.id}", row.finished_at, row.kind == EXPORT
    return JobView.of(
        row,
        kind=label("job_kind", row.kind),
        state=label("job_state", state_of(row)),
        expires_at=over and over + KEPT,
        rows=None if is_file else f"{at}/rows",
        result=f"{at}/result" if over and not (is_file and row.fault) else None,
        problem=problem_of(row) if row.fault else None,
    )


def state_of(row: sa.Row[Any]) -> State:
    if row.finished_at is not None:
        return "failed" if row.fault else "done"
    return "running" if row.attempt else "waiting"


def problem_of(row: sa.Row[Any]) -> Problem:
    """Why a job failed: by the rules, or by a fault of ours, which its trace finds."""
    unmet = [UnmetRule(**asdict(each)) for each in RULES if each.rule == row.fault]
    code = "refused" if unmet else "internal-error"
    kind, trace = KINDS[code], row.id.hex
    return Problem(
        type=f"/v1/problems/{code}",
        title=kind.en,
        status=kind.status,
        detail=kind.detail,
        instance=f"/traces/{trace}",
        code=code,
        traceId=trace,
        unmet=unmet,
    )
