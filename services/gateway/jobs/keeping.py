"""Jobs in the database: who asked for what, how far it has come, and what came of each row.

Requests and results are sealed under the master keys, bound to their job; only who asked may read
them. A row and the progress that it makes are one commit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4, uuid5

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from services.gateway.store import Store
from services.gateway.tables import job_parts, jobs
from shared.database import Bell
from shared.identity import Caller
from shared.problems import Said
from shared.sealing import MasterKeys

KEYS = UUID("6f9d4a30-52c5-4a0e-9c0e-0f6f0a5d7c11")  # under which the ids of repeated jobs lie
KEPT = timedelta(days=7)  # after the end
told = jobs.c
Row = sa.Row[Any]


@dataclass(frozen=True, slots=True)
class Job:
    """Work for a caller, and how many of its rows are done."""

    id: UUID
    kind: str
    owner: Caller
    request: bytes
    done: int


@dataclass(frozen=True, slots=True)
class Part:
    """What came of one row: its status, and what there is to say of it."""

    number: int
    status: int
    content: bytes


class Jobs:
    """Keeps jobs. The bell rings when there is one more, and when one is over."""

    def __init__(self, store: Store, keys: MasterKeys, bell: Bell) -> None:
        self.bell = bell
        self._store = store
        self._keys = keys

    async def add(
        self, owner: Caller, kind: str, request: bytes, total: int, now: datetime, key: str | None
    ) -> UUID:
        """A new job, or that which the same key has made before; its id.

        Raises:
            Said: key-reused, when the key has made another.
        """
        id = uuid5(KEYS, f"{owner.sub} {key}") if key else uuid4()  # noqa: A001 - its name everywhere
        master, sealed = self._keys.wrap(request, id)
        row = {
            "id": id, "kind": kind, "sub": owner.sub, "role": owner.role, "unit": owner.unit,
            "scopes": sorted(owner.scopes), "body_hash": sha256(request).digest(),
            "master": master, "request": sealed, "total": total, "done": 0, "refused": 0,
            "made_at": now,
        }  # fmt: skip
        async with self._store.begin() as connection:
            made = insert(jobs).values(row).on_conflict_do_nothing(index_elements=["id"])
            await connection.execute(made)
            kept = await connection.scalar(sa.select(told.body_hash).where(told.id == id))
        if kept != row["body_hash"]:
            raise Said("key-reused")
        return id

    async def of(self, owner: Caller, id: UUID) -> Row:  # noqa: A002
        """One of the caller's jobs.

        Raises:
            Said: not-found, when it is not theirs, or has been forgotten.
        """
        async with self._store.begin() as connection:
            found = (await connection.execute(owned(owner).where(told.id == id))).one_or_none()
        if found is None:
            raise Said("not-found")
        return found  # type: ignore[no-any-return]  # of any columns

    async def parts(self, id: UUID, first: int, most: int) -> Sequence[Part]:  # noqa: A002
        """What came of some rows, from a number on."""
        rows = job_parts.c
        question = (
            sa.select(job_parts)
            .where(rows.job_id == id, rows.number >= first)
            .order_by(rows.number)
            .limit(most)
        )
        async with self._store.begin() as connection:
            return [self.part(row) for row in await connection.execute(question)]

    def part(self, row: Row) -> Part:
        content = self._keys.unwrap(row.master, row.content, row.job_id)
        return Part(row.number, row.status, content)

    async def waiting(self) -> Job | None:
        """The oldest job that is not finished."""
        question = sa.select(jobs).where(told.finished_at.is_(None)).order_by(told.made_at).limit(1)
        async with self._store.begin() as connection:
            row = (await connection.execute(question)).one_or_none()
        if row is None:
            return None
        request = self._keys.unwrap(row.master, row.request, row.id)
        owner = Caller(sub=row.sub, role=row.role, unit=row.unit, scopes=frozenset(row.scopes))
        return Job(row.id, row.kind, owner, request, row.done)

    async def save(self, job: Job, part: Part) -> None:
        """Write down what came of a row, with the progress; once, however often it is said."""
        master, sealed = self._keys.wrap(part.content, job.id)
        row = {"job_id": job.id, "number": part.number, "status": part.status,
               "master": master, "content": sealed}  # fmt: skip
        refused = part.status >= 400  # noqa: PLR2004 - HTTP's own
        async with self._store.begin() as connection:
            added = insert(job_parts).values(row).on_conflict_do_nothing()
            if (await connection.execute(added)).rowcount:
                await connection.execute(
                    jobs.update()
                    .where(told.id == job.id)
                    .values(done=part.number + 1, refused=told.refused + int(refused))
                )

    async def finish(self, job: Job, now: datetime, fault: str | None = None) -> None:
        """It is over: what was asked is kept no longer."""
        ended = {"finished_at": now, "fault": fault, "request": None, "master": None}
        async with self._store.begin() as connection:
            await connection.execute(jobs.update().where(told.id == job.id).values(ended))

    async def forget(self, now: datetime) -> None:
        """Delete what ended long ago, with its result."""
        async with self._store.begin() as connection:
            await connection.execute(jobs.delete().where(told.finished_at < now - KEPT))


def owned(owner: Caller) -> sa.Select[Any]:
    """The caller's own jobs: the same person in the same role."""
    return sa.select(jobs).where(told.sub == owner.sub, told.role == owner.role)
