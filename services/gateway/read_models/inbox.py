"""The notifications as they stand, and what they have in common: a child known again, or a case."""

from collections.abc import Iterator
from typing import Any

from services.gateway.projection import Put, ReadModel
from services.gateway.tables import notifications, signals
from shared.contracts import FeedItem, case, correction, worries

RECEIPT = {
    "received_at", "notifier_type", "professional", "answerable", "section", "unborn",
}  # fmt: skip


SAID_BY = {  # what a record of a notification says of it; put right, it is said anew or not at all
    "NotificationUrgencyAssessed": ("assessed_at", "urgency"),
    "NotificationAcknowledged": ("acknowledged_on",),
    "NotifierInformed": ("informed_on",),
    "NotificationDismissed": ("dismissed_on", "dismissal_reason"),
}


def changes(feed: str, item: FeedItem) -> Iterator[Put]:
    news = case.read(item) if feed == "case" else None
    match news:
        case case.NotificationReceived():
            row = news.model_dump(include=RECEIPT) | {"reasons": [*news.reasons]}
            yield Put(notifications, (item.stream,), row)
            for key in news.signals:
                yield Put(signals, (item.stream, key), {"gone": False})
            for key in news.former_signals:
                yield Put(signals, (item.stream, key), {"gone": True})
        case case.CaseOpened():
            for worry in news.notifications:
                yield Put(signals, (worry, item.stream), {})
        case worries.NotificationLinked():
            yield Put(signals, (news.notification_id, item.stream), {})
        case worries.NotificationReassessed():
            row = {"reassessed_on": news.reassessed_on, "reassessment_outcome": news.outcome}
            yield Put(notifications, (news.notification_id,), row)
        case _:
            if told := of_one(news):
                yield Put(notifications, (item.stream,), told)


def of_one(news: case.CasePublished | None) -> dict[str, Any] | None:
    """What a notification's own stream says of it."""
    match news:
        case case.NotificationUrgencyAssessed():
            return {"assessed_at": news.assessed_at, "urgency": news.outcome}
        case case.NotificationAcknowledged():
            return {"acknowledged_on": news.acknowledged_on}
        case worries.NotifierInformed():
            return {"informed_on": news.informed_on}
        case worries.NotificationDismissed():
            return {"dismissed_on": news.dismissed_on, "dismissal_reason": news.reason}
        case worries.NotificationTakenUp():
            return {"taken_up_on": news.taken_up_on}
        case correction.EventCorrected() | correction.EventRetracted():
            said = SAID_BY.get(news.record_kind)
            return dict.fromkeys(said) if said else None
        case _:
            return None


MODEL = ReadModel("inbox", (notifications, signals), changes)
