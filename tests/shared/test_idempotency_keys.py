"""A key and its answer commit with the facts they speak of, so a retry is answered, not done."""

import asyncio
from uuid import uuid4

import pytest

from shared.eventlog import KeyTaken, Written
from shared.eventlog.recorder import Answer
from tests.shared.asking import Log, ask, keyed, line, opened, opening, positions


async def test_an_answer_is_kept_under_its_key_with_its_position(log: Log) -> None:
    stream = await opened(log)
    written = await ask(log, stream, 1, line(1), keyed(b"key"))
    assert await log.recorder.answer(b"key") == Answer(
        b"key", b"the same body", b"2", written.position
    )
    assert await log.recorder.answer(b"another") is None


async def test_a_key_is_taken_once(log: Log) -> None:
    stream = await opened(log)
    await ask(log, stream, 1, line(1), keyed(b"key"))
    with pytest.raises(KeyTaken):
        await ask(log, stream, 2, line(2), keyed(b"key"))
    assert await positions(log) == [1, 2]


async def test_of_two_at_once_under_one_key_one_is_recorded(log: Log, batches: list[int]) -> None:
    outcomes = await asyncio.gather(
        *(ask(log, uuid4(), 0, opening(), keyed(b"key")) for _ in range(2)),
        return_exceptions=True,
    )
    assert [type(each) for each in outcomes] == [Written, KeyTaken]
    assert batches == [2, 1, 1]
    assert await positions(log) == [1]


async def test_a_command_that_came_too_late_keeps_no_answer(log: Log) -> None:
    stream = await opened(log)
    outcomes = await asyncio.gather(
        ask(log, stream, 1, line(1), keyed(b"one")),
        ask(log, stream, 1, line(2), keyed(b"two")),
        return_exceptions=True,
    )
    kept = [await log.recorder.answer(key) is not None for key in (b"one", b"two")]
    assert kept == [isinstance(each, Written) for each in outcomes]
    assert sorted(kept) == [False, True]
