"""A neighbour's news leads to facts and a position in one commit, and never twice."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

import pytest

from shared.contracts import FeedItem, FeedPage
from shared.decider import Refused
from shared.eventlog import Overtaken
from shared.eventlog.recorder import Append
from shared.heard import Reactions
from tests.shared.asking import Log, ask, line, opened, pages, positions, reaction
from tests.shared.conftest import OpenLog
from tests.shared.sample import decider

FEED = "neighbour"


async def test_facts_and_position_commit_together(log: Log) -> None:
    stream = await opened(log)
    news = [reaction(log, stream, line(page)) for page in (1, 2)]
    await log.react(decider, news, FEED, 41, after=0)
    assert await pages(log, stream) == [1, 2]
    assert await log.recorder.reached(FEED) == 41
    assert (await log.recorder.standing())[1] == {FEED: 41}
    causes = [each.causation for each in await log.history(stream)]
    assert causes == [None, "neighbour:1", "neighbour:1"]


async def test_news_that_leads_to_nothing_still_moves_the_position(log: Log) -> None:
    await log.react(decider, [], FEED, 5, after=0)
    assert await log.recorder.reached(FEED) == 5
    assert await positions(log) == []


async def test_a_position_is_taken_once(log: Log) -> None:
    stream = await opened(log)
    await log.react(decider, [reaction(log, stream, line(1))], FEED, 5, after=0)
    for position, after in ((5, 0), (4, 0), (9, 0), (9, 4)):
        with pytest.raises(Overtaken):
            await log.react(decider, [reaction(log, stream, line(2))], FEED, position, after=after)
    assert await pages(log, stream) == [1]


async def test_of_two_runners_with_one_page_one_takes_it(open_log: OpenLog) -> None:
    runners = [await open_log(), await open_log()]
    stream = await opened(runners[0])
    outcomes = await asyncio.gather(
        *(
            each.react(decider, [reaction(each, stream, line(number))], FEED, 5, after=0)
            for number, each in enumerate(runners, 1)
        ),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["NoneType", "Overtaken"]
    assert len(await pages(runners[0], stream)) == 1


async def test_two_pages_of_one_feed_at_once_are_taken_in_turn(
    log: Log, batches: list[int]
) -> None:
    stream = await opened(log)
    batches.clear()
    await asyncio.gather(
        log.react(decider, [], FEED, 5, after=0),
        log.react(decider, [reaction(log, stream, line(1))], FEED, 6, after=5),
    )
    assert await log.recorder.reached(FEED) == 6
    assert await pages(log, stream) == [1]


async def test_a_reaction_decides_again_when_somebody_else_wrote_first(
    open_log: OpenLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = await open_log(), await open_log()
    stream = await opened(mine)
    append, interruptions = mine.recorder.append, [line(9)]

    async def interrupted(batch: Sequence[Append]) -> list[int]:
        while interruptions:
            await ask(theirs, stream, 1, interruptions.pop())
        return await append(batch)

    monkeypatch.setattr(mine.recorder, "append", interrupted)
    await mine.react(decider, [reaction(mine, stream, line(1))], FEED, 5, after=0)
    assert await pages(mine, stream) == [1, 9]
    assert await mine.recorder.reached(FEED) == 5


async def test_a_refused_reaction_commits_nothing_of_its_page(log: Log) -> None:
    stream = await opened(log)
    news = [reaction(log, stream, line(1)), reaction(log, stream, line(1))]
    with pytest.raises(Refused):
        await log.react(decider, news, FEED, 5, after=0)
    assert await pages(log, stream) == []
    assert await log.recorder.reached(FEED) == 0


def page_of(stream: UUID, *positions: int) -> FeedPage:
    """News at these positions, each about the page of its own number."""
    items = [
        FeedItem(
            position=each,
            stream=stream,
            version=each,
            recorded_at=datetime(2016, 1, 11, tzinfo=UTC),
            correlation="0" * 32,
            kind="LineWritten",
            data={},
        )
        for each in positions
    ]
    return FeedPage(items=items, reached=positions[-1])


async def test_of_two_runners_whose_pages_overlap_each_takes_what_the_other_has_not(
    open_log: OpenLog,
) -> None:
    logs = [await open_log(), await open_log()]
    stream = await opened(logs[0])
    one, two = (Reactions(each, decider, lambda _, item: line(item.position)) for each in logs)
    assert [await each.reached(FEED) for each in (one, two)] == [0, 0]
    await one.take(FEED, page_of(stream, 1, 2, 3))
    await two.take(FEED, page_of(stream, 2, 3, 4, 5))
    await one.take(FEED, page_of(stream, 3, 4))
    assert await pages(logs[0], stream) == [1, 2, 3, 4, 5]
    assert await logs[0].recorder.reached(FEED) == 5
