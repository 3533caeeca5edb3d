"""Our asyncio recorder with the library's synchronous face, so that its own test cases can run.

The face uses nothing but the recorder's public methods. Four abilities of the library's recorders
are ones that no service here needs, so the face makes them from what there is: `select_events`
backwards, limited or up to a version reads the stream and cuts it; `select_notifications` up to a
position or by topic reads the log and filters it; `subscribe` is the library's own subscription,
woken by the face; `wait` is the library's own.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from threading import Thread
from typing import Any, TypeVar
from uuid import UUID

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    ListenNotifySubscription,
    Notification,
    ProcessRecorder,
    StoredEvent,
    Subscription,
    Tracking,
)

from shared.database import Database
from shared.eventlog.recorder import Append, Recorder

Result = TypeVar("Result")
EVERYTHING = 2**31
PATIENCE = 60  # seconds


class Background:
    """A recorder on an event loop of its own, in a thread of its own."""

    def __init__(self, dsn: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever)
        self._thread.start()
        self._database = self.call(self._open(dsn))
        self.recorder = Recorder(self._database)

    @staticmethod
    async def _open(dsn: str) -> Database:
        return await Database(dsn, patience=30).__aenter__()

    def call(self, work: Coroutine[Any, Any, Result]) -> Result:
        """What comes of it. A reader of the library's that outlives its test waits no longer."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    def close(self) -> None:
        self.call(self._database.__aexit__())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


class AggregateFace(AggregateRecorder):
    def __init__(self, background: Background) -> None:
        self._background = background
        self._recorder = background.recorder

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        tracking: Tracking | None = None,
        **_: object,
    ) -> Sequence[int] | None:
        self._append(stored_events, tracking)
        return None

    def _append(self, events: Sequence[StoredEvent], tracking: Tracking | None) -> list[int]:
        [last] = self._background.call(self._recorder.append([Append(events, tracking)]))
        return list(range(last - len(events) + 1, last + 1))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        after = -1 if gt is None else gt
        stream = self._background.call(self._recorder.stream(UUID(str(originator_id)), after))
        events = [each for each in stream if lte is None or each.originator_version <= lte]
        return (events[::-1] if desc else events)[:limit]


class ApplicationFace(AggregateFace, ApplicationRecorder):
    def __init__(self, background: Background) -> None:
        super().__init__(background)
        self._subscriptions: list[Woken] = []

    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        tracking: Tracking | None = None,
        **_: object,
    ) -> Sequence[int] | None:
        positions = self._append(stored_events, tracking)
        for each in self._subscriptions:
            each.wake()
        return positions

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        after = start - inclusive_of_start if start else 0
        every = limit if stop is None and not topics else EVERYTHING
        notifications = self._background.call(self._recorder.after(after, every))
        return [
            each
            for each in notifications
            if (stop is None or each.id <= stop) and (not topics or each.topic in topics)
        ][:limit]

    def max_notification_id(self) -> int | None:
        return self._background.call(self._recorder.head()) or None

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        subscription = Woken(self, gt, topics)
        self._subscriptions.append(subscription)
        return subscription


class Woken(ListenNotifySubscription[ApplicationRecorder]):
    """The library's subscription; the face tells it when there is news."""

    def wake(self) -> None:
        self._has_been_notified.set()


class ProcessFace(ApplicationFace, ProcessRecorder):
    def insert_tracking(self, tracking: Tracking) -> None:
        self._append([], tracking)

    def max_tracking_id(self, application_name: str) -> int | None:
        _, heard = self._background.call(self._recorder.standing())
        return heard.get(application_name)
