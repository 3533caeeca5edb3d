"""What happened in a case, in the order it happened, with when we learned it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from services.gateway.projection import Put, ReadModel
from services.gateway.tables import timeline
from shared.calendar import day_of
from shared.contracts import FeedItem, Published, case, followup, ladder, override

READERS = {
    "case": case.read,
    "ladder": ladder.read,
    "followup": followup.read,
    "gateway": override.read,
}
UNTOLD = frozenset(  # derived readings, what the case's own stream tells, and what is no child's
    {
        "BasisChanged", "CapacityChanged", "LadderDefined", "NotificationActedOn", "TermsChanged",
        "NotificationTakenUp", "ObligationMoved", "ObligationReopened",
        "PlaceGivenBack", "PlaceTaken", "PriceSet", "ProvisionClosed", "ProvisionDescribed",
        "ProvisionOpened", "ReminderDue", "StepsChanged",
    }
)  # fmt: skip

OTHER_DAYS = frozenset(  # days a fact speaks of that are not the day it happened
    {
        "aware_on",
        "born_on",
        "deadline_on",
        "deferred_to",
        "edition",
        "ends_at",
        "planned_at",
        "planned_end_on",
        "review_on",
        "target_on",
        "valid_from",
        "valid_to",
    }
)


def changes(feed: str, item: FeedItem) -> Iterator[Put]:
    news = READERS[feed](item)
    if news is None or item.kind in UNTOLD:
        return
    row: dict[str, Any] = {
        "stream": item.stream,
        "kind": item.kind,
        "happened_on": happened_on(news, item),
        "recorded_at": item.recorded_at,
        "correlation": item.correlation,
        "data": item.data,
    }
    yield Put(timeline, (feed, item.position), row)


def happened_on(news: Published, item: FeedItem) -> date:
    """The day a fact happened: its first day or moment that says so, else when it was recorded."""
    for name in type(news).model_fields:
        value = getattr(news, name)
        if name in OTHER_DAYS or not isinstance(value, date):
            continue
        return day_of(value) if isinstance(value, datetime) else value
    return day_of(item.recorded_at)


MODEL = ReadModel("timeline", (timeline,), changes)
