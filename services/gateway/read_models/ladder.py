"""A child's way on the ladder, in both times: when it held, and when we believed it."""

from collections.abc import Iterator, Sequence
from typing import Any

from services.gateway.projection import Put, ReadModel, Supersede
from services.gateway.tables import (
    ladder_periods,
    ladder_readings,
    ladder_steps,
    ladder_types,
    measure_bases,
    movements,
)
from shared.contracts import FeedItem, basis, definition, ladder


def steps(feed: str, item: FeedItem) -> ladder.StepsChanged | None:
    news = ladder.read(item) if feed == "ladder" else None
    return news if isinstance(news, ladder.StepsChanged) else None


def periods(feed: str, item: FeedItem) -> Iterator[Supersede]:
    if news := steps(feed, item):
        rows = rows_of(news.periods)
        yield Supersede(ladder_periods, item.stream, item.position, item.recorded_at, rows)


def readings(feed: str, item: FeedItem) -> Iterator[Supersede | Put]:
    """The way by every definition, and the definitions themselves."""
    if news := steps(feed, item):
        rows = [
            {"definition": each.definition, **row}
            for each in news.readings
            for row in rows_of(each.periods)
        ]
        yield Supersede(ladder_readings, item.stream, item.position, item.recorded_at, rows)
    elif feed == "ladder":
        yield from defined(item)


def rows_of(way: Sequence[ladder.Period]) -> list[dict[str, Any]]:
    return [
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
        for each in way
    ]


def defined(item: FeedItem) -> Iterator[Put]:
    match ladder.read(item):
        case definition.LadderDefined() as news:
            orders = {each.code: each.order for each in news.steps}
            for step in news.steps:
                row = step.model_dump(include={"order", "band", "da", "en"})
                yield Put(ladder_steps, (news.definition, step.code), row)
            for kind in news.measure_types:
                row = kind.model_dump(exclude={"code"}) | {"order": orders[kind.step]}
                yield Put(ladder_types, (news.definition, kind.code), row)
        case _:
            return


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


def bases(feed: str, item: FeedItem) -> Iterator[Supersede]:
    """What each measure has rested on in turn; at first the decision that it began on."""
    if feed != "ladder":
        return
    match ladder.read(item):
        case ladder.MeasureStarted() | ladder.MeasureCorrected() as news:
            first = {
                "from_on": news.started_on,
                "decision_id": news.decision_id,
                "regime": news.regime,
                "section": None,
            }
            said = [first]
        case ladder.MeasureRetracted() as news:
            said = []
        case basis.BasisChanged() as news:
            said = [each.model_dump() for each in news.bases]
        case _:
            return
    rows = [{"case_id": item.stream, **each} for each in said]
    yield Supersede(measure_bases, news.id, item.position, item.recorded_at, rows)


PERIODS = ReadModel("ladder_periods", (ladder_periods,), periods)
READINGS = ReadModel("ladder_readings", (ladder_readings, ladder_steps, ladder_types), readings)
MOVEMENTS = ReadModel("movements", (movements,), moves)
BASES = ReadModel("measure_bases", (measure_bases,), bases)
