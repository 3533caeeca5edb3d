"""Things in the versions in which they were known: what changes makes a version, or is none.

The versions that a page of news leads to are worked out in memory, from those that stand, and each
table is then written once.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.tables.columns import RECORDED_FROM, RECORDED_TO, VERSIONED_BY

Row = Mapping[str, Any]
Said = tuple[datetime, Mapping[str, Any]]  # when it was recorded, and what the columns are then


def is_versioned(table: sa.Table) -> bool:
    return VERSIONED_BY in table.info


def key_of(table: sa.Table) -> sa.Column[UUID]:
    """The column that names a thing, whatever its version."""
    return next(each for each in table.primary_key if each.name != RECORDED_FROM)


async def standing(
    connection: AsyncConnection, table: sa.Table, things: Sequence[UUID]
) -> dict[UUID, Row]:
    """The versions of some things that stand."""
    key = key_of(table)
    wanted = key == sa.any_(sa.literal([*things], sa.ARRAY(sa.Uuid)))
    found = await connection.execute(sa.select(table).where(wanted, table.c[RECORDED_TO].is_(None)))
    return {row[key.name]: dict(row) for row in found.mappings()}


def told(table: sa.Table, thing: UUID, stands: Row | None, said: Sequence[Said]) -> Iterator[Row]:
    """The versions of one thing that are new, or end, when these things are said of it in turn.

    What is said a second time changes nothing. A thing never reads otherwise before it did.
    """
    empty: Row = {column.name: None for column in table.columns} | {key_of(table).name: thing}
    versions: dict[datetime, Row] = {}
    for moment, values in said:
        if stands is None:
            stands = {**empty, RECORDED_FROM: moment, **values}
        elif any(stands[name] != value for name, value in values.items()):
            at = max(moment, stands[RECORDED_FROM])
            if at > stands[RECORDED_FROM]:
                versions[stands[RECORDED_FROM]] = {**stands, RECORDED_TO: at}
            stands = {**stands, RECORDED_FROM: at, **values}
        else:
            continue
        versions[stands[RECORDED_FROM]] = stands
    yield from versions.values()
