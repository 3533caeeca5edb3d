"""Which cases are about the same child: a blind index of CPR numbers, built from facts.

Nobody records an identity or a merger while another does, here or in another process, so that of
two who record the same child at once the second is told of the first.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from services.case.child.commands import MergeCase, RecordIdentity
from services.case.correction.commands import CorrectRecord
from services.case.domain import cases
from services.case.state import Case, Stream
from shared.database import Connection
from shared.decider import Asked
from shared.eventlog import EventLog

ONE_AT_A_TIME = 20220022  # an advisory lock
PAGE = 1000  # facts
KINDS = ("ChildIdentified", "EventCorrected", "EventRetracted")
NEWS = """
SELECT notification_id, originator_id FROM stored_events
WHERE topic = ANY(%s) AND notification_id > (SELECT coalesce(max(position), 0) FROM children)
ORDER BY notification_id LIMIT %s
"""
PUT = """
INSERT INTO children (stream, cpr_index, position) VALUES (%s, %s, %s)
ON CONFLICT (stream) DO UPDATE
SET cpr_index = excluded.cpr_index, position = excluded.position
"""
ALIKE = "SELECT stream FROM children WHERE cpr_index = %s AND stream <> %s ORDER BY position"
OF = "SELECT cpr_index FROM children WHERE stream = %s"


class Children:
    """Finds cases by CPR number, and keeps no number."""

    def __init__(self, log: EventLog[Any]) -> None:
        self._log = log
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def gather(self, case_id: UUID, asked: Asked[Any]) -> AsyncIterator[Asked[Any]]:
        """The other cases that a decision needs, held still until it is recorded."""
        match asked.command:
            case (
                RecordIdentity(cpr=str() as cpr)
                | CorrectRecord(instead=RecordIdentity(cpr=str() as cpr))
            ):
                async with self._settled() as connection:
                    streams = await self._alike(connection, await self._index(cpr), case_id)
                    yield replace(asked, others=await self._cases(streams))
            case MergeCase(survivor_id=survivor):
                async with self._settled():
                    yield replace(asked, others=await self._cases([survivor]))
            case _:
                yield asked

    async def alike(self, case_id: UUID) -> list[UUID]:
        """The other cases on a child with the same CPR number, merged ones left out."""
        async with self._settled() as connection:
            row = await (await connection.execute(OF, (case_id,))).fetchone()
            streams = await self._alike(connection, row[0], case_id) if row and row[0] else []
        found = await self._cases(streams)
        return [each for each in streams if each in found and not found[each].merged_into]

    async def _cases(self, streams: list[UUID]) -> dict[UUID, Case]:
        folds = await self._log.folds(cases, {*streams})
        return {
            stream: folded.state
            for stream, folded in folds.items()
            if isinstance(folded.state, Case)
        }

    @asynccontextmanager
    async def _settled(self) -> AsyncIterator[Connection]:
        """The index up to date, and nobody else at it. One connection a process waits for it."""
        async with (
            self._turn,
            self._log.recorder.database.connection() as connection,
            connection.transaction(),
        ):
            await connection.execute("SELECT pg_advisory_xact_lock(%s)", (ONE_AT_A_TIME,))
            await self._catch_up(connection)
            yield connection

    async def _catch_up(self, connection: Connection) -> None:
        """Each case whose child was identified, or whose record was put right, as it stands now."""
        topics = [f"{self._log.catalog.prefix}.{kind}" for kind in KINDS]
        while True:
            news = await (await connection.execute(NEWS, (topics, PAGE))).fetchall()
            reached = {stream: position for position, stream in news}
            for stream, folded in (await self._log.folds(cases, {*reached})).items():
                index = await self._index_of(stream, folded.state)
                await connection.execute(PUT, (stream, index, reached[stream]))
            if len(news) < PAGE:
                return

    async def _index_of(self, stream: UUID, state: Stream) -> UUID | None:
        cpr = state.identity.cpr if isinstance(state, Case) and state.identity else None
        words = cpr and cpr.words(await self._log.keys.cipher(stream))
        return await self._index(words) if words else None

    async def _index(self, cpr: str) -> UUID:
        return (await self._log.keys.blind())("cpr " + cpr)

    @staticmethod
    async def _alike(connection: Connection, index: UUID, but: UUID) -> list[UUID]:
        cursor = await connection.execute(ALIKE, (index, but))
        return [row[0] for row in await cursor.fetchall()]
