"""A neighbour's news is taken exactly once, by whichever runner is the active one."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any
from uuid import UUID

import pytest
from psycopg import AsyncConnection
from structlog.testing import capture_logs

from shared.database import Unavailable
from shared.eventlog import EventLog
from shared.follow import Turn
from shared.transport import Headers, InProcess, Reply, Transport
from tests.database import queried
from tests.shared.asking import Log, ask, line, opened, pages
from tests.shared.conftest import Served, serving

FEED = "neighbour"
PATIENCE = 20.0  # seconds until what should have happened has not
ACTIVE = """
SELECT pid FROM pg_locks JOIN pg_database ON oid = database
WHERE locktype = 'advisory' AND granted AND datname = current_database()
"""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runners on standby ask often, so that a test need not wait for them."""
    monkeypatch.setattr("shared.follow.STANDBY", 0.05)


@pytest.fixture
async def producer(dsn_of: Callable[[str], str]) -> AsyncIterator[Served]:
    async with serving(dsn_of("log")) as service:
        yield service


@pytest.fixture
async def runners(producer: Served, log_dsn: str) -> AsyncIterator[list[Served]]:
    """Two processes' worth of one service that follows the producer."""
    async with AsyncExitStack() as stack:
        yield [
            await stack.enter_async_context(serving(log_dsn, {FEED: InProcess(producer.app)}))
            for _ in range(2)
        ]


async def notebook(producer: Served, count: int) -> UUID:
    """A notebook at the producer with pages 1 to `count`."""
    stream = await opened(producer.log)
    for page in range(1, count + 1):
        await ask(producer.log, stream, page, line(page + 1000))
    return stream


async def passed(served: Served, producer: Served) -> None:
    """Wait until everything the producer has recorded is taken in."""
    async with asyncio.timeout(PATIENCE):
        await served.application.followers[FEED].passed(await producer.log.recorder.head())


async def copied(served: Served, stream: UUID) -> list[str | None]:
    return [each.causation for each in await served.log.history(stream)]


async def test_two_runners_take_everything_once(producer: Served, runners: list[Served]) -> None:
    streams = await asyncio.gather(*(notebook(producer, 20) for _ in range(10)))
    for each in runners:
        await passed(each, producer)
    for stream in streams:
        original = await producer.log.history(stream)
        copies = await runners[0].log.history(stream)
        assert [each.version for each in copies] == [each.version for each in original]
        assert await pages(runners[1].log, stream) == await pages(producer.log, stream)


