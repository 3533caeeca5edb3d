"""Who waits for news is woken by it, here and in other processes, and not by what is no news."""

import asyncio
from contextlib import suppress

from shared.database import Bell, Database

PATIENCE = 10.0  # seconds


async def test_who_waits_for_news_alone_is_not_woken_by_the_rest(log_dsn: str) -> None:
    async with Database(log_dsn) as database:
        bell = Bell(database, "nowhere")
        anything, news = bell.listening(), bell.listening(only_news=True)
        bell.ring(news=False)
        assert (anything.is_set(), news.is_set()) == (True, False)
        anything = bell.listening()
        bell.ring()
        assert (anything.is_set(), news.is_set()) == (True, True)


async def test_a_ring_is_heard_by_others_and_not_a_second_time_by_oneself(log_dsn: str) -> None:
    async with Database(log_dsn) as ours, Database(log_dsn) as theirs:
        mine, other = Bell(ours, "news"), Bell(theirs, "news")
        connected = [each.listening() for each in (mine, other)]
        listening = [asyncio.create_task(each.listen()) for each in (mine, other)]
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(each.wait() for each in connected))
            heard = other.listening(only_news=True)
            mine.ring()
            again = asyncio.create_task(mine.listening().wait())
            await heard.wait()
            await asyncio.wait({again}, timeout=0.5)  # in which our own would have come back
            assert not again.done()
            other.ring()
            await again
        for each in listening:
            each.cancel()
            with suppress(asyncio.CancelledError):
                await each
