"""A feed serves what may be published, in log order; a reader who waits is woken by news."""

import asyncio

import pytest

from shared.contracts import PRIVATE, FeedPage
from tests.shared.asking import ask, line, opened, opening
from tests.shared.conftest import OpenLog, Served
from tests.shared.sample import StrikeLine, decider

PATIENCE = 10.0  # seconds until a wait that should have ended has failed


async def read(served: Served, **query: object) -> FeedPage:
    answer = await served.client.get("/feed", params=asked(query), headers=served.token())
    assert answer.status_code == 200
    return FeedPage.model_validate(answer.json())


def asked(query: dict[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in query.items()}


@pytest.fixture
def waiting(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set when a reader has begun to wait; from then on only the bell can wake it."""
    begun = asyncio.Event()

    async def rung_only(rung: asyncio.Event, _: float) -> None:
        begun.set()
        await rung.wait()

    monkeypatch.setattr("shared.feed.woken", rung_only)
    return begun


async def struck(served: Served) -> None:
    """One notebook: opened (1), a line (2), the line struck out, which is private (3)."""
    stream = await opened(served.log)
    written = await ask(served.log, stream, 1, line(7))
    await ask(served.log, stream, 2, StrikeLine(struck_on=opening().opened_on), of=written.id)


async def test_a_page_holds_what_is_published_in_log_order(served: Served) -> None:
    await struck(served)
    page = await read(served)
    assert [(each.position, each.version, each.kind) for each in page.items] == [
        (1, 1, "NotebookBegun"),
        (2, 2, "PageFilled"),
        (3, 3, PRIVATE),
    ]
    assert page.items[1].data["page"] == 7
    assert page.items[2].data == {}  # that there was something, and nothing of what
    assert page.reached == 3


async def test_words_never_reach_a_feed(served: Served) -> None:
    stream = await opened(served.log)
    await ask(served.log, stream, 1, line(1, "Jeg sover hos min moster."))
    page = await read(served)
    assert "moster" not in page.model_dump_json()
    assert "words" not in page.items[-1].data


async def test_a_page_begins_after_a_position_and_has_a_largest_size(served: Served) -> None:
    stream = await opened(served.log)
    for number in range(1, 6):
        await ask(served.log, stream, number, line(number))
    page = await read(served, after=2, limit=3)
    assert [each.position for each in page.items] == [3, 4, 5]
    assert (page.reached, page.head) == (5, 6), "and a reader knows how far behind it is"
    assert (await read(served, after=6)).items == []


async def test_without_news_a_reader_is_answered_with_nothing(served: Served) -> None:
    page = await read(served, after=0, wait=0)
    assert page == FeedPage(items=[], reached=0, head=0, heard={})


async def test_a_reader_who_waits_is_woken_by_an_append(
    served: Served, waiting: asyncio.Event
) -> None:
    async with asyncio.timeout(PATIENCE):
        reading = asyncio.create_task(read(served, wait=30))
        await waiting.wait()
        assert not reading.done()
        await opened(served.log)
        assert [each.position for each in (await reading).items] == [1]


async def test_a_reader_who_waits_is_woken_by_another_process(
    served: Served, waiting: asyncio.Event, open_log: OpenLog
) -> None:
    async with asyncio.timeout(PATIENCE):
        reading = asyncio.create_task(read(served, wait=30))
        await waiting.wait()
        await opened(await open_log())
        assert [each.position for each in (await reading).items] == [1]


async def test_a_reader_who_waits_is_woken_when_the_producer_has_heard_its_own_neighbour(
    served: Served, waiting: asyncio.Event
) -> None:
    async with asyncio.timeout(PATIENCE):
        reading = asyncio.create_task(read(served, wait=30, heard=""))
        await waiting.wait()
        await served.log.react(decider, [], "neighbour", 12, after=0)
        page = await reading
    assert page == FeedPage(items=[], reached=0, heard={"neighbour": 12})


async def test_a_reader_who_knows_what_was_heard_waits_for_more(
    served: Served, waiting: asyncio.Event
) -> None:
    await served.log.react(decider, [], "neighbour", 12, after=0)
    async with asyncio.timeout(PATIENCE):
        reading = asyncio.create_task(read(served, wait=30, heard="neighbour:12"))
        await waiting.wait()
        await served.log.react(decider, [], "neighbour", 13, after=12)
        assert (await reading).heard == {"neighbour": 13}


async def test_a_reader_who_does_not_mind_what_was_heard_waits_for_a_fact(
    served: Served, waiting: asyncio.Event
) -> None:
    async with asyncio.timeout(PATIENCE):
        reading = asyncio.create_task(read(served, wait=30))
        await waiting.wait()
        await served.log.react(decider, [], "neighbour", 12, after=0)
        await opened(served.log)
        page = await reading
    assert [each.position for each in page.items] == [1]


async def test_a_full_page_says_nothing_of_what_was_heard(served: Served) -> None:
    stream = await opened(served.log)
    await ask(served.log, stream, 1, line(1))
    await served.log.react(decider, [], "neighbour", 12, after=0)
    assert (await read(served, limit=2)).heard == {}  # its effect may be on the next page
    assert (await read(served, limit=3)).heard == {"neighbour": 12}


@pytest.mark.parametrize(
    "query", [{"after": -1}, {"limit": 0}, {"limit": 2001}, {"wait": 31}, {"after": "x"}]
)
async def test_a_page_that_cannot_be_is_refused(served: Served, query: dict[str, object]) -> None:
    answer = await served.client.get("/feed", params=asked(query), headers=served.token())
    assert answer.status_code == 400
    assert [each["pointer"] for each in answer.json()["errors"]] == [*query]


async def test_a_feed_is_for_neighbours_only(served: Served) -> None:
    assert (await served.client.get("/feed")).status_code == 401
    others = served.token(scopes=frozenset({"case.read"}))
    assert (await served.client.get("/feed", headers=others)).status_code == 403
