"""Which return options are over: the sheet by which the clock finds what nobody has to type.

A read model of this service's own log, for its own worker. Its rows and its position commit
together; it can be emptied and is then built again. Nothing here decides: the domain does, and
notices nothing twice.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any
from uuid import UUID

import structlog

from services.intervention_ladder.domain import LadderDecider
from services.intervention_ladder.return_option.commands import NoticeExpiry
from services.intervention_ladder.return_option.domain import noticed
from services.intervention_ladder.return_option.events import ReturnOptionSet
from services.intervention_ladder.state import Ladder
from shared.calendar import day_of, end_of
from shared.database import GONE, Database, Unavailable, woken
from shared.decider import Asked
from shared.eventlog import EventLog, StaleVersion
from shared.follow import FIRST_PAUSE, LONGEST_PAUSE, Turn, one_active
from shared.telemetry import continue_trace, new_traceparent, trace_id

log = structlog.get_logger()

PAGE = 500  # facts at a time
LONGEST_WAIT = 5.0  # seconds until the clock is looked at anyway: development's can be set
BY = "service:ladder"

REACHED = "SELECT position FROM expiry_position"
ADVANCE = "UPDATE expiry_position SET position = %s WHERE position = %s"
CLEAR = "DELETE FROM open_return_options WHERE stream = ANY(%s)"
OPEN = "INSERT INTO open_return_options (id, stream, valid_until_on) VALUES (%s, %s, %s)"
OVER = """
SELECT stream, array_agg(id ORDER BY valid_until_on, id) FROM open_return_options
WHERE valid_until_on <= %s GROUP BY stream
"""


class Expiry:
    """Keeps the sheet up to date with the log, and notices what the clock has passed."""

    def __init__(self, database: Database, events: EventLog[Any], decider: LadderDecider) -> None:
        self._database = database
        self._log = events
        self._decider = decider

    async def run(self) -> None:
        """Keep looking, for ever; one runner of all processes at a time, with failover."""
        pause = FIRST_PAUSE
        while True:
            try:
                async with one_active(self._database.dsn, "ladder:expiry") as turn:
                    pause = FIRST_PAUSE
                    await self._keep_looking(turn)
            except (Unavailable, *GONE):
                log.warning("expiry.lost")
            except Exception as error:  # noqa: BLE001 - a fault here must not end the service
                log.error("expiry.failed", kind=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _keep_looking(self, turn: Turn) -> None:
        while True:
            rung = self._log.bell.listening(only_news=True)
            continue_trace(new_traceparent())
            await self.look()
            await turn.keep()
            await woken(rung, self._quiet())

    async def look(self) -> None:
        """Take in the log, and notice every option that is over by today."""
        while await self._catch_up():
            pass
        now = self._log.clock()
        for stream, ids in (await self._over(day_of(now))).items():
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
        streams = {each.stream for _, each in page if concerns(each.fact)}
        folds = await self._log.folds(self._decider, streams)
        rows = [
            (each.id, stream, each.valid_until_on)
            for stream, folded in folds.items()
            if isinstance(folded.state, Ladder)
            for each in folded.state.all(ReturnOptionSet)
            if not noticed(folded.state, each)
        ]
        async with self._database.connection() as connection, connection.transaction():
            advanced = await connection.execute(ADVANCE, (page[-1][0], position))
            if advanced.rowcount:
                await connection.execute(CLEAR, ([*streams],))
                async with connection.cursor() as cursor:
                    await cursor.executemany(OPEN, rows)
        return True

    async def _notice(self, stream: UUID, ids: tuple[UUID, ...], now: datetime) -> None:
        """Decide on the stream as it stands; when somebody else writes first, decide again."""
        while True:
            folded = await self._log.fold(self._decider, stream)
            notice = NoticeExpiry(option_ids=ids)
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

    def _quiet(self) -> float:
        """Seconds, at the most, in which nothing can be over: options end with a day."""
        now = self._log.clock()
        return min(max((end_of(day_of(now)) - now).total_seconds(), 0.0), LONGEST_WAIT)

    async def _over(self, today: date) -> Mapping[UUID, tuple[UUID, ...]]:
        async with self._database.connection() as connection:
            rows = await (await connection.execute(OVER, (today,))).fetchall()
        return {stream: tuple(ids) for stream, ids in rows}

    async def _position(self) -> int:
        async with self._database.connection() as connection:
            row = await (await connection.execute(REACHED)).fetchone()
        return int(row[0]) if row else 0


def concerns(fact: Any) -> bool:  # noqa: ANN401 - any fact
    """Whether a fact may open or settle an option: it is one, or a correction of one."""
    named = getattr(fact, "record_kind", type(fact).__name__)
    return named in {"ReturnOptionSet", "ReturnOptionExpired"}
