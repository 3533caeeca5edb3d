"""Group commit: whoever waits is taken, in one statement and one transaction. There is no timer.

While one batch is on its way to the disk, the next gathers. A caller alone waits for nobody.
"""

import asyncio

from eventsourcing.persistence import IntegrityError

from shared.eventlog.recorder import Append, KeyTaken, Recorder

LARGEST_BATCH = 500  # appends in one statement
Waiting = tuple[Append, "asyncio.Future[int]"]


class GroupCommit:
    """Commits what many callers append, together."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._waiting: list[Waiting] = []
        self._committing: asyncio.Task[None] | None = None

    async def append(self, append: Append) -> int:
        """Commit with whoever else is waiting, and return the position of the last fact.

        Raises: what `Recorder.append` raises for this append alone.
        """
        answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append((append, answer))
        if self._committing is None:
            self._committing = asyncio.create_task(self._commit())
        return await answer

    async def _commit(self) -> None:
        while self._waiting:
            batch, self._waiting = (
                self._waiting[:LARGEST_BATCH],
                self._waiting[LARGEST_BATCH:],
            )
            await self._together(batch)
        self._committing = None

    async def _together(self, batch: list[Waiting]) -> None:
        try:
            positions = await self._recorder.append([append for append, _ in batch])
        except (IntegrityError, KeyTaken) as error:
            if len(batch) > 1:  # the batch was rolled back: each on its own
                for each in batch:
                    await self._together([each])
                return
            self._refuse(batch, error)
        except Exception as error:  # noqa: BLE001 - every caller hears it, none waits for ever
            self._refuse(batch, error)
        else:
            for (_, answer), position in zip(batch, positions, strict=True):
                if not answer.done():
                    answer.set_result(position)

    @staticmethod
    def _refuse(batch: list[Waiting], error: Exception) -> None:
        for _, answer in batch:
            if not answer.done():
                answer.set_exception(error)
