"""Deliveries in the database: spread from the feed, claimed, and settled, in order per case.

The first of a case that is not through has a moment when it is due; those behind it have none. Who
changes what is first locks the subscription, so that nothing is left behind without one.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.queries.public_feed import Place, PublicFeed
from services.gateway.store import Store
from services.gateway.tables import (
    access,
    events_head,
    webhook_deliveries,
    webhook_subscriptions,
)
from services.gateway.webhooks.filtering import takes
from services.gateway.webhooks.schedule import next_attempt, verdict
from services.gateway.webhooks.sending import Answer
from services.gateway.webhooks.subscriptions import KEPT, ending

PAGE = 500  # events
LEASE = timedelta(seconds=30)  # after which a claim is nobody's: its process died
DONE = timedelta(days=7)  # for which what is through can be seen
State = Literal["waiting", "behind", "parked", "delivered", "withheld"]
OPEN = ("waiting", "parked")
rows = webhook_deliveries.c
subscriptions = webhook_subscriptions.c
Row = sa.Row[Any]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that is ours to try, and how often it has been tried."""

    id: UUID
    number: int
    about: UUID
    attempts: int


class Deliveries:
    """Keeps deliveries."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def spread(self, subscription: Row, feed: PublicFeed, now: datetime) -> bool:
        """Make deliveries of the next page of what the subscriber may know of, if there is one."""
        async with self._store.begin() as connection:
            head = (await connection.execute(sa.select(events_head))).one_or_none()
            if head is None or subscription.reached >= head.number:
                return False
            reached = await locked(connection, subscription.id)
            if reached is None:
                return False
            place = Place(head.epoch, reached)
            question = feed.question(place, head.number, PAGE)
            found = (await connection.execute(question.add_columns(access.c.about))).all()
            wanted = [each for each in found if takes(subscription.types, name_of(each))]
            if wanted:
                taken = await open_cases(connection, subscription.id, {x.about for x in wanted})
                made = [*new(subscription.id, wanted, taken, now)]
                await connection.execute(sa.insert(webhook_deliveries), made)
            last = found[-1].number if len(found) == PAGE else head.number
            moved = webhook_subscriptions.update().where(subscriptions.id == subscription.id)
            await connection.execute(moved.values(reached=last))
        return True

    async def claim(self, subscription: UUID, most: int, now: datetime) -> Sequence[Claimed]:
        """Some deliveries that are due, for as long as a lease lasts."""
        free = sa.or_(rows.claimed_until.is_(None), rows.claimed_until < sa.func.now())
        due = (
            sa.select(rows.id)
            .where(rows.subscription_id == subscription, rows.due_at <= now, free)
            .order_by(rows.due_at, rows.number)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        claiming = (
            webhook_deliveries.update()
            .where(rows.id.in_(due))
            .values(claimed_until=sa.func.now() + LEASE)
            .returning(rows.id, rows.number, rows.about, rows.attempts)
        )
        async with self._store.begin() as connection:
            return [Claimed(*each) for each in await connection.execute(claiming)]

    async def settle(
        self, subscription: UUID, claimed: Claimed, answer: Answer, now: datetime
    ) -> State | Literal["gone"]:
        """Write down what came of an attempt; what it led to."""
        meant, attempts = verdict(answer.status), claimed.attempts + 1
        again = next_attempt(attempts, now, answer.wait) if meant == "failed" else None
        state: State = "waiting" if again else "delivered" if meant == "delivered" else "parked"
        said = {"attempts": attempts, "tried_at": now, "status": answer.status,
                "fault": answer.fault, "state": state, "due_at": again}  # fmt: skip
        await self._change(subscription, claimed, said, now, through=state == "delivered")
        if meant != "gone":
            return state
        async with self._store.begin() as connection:
            await connection.execute(ending(subscription, now, "gone"))
        return "gone"

    async def withhold(self, subscription: UUID, claimed: Claimed, now: datetime) -> None:
        """The subscriber may not know of it any more: it is not brought."""
        said = {"state": "withheld", "due_at": None}
        await self._change(subscription, claimed, said, now, through=True)

    async def _change(
        self, subscription: UUID, claimed: Claimed, said: dict[str, Any], now: datetime,
        *, through: bool,
    ) -> None:  # fmt: skip
        """Change a delivery that is still as it was claimed; behind what is through, one is due."""
        still = sa.and_(rows.id == claimed.id, rows.state == "waiting",
                        rows.attempts == claimed.attempts)  # fmt: skip
        done = now if through else None
        change = webhook_deliveries.update().where(still)
        change = change.values(said | {"claimed_until": None, "done_at": done})
        async with self._store.begin() as connection:
            await locked(connection, subscription)
            if (await connection.execute(change)).rowcount and through:
                await connection.execute(next_of(subscription, claimed.about, now))

    async def again(self, subscription: UUID, which: sa.ColumnElement[bool], now: datetime) -> int:
        """Set parked deliveries going from the first attempt on; how many."""
        parked = sa.and_(rows.subscription_id == subscription, rows.state == "parked", which)
        fresh = {"state": "waiting", "due_at": now, "attempts": 0, "claimed_until": None}
        async with self._store.begin() as connection:
            await locked(connection, subscription)
            change = webhook_deliveries.update().where(parked).values(fresh)
            return (await connection.execute(change)).rowcount

    async def forget(self, now: datetime) -> None:
        """Delete what has been through for days, and subscriptions that ended long ago."""
        async with self._store.begin() as connection:
            await connection.execute(webhook_deliveries.delete().where(rows.done_at < now - DONE))
            ended = subscriptions.ended_at < now - KEPT
            await connection.execute(webhook_subscriptions.delete().where(ended))

    async def standing(self) -> Row:
        """How many are parked and how many wait, and since when the oldest does."""
        active = rows.subscription_id.in_(
            sa.select(subscriptions.id).where(subscriptions.ended_at.is_(None))
        )
        question = sa.select(
            sa.func.count().filter(rows.state == "parked").label("parked"),
            sa.func.count().filter(rows.state == "waiting").label("waiting"),
            sa.func.min(rows.made_at).filter(rows.state == "waiting").label("oldest"),
        ).where(rows.state.in_(OPEN), active)
        async with self._store.begin() as connection:
            return (await connection.execute(question)).one()  # type: ignore[no-any-return]


def name_of(event: Row) -> str:
    return f"dk.indsats.{event.feed}.{event.kind}"


def new(
    subscription: UUID, found: Sequence[Row], taken: Collection[UUID], now: datetime
) -> Iterator[dict[str, Any]]:
    """A delivery for each event; the first of its case is due at once."""
    begun = {*taken}
    for each in found:
        yield {
            "id": uuid5(subscription, str(each.number)), "subscription_id": subscription,
            "number": each.number, "stream": each.stream, "about": each.about,
            "type": name_of(each), "state": "waiting", "attempts": 0, "made_at": now,
            "due_at": None if each.about in begun else now,
        }  # fmt: skip
        begun.add(each.about)


async def locked(connection: AsyncConnection, subscription: UUID) -> int | None:
    """Hold a subscription until the commit; how far it has come, unless it has ended."""
    question = (
        sa.select(subscriptions.reached, subscriptions.ended_at)
        .where(subscriptions.id == subscription)
        .with_for_update()
    )
    row = (await connection.execute(question)).one_or_none()
    return None if row is None or row.ended_at is not None else row.reached


async def open_cases(
    connection: AsyncConnection, subscription: UUID, cases: Collection[UUID]
) -> Collection[UUID]:
    """Those of some cases of which something is not through yet."""
    question = sa.select(rows.about).where(
        rows.subscription_id == subscription, rows.about.in_(cases), rows.state.in_(OPEN)
    )
    return {*(await connection.scalars(question)).all()}


def next_of(subscription: UUID, case: UUID, now: datetime) -> sa.Update:
    """Let the next of a case be due."""
    behind = (
        sa.select(rows.id)
        .where(rows.subscription_id == subscription, rows.about == case, rows.state.in_(OPEN))
        .order_by(rows.number)
        .limit(1)
    )
    return webhook_deliveries.update().where(rows.id.in_(behind)).values(due_at=now)
