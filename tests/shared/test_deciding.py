"""Every command takes one path: fold, decide, append; whoever saw an older version is told."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from shared.decider import Refused
from shared.eventlog import StaleVersion, Written
from shared.eventlog.commits import LARGEST_BATCH
from tests.shared.asking import Log, ask, line, opened, opening, pages, positions
from tests.shared.conftest import OpenLog
from tests.shared.sample import LineWritten, NotebookOpened, StrikeLine, decider


async def test_a_command_on_the_version_that_was_seen_is_recorded(log: Log) -> None:
    stream = await opened(log)
    written = await ask(log, stream, 1, line(7))
    assert (written.version, written.position) == (2, 2)
    [fact] = written.facts
    assert fact == LineWritten(id=written.id, page=7, words=fact.words)
    assert await pages(log, stream) == [7]


async def test_a_command_on_an_older_version_is_stale(log: Log) -> None:
    stream = await opened(log)
    await ask(log, stream, 1, line(1))
    with pytest.raises(StaleVersion):
        await ask(log, stream, 1, line(2))
    assert await pages(log, stream) == [1]


async def test_a_command_on_a_version_that_is_still_to_come_is_stale(log: Log) -> None:
    stream = await opened(log)
    with pytest.raises(StaleVersion):
        await ask(log, stream, 9, line(1))


async def test_a_refusal_records_nothing(log: Log) -> None:
    stream = await opened(log)
    await ask(log, stream, 1, line(13 - 1))
    with pytest.raises(Refused) as refused:
        await ask(log, uuid4(), 0, line(13))
    assert [each.rule for each in refused.value.unmet] == ["notebook-open", "page-not-thirteen"]
    assert await positions(log) == [1, 2]


async def test_who_is_refused_on_an_old_version_hears_that_it_is_old(open_log: OpenLog) -> None:
    mine, theirs = await open_log(), await open_log()
    stream = await opened(mine)
    await ask(theirs, stream, 1, line(1))
    with pytest.raises(StaleVersion):
        await ask(mine, stream, 1, line(13))


async def test_what_another_process_wrote_is_known_before_deciding(open_log: OpenLog) -> None:
    mine, theirs = await open_log(), await open_log()
    stream = await opened(mine)
    await ask(theirs, stream, 1, line(1))
    assert await pages(mine, stream) == [1]
    await ask(theirs, stream, 2, line(2))
    written = await ask(mine, stream, 3, line(3))
    assert written.version == 4
    assert await pages(theirs, stream) == [1, 2, 3]


async def test_what_another_process_wrote_in_between_makes_the_command_stale(
    open_log: OpenLog,
) -> None:
    mine, theirs = await open_log(), await open_log()
    stream = await opened(mine)
    await ask(theirs, stream, 1, line(1))
    with pytest.raises(StaleVersion):
        await ask(mine, stream, 1, line(2))
    assert (await ask(mine, stream, 2, line(2))).version == 3


async def test_of_many_on_the_same_version_exactly_one_is_first(log: Log) -> None:
    stream = await opened(log)
    outcomes = await asyncio.gather(
        *(ask(log, stream, 1, line(page)) for page in range(1, 9)), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["StaleVersion"] * 7 + ["Written"]
    assert (await log.fold(decider, stream)).version == 2


async def test_whoever_waits_is_committed_together(log: Log, batches: list[int]) -> None:
    streams = [uuid4() for _ in range(20)]
    written = await asyncio.gather(*(ask(log, each, 0, opening()) for each in streams))
    assert batches == [20]
    recorded = {each.stream: position for position, each in await log.after(0, 100)}
    assert recorded == {each.stream: each.position for each in written}


async def test_one_conflict_in_a_batch_costs_the_others_nothing(
    log: Log, batches: list[int]
) -> None:
    stream = uuid4()
    contested = [ask(log, stream, 0, opening()) for _ in range(2)]
    others = [ask(log, uuid4(), 0, opening()) for _ in range(18)]
    outcomes = await asyncio.gather(*contested, *others, return_exceptions=True)
    assert batches == [20] + 20 * [1]
    assert sum(isinstance(each, StaleVersion) for each in outcomes[:2]) == 1
    assert all(isinstance(each, Written) for each in outcomes[2:])
    assert await positions(log) == list(range(1, 20))


async def test_a_batch_has_a_largest_size(log: Log, batches: list[int]) -> None:
    await asyncio.gather(*(ask(log, uuid4(), 0, opening()) for _ in range(LARGEST_BATCH + 1)))
    assert batches == [LARGEST_BATCH, 1]


async def test_a_caller_who_leaves_takes_nobody_along(log: Log) -> None:
    leaving, staying = (
        asyncio.create_task(ask(log, uuid4(), 0, opening())),
        asyncio.create_task(ask(log, uuid4(), 0, opening())),
    )
    leaving.cancel()
    assert (await staying).version == 1
    with pytest.raises(asyncio.CancelledError):
        await leaving


async def test_time_never_runs_backwards_in_a_stream(open_log: OpenLog) -> None:
    now = datetime(2016, 1, 11, 8, tzinfo=UTC)
    ahead, behind = (
        await open_log(clock=lambda: now),
        await open_log(clock=lambda: now - timedelta(hours=1)),
    )
    stream = await opened(ahead)
    await ask(behind, stream, 1, line(1))
    assert [each.recorded_at for each in await ahead.history(stream)] == [now, now]


async def test_history_is_what_had_been_recorded_by_a_moment(open_log: OpenLog) -> None:
    monday = datetime(2016, 1, 11, 8, tzinfo=UTC)
    tuesday = monday + timedelta(days=1)
    stream = await opened(await open_log(clock=lambda: monday))
    log = await open_log(clock=lambda: tuesday)
    await ask(log, stream, 1, line(1))

    async def known(as_of: datetime | None) -> list[int]:
        return [each.version for each in await log.history(stream, as_of)]

    assert await known(None) == [1, 2]
    assert await known(tuesday) == [1, 2]
    assert await known(tuesday - timedelta(microseconds=1)) == [1]
    assert await known(monday - timedelta(microseconds=1)) == []


async def test_an_envelope_says_who_and_why(log: Log) -> None:
    stream = await opened(log)
    [recorded] = await log.history(stream)
    assert (recorded.by, recorded.correlation, recorded.causation) == (
        "caseworker-1",
        "0" * 32,
        None,
    )
    assert isinstance(recorded.fact, NotebookOpened)


async def test_only_so_many_folds_are_remembered(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.eventlog.log.REMEMBERED", 3)
    streams = [await opened(log) for _ in range(5)]
    assert list(log._folded) == streams[2:]  # noqa: SLF001 - memory has no other face
    assert (await ask(log, streams[0], 1, line(1))).version == 2


async def test_striking_what_is_not_there_is_unknown_or_stale(open_log: OpenLog) -> None:
    mine, theirs = await open_log(), await open_log()
    stream = await opened(mine)
    await ask(theirs, stream, 1, line(1))
    with pytest.raises(StaleVersion):
        await ask(mine, stream, 1, StrikeLine(struck_on=opening().opened_on))
