"""Jobs as clients see them."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import sqlalchemy as sa
from pydantic import Field

from services.gateway.jobs.keeping import KEPT
from services.gateway.jobs.performing import ItemDone
from services.gateway.labels import label
from services.gateway.paging_views import Page
from shared.views import Label, View

State = Literal["waiting", "running", "done", "failed"]


class JobView(View):
    """Work that goes on after its request was answered. Whoever asked for it reads it."""

    id: UUID
    kind: Label
    state: Label
    total: int = Field(ge=0, description="Rows in all.")
    done: int = Field(ge=0, description="Rows that are done, refused or not.")
    refused: int = Field(ge=0, description="Of those, rows with a problem.")
    made_at: datetime
    finished_at: datetime | None
    expires_at: datetime | None = Field(description="When it is forgotten, with its result.")
    rows: str = Field(max_length=200, description="What came of each row, page by page.")
    result: str | None = Field(max_length=200, description="All of it as one file, when done.")


class JobsPage(Page[JobView]):
    """The caller's jobs."""


class RowsPage(Page[ItemDone]):
    """What came of the rows of a job."""


def job_view(row: sa.Row[Any]) -> JobView:
    at, over = f"/v1/jobs/{row.id}", row.finished_at
    return JobView.of(
        row,
        kind=label("job_kind", row.kind),
        state=label("job_state", state_of(row)),
        expires_at=over and over + KEPT,
        rows=f"{at}/rows",
        result=f"{at}/result" if over else None,
    )


def state_of(row: sa.Row[Any]) -> State:
    if row.finished_at is not None:
        return "failed" if row.fault else "done"
    return "running" if row.done else "waiting"
