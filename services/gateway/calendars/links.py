"""Links by which a calendar is read: secret, revocable, and good for a year.

Only a hash of the secret is kept. It follows from the link's id by a key of the house's, so that
the same request under the same Idempotency-Key is answered with the same link.
"""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Literal
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.gateway.calendars.writing import Language
from services.gateway.store import Store
from services.gateway.tables import calendar_links
from shared.calendar import day_of
from shared.identity import Caller, Role
from shared.problems import Said

Kind = Literal["worker", "team", "case"]
GOOD_FOR = timedelta(days=365)
LONGEST_TOKEN = 64  # characters
KEYS = uuid5(NAMESPACE_URL, "urn:indsats:calendars")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be in a calendar, and in which language it speaks."""

    kind: Kind
    case_id: UUID | None
    language: Language

    @property
    def digest(self) -> bytes:
        return sha256(f"{self.kind} {self.case_id} {self.language}".encode()).digest()


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it stands."""

    id: UUID
    wanted: Wanted
    owner: Caller
    made_at: datetime
    expires_on: date


class Links:
    """Makes links, finds them by their secret, and ends them."""

    def __init__(self, store: Store, secret: str) -> None:
        self._store = store
        self._key = sha256(b"calendars " + secret.encode()).digest()

    def token(self, link: UUID) -> str:
        """The secret part of a link's address."""
        return urlsafe_b64encode(hmac.digest(self._key, link.bytes, "sha256")).decode().rstrip("=")

    async def make(self, owner: Caller, wanted: Wanted, now: datetime, key: str | None) -> Link:
        """A new link, or that which the same key has made before.

        Raises:
            Said: key-reused, when the key has made another.
        """
        id = uuid5(KEYS, f"{owner.sub} {key}") if key else uuid4()  # noqa: A001 - its name everywhere
        row = {
            "id": id,
            "token_hash": hashed(self.token(id)),
            "body_hash": wanted.digest,
            "kind": wanted.kind,
            "sub": owner.sub,
            "role": owner.role,
            "unit": owner.unit,
            "case_id": wanted.case_id,
            "language": wanted.language,
            "made_at": now,
            "expires_on": day_of(now) + GOOD_FOR,
        }
        made = insert(calendar_links).values(row).on_conflict_do_nothing(index_elements=["id"])
        async with self._store.begin() as connection:
            await connection.execute(made)
            known = sa.select(calendar_links).where(calendar_links.c.id == id)
            found = (await connection.execute(known)).one()
        if found.body_hash != wanted.digest:
            raise Said("key-reused")
        return link(found)

    async def by_token(self, token: str, now: datetime) -> Link:
        """The link that a secret opens.

        Raises:
            Said: not-found, when there is none, or it was revoked or has run out.
        """
        rows = calendar_links.c
        question = sa.select(calendar_links).where(
            rows.token_hash == hashed(token),
            rows.revoked_at.is_(None),
            rows.expires_on > day_of(now),
        )
        async with self._store.begin() as connection:
            found = (await connection.execute(question)).one_or_none()
        if found is None:
            raise Said("not-found")
        return link(found)

    async def of(self, owner: Caller) -> list[Link]:
        """The caller's links that have not been revoked, the newest first."""
        rows = calendar_links.c
        question = (
            sa.select(calendar_links)
            .where(rows.sub == owner.sub, rows.revoked_at.is_(None))
            .order_by(rows.made_at.desc(), rows.id)
            .limit(200)
        )
        async with self._store.begin() as connection:
            return [link(row) for row in await connection.execute(question)]

    async def revoke(self, owner: Caller, id: UUID, now: datetime) -> None:  # noqa: A002
        """End one of the caller's links; whoever has it sees nothing more.

        Raises:
            Said: not-found, when it is not theirs.
        """
        rows = calendar_links.c
        ended = (
            calendar_links.update()
            .where(rows.id == id, rows.sub == owner.sub)
            .values(revoked_at=sa.func.coalesce(rows.revoked_at, now))
        )
        async with self._store.begin() as connection:
            if not (await connection.execute(ended)).rowcount:
                raise Said("not-found")


def hashed(token: str) -> bytes:
    return sha256(token.encode()).digest()


def link(row: sa.Row[tuple[object, ...]]) -> Link:
    found = row._mapping  # noqa: SLF001 - its name in SQLAlchemy
    role: Role = found["role"]
    return Link(
        id=found["id"],
        wanted=Wanted(found["kind"], found["case_id"], found["language"]),
        owner=Caller(sub=found["sub"], role=role, unit=found["unit"]),
        made_at=found["made_at"],
        expires_on=found["expires_on"],
    )