async def test_two_runners_without_a_lock_still_take_everything_once(
    producer: Served, log_dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    @asynccontextmanager
    async def unlocked(dsn: str, *_: object) -> AsyncIterator[Turn]:
        async with await AsyncConnection.connect(dsn, autocommit=True) as connection:
            yield Turn(connection)

    monkeypatch.setattr("shared.follow.one_active", unlocked)
    monkeypatch.setattr("shared.follow.PAGE", 7)
    transport = InProcess(producer.app)
    async with serving(log_dsn, {FEED: transport}) as one, serving(log_dsn, {FEED: transport}):
        streams = await asyncio.gather(*(notebook(producer, 10) for _ in range(10)))
        await passed(one, producer)
        for stream in streams:
            assert await pages(one.log, stream) == await pages(producer.log, stream)
            assert len(await one.log.history(stream)) == 11


async def test_a_copy_names_the_news_that_led_to_it(
    producer: Served, runners: list[Served]
) -> None:
    stream = await notebook(producer, 2)
    await passed(runners[0], producer)
    assert await copied(runners[0], stream) == [f"{FEED}:{number}" for number in (1, 2, 3)]
    [first, *_] = await runners[0].log.history(stream)
    assert first.by == f"service:{FEED}"


async def test_when_the_active_runner_is_cut_off_the_other_goes_on(
    producer: Served, runners: list[Served], log_dsn: str
) -> None:
    before = await notebook(producer, 3)
    await passed(runners[0], producer)
    active = await queried(log_dsn, ACTIVE)
    assert len(active) == 1
    await queried(log_dsn, "SELECT pg_terminate_backend(%s, 5000)", active[0])
    after = await notebook(producer, 3)
    for each in runners:
        await passed(each, producer)
    successor = await queried(log_dsn, ACTIVE)
    assert len(successor) == 1
    assert successor != active
    for stream in (before, after):
        assert len(await copied(runners[0], stream)) == 4


class Flaky(InProcess):
    """A neighbour that is away until it is back."""

    def __init__(self, served: Served) -> None:
        super().__init__(served.app)
        self.away = True
        self.missed = asyncio.Event()

    async def send(
        self, method: str, path: str, query: str = "", headers: Headers = (), body: bytes = b""
    ) -> Reply:
        if self.away:
            self.missed.set()
            raise Unavailable("neighbour")
        return await super().send(method, path, query, headers, body)


async def test_a_neighbour_that_was_away_is_followed_again(producer: Served, log_dsn: str) -> None:
    neighbour = Flaky(producer)
    transport: Transport = neighbour
    async with serving(log_dsn, {FEED: transport}) as consumer:
        stream = await notebook(producer, 2)
        async with asyncio.timeout(PATIENCE):
            await neighbour.missed.wait()
        ready = await consumer.client.get("/readyz")
        assert ready.status_code == 503
        assert ready.json()["checks"]["database"]["ready"]
        neighbour.away = False
        await passed(consumer, producer)
        assert await pages(consumer.log, stream) == [1001, 1002]


async def test_who_waits_for_news_that_does_not_come_is_told(
    producer: Served, runners: list[Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.follow.PATIENCE", 0.05)
    ahead = await producer.log.recorder.head() + 1
    with pytest.raises(Unavailable):
        await runners[0].application.caught_up({FEED: ahead})
    await runners[0].application.caught_up({"somebody-we-do-not-follow": ahead})


async def test_what_was_heard_includes_its_effect(producer: Served, runners: list[Served]) -> None:
    stream = await notebook(producer, 2)
    await passed(runners[0], producer)
    answer = await runners[0].client.get("/feed", headers=runners[0].token())
    page = answer.json()
    assert page["heard"] == {FEED: 3}
    assert [each["stream"] for each in page["items"]] == 3 * [str(stream)]


async def test_a_fault_of_ours_holds_up_a_page_and_loses_nothing(
    producer: Served, log_dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = [KeyError("words that nobody may see")]
    react = EventLog.react

    async def faulty(log: Log, *page: Any, after: int) -> None:  # noqa: ANN401 - passed on
        if faults:
            raise faults.pop()
        await react(log, *page, after=after)

    monkeypatch.setattr(EventLog, "react", faulty)
    stream = await notebook(producer, 1)
    with capture_logs() as logs:
        async with serving(log_dsn, {FEED: InProcess(producer.app)}) as consumer:
            await passed(consumer, producer)
            assert await pages(consumer.log, stream) == [1001]
            measured = (await consumer.client.get("/metrics")).text
    assert [each["kind"] for each in logs if each["event"] == "follower.failed"] == ["KeyError"]
    assert "words that nobody may see" not in str(logs)
    assert re.search(r"follower_failures_total{.*} 1.0", measured)


class Waking(InProcess):
    """A neighbour that is not there when it is first asked, and then has no news."""

    def __init__(self, producer: Served) -> None:
        super().__init__(producer.app)
        self.waits: list[str] = []
        self.asked_thrice = asyncio.Event()

    async def send(
        self, method: str, path: str, query: str = "", headers: Headers = (), body: bytes = b""
    ) -> Reply:
        self.waits += re.findall(r"wait=([\d.]+)", query)
        if len(self.waits) == 1:
            raise Unavailable(FEED)
        if len(self.waits) == 3:
            self.asked_thrice.set()
        return await super().send(method, path, query, headers, body)


async def test_a_runner_is_ready_as_soon_as_its_neighbour_is(
    producer: Served, log_dsn: str
) -> None:
    neighbour = Waking(producer)
    async with asyncio.timeout(PATIENCE), serving(log_dsn, {FEED: neighbour}) as served:
        await neighbour.asked_thrice.wait()
        assert not served.application.followers[FEED].failing
        assert neighbour.waits == ["0.0", "0.0", "20.0"]
