"""Keeping every read model up to date, and knowing how far they have come."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.advancing import locked, move, project, remember_heard
from services.gateway.parking import Parking, park
from services.gateway.projection import ReadModel
from services.gateway.store import Store
from services.gateway.tables import heard, positions
from shared import consistency
from shared.clock import Clock
from shared.contracts import FeedItem, FeedPage
from shared.database import Bell, Unavailable
from shared.follow import until
from shared.http.guard import where

log = structlog.get_logger()

FOLLOWS: Mapping[str, Sequence[str]] = {
    "case": ("ladder",),
    "ladder": ("case", "followup"),
    "followup": ("case", "ladder"),
}
CAUSE = "case"  # whose facts the others' follow from
Place = tuple[str, str | None]  # a feed, or what a feed's producer has heard of another


class Projecting:
    """The effect of neighbours' news on the read models (or on those being built in a schema)."""

    hears = True

    def __init__(
        self,
        store: Store,
        models: Sequence[ReadModel],
        clock: Clock,
        *,
        schema: str | None = None,
        bell: Bell | None = None,
    ) -> None:
        self._store = store
        self._models = models
        self._clock = clock
        self._schema = schema
        self._bell = bell
        self._cause = 0  # how far we are known to have come along it

    @asynccontextmanager
    async def _begin(self) -> AsyncIterator[AsyncConnection]:
        async with self._store.begin() as connection:
            yield await connection.execution_options(schema_translate_map={None: self._schema})

    async def reached(self, feed: str) -> int:
        """How far the hindmost model has come."""
        async with self._begin() as connection:
            standing = hindmost(self._models).where(positions.c.feed == feed)
            found = (await connection.execute(standing)).one_or_none()
            return found.reached if found else 0

    async def take(self, feed: str, page: FeedPage) -> None:
        """Write a page into every model, with the positions, in one commit.

        When something in it cannot be taken, its case is parked, and the rest is taken.
        """
        await self._after_its_causes(feed, page)
        try:
            await self._take(feed, page)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - one item must not hold up every case
            log.error("projection.stumbled", feed=feed, kind=type(error).__name__, at=where(error))
            await self._one_by_one(feed, page)
        if self._bell:
            self._bell.ring()

    async def _after_its_causes(self, feed: str, page: FeedPage) -> None:
        """What neighbours tell of a case is taken after what they had heard of it from its log.

        Otherwise a reader of all events could pass by news whose case nobody knows yet. When the
        case's own news does not come, the others' is taken all the same.
        """
        needed = page.heard.get(CAUSE, 0)
        if self._bell is None or feed == CAUSE or not page.items or needed <= self._cause:
            return

        async def known() -> bool:
            self._cause = await self.reached(CAUSE)
            return self._cause >= needed

        try:
            await until(self._bell, known)
        except Unavailable:
            log.warning("projection.without_its_cause", feed=feed)

    async def _take(self, feed: str, page: FeedPage) -> None:
        async with self._begin() as connection:
            if page.items:
                await project(connection, self._models, feed, page)
            if self._schema is None:
                await remember_heard(connection, feed, page)

    async def _one_by_one(self, feed: str, page: FeedPage) -> None:
        """Each item into each model by itself; what cannot be taken is parked."""
        for item in page.items:
            one = FeedPage(items=[item], reached=item.position)
            for model in self._models:
                try:
                    async with self._begin() as connection:
                        await project(connection, [model], feed, one)
                except Unavailable:
                    raise
                except Exception as error:  # noqa: BLE001 - whatever it is, it is parked
                    await self._park(model, feed, item, error)
        await self._take(feed, page.model_copy(update={"items": []}))

    async def _park(self, model: ReadModel, feed: str, item: FeedItem, error: Exception) -> None:
        fault = type(error).__name__
        log.error("projection.parked", model=model.name, feed=feed, position=item.position,
                  kind=fault, at=where(error))  # fmt: skip
        parking = Parking(model.name, feed, item, self._clock(), fault)
        async with self._begin() as connection:
            reached = await locked(connection, [model], feed)
            if item.position > reached[model.name]:
                await park(connection, [parking])
                await move(connection, [model], feed, item.position)


def hindmost(models: Sequence[ReadModel]) -> sa.Select[Any]:
    """How far along each feed all of these models have come; what others left behind is no matter.

    A feed that one of them has not begun is left out.
    """
    names = [model.name for model in models]
    return (
        sa.select(
            positions.c.feed,
            sa.null().label("upstream"),
            sa.func.min(positions.c.reached).label("reached"),
        )
        .where(positions.c.model.in_(names))
        .group_by(positions.c.feed)
        .having(sa.func.count() == len(names))
    )


class Together:
    """Does for many callers at once what each may only have done after it has asked."""

    def __init__(self, work: Callable[[], Awaitable[None]]) -> None:
        self._work = work
        self._next: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()

    async def __call__(self) -> None:
        """Return when the work has been done from beginning to end since now."""
        if self._next is None:
            self._next = asyncio.create_task(self._do())
        await asyncio.shield(self._next)

    async def _do(self) -> None:
        async with self._turn:
            self._next = None  # who comes from here on may have missed something
            await self._work()


class Waiting:
    """Lets a reader wait until the read models include what it knows of."""

    def __init__(self, store: Store, bell: Bell, models: Sequence[ReadModel]) -> None:
        self._store = store
        self._bell = bell
        self._models = models
        self._covered: dict[Place, int] = {}
        self._looks = Together(self._look)

    async def until(self, known: consistency.Positions, *, reactions: bool = True) -> None:
        """Wait for these positions of the feeds, and for their effects on other services.

        Without `reactions`, only for the feeds themselves: enough to know whose a new case is.

        Raises:
            Unavailable: when it takes too long.
        """
        wanted = places(known, reactions=reactions)

        async def covered() -> bool:
            await self._looks()
            return self._covers(wanted)

        if not self._covers(wanted):
            await until(self._bell, covered)

    def _covers(self, wanted: Mapping[Place, int]) -> bool:
        return all(self._covered.get(place, 0) >= reached for place, reached in wanted.items())

    async def _look(self) -> None:
        feeds = hindmost(self._models)
        reactions = sa.select(heard.c.feed, heard.c.upstream, heard.c.reached)
        async with self._store.asking() as connection:
            for feed, upstream, reached in await connection.execute(feeds.union_all(reactions)):
                self._covered[feed, upstream] = reached


def places(known: consistency.Positions, *, reactions: bool) -> dict[Place, int]:
    """Everywhere a write must have come through before a reader can see all that follows."""
    wanted: dict[Place, int] = {(feed, None): reached for feed, reached in known.items()}
    for feed, upstreams in FOLLOWS.items() if reactions else ():
        wanted |= {(feed, each): known[each] for each in upstreams if each in known}
    return wanted
