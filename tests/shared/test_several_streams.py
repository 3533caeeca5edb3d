"""A decision may know other streams, write in them at once, and record what it refuses."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID, uuid4

import pytest

from shared.decider import Asked, Beside, Decider, Refused
from tests.shared.asking import TRACE, Log, asked, line, opened
from tests.shared.conftest import MASTER, OpenLog
from tests.shared.sample import (
    EVEN,
    LineStruck,
    Notebook,
    NotebookCommand,
    NotebookEvent,
    decider,
    evolve,
)
from tests.shared.test_sealed_words import SECOND

STRUCK = date(2016, 1, 12)


def both(question: Asked[NotebookCommand], book: Notebook) -> Sequence[NotebookEvent | Beside]:
    """Write the line here, and strike something in every other notebook."""
    own = decider.decide(question, book)
    struck = LineStruck(id=question.id, struck_on=STRUCK)
    assert all(isinstance(each, Notebook) for each in question.others.values())
    return [*own, *(Beside(each, struck) for each in question.others)]


def never(question: Asked[NotebookCommand], _: Notebook) -> Sequence[NotebookEvent]:
    raise Refused(EVEN, attempt=[LineStruck(id=question.id, struck_on=STRUCK)])


TWO: Decider[NotebookCommand, Notebook, NotebookEvent] = Decider(Notebook(), evolve, both)
REFUSING: Decider[NotebookCommand, Notebook, NotebookEvent] = Decider(Notebook(), evolve, never)


async def write(log: Log, stream: UUID, expected: int, page: int, *others: UUID) -> int:
    written = await log.decide(
        TWO, stream, asked(log, line(page)), expected=expected, correlation=TRACE, others=others
    )
    return written.version


async def test_what_is_decided_for_two_streams_is_in_both(log: Log) -> None:
    mine, other = await opened(log), await opened(log)
    assert await write(log, mine, 1, 1, other) == 2
    assert [len(await log.history(each)) for each in (mine, other)] == [2, 2]


async def test_when_another_stream_changes_meanwhile_it_is_decided_again(open_log: OpenLog) -> None:
    one, two = await open_log(), await open_log()
    other = await opened(one)
    books = [await opened(one) for _ in range(6)]
    await asyncio.gather(
        *(write((one, two)[number % 2], book, 1, 1, other) for number, book in enumerate(books))
    )
    assert len(await one.history(other)) == 1 + len(books)


async def test_a_refused_attempt_is_in_the_log_and_refused_all_the_same(log: Log) -> None:
    stream = await opened(log)
    with pytest.raises(Refused) as told:
        await log.decide(REFUSING, stream, asked(log, line(1)), expected=1, correlation=TRACE)
    assert told.value.written.version == 2
    assert isinstance((await log.history(stream))[-1].fact, LineStruck)


async def test_a_decision_knows_whose_hands_were_in_the_stream(log: Log) -> None:
    stream, other, new = await opened(log), await opened(log), uuid4()
    seen = list[Mapping[UUID, frozenset[str]]]()

    def looking(question: Asked[NotebookCommand], _: Notebook) -> Sequence[NotebookEvent]:
        seen.append(question.hands)
        return []

    looker: Decider[NotebookCommand, Notebook, NotebookEvent]
    looker = Decider(Notebook(), evolve, looking)
    for each, version in ((stream, 1), (new, 0)):
        question = asked(log, line(1))
        await log.decide(
            looker, each, question, expected=version, correlation=TRACE, others=[other]
        )
    theirs = frozenset({"caseworker-1"})
    assert seen == [{stream: theirs, other: theirs}, {new: frozenset(), other: theirs}]


async def test_an_index_is_the_same_in_every_process_and_after_a_new_master_key(
    open_log: OpenLog,
) -> None:
    first = await (await open_log()).keys.blind()
    again = await (await open_log(master=f"{SECOND},{MASTER}")).keys.blind()
    assert first("cpr 6304001234") == again("cpr 6304001234")
    assert first("cpr 6304001234") != first("cpr 6304001235")
