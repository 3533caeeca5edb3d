"""Sheets to take along: the caller's rows, as a file, on record as looked at."""

import asyncio
from dataclasses import dataclass
from typing import Annotated, Any

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Path, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import Asker, Desk, TimesWanted, asks
from services.gateway.exports.commands import EXPORT, MakeExport, period_of
from services.gateway.exports.fetching import headers_of
from services.gateway.exports.permitting import may, permitted, without
from services.gateway.exports.sheet import Sheet, Wanted, words
from services.gateway.exports.sheets import SHEETS
from services.gateway.exports.taking import layout_of, streams_of
from services.gateway.exports.writing import FORMATS, Format, Language, Rows
from services.gateway.indicators.asked import Period
from services.gateway.indicators.definition import definitions
from services.gateway.jobs.keeping import Jobs
from services.gateway.queries.job_views import JobView
from services.gateway.queries.jobs import FILES, KeyHeader, begun
from services.gateway.queries.movements import LEFT_OUT
from services.gateway.rights import Rights
from services.gateway.visiting import VISIT, Visit
from shared.commands import AskedDay
from shared.problems import InputError, Invalid, Said, problems
from shared.views import Label, View

SCOPE = "exports.read"
MOST = 10_000  # rows in one answer
TOO_MANY = InputError(
    pointer="from",
    code="too-many",
    detail=f"More than {MOST} rows. `POST /v1/exports` with what was asked here and the `sheet` "
    "makes a job of it, whose result is the file; or narrow `from` and `to`.",
)
Code = Annotated[str, Path(alias="sheet", max_length=40, examples=["measures"])]


class SheetLine(View):
    """A sheet that the caller can take along. `on` is the column that `from` and `to` narrow."""

    sheet: Label
    on: str = Field(max_length=40)


class Sheets(View):
    items: list[SheetLine] = Field(max_length=200)


@dataclass(frozen=True)
class Narrowed:
    """Of which time: from a day until, not including, another, by the sheet's own day."""

    since: Annotated[AskedDay | None, Query(alias="from", examples=["2024-01-01"])] = None
    until: Annotated[AskedDay | None, Query(alias="to", description=LEFT_OUT)] = None

    def period(self, sheet: Sheet) -> Period:
        return period_of(sheet, self.since, self.until)


@dataclass(frozen=True)
class As:
    """As what: a file of which kind, with headings in which language (Parquet has both)."""

    format: Annotated[Format, Query(description="What people open, or programs read.")] = "csv"
    language: Annotated[Language, Query(description="Of the headings.")] = "da"


def create_router(desk: Desk, rights: Rights, jobs: Jobs) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["exports"])
    add_list(router, rights)
    add_job(router, rights, jobs)
    add_file(router, desk, rights)
    return router


def add_list(router: APIRouter, rights: Rights) -> None:
    @router.get("/exports", operation_id="listSheets", **asks(SCOPE))
    async def sheets(caller: Asker) -> Sheets:
        """The sheets that the caller can take along."""
        known = [each for each in SHEETS.values() if may(caller, rights, each)]
        return Sheets(items=[SheetLine(sheet=called(each.code), on=each.on) for each in known])


def add_job(router: APIRouter, rights: Rights, jobs: Jobs) -> None:
    @router.post(
        "/exports",
        operation_id="makeExport",
        status_code=202,
        response_model=JobView,
        **with_answer(problems("too-large", "unsupported-media-type", "key-reused")),
    )
    async def make(
        request: Request, caller: Asker, body: MakeExport, key: KeyHeader = None
    ) -> Response:
        """A sheet as a job, however long it is: the caller's rows as they are when it is done.

        `Location` says which job; its `result` is the file, for whoever asked and for as long as
        every case in it is theirs to read. At most 1,000,000 rows, 50,000 in a workbook.
        """
        sheet = body.of()
        permitted(request.scope[VISIT], rights, sheet, "makeExport")
        period_of(sheet, body.since, body.until)
        asked = body.model_dump_json(by_alias=True).encode()
        return await begun(jobs, caller, EXPORT, asked, 0, key)


def add_file(router: APIRouter, desk: Desk, rights: Rights) -> None:
    @router.get(
        "/exports/{sheet}",
        operation_id="exportSheet",
        response_class=Response,
        **with_answer({200: {"description": "The sheet.", "content": FILES}}),
    )
    async def export(
        request: Request,
        caller: Asker,
        code: Code,
        narrowed: Annotated[Narrowed, Depends()],
        times: TimesWanted,
        wanted: Annotated[As, Depends()],
    ) -> Response:
        """The caller's rows of a sheet as a file: codes, days and numbers, no names and no words.

        At most 10,000 rows; more are a job (`POST /v1/exports`).
        """
        if code not in SHEETS:
            raise Said("not-found")
        sheet, visit = SHEETS[code], request.scope[VISIT]
        permitted(visit, rights, sheet)
        asked = Wanted(caller, times.by(desk.clock), narrowed.period(sheet))
        kept_back = without(caller, rights, sheet)
        content = await whole(desk, sheet.rows(asked, kept_back), code, wanted, visit)
        headers = headers_of(sheet, desk.today(), wanted.format, kept_back)
        return Response(content, headers=headers, media_type=FORMATS[wanted.format].media_type)


def with_answer(found: dict[int | str, dict[str, Any]]) -> dict[str, Any]:
    """What a question declares that has other answers, too."""
    declared = asks(SCOPE)
    return {**declared, "responses": {**declared["responses"], **found}}


async def whole(desk: Desk, question: sa.Select[Any], code: str, wanted: As, visit: Visit) -> bytes:
    """A file with all of its rows; the visit is one to every case in it.

    Raises:
        Invalid: when there are more than one answer holds.
    """
    async with desk.store.begin() as connection:
        rows: Rows = (await connection.execute(question.limit(MOST + 1))).all()
    if len(rows) > MOST:
        raise Invalid(TOO_MANY)
    layout = layout_of(code, question, wanted.language)
    visit.shown = streams_of(layout, rows)
    return await asyncio.to_thread(FORMATS[wanted.format].whole, layout, rows)


def called(code: str) -> Label:
    """A sheet in words; a figure's list is called as the figure."""
    if code in words()["sheet"]:
        return words()["sheet"][code]
    figure = definitions()[code.removeprefix("indicator-")]
    return Label(code=code, da=figure.da, en=figure.en)
