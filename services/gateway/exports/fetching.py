"""An export that is done, on its way to the one who asked: if all in it is theirs to read still."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa
from starlette.responses import StreamingResponse

from services.gateway.access import visible
from services.gateway.exports.commands import MakeExport
from services.gateway.exports.permitting import permitted, without
from services.gateway.exports.sheet import Sheet
from services.gateway.exports.writing import FORMATS, Format
from services.gateway.jobs.keeping import Jobs, Row, owner_of
from services.gateway.rights import Rights
from services.gateway.store import Store
from services.gateway.tables import access, job_streams
from services.gateway.visiting import Visit
from shared.calendar import day_of
from shared.identity import Caller
from shared.problems import Said

PIECES = 4  # of a file, opened at a time


@dataclass(frozen=True)
class Fetching:
    """Hands out files that are done."""

    store: Store
    rights: Rights
    jobs: Jobs

    async def answer(self, visit: Visit, row: Row) -> StreamingResponse:
        """The file of a job of the caller's, with every case in it for the read log.

        Raises:
            Said: not-found, when there is none, or a case in it is no longer theirs; forbidden,
                when they have lost the right to the sheet, or to a column of it.
        """
        if row.fault is not None:
            raise Said("not-found")
        [asked] = await self.jobs.parts(row.id, 0, 1)
        export = MakeExport.model_validate_json(asked.content)
        sheet, written = export.of(), FORMATS[export.format]
        permitted(visit, self.rights, sheet)
        left_out = without(owner_of(row), self.rights, sheet)
        if not {*left_out} >= {*without(visit.caller, self.rights, sheet)}:
            raise Said("forbidden")
        visit.stream, visit.shown = None, await self._told_of(visit.caller, row.id)
        headers = headers_of(sheet, day_of(row.made_at), export.format, left_out)
        content = self.jobs.content(row.id, 1, PIECES)
        return StreamingResponse(content, headers=headers, media_type=written.media_type)

    async def _told_of(self, caller: Caller, job: UUID) -> list[UUID]:
        """The cases and notifications in a file.

        Raises:
            Said: not-found, unless every one of them is the caller's to know of.
        """
        all_of_it = sa.select(job_streams.c.stream).where(job_streams.c.job_id == job)
        same = access.c.stream == job_streams.c.stream
        theirs = all_of_it.join(access, same).where(visible(caller))
        async with self.store.snapshot() as connection:
            found = [*(await connection.scalars(all_of_it)).all()]
            known = await connection.scalar(
                sa.select(sa.func.count()).select_from(theirs.subquery())
            )
        if known != len(found):
            raise Said("not-found")
        return found


def headers_of(sheet: Sheet, on: date, kind: Format, left_out: Sequence[str]) -> dict[str, str]:
    """What is said of a file: its name, that nobody else keeps it, and what is not in it."""
    name = f"{sheet.code}-{on}.{kind}"
    kept_back = ", ".join(sorted({sheet.parts[each] for each in left_out}))
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        **({"Withheld": kept_back} if kept_back else {}),
    }
