"""Notifications on one child or on siblings, seen as one: a signal."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.gateway.access import visible
from services.gateway.queries.inbox_views import Signal
from services.gateway.store import Store
from services.gateway.tables import access, notifications, signals
from services.gateway.times import believed
from shared.identity import Caller


async def signals_of(
    store: Store, caller: Caller, streams: Sequence[UUID]
) -> Mapping[UUID, Signal]:
    """The signals that some notifications belong to; one that stands alone has none."""
    if not streams:
        return {}
    async with store.begin() as connection:
        found = await connection.execute(related(caller, streams))
        return {
            row.root: Signal(
                id=row.together[0], notifications=row.together[:1000], open_count=row.open
            )
            for row in found
        }


def related(caller: Caller, streams: Sequence[UUID]) -> sa.Select[tuple[UUID, list[UUID], int]]:
    """Whatever shares a child or a case with a notification, or with one that does, and so on."""
    seen = (
        sa.select(signals.c.stream, signals.c.key)
        .join(access, access.c.stream == signals.c.stream)
        .where(visible(caller), signals.c.gone.is_distinct_from(sa.true()))
        .cte("seen")
    )
    first = sa.select(seen.c.stream.label("root"), seen.c.stream).where(seen.c.stream.in_(streams))
    near = first.cte("near", recursive=True)
    mine, other = seen.alias("mine"), seen.alias("other")
    near = near.union(
        sa.select(near.c.root, other.c.stream)
        .join(mine, mine.c.stream == near.c.stream)
        .join(other, other.c.key == mine.c.key)
    )
    told = notifications.c
    still_open = sa.and_(told.dismissed_on.is_(None), access.c.case_id.is_(None))
    in_order = aggregate_order_by(told.stream, told.received_at, told.stream)
    return (
        sa.select(
            near.c.root,
            sa.func.array_agg(in_order).label("together"),
            sa.func.count().filter(still_open).label("open"),
        )
        .join(notifications, told.stream == near.c.stream)
        .join(access, access.c.stream == near.c.stream)
        .where(believed(notifications, None))
        .group_by(near.c.root)
        .having(sa.func.count() > 1)
    )
