"""Asking a log of notebooks, tersely."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from shared.decider import Asked
from shared.eventlog import Answer, EventLog, Reaction, Written
from tests.shared.sample import NotebookCommand, OpenNotebook, WriteLine, decider

Log = EventLog[Any]
Answering = Callable[[Written], Answer]
TRACE = "0" * 32


def asked(log: Log, command: NotebookCommand, of: UUID | None = None) -> Asked[NotebookCommand]:
    return Asked(command=command, id=uuid4(), at=log.clock(), by="caseworker-1", of=of)


async def ask(
    log: Log,
    stream: UUID,
    expected: int,
    command: NotebookCommand,
    answer: Answering | None = None,
    of: UUID | None = None,
) -> Written:
    return await log.decide(
        decider,
        stream,
        asked(log, command, of),
        expected=expected,
        correlation=TRACE,
        answer=answer,
    )


async def opened(log: Log) -> UUID:
    """A new notebook, at version 1."""
    stream = uuid4()
    await ask(log, stream, 0, opening())
    return stream


def opening() -> OpenNotebook:
    return OpenNotebook(opened_on=date(2016, 1, 11))


def line(page: int, words: str = "Jeg savner min hund.") -> WriteLine:
    return WriteLine(page=page, words=words)


def reaction(log: Log, stream: UUID, command: NotebookCommand) -> Reaction[NotebookCommand]:
    return Reaction(stream, asked(log, command), TRACE, "neighbour:1")


def keyed(key: bytes, body: bytes = b"the same body") -> Answering:
    """Keep the version under a key."""
    return lambda written: Answer(key, body, str(written.version).encode())


async def pages(log: Log, stream: UUID) -> list[int]:
    return sorted((await log.fold(decider, stream)).state.pages)


async def positions(log: Log) -> list[int]:
    return [position for position, _ in await log.after(0, 10_000)]
