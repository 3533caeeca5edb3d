"""Jobs in the database: who asked for what, how far it has come, and what came of each row.

Requests and results are sealed under the master keys, bound to their job; only who asked may read
them. A part of the result and the progress that it makes are one commit. Each attempt at a job is
the only one: whatever an earlier one still has in hand is not written down.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4, uuid5

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.gateway.store import Store
from services.gateway.tables import job_parts, job_streams, jobs
from shared.database import Bell, Unavailable
from shared.identity import Caller
from shared.problems import Said
from shared.sealing import MasterKeys

KEYS = UUID("6f9d4a30-52c5-4a0e-9c0e-0f6f0a5d7c11")  # under which the ids of repeated jobs lie
KEPT = timedelta(days=7)  # after the end
told = jobs.c
Row = sa.Row[Any]


@dataclass(frozen=True, slots=True)
class Job:
    """Work for a caller, when it was asked for (UTC), and how many of its rows are done."""

    id: UUID
    kind: str
    owner: Caller
    request: bytes
    made_at: datetime
    done: int
    attempt: int


@dataclass(frozen=True, slots=True)
class Part:
    """What came of one row: its status, and what there is to say of it.

    Of a file it is a piece, with `rows` of its rows, which tell of the cases `about`.
    """

    number: int
    status: int
    content: bytes
    rows: int = 1
    about: Sequence[UUID] = ()


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

    async def content(self, id: UUID, first: int, at_a_time: int) -> AsyncIterator[bytes]:  # noqa: A002
        """What all of its parts say, from a number on."""
        while parts := await self.parts(id, first, at_a_time):
            for each in parts:
                yield each.content
            first = parts[-1].number + 1

    async def take(self, kind: str) -> Job | None:
        """The oldest job of a kind that is not finished: for who takes it, and nobody before."""
        open_ = sa.select(told.id).where(told.kind == kind, told.finished_at.is_(None))
        oldest = open_.order_by(told.made_at).limit(1).scalar_subquery()
        question = jobs.update().where(told.id == oldest).values(attempt=told.attempt + 1)
        async with self._store.begin() as connection:
            row = (await connection.execute(question.returning(jobs))).one_or_none()
        if row is None:
            return None
        request = self._keys.unwrap(row.master, row.request, row.id)
        return Job(row.id, kind, owner_of(row), request, row.made_at, row.done, row.attempt)

    async def anew(self, job: Job, total: int) -> None:
        """Begin from the first of so many rows: nothing is left of what was done before.

        Raises:
            Unavailable: when somebody else has taken the job.
        """
        async with self._store.begin() as connection:
            await self._go_on(connection, job, done=0, refused=0, total=total)
            for table in (job_parts, job_streams):
                await connection.execute(table.delete().where(table.c.job_id == job.id))

    async def save(self, job: Job, part: Part) -> None:
        """Write a part down, with the progress; once, however often it is said.

        Raises:
            Unavailable: when somebody else has taken the job.
        """
        master, sealed = self._keys.wrap(part.content, job.id)
        row = {"job_id": job.id, "number": part.number, "status": part.status,
               "master": master, "content": sealed}  # fmt: skip
        refused = int(part.status >= 400)  # noqa: PLR2004 - HTTP's own
        async with self._store.begin() as connection:
            added = insert(job_parts).values(row).on_conflict_do_nothing()
            if (await connection.execute(added)).rowcount:
                said = {"done": told.done + part.rows, "refused": told.refused + refused}
                await self._go_on(connection, job, **said)
                await connection.execute(naming(job, part.about))

    async def _go_on(self, connection: AsyncConnection, job: Job, **said: Any) -> None:  # noqa: ANN401
        ours = sa.and_(told.id == job.id, told.attempt == job.attempt)
        if not (await connection.execute(jobs.update().where(ours).values(said))).rowcount:
            raise Unavailable("turn")

    async def finish(self, job: Job, now: datetime, fault: str | None = None) -> None:
        """It is over: what was asked is kept no longer.

        Raises:
            Unavailable: when somebody else has taken the job.
        """
        ended = {"finished_at": now, "fault": fault, "request": None, "master": None}
        async with self._store.begin() as connection:
            await self._go_on(connection, job, **ended)

    async def forget(self, now: datetime) -> None:
        """Delete what ended long ago, with its result."""
        async with self._store.begin() as connection:
            await connection.execute(jobs.delete().where(told.finished_at < now - KEPT))


def owner_of(row: Row) -> Caller:
    """Whose job it is, with the rights that they had when they asked."""
    return Caller(sub=row.sub, role=row.role, unit=row.unit, scopes=frozenset(row.scopes))


def naming(job: Job, streams: Sequence[UUID]) -> Insert:
    """Note that the result tells of some cases or notifications."""
    every = sa.func.unnest(sa.literal([*streams], sa.ARRAY(sa.Uuid)))
    rows = sa.select(sa.literal(job.id, sa.Uuid), every)
    return insert(job_streams).from_select(["job_id", "stream"], rows).on_conflict_do_nothing()


def owned(owner: Caller) -> sa.Select[Any]:
    """The caller's own jobs: the same person in the same role."""
    return sa.select(jobs).where(told.sub == owner.sub, told.role == owner.role)
