"""What a log's worker does once an hour: forget old answers, and wrap keys under the newest master.

It is safe in several workers at once, and may stop anywhere: each statement is whole.
"""

import asyncio
from datetime import timedelta

import structlog

from shared.database import Database, Unavailable
from shared.sealing import MasterKeys

KEPT = timedelta(hours=48)  # clients are promised 24
EVERY = 3600.0  # seconds
BATCH = 500  # keys in one transaction

FORGET = "DELETE FROM answers WHERE kept_at < now() - %s"
OLD = """
SELECT stream, master, wrapped FROM data_keys
WHERE master <> %s ORDER BY stream LIMIT %s FOR UPDATE SKIP LOCKED
"""
WRAP = "UPDATE data_keys SET master = %s, wrapped = %s WHERE stream = %s"

log = structlog.get_logger()


class Housekeeping:
    """Keeps a log's side tables small and its keys under the newest master."""

    def __init__(self, database: Database, master: MasterKeys) -> None:
        self._database = database
        self._master = master

    async def run(self) -> None:
        """Tidy now and every hour, for ever."""
        while True:
            try:
                await self.forget()
                while await self.rewrap():
                    pass
            except (Unavailable, KeyError) as error:  # no server, or a master key taken out early
                log.warning("housekeeping.failed", kind=type(error).__name__)
            await asyncio.sleep(EVERY)

    async def forget(self) -> int:
        """Forget the answers whose idempotency keys nobody is promised any more; say how many."""
        async with self._database.connection() as connection:
            return (await connection.execute(FORGET, (KEPT,))).rowcount

    async def rewrap(self) -> int:
        """Wrap some data keys under the newest master key; say how many were not.

        Raises:
            KeyError: when the ring lacks the master key that one is wrapped by.
        """
        newest = self._master.newest
        async with self._database.connection() as connection, connection.transaction():
            rows = await (await connection.execute(OLD, (newest, BATCH))).fetchall()
            for stream, name, wrapped in rows:
                key = self._master.unwrap(name, bytes(wrapped), stream)
                await connection.execute(WRAP, (*self._master.wrap(key, stream), stream))
        return len(rows)
