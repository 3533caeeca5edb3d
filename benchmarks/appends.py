"""Durable appends through the event log, sealed and with an idempotency answer each."""

import asyncio
import tempfile
import time
from functools import partial
from os import urandom
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from benchmarks import raw, sample, store
from benchmarks.measuring import SECONDS, Measured, Section, beside
from deploy.embedded import Embedded
from shared.eventlog import Answer, EventLog, Written

BARS = {1: 0.4, 16: 0.5, 64: 0.8}  # callers, and the least ratio
LONG = 100  # facts in a stream before the caller turns to the next


def kept(written: Written) -> Answer:
    """What a command's answer looks like in the log."""
    body = f'{{"id":"{written.id}","version":{written.version},"warnings":[]}}'
    return Answer(urandom(32), urandom(32), body.encode())


async def open_journal(log: EventLog[Any]) -> UUID:
    stream = uuid4()
    await log.decide(
        sample.journal, stream, sample.a_journal(), expected=0, correlation="0" * 32, answer=kept
    )
    return stream


async def write_note(log: EventLog[Any], stream: UUID, version: int) -> None:
    await log.decide(
        sample.journal,
        stream,
        sample.a_note(),
        expected=version,
        correlation="0" * 32,
        answer=kept,
    )


async def caller(log: EventLog[Any], until: float) -> int:
    """Write journals, one note after the other, and count the commits."""
    count = 0
    while True:
        stream = await open_journal(log)
        count += 1
        for version in range(1, LONG):
            if time.perf_counter() > until:
                return count
            await write_note(log, stream, version)
            count += 1


async def through_the_log(log: EventLog[Any], callers: int) -> float:
    """Appends per second of so many concurrent callers."""
    started = time.perf_counter()
    until = started + SECONDS
    counts = await asyncio.gather(*(caller(log, until) for _ in range(callers)))
    return sum(counts) / (time.perf_counter() - started)


async def stored_bytes(log: EventLog[Any]) -> bytes:
    """What one note is in the log: the raw limit writes the same."""
    stream = await open_journal(log)
    await write_note(log, stream, 1)
    return bytes((await log.recorder.stream(stream))[-1].state)


async def section(embedded: Embedded) -> Section:
    dsn = store.create_log(embedded)
    with tempfile.TemporaryDirectory() as folder:
        async with store.opened(dsn, sample.journals) as log:
            script = raw.prepare(dsn, Path(folder), await stored_bytes(log))
            for callers, bar in BARS.items():
                ours, limit = await beside(
                    partial(through_the_log, log, callers),
                    partial(raw.commits, dsn, script, callers),
                )
                what = f"durable appends beside raw commits, {callers} at a time"
                yield Measured(what, ours, limit, bar)
