"""Where reports are kept, and who may read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.indicators.asked import Period
from services.gateway.tables import reports
from shared.identity import Caller
from shared.problems import Said


def reader_of(caller: Caller) -> str:
    """Who reads the same reports: they see the same children. A leader's are their unit's."""
    return f"{caller.role}:{caller.unit if caller.role == 'leader' else caller.sub}"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is to be kept: of which time, as known when, and under which key."""

    period: Period
    as_of: datetime
    key: str

    def hash(self, caller: Caller) -> bytes:
        return sha256(f"{caller.sub}\0{self.key}".encode()).digest()


async def made_already(
    connection: AsyncConnection, caller: Caller, wanted: Kept
) -> sa.Row[Any] | None:
    """The report that was made under this key.

    Raises:
        Said: key-reused, when that was of another time.
    """
    found = sa.select(reports).where(reports.c.key_hash == wanted.hash(caller))
    row = (await connection.execute(found)).one_or_none()
    if row and (row.since, row.until) != (wanted.period.since, wanted.period.until):
        raise Said("key-reused")
    return row


async def keep(
    connection: AsyncConnection, caller: Caller, wanted: Kept, content: Mapping[str, Any]
) -> None:
    """Keep a report, unless somebody else was first with the same key."""
    row = {
        "id": uuid4(),
        "reader": reader_of(caller),
        "made_by": caller.sub,
        "made_at": wanted.as_of,
        "since": wanted.period.since,
        "until": wanted.period.until,
        "as_of": wanted.as_of,
        "key_hash": wanted.hash(caller),
        "content": content,
    }
    await connection.execute(insert(reports).values(row).on_conflict_do_nothing())


async def read(connection: AsyncConnection, caller: Caller, report_id: UUID) -> sa.Row[Any]:
    """A report of the caller's.

    Raises:
        Said: not-found, when there is none, or it is not theirs to read.
    """
    mine = reports.c.reader == reader_of(caller)
    found = sa.select(reports).where(reports.c.id == report_id, mine)
    row = (await connection.execute(found)).one_or_none()
    if row is None:
        raise Said("not-found")
    return row
