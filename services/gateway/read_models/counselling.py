"""Anonymous contacts, one row each, to be counted."""

from collections.abc import Iterator

from services.gateway.projection import Put, ReadModel
from services.gateway.tables import counselling_contacts
from shared.contracts import FeedItem, case, early


def changes(feed: str, item: FeedItem) -> Iterator[Put]:
    news = case.read(item) if feed == "case" else None
    match news:
        case early.CounsellingContactRegistered():
            row = news.model_dump(exclude={"unit"})
        case early.CounsellingContactHandedOver():
            row = news.model_dump()
        case _:
            return
    yield Put(counselling_contacts, (item.stream,), row)


MODEL = ReadModel("counselling", (counselling_contacts,), changes)
