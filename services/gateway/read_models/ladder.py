"""A child's way on the ladder, in both times: when it held, and when we believed it."""

from collections.abc import Iterator

from services.gateway.projection import ReadModel, Supersede
from services.gateway.tables import ladder_periods, movements
from shared.contracts import FeedItem, ladder


def steps(feed: str, item: FeedItem) -> ladder.StepsChanged | None:
    news = ladder.read(item) if feed == "ladder" else None
    return news if isinstance(news, ladder.StepsChanged) else None


def periods(feed: str, item: FeedItem) -> Iterator[Supersede]:
    if news := steps(feed, item):
        rows = [
            {
                "step": each.step.code,
                "da": each.step.da,
                "en": each.step.en,
                "order": each.order,
                "band": each.band,
                "valid_from": each.from_on,
                "valid_to": each.to_on,
                "planned_return": each.planned_return,
            }
            for each in news.periods
        ]
        yield Supersede(ladder_periods, item.stream, item.position, item.recorded_at, rows)


def moves(feed: str, item: FeedItem) -> Iterator[Supersede]:
    if news := steps(feed, item):
        rows = [
            {
                "moved_on": each.on,
                "from_step": each.from_step.code,
                "from_da": each.from_step.da,
                "from_en": each.from_step.en,
                "to_step": each.to_step.code,
                "to_da": each.to_step.da,
                "to_en": each.to_step.en,
                "size": each.size,
                "kind": each.kind,
                "planned_return": each.planned_return,
            }
            for each in news.movements
        ]
        yield Supersede(movements, item.stream, item.position, item.recorded_at, rows)


PERIODS = ReadModel("ladder_periods", (ladder_periods,), periods)
MOVEMENTS = ReadModel("movements", (movements,), moves)
