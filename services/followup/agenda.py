"""What is open and when it will be too late: the sheet by which the clock finds what is overdue.

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

from services.followup.commands import NoticeOverdue
from services.followup.domain import FollowUpDecider
from services.followup.events import FollowUpEvent, OfObligation
from services.followup.terms import overdue_from
from shared.database import GONE, Connection, Database, Unavailable, woken
from shared.decider import Asked
from shared.eventlog import EventLog, StaleVersion
from shared.follow import FIRST_PAUSE, LONGEST_PAUSE, one_active
from shared.telemetry import continue_trace, new_traceparent, trace_id

log = structlog.get_logger()

PAGE = 500  # facts at a time
LONGEST_WAIT = 5.0  # seconds until the clock is looked at anyway: development's can be set
BY = "service:followup"

REACHED = "SELECT position FROM agenda_position"
ADVANCE = "UPDATE agenda_position SET position = %s WHERE position = %s"
CLEAR = "DELETE FROM open_obligations WHERE stream = ANY(%s)"
OPEN = "INSERT INTO open_obligations (id, stream, overdue_from) VALUES (%s, %s, %s)"
OVERDUE = """
SELECT stream, array_agg(id ORDER BY overdue_from, id) FROM open_obligations
WHERE overdue_from <= %s GROUP BY stream
"""
NEXT = "SELECT min(overdue_from) FROM open_obligations WHERE overdue_from > %s"


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
                async with one_active(self._database.dsn, "followup:agenda") as lock:
                    pause = FIRST_PAUSE
                    await self._keep_looking(lock)
            except (Unavailable, *GONE):
                log.warning("agenda.lost")
            except Exception as error:  # noqa: BLE001 - a fault here must not end the service
                log.error("agenda.failed", kind=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _keep_looking(self, lock: Connection) -> None:
        while True:
            rung = self._log.bell.listening()
            continue_trace(new_traceparent())
            await self.look()
            quiet = await self._quiet()
            await lock.execute("SELECT 1")  # lost with its connection, and then so are we
            await woken(rung, quiet)

    async def look(self) -> None:
        """Take in the log, and notice everything that is overdue by now."""
        while await self._catch_up():
            pass
        now = self._log.clock()
        for stream, ids in (await self._overdue(now)).items():
            await self._notice(stream, ids, now)

    async def _catch_up(self) -> bool:
        """Take in one page; say whether there was any.

        Each stream that the page touches is written anew as it stands now. Of two runners on one
        page, the second finds the position advanced and writes nothing.
        """
        position = await self._position()
        page = await self._log.after(position, PAGE)
        if not page:
            return False
        streams = {each.stream for _, each in page if isinstance(each.fact, OfObligation)}
        rows = await self._open(streams)
        async with self._database.connection() as connection, connection.transaction():
            advanced = await connection.execute(ADVANCE, (page[-1][0], position))
            if advanced.rowcount:
                await connection.execute(CLEAR, ([*streams],))
                async with connection.cursor() as cursor:
                    await cursor.executemany(OPEN, rows)
        return True

    async def _open(self, streams: set[UUID]) -> Sequence[tuple[UUID, UUID, datetime]]:
        """What is open in these streams as they stand, read at once."""
        folds = await self._log.folds(self._decider, streams)
        return [
            (each.id, stream, overdue_from(each.due))
            for stream, folded in folds.items()
            for each in folded.state.obligations.values()
            if each.outcome is None and each.noticed_at is None and not each.arose.lapses
        ]

    async def _notice(self, stream: UUID, ids: tuple[UUID, ...], now: datetime) -> None:
        """Decide on the stream as it stands; when somebody else writes first, decide again."""
        while True:
            folded = await self._log.fold(self._decider, stream)
            notice = NoticeOverdue(obligations=ids)
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
        """Seconds, at the most, in which nothing can become overdue."""
        now = self._log.clock()
        due = await self._one(NEXT, now)
        return min((due - now).total_seconds(), LONGEST_WAIT) if due else LONGEST_WAIT

    async def _overdue(self, now: datetime) -> Mapping[UUID, tuple[UUID, ...]]:
        async with self._database.connection() as connection:
            rows = await (await connection.execute(OVERDUE, (now,))).fetchall()
        return {stream: tuple(ids) for stream, ids in rows}

    async def _position(self) -> int:
        return int(await self._one(REACHED))

    async def _one(self, query: str, *arguments: object) -> Any:  # noqa: ANN401 - a column's value
        async with self._database.connection() as connection:
            row = await (await connection.execute(query, arguments)).fetchone()
        return row[0] if row else None
