"""Subscriptions in the database: whose, where to, of which types, and under which secrets.

A secret is sealed under the master keys, bound to its subscription, and shown when it is made. The
same request under the same key is answered alike for a day: an answer may have been lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.access import EVERY_CASE
from services.gateway.queries.public_feed import SCOPES
from services.gateway.store import Store
from services.gateway.tables import webhook_subscriptions
from services.gateway.webhooks.signing import new_secret
from shared.decider import Refused, Unmet
from shared.identity import Caller
from shared.problems import Said
from shared.sealing import MasterKeys

KEYS = uuid5(NAMESPACE_URL, "urn:indsats:webhooks")
MOST = 50  # at once, of one caller
SHOWN_AGAIN = timedelta(days=1)  # to the key that made it
KEPT = timedelta(days=30)  # after the end
READ_WITH = {*SCOPES.values(), EVERY_CASE}
ENOUGH = Unmet(
    rule="webhook-subscriptions-enough",
    da=f"Der kan højst være {MOST} abonnementer ad gangen.",
    en=f"There can be {MOST} subscriptions at once.",
    source="Indsats, ADR 0083",
)
Because = Literal["ended", "gone"]
told = webhook_subscriptions.c
Row = sa.Row[Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is subscribed to, and where it is to be brought."""

    url: str
    types: Sequence[str] | None
    after: int  # the number of the last event that is not wanted

    @property
    def digest(self) -> bytes:
        return sha256(f"{self.url} {self.types and sorted(self.types)}".encode()).digest()


class Subscriptions:
    """Makes subscriptions, finds them, changes their secrets and ends them."""

    def __init__(self, store: Store, keys: MasterKeys) -> None:
        self._store = store
        self._keys = keys

    async def make(self, owner: Caller, wanted: Wanted, now: datetime, key: str) -> Row:
        """A new subscription, or that which the same key has made before.

        Raises:
            Said: key-reused, when the key has made another.
            Refused: when the caller has enough.
        """
        id = uuid5(KEYS, f"{owner.sub} {key}")  # noqa: A001 - its name everywhere
        master, secret = self._keys.wrap(new_secret().encode(), id)
        row = {
            "id": id, "sub": owner.sub, "role": owner.role, "unit": owner.unit,
            "scopes": sorted(owner.scopes & READ_WITH), "url": wanted.url, "types": wanted.types,
            "body_hash": wanted.digest, "master": master, "secret": secret,
            "reached": wanted.after, "made_at": now,
        }  # fmt: skip
        made = insert(webhook_subscriptions).values(row)
        async with self._store.begin() as connection:
            await connection.execute(made.on_conflict_do_nothing(index_elements=["id"]))
            found = (await connection.execute(by_id(id))).one()
            if found.body_hash != wanted.digest:
                raise Said("key-reused")
            if await connection.scalar(counted(owner)) > MOST:
                raise Refused(ENOUGH)
        return found  # type: ignore[no-any-return]  # of any columns

    async def of(self, caller: Caller, id: UUID) -> Row:  # noqa: A002
        """A subscription that the caller may see.

        Raises:
            Said: not-found, when there is none, or it is not theirs.
        """
        async with self._store.begin() as connection:
            return await only(connection, within(caller).where(told.id == id))

    async def rotate(self, caller: Caller, id: UUID, until: datetime, key: bytes) -> Row:  # noqa: A002
        """Give a subscription a new secret; the one before is good until a moment, too.

        Raises:
            Said: not-found, when there is none that goes on, or it is not the caller's own.
        """
        async with self._store.begin() as connection:
            mine = sa.and_(told.id == id, told.sub == caller.sub, told.role == caller.role)
            question = by_id(id).where(mine, told.ended_at.is_(None)).with_for_update()
            row = await only(connection, question)
            if row.rotated_by == key:
                return row
            master, secret = self._keys.wrap(new_secret().encode(), id)
            changed = {
                "master": master, "secret": secret, "rotated_by": key, "before_until": until,
                "before_master": row.master, "before_secret": row.secret,
            }  # fmt: skip
            change = webhook_subscriptions.update().where(told.id == id).values(changed)
            changed_row = await connection.execute(change.returning(webhook_subscriptions))
            return changed_row.one()  # type: ignore[no-any-return]  # of any columns

    async def end(self, caller: Caller, id: UUID, now: datetime) -> None:  # noqa: A002
        """End a subscription: nothing more is brought.

        Raises:
            Said: not-found, when there is none, or it is not theirs.
        """
        async with self._store.begin() as connection:
            await only(connection, within(caller).where(told.id == id))
            await connection.execute(ending(id, now, "ended"))

    async def active(self) -> Sequence[UUID]:
        """Those that go on."""
        async with self._store.begin() as connection:
            found = await connection.scalars(sa.select(told.id).where(told.ended_at.is_(None)))
            return found.all()

    async def going_on(self, id: UUID) -> Row | None:  # noqa: A002
        """A subscription, unless it has ended."""
        async with self._store.begin() as connection:
            question = by_id(id).where(told.ended_at.is_(None))
            found = await connection.execute(question)
            return found.one_or_none()  # type: ignore[no-any-return]  # of any columns

    def secret(self, row: Row) -> str:
        """The newest secret."""
        return self._keys.unwrap(row.master, row.secret, row.id).decode()

    def secrets(self, row: Row, now: datetime) -> Sequence[str]:
        """Every secret that is good at a moment, the newest first."""
        newest = self.secret(row)
        if row.before_until is None or row.before_until <= now:
            return [newest]
        return [newest, self._keys.unwrap(row.before_master, row.before_secret, row.id).decode()]


def owner_of(row: Row) -> Caller:
    """Who reads the feed for a subscription."""
    return Caller(sub=row.sub, role=row.role, unit=row.unit, scopes=frozenset(row.scopes))


def within(caller: Caller) -> sa.Select[Any]:
    """The subscriptions that a caller may see: their own; who operates the house, every one."""
    question = sa.select(webhook_subscriptions)
    if caller.role == "operator":
        return question
    return question.where(told.sub == caller.sub, told.role == caller.role)


def by_id(id: UUID) -> sa.Select[Any]:  # noqa: A002
    return sa.select(webhook_subscriptions).where(told.id == id)


def counted(owner: Caller) -> sa.Select[Any]:
    mine = sa.and_(told.sub == owner.sub, told.role == owner.role, told.ended_at.is_(None))
    return sa.select(sa.func.count()).select_from(webhook_subscriptions).where(mine)


def ending(id: UUID, now: datetime, because: Because) -> sa.Update:  # noqa: A002
    going_on = sa.and_(told.id == id, told.ended_at.is_(None))
    return (
        webhook_subscriptions.update().where(going_on).values(ended_at=now, ended_because=because)
    )


async def only(connection: AsyncConnection, question: sa.Select[Any]) -> Row:
    """Raises: `Said` not-found, when there is no such row."""
    found = (await connection.execute(question)).one_or_none()
    if found is None:
        raise Said("not-found")
    return found  # type: ignore[no-any-return]  # of any columns
