"""Reacting in a log: whenever a neighbour says X, a command of our own follows, exactly once."""

from collections.abc import Callable
from typing import Any

from shared.contracts import FeedItem, FeedPage
from shared.decider import Asked, Decider
from shared.eventlog import EventLog, Reaction

Whenever = Callable[[str, FeedItem], Any | None]


class Reactions:
    """The effect of a neighbour's news on a log."""

    def __init__(
        self, log: EventLog[Any], decider: Decider[Any, Any, Any], whenever: Whenever
    ) -> None:
        self._log = log
        self._decider = decider
        self._whenever = whenever

    async def reached(self, feed: str) -> int:
        return await self._log.recorder.reached(feed)

    async def take(self, feed: str, page: FeedPage) -> None:
        """Decide on a page of news, and commit what follows together with its position."""
        if page.reached <= await self.reached(feed):
            return
        reactions = [
            Reaction(
                item.stream,
                Asked(command=command, id=item.stream, at=item.recorded_at, by=f"service:{feed}"),
                item.correlation,
                f"{feed}:{item.position}",
            )
            for item in page.items
            if (command := self._whenever(feed, item)) is not None
        ]
        await self._log.react(self._decider, reactions, feed, page.reached)
