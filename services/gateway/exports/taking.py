"""An export as a job: its rows as they were at one moment, written and sealed piece by piece.

The first part says what was asked for, each of the others is a piece of the file. A file is of one
moment, so an attempt that was cut off is begun anew; one that fails leaves nothing.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from http import HTTPStatus
from typing import Any

import sqlalchemy as sa
from pydantic.alias_generators import to_camel as camel
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.exports.commands import MOST, WITHIN_BOUNDS, MakeExport, period_of
from services.gateway.exports.permitting import without
from services.gateway.exports.sheet import STREAMS, Wanted, words
from services.gateway.exports.writing import FORMATS, Column, Format, Language, Layout, Rows
from services.gateway.jobs.keeping import Job, Jobs, Part
from services.gateway.jobs.working import Work
from services.gateway.rights import Rights
from services.gateway.store import Store, some_at_a_time
from services.gateway.times import TimesAsked
from shared.clock import Clock
from shared.decider import Refused

AT_A_TIME = 5_000  # rows
FINE = HTTPStatus.OK


def exports(store: Store, rights: Rights, jobs: Jobs, clock: Clock) -> Work:
    """How an export is done as a job."""

    async def work(job: Job) -> AsyncGenerator[Part, None]:
        asked = MakeExport.model_validate_json(job.request)
        question = question_of(replace(job, owner=replace(job.owner, at=clock())), asked, rights)
        try:
            async with store.snapshot() as connection:
                await jobs.anew(job, await counted(connection, question, asked.format))
                yield Part(0, FINE, job.request, rows=0)
                async with aclosing(pieces(connection, question, asked)) as parts:
                    async for part in parts:
                        yield part
        except Exception:
            await jobs.anew(job, 0)
            raise

    return work


def question_of(job: Job, asked: MakeExport, rights: Rights) -> sa.Select[Any]:
    """The rows of the one who asked: theirs now, of the day and the moment at which they asked."""
    sheet = asked.of()
    times = TimesAsked(asked.valid_at, asked.as_of).by(lambda: job.made_at)
    wanted = Wanted(job.owner, times, period_of(sheet, asked.since, asked.until))
    return sheet.rows(wanted, without(job.owner, rights, sheet))


async def counted(connection: AsyncConnection, question: sa.Select[Any], kind: Format) -> int:
    """How many rows there are.

    Raises:
        Refused: when they are more than a file may have.
    """
    some = question.order_by(None).limit(MOST[kind] + 1).subquery()
    count: int = (
        await connection.execute(sa.select(sa.func.count()).select_from(some))
    ).scalar_one()
    if count > MOST[kind]:
        raise Refused(WITHIN_BOUNDS)
    return count


async def pieces(
    connection: AsyncConnection, question: sa.Select[Any], asked: MakeExport
) -> AsyncGenerator[Part, None]:
    """The file, as its rows come."""
    layout = layout_of(asked.sheet, question, asked.language)
    writer, number = FORMATS[asked.format].begin(layout), 1
    async for rows in some_at_a_time(connection, question, AT_A_TIME):
        content = await asyncio.to_thread(writer.add, rows)
        yield Part(number, FINE, content, len(rows), streams_of(layout, rows))
        number += 1
    yield Part(number, FINE, await asyncio.to_thread(writer.end), rows=0)


def layout_of(name: str, question: sa.Select[Any], language: Language) -> Layout:
    named = words()["column"]
    columns = [
        Column(camel(each.name), named[each.name], each.type) for each in question.selected_columns
    ]
    return Layout(name, columns, language)


def streams_of(layout: Layout, rows: Rows) -> list[Any]:
    """Every case and notification that some rows tell of, each once."""
    places = [at for at, each in enumerate(layout.columns) if each.name in STREAMS]
    return [*dict.fromkeys(row[at] for row in rows for at in places if row[at])]
