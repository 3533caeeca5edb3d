"""Reacting in a log: whenever a neighbour says X, a command of our own follows, exactly once."""

from collections.abc import Callable, Sequence
from typing import Any

from shared.contracts import FeedItem, FeedPage
from shared.decider import Asked, Decider
from shared.eventlog import EventLog, Overtaken, Reaction

Whenever = Callable[[str, FeedItem], Any | None]


class Reactions:
    """The effect of a neighbour's news on a log."""

    hears = False

    def __init__(
        self, log: EventLog[Any], decider: Decider[Any, Any, Any], whenever: Whenever
    ) -> None:
        self._log = log
        self._decider = decider
        self._whenever = whenever
        self._reached: dict[str, int] = {}

    async def reached(self, feed: str) -> int:
        """How far this log has come, asked anew."""
        self._reached[feed] = await self._log.recorder.reached(feed)
        return self._reached[feed]

    async def take(self, feed: str, page: FeedPage) -> None:
        """Decide on a page of news, and commit what follows together with its position.

        What another runner has taken meanwhile is left out. Raises: what a decider raises.
        """
        after = self._reached[feed] if feed in self._reached else await self.reached(feed)
        while page.reached > after:
            news = [each for each in page.items if each.position > after]
            try:
                await self._log.react(
                    self._decider, self._reactions(feed, news), feed, page.reached, after=after
                )
            except Overtaken:
                after = await self.reached(feed)
            else:
                after = self._reached[feed] = page.reached

    def _reactions(self, feed: str, news: Sequence[FeedItem]) -> list[Reaction[Any]]:
        return [
            Reaction(
                item.stream,
                Asked(command=command, id=item.stream, at=item.recorded_at, by=f"service:{feed}"),
                item.correlation,
                f"{feed}:{item.position}",
            )
            for item in news
            if (command := self._whenever(feed, item)) is not None
        ]
