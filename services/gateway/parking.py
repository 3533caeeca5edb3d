"""News that a read model cannot take parks its case there: seen, tried again, in nobody's way.

What comes later of that case waits behind it, in order. Every other case goes on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.tables import parked
from shared.contracts import FeedItem

Behind = tuple[str, str, UUID]  # in which model, of which feed, and whose case


@dataclass(frozen=True, slots=True)
class Parking:
    """Something to park: where, what, when, and the kind of error unless it only waits."""

    model: str
    feed: str
    item: FeedItem
    at: datetime
    fault: str | None = None


async def streams(
    connection: AsyncConnection, models: Sequence[str], feed: str
) -> set[tuple[str, UUID]]:
    """The cases that are parked in some models, for news of a feed."""
    found = sa.select(parked.c.model, parked.c.stream).where(
        parked.c.feed == feed, parked.c.model.in_(models)
    )
    return {(model, stream) for model, stream in await connection.execute(found.distinct())}


async def park(connection: AsyncConnection, parkings: Iterable[Parking]) -> None:
    rows = [
        {
            "model": each.model,
            "feed": each.feed,
            "position": each.item.position,
            "stream": each.item.stream,
            "item": each.item.model_dump(mode="json", by_alias=True),
            "fault": each.fault,
            "parked_at": each.at,
            "tried": 1 if each.fault else 0,
        }
        for each in parkings
    ]
    if rows:
        await connection.execute(insert(parked).on_conflict_do_nothing(), rows)


async def groups(connection: AsyncConnection, model: str | None = None) -> list[Behind]:
    """Every case that is parked somewhere, the one that has waited longest first."""
    found = (
        sa.select(parked.c.model, parked.c.feed, parked.c.stream)
        .where(parked.c.model == model if model else sa.true())
        .group_by(parked.c.model, parked.c.feed, parked.c.stream)
        .order_by(sa.func.min(parked.c.parked_at), parked.c.stream)
    )
    return [tuple(row) for row in await connection.execute(found)]


def of_group(behind: Behind) -> sa.ColumnElement[bool]:
    model, feed, stream = behind
    return sa.and_(parked.c.model == model, parked.c.feed == feed, parked.c.stream == stream)


async def items(connection: AsyncConnection, behind: Behind) -> list[FeedItem]:
    """What is parked of a case, in order; nobody else takes it meanwhile."""
    found = (
        sa.select(parked.c.item)
        .where(of_group(behind))
        .order_by(parked.c.position)
        .with_for_update()
    )
    return [FeedItem.model_validate(item) for (item,) in await connection.execute(found)]


async def leave(connection: AsyncConnection, behind: Behind) -> None:
    """Nothing of the case is parked there any more."""
    await connection.execute(parked.delete().where(of_group(behind)))


async def failed_again(connection: AsyncConnection, behind: Behind, fault: str) -> None:
    """The first of what is parked was tried once more, in vain."""
    first = sa.select(sa.func.min(parked.c.position)).where(of_group(behind)).scalar_subquery()
    await connection.execute(
        parked.update()
        .where(of_group(behind), parked.c.position == first)
        .values(fault=fault, tried=parked.c.tried + 1)
    )


async def counts(connection: AsyncConnection) -> dict[str, tuple[int, datetime]]:
    """How many items are parked in each model, and since when."""
    found = sa.select(
        parked.c.model, sa.func.count().label("items"), sa.func.min(parked.c.parked_at)
    ).group_by(parked.c.model)
    return {model: (count, since) for model, count, since in await connection.execute(found)}
