"""The read log: who looked at what, written before the answer leaves.

Whoever waits is taken: look-ups that come together are one statement and one commit. Nothing of
what was asked in words, and nothing of what was answered, is in it.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import TypeAdapter

from shared.database import Database

MOST = 500  # look-ups in one statement
Outcome = Literal["shown", "refused", "absent"]
WRITE = """
INSERT INTO read_log
  (at, sub, role, unit, operation, data_class, streams, outcome, purpose, trace, emergency)
SELECT at, sub, role, unit, operation, data_class, streams, outcome, purpose, trace,
  (SELECT r.of FROM relations r
   WHERE r.holder = 'emergency:' || sub AND r.stream = ANY (streams) AND r.ends_at > at
   ORDER BY r.ends_at DESC LIMIT 1)
FROM jsonb_to_recordset(%s) AS l (
  at timestamptz, sub text, role text, unit text, operation text, data_class text,
  streams uuid[], outcome text, purpose text, trace text
)
"""


@dataclass(frozen=True, slots=True)
class LookUp:
    """Somebody asked for something about these cases (or notifications)."""

    at: datetime
    sub: str
    role: str
    unit: str | None
    operation: str
    data_class: str
    streams: list[UUID]
    outcome: Outcome
    purpose: str | None
    trace: str


BATCH = TypeAdapter(list[LookUp])
Waiting = tuple[LookUp, "asyncio.Future[None]"]


class ReadLog:
    """Writes look-ups, together with whoever else is waiting."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[Waiting] = []
        self._committing: asyncio.Task[None] | None = None

    async def write(self, look_up: LookUp) -> None:
        """Return when it is on disk.

        Raises:
            Unavailable: when the database is gone: then nothing may be shown.
        """
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((look_up, written))
        if self._committing is None:
            self._committing = asyncio.create_task(self._commit())
        await written

    async def _commit(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            try:
                await self._together([each for each, _ in batch])
            except Exception as error:  # noqa: BLE001 - every caller hears it, none waits for ever
                for _, written in batch:
                    if not written.done():
                        written.set_exception(error)
            else:
                for _, written in batch:
                    if not written.done():
                        written.set_result(None)
        self._committing = None

    async def _together(self, batch: Sequence[LookUp]) -> None:
        rows = BATCH.dump_json([*batch]).decode()
        async with self._database.connection() as connection:
            await connection.execute(WRITE, (rows,), prepare=True)
