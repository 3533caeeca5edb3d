"""What happened, in one order, for who may know of it: CloudEvents 1.0 with no words in them.

An event says that something happened and to what; what it was is read at its place, under the
reader's own rights.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from services.gateway.access import visible
from services.gateway.asking import Desk
from services.gateway.queries.event_views import CloudEvent, Happening
from services.gateway.tables import access, events, events_head
from shared.database import woken
from shared.identity import Caller
from shared.problems import Said

LISTING = "events"
SCOPES = {
    "case": "case.read",
    "ladder": "ladder.read",
    "followup": "followup.read",
    "gateway": "access.read",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader is: how many events of which feed are behind them, if there is one yet."""

    epoch: UUID | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """Some events, and where the reader is after them; `full` when there may be more at once."""

    rows: Sequence[sa.Row[Any]]
    place: Place
    full: bool


class PublicFeed:
    """Reads the feed for one caller."""

    def __init__(self, desk: Desk, caller: Caller) -> None:
        self._desk = desk
        self._caller = caller
        self._feeds = [feed for feed, scope in SCOPES.items() if scope in caller.scopes]
        if not self._feeds:
            raise Said("forbidden")

    def place(self, after: str | None, said_as: str = "after") -> Place:
        """Where a cursor stands.

        Raises:
            Invalid: when it is not one of ours.
        """
        found = self._desk.cursors.read(LISTING, after, 3, said_as)
        return Place(UUID(found[0]), int(found[1])) if found else Place()

    def cursor(self, place: Place, salt: str = "") -> str:
        """Where a place is, in writing; empty at the beginning of a feed that has not begun."""
        if not place.epoch:
            return ""
        return self._desk.cursors.write(LISTING, [place.epoch, place.number, salt])

    def following(self, read: Read) -> str:
        """Where to go on.

        The end of the feed moves with everybody's events. It is written differently each time, so
        that nobody sees whether it did.
        """
        return self.cursor(read.place, "" if read.full else token_hex(8))

    async def end(self) -> Place:
        """Where the feed ends now."""
        async with self._desk.store.begin() as connection:
            head = (await connection.execute(sa.select(events_head))).one_or_none()
        return Place(head.epoch, head.number) if head else Place()

    async def read(self, place: Place, limit: int, wait: float = 0.0) -> Read:
        """What the caller may know of after a place; waits for news when there is none.

        Raises:
            Said: feed-restarted, when the place is in a feed that is no more.
        """
        until = time.monotonic() + wait
        while True:
            rung = self._desk.bell.listening()
            found = await self._read(place, limit)
            left = 0 if self._desk.bell.closing else until - time.monotonic()
            if found.rows or left <= 0:
                return found
            place = found.place
            await woken(rung, left)

    async def _read(self, place: Place, limit: int) -> Read:
        async with self._desk.store.begin() as connection:
            head = (await connection.execute(sa.select(events_head))).one_or_none()
            if head is None:
                return Read((), place, full=False)
            if place.epoch not in {None, head.epoch} or place.number > head.number:
                raise Said("feed-restarted")
            rows = (await connection.execute(self.question(place, head.number, limit))).all()
        full = len(rows) == limit
        return Read(rows, Place(head.epoch, rows[-1].number if full else head.number), full=full)

    async def one(self, number: int) -> CloudEvent | None:
        """The event of a number, if the caller may know of it now."""
        async with self._desk.store.begin() as connection:
            epoch = await connection.scalar(sa.select(events_head.c.epoch))
            question = self.question(Place(epoch, number - 1), number, 1)
            rows = (await connection.execute(question)).all()
        return next(iter(self.told(Read(rows, Place(epoch, number), full=False))), None)

    def question(self, place: Place, head: int, limit: int) -> sa.Select[Any]:
        """What the caller may know of between a place and a number, in order."""
        caller = replace(self._caller, at=self._desk.clock())  # a stream outlasts what is granted
        return (
            sa.select(events, access.c.kind.label("stream_kind"))
            .join(access, access.c.stream == events.c.stream)
            .where(events.c.number > place.number, events.c.number <= head)
            .where(events.c.feed.in_(self._feeds), visible(caller))
            .order_by(events.c.number)
            .limit(limit)
        )

    def told(self, read: Read) -> list[CloudEvent]:
        return [self._event(row, Place(read.place.epoch, row.number)) for row in read.rows]

    def _event(self, row: sa.Row[Any], place: Place) -> CloudEvent:
        return CloudEvent(
            id=f"{self._desk.cursors.named('event', f'{row.feed} {row.position}')}",
            source=f"urn:indsats:{row.feed}",
            type=f"dk.indsats.{row.feed}.{row.kind}",
            subject=row.stream,
            time=row.recorded_at,
            cursor=self.cursor(place),
            correlation=row.correlation or None,
            data=Happening.of(row),
        )
