"""What measures cost: the days that they took a place, at the prices that were in force."""

from typing import Any

import sqlalchemy as sa

from services.gateway.indicators.asked import Asked
from services.gateway.indicators.rows import Adds, rows
from services.gateway.tables import measures, places, prices


def spent(asked: Asked, placements: bool | None = None) -> sa.Select[Any]:  # noqa: FBT001 - data
    """Kroner for each stay of the period and each price that it was paid by.

    Stays at a place without a price cost what is not known, and are not here.
    """
    stay, price, later = places.alias("stay"), prices.alias("price"), prices.alias("later")
    measure = measures.alias("measure")
    next_on = (
        sa.select(sa.func.min(later.c.from_on))
        .where(later.c.stream == price.c.stream, asked.known(later))
        .where(later.c.from_on > price.c.from_on)
        .scalar_subquery()
    )
    since = sa.func.greatest(stay.c.from_on, price.c.from_on, asked.since)
    until = sa.func.least(
        sa.func.coalesce(stay.c.until_on, asked.until),
        sa.func.coalesce(next_on, asked.until),
        asked.until,
    )
    kroner = (until - since) * price.c.dkk_per_day
    kind = sa.true() if placements is None else measure.c.placement.is_(placements)
    runs = sa.and_(
        stay.c.from_on < asked.until,
        sa.or_(stay.c.until_on.is_(None), stay.c.until_on > asked.since),
    )
    return (
        rows(asked, measure, Adds(asked.last_on, kroner), subject=measure.c.id, apart=measure)
        .select_from(
            asked.table.join(stay, runs)
            .join(price, price.c.stream == stay.c.stream)
            .join(measure, measure.c.id == stay.c.measure_id)
        )
        .where(asked.known(stay, price, measure), until > since, kind)
    )  # fmt: skip


POPULATIONS = {"spent": spent}
