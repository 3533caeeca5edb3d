"""A process that is told to stop stops, also when a cancellation is lost on the way."""

import asyncio
from contextlib import suppress

import pytest

from shared import application

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_task_that_lost_a_cancellation_is_told_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(application, "AGAIN", 0.01)
    lost: list[str] = []

    async def losing() -> None:
        for _ in range(2):
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
            lost.append("a cancellation")
        await asyncio.Event().wait()

    async def failing() -> None:
        raise ValueError("as it ended")

    tasks = [asyncio.create_task(work()) for work in (losing, failing)]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    await application.stop(tasks)
    assert len(lost) == 2
    assert tasks[0].cancelled()
    assert isinstance(tasks[1].exception(), ValueError)


async def test_nothing_to_stop_is_stopped_at_once() -> None:
    await application.stop([])
