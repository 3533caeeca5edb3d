"""A process that writes: run by `test_two_processes`, and told when to start.

It says on standard output what was acknowledged, one line each: stream, version, position.
"""

import asyncio
import sys
from uuid import UUID

from shared.clock import utc_now
from shared.database import Database
from shared.eventlog import EventLog, StaleVersion, Written
from shared.sealing import MasterKeys
from tests.shared import sample
from tests.shared.asking import Log, ask, line, opened

AT_ONCE = 8  # callers in this process


async def write_shared(log: Log, stream: UUID, page: int) -> Written:
    """Write a page of the stream that everybody writes, however often somebody else is first."""
    while True:
        version = (await log.fold(sample.decider, stream)).version
        try:
            return await ask(log, stream, version, line(page))
        except StaleVersion:
            continue


async def caller(log: Log, stream: UUID, pages: list[int]) -> None:
    """Write the shared stream and streams of one's own, in turn."""
    while pages:
        page = pages.pop()
        tell(await write_shared(log, stream, page))
        own = await opened(log)
        tell(await ask(log, own, 1, line(page)))


def tell(written: Written) -> None:
    sys.stdout.write(f"{written.stream} {written.version} {written.position}\n")


async def main(dsn: str, master: str, stream: str, first: int, count: int) -> None:
    async with Database(dsn) as database:
        log: Log = EventLog(database, sample.catalog, MasterKeys.read(master), utc_now)
        await log.recorder.head()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        pages = list(range(first, first + count))
        await asyncio.gather(*(caller(log, UUID(stream), pages) for _ in range(AT_ONCE)))
    sys.stdout.flush()


if __name__ == "__main__":
    dsn, master, stream, first, count = sys.argv[1:]
    asyncio.run(main(dsn, master, stream, int(first), int(count)))
