"""Readers who wait look together: one look serves all who had asked before it began."""

import asyncio

from services.gateway.projecting import Together


async def test_one_look_serves_all_who_asked_before_it_and_nobody_who_asked_later() -> None:
    looks, begun, go_on, all_asked = 0, asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def look() -> None:
        nonlocal looks
        looks += 1
        begun.set()
        await go_on.wait()

    together = Together(look)
    first = [asyncio.create_task(together()) for _ in range(5)]
    await begun.wait()
    later = [asyncio.create_task(together()) for _ in range(5)]
    asyncio.get_running_loop().call_soon(all_asked.set)  # in turn, after each of them
    await all_asked.wait()
    assert looks == 1
    go_on.set()
    await asyncio.gather(*first, *later)
    assert looks == 2


async def test_who_gives_up_takes_nobody_s_look_away() -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def look() -> None:
        begun.set()
        await go_on.wait()

    together = Together(look)
    impatient, patient = asyncio.create_task(together()), asyncio.create_task(together())
    await begun.wait()
    impatient.cancel()
    await asyncio.wait({impatient})
    go_on.set()
    await patient
    assert impatient.cancelled()
