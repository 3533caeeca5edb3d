"""How read models advance along the feeds: rows and position commit together, exactly once.

A rebuild is the same from position zero, into tables beside the live ones.
"""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway import parking
from services.gateway.projection import Change, Page, ReadModel
from services.gateway.tables import heard, positions
from shared.contracts import FeedItem, FeedPage


async def project(
    connection: AsyncConnection, models: Sequence[ReadModel], feed: str, page: FeedPage
) -> None:
    """Write what a page means to every model that has not come so far, with the positions.

    The position rows are locked first: two runners take turns, and the second finds it done. News
    of a case that is parked in a model waits there.

    Raises: whatever a model, or its table, has against an item.
    """
    reached = await locked(connection, models, feed)
    names = [model.name for model in models]
    behind = await parking.streams(connection, names, feed)
    taken, waiting = dict[str, list[FeedItem]](), list[parking.Parking]()
    for model in models:
        new = [item for item in page.items if item.position > reached[model.name]]
        taken[model.name] = [each for each in new if (model.name, each.stream) not in behind]
        waiting += [
            parking.Parking(model.name, feed, each, each.recorded_at)
            for each in new
            if (model.name, each.stream) in behind
        ]
    await write(connection, models, feed, taken)
    await parking.park(connection, waiting)
    await move(connection, models, feed, page.reached)


async def write(
    connection: AsyncConnection,
    models: Sequence[ReadModel],
    feed: str,
    taken: Mapping[str, Sequence[FeedItem]],
) -> None:
    """Write what each model takes of a feed's news."""
    written, changed = Page(), {model.name: list[Change]() for model in models}
    for model in models:
        for item in taken[model.name]:
            for change in model.changes(feed, item):
                written.add(feed, item.recorded_at, change)
                changed[model.name].append(change)
    await written.write(connection)
    for model in models:
        await model.settle(connection, changed[model.name])


async def move(
    connection: AsyncConnection, models: Sequence[ReadModel], feed: str, reached: int
) -> None:
    """Set how far models have come along a feed; never back."""
    moved = positions.update().where(
        positions.c.model.in_([model.name for model in models]),
        positions.c.feed == feed,
        positions.c.reached < reached,
    )
    await connection.execute(moved.values(reached=reached))


async def catch_up(
    connection: AsyncConnection, model: ReadModel, feed: str, items: Sequence[FeedItem]
) -> None:
    """Write items that had been parked; the position has passed them.

    Raises: whatever the model, or its table, has against one of them.
    """
    await write(connection, [model], feed, {model.name: items})


async def locked(
    connection: AsyncConnection, models: Sequence[ReadModel], feed: str
) -> dict[str, int]:
    """Where each model stands on a feed; nobody else moves it until the transaction ends.

    Nor does anybody move a model that is across several feeds along another of them.
    """
    places = [
        (model.name, each)
        for model in models
        for each in ({feed, *model.across} if feed in model.across else {feed})
    ]
    standing = (
        sa.select(positions.c.model, positions.c.feed, positions.c.reached)
        .where(sa.tuple_(positions.c.model, positions.c.feed).in_(places))
        .order_by(positions.c.model, positions.c.feed)
        .with_for_update()
    )
    reached = await standings(connection, standing)
    if len(reached) < len(places):
        beginnings = [{"model": name, "feed": each, "reached": 0} for name, each in places]
        await connection.execute(insert(positions).on_conflict_do_nothing(), beginnings)
        reached = await standings(connection, standing)
    return {model.name: reached[model.name, feed] for model in models}


async def standings(
    connection: AsyncConnection, standing: sa.Select[tuple[str, str, int]]
) -> dict[tuple[str, str], int]:
    found = await connection.execute(standing)
    return {(row.model, row.feed): row.reached for row in found}


async def remember_heard(connection: AsyncConnection, feed: str, page: FeedPage) -> None:
    """How far a producer had heard its neighbours when it served a page."""
    if page.heard:
        statement = insert(heard)
        await connection.execute(
            statement.on_conflict_do_update(
                index_elements=["feed", "upstream"],
                set_={"reached": sa.func.greatest(heard.c.reached, statement.excluded.reached)},
            ),
            [
                {"feed": feed, "upstream": upstream, "reached": reached}
                for upstream, reached in sorted(page.heard.items())
            ],
        )
