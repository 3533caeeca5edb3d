"""News as the services would tell it: when it was recorded, in which feed, and in that order."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from services.gateway.read_models import FEEDS
from shared.contracts import FeedItem, FeedPage, Published
from tests.gateway.figures.known import Heard

FIRST, LAST = date(2022, 3, 1), date(2025, 3, 10)  # between which everything is recorded
EDGES = tuple(  # days around which figures begin and end: things happen on them, too
    date(*each)
    for each in (
        (2023, 12, 31), (2024, 1, 1), (2024, 2, 29), (2024, 3, 1), (2024, 9, 30), (2024, 12, 31),
        (2025, 1, 1),
    )
)  # fmt: skip
NINE = time(9, tzinfo=UTC)


class Telling:
    """What is told, and the chance by which it is: the same every time."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311 - stories, no secrets
        self._told: list[tuple[datetime, str, UUID, Published]] = []

    def id(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def at_an_edge(self, day: date, since: date, until: date) -> date:
        """A day, or sometimes an edge that is in a time, its last day included."""
        edges = [each for each in EDGES if since <= each <= until]
        return self.chance.choice(edges) if edges and self.often(0.3) else day

    def recorded(self, on: date, after: date = FIRST) -> date:
        """When something of a day is recorded: at once, mostly; sometimes long afterwards."""
        late = self.chance.choices((0, self.chance.randint(1, 30), self.chance.randint(30, 200)),
                                   (6, 3, 1))[0]  # fmt: skip
        return max(on, after) + timedelta(days=late)

    def tell(self, feed: str, day: date, stream: UUID, *said: Published) -> None:
        """Tell these things on a day, at one moment; what is still to come is not told."""
        if day <= LAST:
            seconds = timedelta(seconds=len(self._told))
            self.tell_at(datetime.combine(day, NINE) + seconds, feed, stream, *said)

    def tell_at(self, at: datetime, feed: str, stream: UUID, *said: Published) -> None:
        self._told += [(at, feed, stream, each) for each in said]

    def heard(self) -> list[Heard]:
        """Everything in the order in which it was recorded, each feed counted by itself."""
        places = dict.fromkeys(FEEDS, 0)
        found = []
        for at, feed, stream, said in sorted(self._told, key=lambda each: each[0]):
            places[feed] += 1
            item = FeedItem(
                position=places[feed], stream=stream, version=places[feed], recorded_at=at,
                correlation="0" * 32, kind=type(said).__name__,
                data=said.model_dump(mode="json", by_alias=True),
            )  # fmt: skip
            found.append(Heard(feed, item, said))
        return found


def pages(news: list[Heard]) -> Iterator[tuple[str, FeedPage]]:
    """The news of each feed, as a page of it."""
    for feed in FEEDS:
        items = [each.item for each in news if each.feed == feed]
        yield feed, FeedPage(items=items, reached=len(items))
