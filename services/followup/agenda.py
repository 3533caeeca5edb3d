"""What is open, and when somebody is to be told of it: the sheet by which the clock notices.

A read model of this service's own log, for its own worker. Its rows and its position commit
together; it can be emptied and is then built again. Nothing here decides: the domain does, and
notices nothing twice however often it is told.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog

from services.followup.domain import FollowUpDecider
from services.followup.events import FollowUpEvent
from services.followup.obligation.commands import NoticePassed
from services.followup.obligation.events import ObligationEvent
from services.followup.obligation.notices import notices
from shared.database import GONE, Database, Unavailable, woken
from shared.decider import Asked
from shared.eventlog import EventLog, StaleVersion
from shared.follow import FIRST_PAUSE, LONGEST_PAUSE, Turn, one_active
from shared.telemetry import continue_trace, new_traceparent, trace_id

log = structlog.get_logger()

PAGE = 500  # facts at a time
LONGEST_WAIT = 5.0  # seconds until the clock is looked at anyway: development's can be set
BY = "service:followup"

REACHED = "SELECT position FROM agenda_position"
ADVANCE = "UPDATE agenda_position SET position = %s WHERE position = %s"
CLEAR = "DELETE FROM pending_notices WHERE stream = ANY(%s)"
PEND = """
INSERT INTO pending_notices (id, name, stream, from_at, until_at) VALUES (%s, %s, %s, %s, %s)
"""
PASSED = """
SELECT stream, array_agg(DISTINCT id) FROM pending_notices
WHERE from_at <= %s AND (until_at IS NULL OR until_at > %s) GROUP BY stream ORDER BY stream
"""
NEXT = "SELECT min(from_at) FROM pending_notices WHERE from_at > %s"
Row = tuple[UUID, str, UUID, datetime, datetime | None]


class Agenda:
    """Keeps the sheet up to date with the log, and notices what the clock has passed."""

    def __init__(
        self, database: Database, events: EventLog[FollowUpEvent], decider: FollowUpDecider
    ) -> None:
        self._database = database
        self._log = events
        self._decider = decider

    async def run(self) -> None:
        """Keep looking, for ever; one runner of all processes at a time, with failover."""
        pause = FIRST_PAUSE
        while True:
            try:
                async with one_active(self._database.dsn, "followup:agenda") as turn:
                    pause = FIRST_PAUSE
                    await self._keep_looking(turn)
            except (Unavailable, *GONE):
                log.warning("agenda.lost")
            except Exception as error:  # noqa: BLE001 - a fault here must not end the service
                log.error("agenda.failed", kind=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _keep_looking(self, turn: Turn) -> None:
        while True:
            rung = self._log.bell.listening(only_news=True)
            continue_trace(new_traceparent())
            await self.look()
            quiet = await self._quiet()
            await turn.keep()
            await woken(rung, quiet)

    async def look(self) -> None:
        """Take in the log, and notice all that has passed by now, and what follows from that."""
        now = self._log.clock()
        before: Mapping[UUID, tuple[UUID, ...]] = {}
        while True:
            while await self._catch_up():
                pass
            passed = await self._passed(now)
            if not passed or passed == before:
                return
            for stream, ids in passed.items():
                await self._notice(stream, ids, now)
            before = passed

    async def _catch_up(self) -> bool:
        """Take in one page; say whether there was any.

        Each stream that the page touches is written anew as it stands now. Of two runners on one
        page, the second finds the position advanced and writes nothing.
        """
        position = await self._position()
        page = await self._log.after(position, PAGE)
        if not page:
            return False
        streams = {each.stream for _, each in page if isinstance(each.fact, ObligationEvent)}
        rows = await self._pending(streams)
        async with self._database.connection() as connection, connection.transaction():
            advanced = await connection.execute(ADVANCE, (page[-1][0], position))
            if advanced.rowcount:
                await connection.execute(CLEAR, ([*streams],))
                async with connection.cursor() as cursor:
                    await cursor.executemany(PEND, rows)
        return True

    async def _pending(self, streams: set[UUID]) -> Sequence[Row]:
        """What is still to be noticed in these streams as they stand, read at once."""
        folds = await self._log.folds(self._decider, streams)
        return [
            (owed.id, each.name, stream, each.from_at, each.until_at)
            for stream, folded in folds.items()
            for owed in folded.state.obligations.values()
            for each in notices(owed)
        ]

    async def _notice(self, stream: UUID, ids: tuple[UUID, ...], now: datetime) -> None:
        """Decide on the stream as it stands; when somebody else writes first, decide again."""
        while True:
            folded = await self._log.fold(self._decider, stream)
            notice = NoticePassed(obligations=ids)
            asked: Asked[Any] = Asked(command=notice, id=stream, at=now, by=BY)
            with suppress(StaleVersion):
                await self._log.decide(
                    self._decider,
                    stream,
                    asked,
                    expected=folded.version,
                    correlation=trace_id(),
                )
                return

    async def _quiet(self) -> float:
        """Seconds, at the most, in which there is nothing to notice."""
        now = self._log.clock()
        due = await self._one(NEXT, now)
        return min((due - now).total_seconds(), LONGEST_WAIT) if due else LONGEST_WAIT

    async def _passed(self, now: datetime) -> Mapping[UUID, tuple[UUID, ...]]:
        async with self._database.connection() as connection:
            rows = await (await connection.execute(PASSED, (now, now))).fetchall()
        return {stream: tuple(ids) for stream, ids in rows}

    async def _position(self) -> int:
        return int(await self._one(REACHED))

    async def _one(self, query: str, *arguments: object) -> Any:  # noqa: ANN401 - a column's value
        async with self._database.connection() as connection:
            row = await (await connection.execute(query, arguments)).fetchone()
        return row[0] if row else None
