"""Deliveries as they were made: what was said and when, and by no number of whom."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from pydantic import TypeAdapter
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.access import visible
from services.gateway.statistics.changes import Delivered, Record, between, delivered
from services.gateway.statistics.records import Survey, known_at
from services.gateway.tables import access, deliveries
from shared.identity import Caller
from shared.problems import Said

ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended(:name, 20220079))"
SAID = TypeAdapter(list[Delivered])
Row = sa.Row[Any]
kept = deliveries.c


async def make(
    connection: AsyncConnection, caller: Caller, survey: Survey, as_of: datetime, key: str
) -> Row:
    """Deliver what has changed since the delivery before; the same key delivers once.

    Raises:
        Said: key-reused, when it has delivered another survey.
    """
    name = f"{caller.sub} {survey}"
    await connection.execute(sa.text(ONE_AT_A_TIME), {"name": name})
    hashed = sha256(f"{caller.sub}\0{key}".encode()).digest()
    found = sa.select(deliveries).where(kept.key_hash == hashed)
    if (row := (await connection.execute(found)).one_or_none()) is None:
        await connection.execute(await new(connection, caller, survey, as_of, hashed))
        row = (await connection.execute(found)).one()
    if row.survey != survey:
        raise Said("key-reused")
    return row


async def new(
    connection: AsyncConnection, caller: Caller, survey: Survey, as_of: datetime, hashed: bytes
) -> sa.Insert:
    before = await of_survey(connection, caller, survey)
    has = delivered(each for row in before for each in SAID.validate_python(row.content))
    then = await still_theirs(connection, caller, has)
    said = between(then, await known_at(connection, caller, survey, as_of))
    return insert(deliveries).values(
        id=uuid4(),
        sub=caller.sub,
        survey=survey,
        number=len(before),
        as_of=as_of,
        since=before[-1].as_of if before else None,
        key_hash=hashed,
        content=SAID.dump_python(said, mode="json"),
    )


async def of_survey(connection: AsyncConnection, caller: Caller, survey: Survey) -> Sequence[Row]:
    question = sa.select(deliveries).where(kept.sub == caller.sub, kept.survey == survey)
    return (await connection.execute(question.order_by(kept.number))).all()


async def still_theirs(
    connection: AsyncConnection, caller: Caller, has: dict[str, Record]
) -> dict[str, Record]:
    """Without what is another's to report by now: it is no less true for that."""
    cases = await theirs(connection, caller, {each.case_id for each in has.values()})
    return {id: each for id, each in has.items() if each.case_id in cases}  # noqa: A001


async def theirs(connection: AsyncConnection, caller: Caller, streams: set[UUID]) -> set[UUID]:
    """Those of some cases and notifications that the caller may know of."""
    question = sa.select(access.c.stream).where(access.c.stream.in_(streams), visible(caller))
    return {*(await connection.scalars(question)).all()}


async def read(connection: AsyncConnection, caller: Caller, id: UUID) -> Row:  # noqa: A002
    """A delivery of the caller's.

    Raises:
        Said: not-found, when there is none, or it is not theirs.
    """
    found = sa.select(deliveries).where(kept.id == id, kept.sub == caller.sub)
    row = (await connection.execute(found)).one_or_none()
    if row is None:
        raise Said("not-found")
    return row
