"""Sheets to take along: the caller's rows, as a file, on record as looked at."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from pydantic import Field
from pydantic.alias_generators import to_camel as camel
from starlette.requests import Request
from starlette.responses import Response

from services.gateway.asking import Asker, Desk, TimesWanted, asks
from services.gateway.exports.sheet import Sheet, Wanted, words
from services.gateway.exports.sheets import SHEETS
from services.gateway.exports.writing import FORMATS, Column, Filled, Format
from services.gateway.indicators.asked import Period
from services.gateway.indicators.definition import definitions
from services.gateway.queries.indicators import after_start
from services.gateway.queries.movements import LEFT_OUT
from services.gateway.rights import Rights
from services.gateway.visiting import VISIT, Visit
from shared.commands import EARLIEST, LATEST, AskedDay
from shared.problems import InputError, Invalid, Said
from shared.views import Label, View

SCOPE = "exports.read"
MOST = 10_000  # rows in one answer
TOO_MANY = InputError(
    pointer="from", code="too-many", detail=f"More than {MOST} rows: narrow `from` and `to`."
)
NO_TIME = InputError(pointer="from", code="missing", detail="A figure is of a time: `from`, `to`.")
STREAMS = {"caseId", "stream", "notificationId"}
FILES = {
    each.media_type.partition(";")[0]: {
        "schema": {"type": "string", "format": "binary", "maxLength": 50_000_000}
    }
    for each in FORMATS.values()
}
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
        """Raises `Invalid` when it ends before it begins, or a figure is asked for without it."""
        if sheet.about == FIGURE and not (self.since and self.until):
            raise Invalid(NO_TIME)
        return after_start(self.since or EARLIEST, self.until or LATEST)


@dataclass(frozen=True)
class As:
    """As what: a file of which kind, with headings in which language (Parquet has both)."""

    format: Annotated[Format, Query(description="What people open, or programs read.")] = "csv"
    language: Annotated[Literal["da", "en"], Query(description="Of the headings.")] = "da"


FIGURE = "worklist"


def create_router(desk: Desk, rights: Rights) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["exports"])

    @router.get("/exports", operation_id="listSheets", **asks(SCOPE))
    async def sheets(request: Request) -> Sheets:
        """The sheets that the caller can take along."""
        visit: Visit = request.scope[VISIT]
        known = [each for each in SHEETS.values() if may(visit, rights, each)]
        return Sheets(items=[SheetLine(sheet=called(each.code), on=each.on) for each in known])

    @router.get(
        "/exports/{sheet}", operation_id="exportSheet", response_class=Response, **with_files()
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

        At most 10,000 rows; who wants more narrows `from` and `to`.
        """
        visit: Visit = request.scope[VISIT]
        sheet = permitted(visit, rights, code)
        asked = Wanted(caller, times.by(desk.clock), narrowed.period(sheet))
        kept_back = without(visit, rights, sheet)
        filled = await fill(desk, sheet, asked, kept_back, wanted.language)
        visit.shown = streams_of(filled)
        written = FORMATS[wanted.format]
        name = f"{code}-{desk.today()}.{wanted.format}"
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        }
        if kept_back:
            headers["Withheld"] = ", ".join(sorted({sheet.parts[each] for each in kept_back}))
        content = await asyncio.to_thread(written.write, filled)
        return Response(content, headers=headers, media_type=written.media_type)

    return router


def with_files() -> dict[str, Any]:
    """What a question declares whose answer is a file."""
    declared = asks(SCOPE)
    found = {200: {"description": "The sheet.", "content": FILES}}
    return {**declared, "responses": {**declared["responses"], **found}}


def permitted(visit: Visit, rights: Rights, code: str) -> Sheet:
    """A sheet that the caller may take along; the look-up is one of its class from here on.

    Raises:
        Said: not-found, when there is none; forbidden, without the right to what is in it.
    """
    if code not in SHEETS:
        raise Said("not-found")
    sheet = SHEETS[code]
    named = f"{visit.entry.operation}:{code}"
    visit.entry = replace(visit.entry, operation=named, about=rights.classes[sheet.about])
    if not may(visit, rights, sheet):
        raise Said("forbidden")
    return sheet


def may(visit: Visit, rights: Rights, sheet: Sheet) -> bool:
    """Whoever may list it may take it along."""
    return sheet.scope in visit.caller.scopes and reads(visit, rights, sheet.about)


def reads(visit: Visit, rights: Rights, code: str) -> bool:
    about = rights.classes[code]
    if visit.caller.role == "system" and not rights.opened(about, visit.caller.scopes):
        return False
    return about.may(visit.column, write=False)


def without(visit: Visit, rights: Rights, sheet: Sheet) -> list[str]:
    """The columns of classes that the caller may not read."""
    return [name for name, about in sheet.parts.items() if not reads(visit, rights, about)]


async def fill(
    desk: Desk, sheet: Sheet, wanted: Wanted, but: Sequence[str], language: Literal["da", "en"]
) -> Filled:
    """A sheet with its rows.

    Raises:
        Invalid: when there are more than one answer holds.
    """
    question = sheet.rows(wanted, but)
    async with desk.store.begin() as connection:
        rows = (await connection.execute(question.limit(MOST + 1))).all()
    if len(rows) > MOST:
        raise Invalid(TOO_MANY)
    named = words()["column"]
    columns = [
        Column(camel(each.name), named[each.name], each.type) for each in question.selected_columns
    ]
    return Filled(sheet.code, columns, rows, language)


def streams_of(filled: Filled) -> list[UUID]:
    """Every case and notification that a sheet tells of, each once."""
    places = [at for at, each in enumerate(filled.columns) if each.name in STREAMS]
    return [*dict.fromkeys(row[at] for row in filled.rows for at in places if row[at])]


def called(code: str) -> Label:
    """A sheet in words; a figure's list is called as the figure."""
    if code in words()["sheet"]:
        return words()["sheet"][code]
    figure = definitions()[code.removeprefix("indicator-")]
    return Label(code=code, da=figure.da, en=figure.en)
