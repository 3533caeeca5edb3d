"""The portfolio of provisions (tilbudsvifte): what there is, and which places are taken."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID, uuid5

from services.gateway.projection import Put, ReadModel
from services.gateway.tables import capacities, places, prices, provisions
from shared.contracts import FeedItem, ladder, provision

DESCRIBED = {
    "measure_types", "needs", "methods", "evidence_level", "age_from", "age_to",
}  # fmt: skip
LISTS = ("measure_types", "needs", "methods")


def changes(feed: str, item: FeedItem) -> Iterator[Put]:
    if feed != "ladder":
        return
    stream = item.stream
    match ladder.read(item):
        case provision.ProvisionOpened() as news:
            row = news.model_dump(include={"kind", "provider", "unit", "case_id", "opened_on"})
            yield Put(provisions, (stream,), {**row, **described(news)})
            yield of_day(stream, news.opened_on, news.capacity)
        case provision.ProvisionDescribed() as news:
            yield Put(provisions, (stream,), described(news))
        case provision.ProvisionClosed() as news:
            yield Put(provisions, (stream,), {"closed_on": news.closed_on})
        case provision.CapacityChanged() as news:
            yield of_day(stream, news.changed_on, news.capacity)
        case provision.PriceSet() as news:
            key = uuid5(stream, f"price:{news.from_on}")
            yield Put(prices, (key,), {"stream": stream, **news.model_dump()})
        case provision.PlaceTaken() as news:
            row = news.model_dump(exclude={"id"})
            yield Put(places, (place(stream, news.id),), {"stream": stream, **row})
        case provision.PlaceGivenBack() as news:
            yield Put(places, (place(stream, news.id),), {"stream": None})
        case _:
            return


def described(
    news: provision.ProvisionOpened | provision.ProvisionDescribed,
) -> dict[str, object]:
    said = news.model_dump(include=DESCRIBED)
    return said | {name: list(said[name]) for name in LISTS}


def of_day(stream: UUID, day: date, capacity: int) -> Put:
    """The last word about how many places there are from a day on."""
    row = {"stream": stream, "changed_on": day, "capacity": capacity}
    return Put(capacities, (uuid5(stream, f"capacity:{day}"),), row)


def place(stream: UUID, stay: UUID) -> UUID:
    """A stay at one provision: corrected, it may turn out to have been at another."""
    return uuid5(stream, str(stay))


MODEL = ReadModel("portfolio", (provisions, capacities, prices, places), changes)
