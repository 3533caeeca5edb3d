"""Two processes write one log, one stream and many, while a reader follows its tail.

A tailing reader that skips a fact is the commonest production fault of such systems.
"""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from uuid import UUID

from tests.shared.asking import Log, opened
from tests.shared.conftest import MASTER

EACH = 60  # pages that each process writes into the shared stream
PATIENCE = 60.0  # seconds for everything
Acknowledged = set[tuple[UUID, int, int]]


async def started(dsn: str, stream: UUID, first: int) -> Process:
    """A process that is ready to write, and waits to be told."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.shared.writer",
        dsn, MASTER, str(stream), str(first), str(EACH), stdin=PIPE, stdout=PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    return process


async def written(process: Process) -> Acknowledged:
    """Tell a process to write; what it says was acknowledged."""
    said, _ = await process.communicate(b"go\n")
    assert process.returncode == 0
    rows = [each.split() for each in said.decode().splitlines()]
    return {(UUID(stream), int(version), int(position)) for stream, version, position in rows}


async def tail(log: Log, writing: asyncio.Task[object]) -> list[tuple[UUID, int, int]]:
    """Everything that a reader sees who is always at the end."""
    seen: list[tuple[UUID, int, int]] = []
    position = 0
    while True:
        finished, rung = writing.done(), log.bell.listening()
        page = await log.after(position, 7)
        seen += [(each.stream, each.version, at) for at, each in page]
        position = page[-1][0] if page else position
        if not page and finished:
            return seen
        if not page:
            waiting = asyncio.create_task(rung.wait())
            await asyncio.wait([waiting, writing], return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            with suppress(asyncio.CancelledError):
                await waiting


async def test_a_reader_at_the_tail_misses_nothing_that_two_processes_write(
    log: Log, log_dsn: str
) -> None:
    stream = await opened(log)
    listening = asyncio.create_task(log.bell.listen())
    async with asyncio.timeout(PATIENCE):
        processes = await asyncio.gather(
            *(started(log_dsn, stream, first) for first in (1001, 2001))
        )
        writing = asyncio.gather(*map(written, processes))
        seen = await tail(log, asyncio.ensure_future(writing))
        acknowledged = Acknowledged().union(*await writing)
    listening.cancel()

    assert [position for _, _, position in seen] == list(range(1, len(seen) + 1))
    assert acknowledged <= set(seen)
    assert len(acknowledged) == 4 * EACH
    assert len(seen) == 1 + 6 * EACH  # an opening each for the streams of their own
    assert [version for each, version, _ in seen if each == stream] == list(range(1, 2 * EACH + 2))
    cipher = await log.keys.cipher(stream)
    words = [each.fact.words.words(cipher) for each in (await log.history(stream))[1:]]
    assert words == 2 * EACH * ["Jeg savner min hund."]  # sealed by both, under one key
